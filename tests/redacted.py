"""The lake of which a figure, or a source, is redacted, and what asks about it."""

import datetime
import io
import re
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from datasets.models import (
    Citation,
)

from .world import World

WHY = "A court in Bergen ordered it."
SECRET = "Ingrid of the reeds"
FIRST = "dataset=herons&release=1"
SECOND_DAY = datetime.date(2024, 2, 1)


class Lake(World):
    """Two figures, of which a second release corrects one that named somebody."""

    def __init__(self):
        super().__init__()
        self.figure("nests-2022", period="2022-03/2022-05", value="30")
        hop = Citation.objects.filter(observation="nests-2023", hop=2)
        hop.update(fragment=f"{SECRET} saw 41 nests", place_in_text="page 2", no_words="")
        self.publish()
        hop.update(fragment="", place_in_text="", no_words="They named somebody.")
        self.change("nests-2023", value="42", change_note="Without the name.")
        self.publish(on=SECOND_DAY)


@pytest.fixture
def lake(remembering):
    """Return the lake, of whose first release something is to be redacted."""
    return remembering(Lake)


def redact(*records, reason=WHY, yes=True, dataset="herons"):
    """Say the command; return what it tells."""
    out = io.StringIO()
    call_command("redact", dataset, *records, reason=reason, yes=yes, stdout=out)
    return out.getvalue()


def verified(**options):
    """Return what the audit tells, and whether everything is as it was sealed."""
    out = io.StringIO()
    try:
        call_command("verify_releases", stdout=out, **options)
    except CommandError:
        return out.getvalue(), False
    return out.getvalue(), True


def address_of(path):
    """Return the address that a client of the API asks for."""
    return path if path.startswith("/") else f"/api/v1/{path}"


def text_of(page):
    """Return what a page says, without its tags and line ends."""
    return " ".join(re.sub("<[^>]*>", " ", page.decode()).split())


def kept():
    """Return the bytes of all files that are kept of releases, by name."""
    place = Path(storages["releases"].location)
    files = (one for one in place.rglob("*") if one.is_file())
    return {str(one.relative_to(place)): one.read_bytes() for one in files}
