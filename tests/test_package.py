"""The package of a release: whole, flat, summed, and no number in it without its caveats."""

import csv
import gzip
import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import orjson
import pyarrow
import pytest
import time_machine
from django.core.files.storage import storages
from openpyxl import load_workbook
from pyarrow import parquet

from datasets import publishing
from datasets.formats.csv import unguard
from datasets.models import Record, Release
from datasets.publishing import Refused
from datasets.records import NOUNS, OBSERVATION
from datasets.releases import release_files
from datasets.releases.package import FILES

pytestmark = pytest.mark.release_files

TABLES = (
    "observations",
    "caveats",
    "sources",
    "documents",
    "measures",
    "checks",
    "questions",
    "gaps",
)
ALWAYS_THERE = {
    *(f"{name}.csv" for name in (*TABLES, "citations")),
    *("observations.xlsx", "observations.parquet", "observations.ndjson.gz"),
    *("records.ndjson.gz", "SHA256SUMS"),
}


def kept(number=1, dataset="herons"):
    """Return {name: bytes} of the files of a release."""
    folder, storage = f"{dataset}/{number}", storages["releases"]
    files = {}
    for name in storage.listdir(folder)[1]:
        with storage.open(f"{folder}/{name}") as file:
            files[name] = file.read()
    return files


def rows(table):
    """Return the rows of a CSV as {column: text}, the guards taken off."""
    found = csv.DictReader(io.StringIO(table.decode(), newline=""))
    return [{name: unguard(text) for name, text in row.items()} for row in found]


def lines(packed):
    """Return the lines of a gzip."""
    return gzip.decompress(packed).splitlines()


def unpacked(name, data):
    """Return all that a file says, in the clear."""
    if name.endswith(".gz"):
        return gzip.decompress(data)
    if name.endswith((".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"".join(unpacked(one, archive.read(one)) for one in archive.namelist())
    if name.endswith(".parquet"):
        return repr(parquet.read_table(pyarrow.BufferReader(data)).to_pylist()).encode()
    return data


def texts(noun):
    """Return the stored documents of a noun in force, in id order."""
    stored = Record.objects.of(noun).current().order_by("slug")
    return [bytes(body) for body in stored.values_list("json__body", flat=True)]


def test_a_release_has_all_its_files_and_lists_them(published):
    release = Release.objects.get()
    files = kept()
    assert files.keys() >= {*ALWAYS_THERE, "herons-release-1.zip"}
    assert [file["name"] for file in release.files] == [one.name_in(release) for one in FILES]
    assert {file["name"]: (file["bytes"], file["sha256"]) for file in release.files} == {
        name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()
    }


def test_the_tables_are_those_of_the_api(published, api):
    files = kept()
    for name in TABLES:
        exported = api.get(f"{name}.csv?dataset=herons&release=1").body
        assert files[f"{name}.csv"] == exported
    digest = hashlib.sha256(files["observations.csv"]).hexdigest()
    assert digest == Release.objects.get().digest


def test_the_documents_of_the_observations_are_those_that_are_stored(published):
    assert lines(kept()["observations.ndjson.gz"]) == texts("observation")


def test_the_records_of_all_other_nouns_are_there_verbatim_with_their_noun(deserters):
    found = {}
    for line in lines(kept(deserters.number, deserters.dataset)["records.ndjson.gz"]):
        noun = orjson.loads(line)["noun"]
        before, after = b'{"noun":"%b","record":' % noun.encode(), b"}"
        assert line.startswith(before)
        found.setdefault(noun, []).append(line.removeprefix(before).removesuffix(after))
    others = [noun.name for noun in NOUNS if noun is not OBSERVATION]
    assert found == {noun: texts(noun) for noun in others}


def test_the_workbook_and_parquet_have_the_rows_of_the_csv(deserters):
    files = kept(deserters.number, deserters.dataset)
    ids = [row["id"] for row in rows(files["observations.csv"])]
    assert len(ids) == deserters.rows
    sheet = load_workbook(io.BytesIO(files["observations.xlsx"]))["Observations"]
    assert [cell.value for cell in sheet["A"][1:]] == ids
    table = parquet.read_table(pyarrow.BufferReader(files["observations.parquet"]))
    assert table["id"].to_pylist() == ids
    assert table.schema.metadata[b"digest"].decode() == deserters.digest


def test_the_workbook_names_the_release_and_how_to_cite_it(published):
    sheet = load_workbook(io.BytesIO(kept()["observations.xlsx"]))["Read me first"]
    told = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    release = Release.objects.get()
    assert told["Title"] == "Herons at Mill Lake"
    assert told["Release"] == "1"
    assert told["SHA-256 of observations.csv"] == release.digest
    assert told["Licence"] == "CC-BY-4.0"
    for words in ("The warden", "Herons at Mill Lake, release 1", "2024-01-15", "/datasets/herons"):
        assert words in told["How to cite"]


def test_a_hop_is_a_row_with_what_the_document_made_of_the_figure(published):
    first, second = rows(kept()["citations.csv"])
    assert (first["hop"], first["via"], first["document"]) == ("1", "", "club-report")
    assert (first["as_printed"], first["reported_value"], first["alterations"]) == (
        "41",
        "41",
        "none",
    )
    assert (second["hop"], second["via"], second["relation"]) == ("2", "1", "paraphrases")
    assert second["document"] == "gazette-june"
    assert (second["source"], second["source_label"]) == ("gazette", "The Gazette")
    assert (second["reported_measure"], second["compared_with"]) == ("pairs-breeding", "1")
    assert (second["alterations"], second["printed_before"]) == ("measure", "41")
    assert second["alteration_text"] == (
        "measure: nests-counted → pairs-breeding (seen from the shore → not stated)"
    )


def test_every_hop_of_the_seeds_is_there_as_the_api_tells_it(deserters):
    told = rows(kept(deserters.number, deserters.dataset)["citations.csv"])
    figures = [orjson.loads(text) for text in texts("observation")]
    hops = [(figure, hop) for figure in figures for hop in figure["citations"]]
    assert len(told) == len(hops) > 100
    for row, (figure, hop) in zip(told, hops, strict=True):
        document, reading = hop["document"], hop["reported_as"] or {}
        assert (row["observation"], row["hop"]) == (figure["id"], str(hop["hop"]))
        for name in ("source", "title", "published", "url", "seen"):
            assert row[name] == (document[name] or "")
        for name in ("as_printed", "basis", "printed_before", "unseen", "fragment"):
            assert row[name] == (hop[name] or "")
        for name in (*reading, "value", "measure", "attribution"):
            assert row[f"reported_{name}"] == reading.get(name, "")
        altered = [one["alteration"] for one in hop["alterations"]]
        assert row["alterations"] == (";".join(altered) or ("none" if reading else ""))
        carried = [f"{one['caveat']}{one['strength'] or ''}" for one in hop["carries"]]
        assert row["carries"] == ";".join(carried)
        for name, place in (hop["locator"] or {"start": ""}).items():
            assert row[name] == ("" if place is None else str(place))


def test_no_number_of_a_citation_is_without_its_figure_s_caveats(deserters):
    files = kept(deserters.number, deserters.dataset)
    figures = {row["id"]: row for row in rows(files["observations.csv"])}
    for row in rows(files["citations.csv"]):
        figure = figures[row["observation"]]
        for name in ("statement", "unit", "period", "bias", "caveats", "caveat_text", "origin"):
            assert row[name] == figure[name] != ""


def test_a_text_of_a_citation_that_looks_like_a_formula_is_guarded(world):
    world.document("trap", title="=1+1", source_id="gazette", published="2023", seen="read")
    world.cite("nests-2023", 3, "trap", via=1)
    world.publish()
    table = kept()["citations.csv"]
    assert b",'=1+1," in table
    assert rows(table)[2]["title"] == "=1+1"


def test_the_sums_are_of_every_file_inside_and_of_no_other(published, tmp_path):
    files = kept()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert sums.keys() == files.keys() - {"SHA256SUMS", "herons-release-1.zip"}
    assert check(tmp_path).returncode == 0
    (tmp_path / "caveats.csv").write_bytes(files["caveats.csv"][:-1])
    told = check(tmp_path)
    assert told.returncode == 1
    assert "caveats.csv: FAILED" in told.stdout


def check(folder):
    """Return what sha256sum makes of the sums in a folder."""
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_archive_holds_all_files_flat_as_they_were_kept(published):
    files = kept()
    with zipfile.ZipFile(io.BytesIO(files.pop("herons-release-1.zip"))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files
        for entry in archive.infolist():
            assert "/" not in entry.filename
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)


def test_the_same_release_written_again_on_another_day_is_the_same(published):
    release, before = Release.objects.get(), kept()
    for name in before:
        storages["releases"].delete(release_files.path(release, name))
    with time_machine.travel("2031-05-01T12:00"):
        assert release_files.write(release) == release.files
    assert kept() == before


def test_the_next_release_has_a_package_of_its_own_and_leaves_the_first(published):
    first = kept()
    published.change("nests-2023", value="42", change_note="Counted again.")
    published.publish()
    second = kept(2)
    assert kept() == first
    assert "herons-release-2.zip" in second
    assert [row["value"] for row in rows(first["observations.csv"])] == ["41"]
    assert [row["value"] for row in rows(second["observations.csv"])] == ["42"]
    assert [orjson.loads(line)["version"] for line in lines(second["observations.ndjson.gz"])] == [
        2
    ]
    book = load_workbook(io.BytesIO(second["observations.xlsx"]))
    assert book["Observations"]["A2"].value == "nests-2023"


def test_a_package_tells_nothing_of_what_is_not_published(published):
    published.caveat("draft-caveat", text="Not yet.")
    published.source("draft-source", label="A draft")
    published.change("nests-2023", value="99", change_note="A draft.")
    other = published.dataset("egrets")
    published.figure("egret-nests", dataset=other)
    publishing.publish("egrets", on=Release.objects.get().day)
    for files in (kept(), kept(dataset="egrets")):
        for name, data in files.items():
            assert b"raft" not in unpacked(name, data), name


def test_a_dataset_of_many_blocks_is_written_whole(world, monkeypatch):
    monkeypatch.setattr("datasets.store.keyset.ROWS_A_BLOCK", 4)
    world.figures(7)
    world.publish()
    files = kept()
    ids = [f"nests-n{number:05}" for number in range(7)]
    expected = ["nests-2023", *ids]
    assert [row["id"] for row in rows(files["observations.csv"])] == expected
    assert [orjson.loads(line)["id"] for line in lines(files["observations.ndjson.gz"])] == expected
    sheet = load_workbook(io.BytesIO(files["observations.xlsx"]))["Observations"]
    assert [cell.value for cell in sheet["A"][1:]] == expected


def test_a_text_that_no_cell_holds_publishes_nothing_and_is_named(published, api):
    published.caveat("long-caveat", text="a" * 40_000)
    published.attach("long-caveat", observation_id="nests-2023")
    with pytest.raises(Refused, match="nests-2023, caveat_text: a text is longer"):
        published.publish()
    assert Release.objects.count() == 1
    assert not (Path(storages["releases"].location) / "herons" / "2").exists()
    assert api.json("observations/nests-2023")["caveats"][0]["id"] == "hidden-nests"
