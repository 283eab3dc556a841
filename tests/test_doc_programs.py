"""The programs in the documentation print what is shown."""

import ast
import re
import shutil
import subprocess

import pytest

from .serving import thread
from .test_docs import (
    HOST,
    PAGES,
    PROGRAMS,
    Answer,
    ask,
    assert_shown,
    commands,
    examples,
    shown_after,
)

pytestmark = pytest.mark.usefixtures("all_seeds_of_module")


@pytest.fixture(autouse=True)
def releases_folder():
    """Leave the files of releases where the seeds were published for all tests of this module."""


def skip_without_what_it_needs(block):
    """Skip the test of a program whose tool or library is not here."""
    tool = PROGRAMS[block.language][0]
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed")
    if block.language == "r":
        for package in {*re.findall(r"(\w+)::", block.text)}:
            there = f'quit(status = 1 - requireNamespace("{package}"))'
            if subprocess.run([tool, "-e", there], capture_output=True).returncode:
                pytest.skip(f"R has no {package}")
    if block.language == "python":
        for node in ast.walk(ast.parse(block.text)):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    found = pytest.importorskip(alias.name, reason=f"{alias.name} is not installed")
                    if alias.name == "duckdb" and HOST in block.text:
                        skip_without_httpfs(found)


def skip_without_httpfs(duckdb):
    """Skip the test of a program with which DuckDB reads an address."""
    try:
        duckdb.sql("INSTALL httpfs; LOAD httpfs")
    except duckdb.Error:
        pytest.skip("DuckDB's extension httpfs is not installed and cannot be fetched")


programs = [
    pytest.param(block, after, id=block.place)
    for page in PAGES
    for block, after in examples(page)
    if block.language in PROGRAMS
]


@pytest.mark.parametrize(("block", "after"), programs)
def test_each_program_of_a_page_prints_what_is_shown(
    db, client, tmp_path, monkeypatch, block, after
):
    skip_without_what_it_needs(block)
    monkeypatch.chdir(tmp_path)
    for earlier, _ in examples(block.page):
        for request in commands(earlier):
            if request.startswith("curl ") and " -o " in request:
                ask(client, request)
    shown = shown_after(block, after, "text")
    assert shown, f"{block.place}: what does it print?"
    with thread() as address:
        program = block.text.replace(HOST, address)
        command = PROGRAMS[block.language]
        done = subprocess.run(command, input=program, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{block.place}: {done.stderr}"
    assert_shown(shown, Answer(200, {}, done.stdout))
