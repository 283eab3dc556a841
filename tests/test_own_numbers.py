"""Whoever does what the documentation says of their own numbers, word for word, gets what it shows.

A block of CSV or TOML is written to the file that the sentence above it names last, or added to it
where that sentence says so. Commands are run, requests asked, and the block below shows the answer.
"""

import io
import itertools
import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from datasets.imports.import_map import ImportMap
from datasets.seeds import COMMON

from .findings import figure
from .map_keys import TABLES, map_table, tables_of
from .test_docs import (
    IN_ORDER,
    ROOT,
    Answer,
    ask,
    assert_generated,
    assert_shown,
    commands,
    in_order,
    shown_after,
)

PAGE = "docs/your-own-numbers.md"
ANSWERS = ("text", "json", "csv")
PATH = re.compile(r"`([\w./-]+\.(?:csv|toml))`")


@dataclass
class Reader:
    """Somebody at the top of a clone, who does what a page says."""

    client: object
    folder: Path
    done: list = field(default_factory=list)

    def follow(self, page):
        """Do everything in order; assert that what comes back is what is shown."""
        dataset = Path(page).parent
        if dataset.parent.name == "seeds":
            shutil.copytree(ROOT / dataset, self.folder / dataset)
        shown = None
        for block, after in itertools.pairwise([*in_order(page), None]):
            if block is shown:
                continue
            if block.language == "sh":
                shown = shown_after(block, after, *ANSWERS)
                self._run(block, shown)
            else:
                self._write(block)

    def _run(self, block, shown):
        answers = [self._answer(line) for line in commands(block)]
        self.done += commands(block)
        if shown and shown.language == "json":
            (answer,) = answers
            assert_shown(shown, answer)
        elif shown:
            told = "".join(answer.text for answer in answers)
            assert_shown(shown, Answer(answers[-1].status, {}, told))
        else:
            for answer in answers:
                assert answer.status == 200, f"{block.place}: {answer.text}"

    def _answer(self, line):
        if line.startswith("curl "):
            return ask(self.client, line)
        name, *words = shlex.split(line.partition("manage.py ")[2])
        out = io.StringIO()
        try:
            call_command(name, *words, stdout=out)
        except CommandError as refused:
            return Answer(1, {}, f"{out.getvalue()}CommandError: {refused}\n")
        return Answer(200, {}, out.getvalue())

    def _write(self, block):
        """Write a block to the file that the paragraph above it names last."""
        above = (ROOT / block.page).read_text().splitlines()[: block.line - 1]
        sentence = re.split(r"(?<=[.:]) ", [line for line in above if line][-1])[-1]
        named = PATH.findall(sentence)
        assert named, f"{block.place}: where does this go?"
        file = self.folder / named[-1]
        file.parent.mkdir(exist_ok=True)
        before = file.read_text() + "\n" if sentence.startswith("Add ") else ""
        file.write_text(before + block.text)


@pytest.fixture
def reader(db, client, tmp_path, monkeypatch, settings):
    """Return a reader in a clone that has no dataset but the one whose page is read."""
    shutil.copytree(settings.SEEDS_DIR / COMMON, tmp_path / "seeds" / COMMON)
    settings.SEEDS_DIR = tmp_path / "seeds"
    monkeypatch.chdir(tmp_path)
    return Reader(client, tmp_path)


@pytest.mark.parametrize("page", IN_ORDER)
def test_each_command_and_request_does_what_the_page_shows(reader, page):
    reader.follow(page)
    assert reader.done


def test_figures_of_a_sheet_say_that_nobody_traced_them_and_those_of_rivals_that_they_differ(
    reader, api
):
    reader.follow("README.md")
    listed = api.json("observations?dataset=herons")["results"]
    assert len(listed) == 3
    assert {one["caveats"][0]["kind"] for one in listed} == {"untraced"}
    (found,) = api.json("checks?dataset=herons")["results"]
    assert found["rule"] == "contradiction"
    assert "Alder Mere" in api.get("/datasets/herons").body.decode()


def test_figures_of_a_file_have_their_ranges_and_the_caveats_that_notes_became(reader, api):
    reader.follow(PAGE)
    walk = figure(api, "walk-2023-03-12")
    assert (walk["value"], walk["value_low"], walk["value_high"]) == (131, 120, 150)
    assert [one["id"] for one in walk["caveats"]] == ["not-traced", "fog"]
    passed_on = figure(api, "herons-at-the-shore-alder-mere-2023-03-05-the-warden")["citations"]
    assert [hop["document"]["id"] for hop in passed_on] == ["post-example-herons", "echo-herons"]


def test_a_number_that_changed_in_the_next_file_says_why(reader, api):
    reader.follow(PAGE)
    call_command("load_seeds", "herons")
    call_command("publish", "herons", note="A newer file.")
    walk = figure(api, "walk-2023-03-12")
    assert (walk["value"], walk["change_note"]) == (134, "The club looked at its photographs.")


def test_an_import_of_what_is_imported_changes_no_file(reader):
    reader.follow("seeds/global-temp/README.md")
    for file in (settings.BASE_DIR / "seeds/global-temp").rglob("*.csv"):
        there = settings.SEEDS_DIR / file.relative_to(settings.BASE_DIR / "seeds")
        assert there.read_bytes() == file.read_bytes()


def test_each_key_of_the_map_is_explained_as_it_is_declared():
    assert {*tables_of(ImportMap)} == {*TABLES.values()} - {ImportMap}
    assert_generated(PAGE, "map", map_table())


def words(text):
    """Return how many words a page has, its generated tables left out."""
    return len(re.sub(r"<!-- ([a-z-]+):begin.*?\1:end -->", "", text, flags=re.DOTALL).split())


@pytest.mark.parametrize(("page", "most"), [("README.md", 1600), (PAGE, 1300)])
def test_what_is_read_first_is_short(page, most):
    assert words((ROOT / page).read_text()) <= most
