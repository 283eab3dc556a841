"""A workbook of the curated rows goes to somebody who edits it, and comes back as seed files."""

import datetime
import io
import tempfile
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from datasets import seeds
from datasets.models import Measure, Observation
from datasets.seeds.files import MODEL_OF, columns_of
from datasets.vocabularies import COMPARATOR

from .curated_rows import curated, delete_all
from .length import LONG, examples
from .random_herons import curate, plans
from .test_dumping import files_of, write_common


def run(*command):
    """Run a command and return what it prints."""
    out = io.StringIO()
    call_command(*map(str, command), stdout=out)
    return out.getvalue()


@pytest.mark.slow(reason="writes and reads a workbook of what chance curates, forty times")
@settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plan=plans())
def test_a_workbook_comes_back_as_the_files_of_a_dump_and_as_the_same_rows(
    world, folders_of_seeds, plan
):
    with transaction.atomic(), tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        curate(world, plan)
        write_common(folder)
        run("template", "herons", folder / "herons.xlsx")
        run("dump_seeds", "herons", folder / "dumped")
        run("from_template", folder / "herons.xlsx", folder)
        assert files_of(folder / "herons") == files_of(folder / "dumped/herons")
        before = _without_strays()
        delete_all()
        seeds.load([folder / "common", folder / "herons"])
        assert curated() == before
        transaction.set_rollback(True)


@pytest.mark.no_cover
@pytest.mark.slow(reason="loads the real seeds and makes workbooks of them")
@pytest.mark.django_db
def test_workbooks_of_the_real_seeds_come_back_as_dumps(tmp_path, settings):
    seeds.load(seeds.folders(settings.SEEDS_DIR))
    # Reading the largest takes a minute; all of them are read in make test-long.
    datasets = seeds.dataset_folders(settings.SEEDS_DIR)
    for dataset in datasets if LONG else ["iraq-deaths"]:
        run("template", dataset, tmp_path / f"{dataset}.xlsx")
        run("from_template", tmp_path / f"{dataset}.xlsx", tmp_path)
        run("dump_seeds", dataset, tmp_path / "dumped")
        assert files_of(tmp_path / dataset) == files_of(tmp_path / "dumped" / dataset)


def _without_strays():
    return {
        model: [row for row in rows if "'stray" not in row] for model, rows in curated().items()
    }


@pytest.fixture
def folders_of_seeds(tmp_path, settings):
    """Return a folder of seeds in which there is nothing."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    settings.SEEDS_DIR.mkdir()
    return settings.SEEDS_DIR


class Workbook:
    """The workbook of the herons, which somebody edits in a spreadsheet and sends back."""

    def __init__(self, folder):
        self.folder, self.path = folder, folder / "herons.xlsx"
        run("template", "herons", self.path)

    def edit(self, change):
        """Change the workbook."""
        book = openpyxl.load_workbook(self.path)
        change(book)
        book.save(self.path)

    def back(self):
        """Return what is said when it is read."""
        return run("from_template", self.path, self.folder)

    def refused(self):
        """Return why it is not read; nothing is written then."""
        with pytest.raises(CommandError) as refusal:
            self.back()
        assert not (self.folder / "herons").exists()
        return str(refusal.value)

    def text(self, name):
        """Return one of the files that it became."""
        return (self.folder / "herons" / name).read_text()


@pytest.fixture
def workbook(world, folders_of_seeds, tmp_path):
    """Return the workbook of the world."""
    return Workbook(tmp_path)


def put(sheet, column, value, row=2):
    """Return the change that puts something into the cell of a row below the header."""

    def change(book):
        names = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(row, names.index(column) + 1).value = value

    return change


# What is in it


def test_each_file_has_a_sheet_with_its_columns_and_what_they_mean(workbook):
    book = openpyxl.load_workbook(workbook.path)
    assert book.sheetnames == [*(name.partition(".")[0] for name in MODEL_OF), "terms"]
    for name, model in MODEL_OF.items():
        sheet = book[name.partition(".")[0]]
        assert [cell.value for cell in sheet[1]] == columns_of(model)
        assert all(cell.comment.text for cell in sheet[1]), name
    assert book["observations"]["A2"].value == "nests-2023"
    assert book["dataset"]["A2"].value == "herons"


def test_a_column_of_terms_lets_choose_among_them(workbook):
    book = openpyxl.load_workbook(workbook.path)
    sheet = book["observations"]
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "comparator")
    (choice,) = (one for one in sheet.data_validations.dataValidation if f"{letter}2" in one.sqref)
    assert f"{letter}900" in choice.sqref
    source = choice.formula1.removeprefix("terms!")
    assert [cell.value for (cell,) in book["terms"][source.replace("$", "")]] == [*COMPARATOR]


# What comes back


def test_an_edited_cell_and_a_new_row_come_back_in_the_order_of_ids(workbook):
    workbook.edit(put("observations", "credibility", "3"))
    workbook.edit(put("measures", "caveats_reviewed_on", datetime.date(2024, 2, 3)))
    for column, value in {"id": "egrets", "label": "Egrets"}.items():
        workbook.edit(put("populations", column, value, row=3))
    assert "2 in populations.toml" in workbook.back()
    assert workbook.text("populations.toml").startswith('[[population]]\nid    = "egrets"')
    seeds.check_files([workbook.folder / "herons"])
    delete_all()
    seeds.load([workbook.folder / "herons"])
    assert Observation.objects.get().credibility == "3"
    assert Measure.objects.get(pk="nests-counted").caveats_reviewed_on == datetime.date(2024, 2, 3)


def test_a_text_that_workbooks_write_otherwise_comes_back_as_it_was(
    world, folders_of_seeds, tmp_path
):
    Measure.objects.filter(pk="nests-counted").update(label="_x0041_ <r>b</r>", phrase="=1+1")
    book = Workbook(tmp_path)
    book.back()
    assert 'label      = "_x0041_ <r>b</r>"' in book.text("measures.toml")
    assert 'phrase     = "=1+1"' in book.text("measures.toml")


def test_a_sheet_that_somebody_deleted_has_no_rows(workbook):
    workbook.edit(lambda book: book.remove(book["events"]))
    workbook.edit(lambda book: book.remove(book["terms"]))
    workbook.back()
    assert not (workbook.folder / "herons/events.toml").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put("observations", "value", "=40+1"), "a formula: put its value there"),
        (put("measures", "facets", "seen: shore"), "expected a list as in TOML"),
        (put("sources", "also_written", "x\ny = 1"), "also_written “x\ny = 1”: expected a list"),
        (put("sources", "plural", "no"), "expected true or false (in a table: yes, or nothing)"),
        (put("caveats", "weight", "much"), "expected a whole number"),
        (put("dataset", "reviewed_on", "today"), "expected a day such as 2026-11-22"),
        (put("units", "label", "lable", row=1), "units!B1: unknown column “lable”"),
        (put("units", "label", "id", row=1), "units!B1: the column “id” stands twice"),
        (lambda book: book.create_sheet("unit"), "no sheet of a template: “unit”"),
        (lambda book: book["units"].merge_cells("A1:B1"), "is merged: split it"),
        (put("dataset", "id", "The herons"), "sheet “dataset”: expected one row with an id"),
        (
            put("dataset", "id", "a" * 300),
            "joined by hyphens, beginning with a letter, at most 120",
        ),
        (put("dataset", "id", "otters", row=3), "expected one row with an id"),
        (put("observations", "measure", "nests"), "there is no such measure"),
    ],
)
def test_what_is_not_believed_is_named_by_its_cell(workbook, change, told):
    workbook.edit(change)
    assert told in workbook.refused()


def test_every_doubtful_cell_is_told_at_once(workbook):
    workbook.edit(put("caveats", "weight", "much"))
    workbook.edit(put("observations", "value", "=40+1"))
    told = workbook.refused()
    assert "caveats!G2: weight “much”: expected a whole number" in told
    assert "observations!" in told


def test_what_is_there_is_written_over_by_neither_command(workbook):
    with pytest.raises(CommandError, match="is there already: nothing was written"):
        run("template", "herons", workbook.path)
    workbook.back()
    with pytest.raises(CommandError, match="is there already: nothing was written"):
        workbook.back()


def test_what_is_no_workbook_or_no_dataset_is_told(world, tmp_path):
    (tmp_path / "a.xlsx").write_text("a")
    for file, told in {"a.xlsx": "not a workbook", "b.xlsx": "cannot be read: No such"}.items():
        with pytest.raises(CommandError, match=told):
            run("from_template", tmp_path / file, tmp_path)
    with pytest.raises(CommandError, match="there is no dataset heron"):
        run("template", "heron", tmp_path / "c.xlsx")
    with pytest.raises(CommandError, match="cannot be written: No such"):
        run("template", "herons", tmp_path / "no/c.xlsx")


def test_a_text_that_no_cell_holds_is_named_and_nothing_is_written(world, tmp_path):
    Measure.objects.filter(pk="nests-counted").update(definition="a" * 32_767)
    with pytest.raises(CommandError, match="definition is longer than a cell holds"):
        run("template", "herons", tmp_path / "herons.xlsx")
    assert not (tmp_path / "herons.xlsx").exists()
