"""Each command of manage.py that the documentation names runs as it is written there."""

import io
import shlex

import pytest
from django.core.management import call_command, get_commands

from .published_seeds import DATASET, alone
from .test_docs import PAGES, code

# What is published here has all its files, which the commands verify.
pytestmark = pytest.mark.release_files


# It serves until it is told to end: tests/test_mcp.py tries it.
SERVES = "mcp"


def managed(page):
    """Return what stands after manage.py in the code on a page, but for what serves."""
    found = (line.partition("manage.py ")[2] for line in code(page))
    return [command for command in found if command and command.split()[0] != SERVES]


@pytest.mark.slow(reason="loads the real seeds of the article")
@pytest.mark.parametrize("page", [page for page in PAGES if managed(page)])
@pytest.mark.usefixtures("deserters")
def test_each_management_command_of_a_page_runs(page, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "only-for-this-test")
    with alone(DATASET):
        for line in managed(page):
            name, *words = shlex.split(line)
            assert name in get_commands(), f"{page}: {line}"
            unasked = {"interactive": False} if name == "createsuperuser" else {}
            call_command(name, *words, stdout=io.StringIO(), **unasked)
