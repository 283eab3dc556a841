"""A downloaded package is enough: an empty Caveat publishes its rows again, byte for byte."""

import datetime
import gzip
import hashlib
import re
import zipfile
from io import StringIO
from pathlib import Path

import orjson
import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from datasets import publishing
from datasets.models import Carried, Citation, Observation, Record, Release, Withdrawal
from datasets.records import OBSERVATION
from datasets.releases import read_manifest, release_files, restore_records, unpack

from .unguarded import drop_triggers
from .world import World

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.slow(reason="restores all files of a release for each case"),
]

LATER = [datetime.date(2024, 2, 1), datetime.date(2024, 3, 1)]
SUMS = "SHA256SUMS"
ADDRESSES = (
    "observations.csv",
    "observations.ndjson",
    "sources.ndjson",
    "measures?count=exact",
    "observations?q=gazette%20nests",
    "observations?q=frost",
    "caveats?q=warden",
    "search?q=frost%20at%20the%20lake,%2043%20nests",
    "observations?caveats=hidden-nests",
    "observations?value__gte=40&sort=-value",
    "datasets/herons/releases/3",
)


class ThreeReleases(World):
    """The herons as of their third release, which withdrew one figure and corrected another."""

    def __init__(self):
        super().__init__()
        self.caveat("frost", text="Frost in April emptied nests.")
        carrying = Citation.objects.get(observation="nests-2023", hop=2)
        Carried.objects.create(citation=carrying, caveat_id="frost")
        self.publish()
        self.figure("nests-2024", value="43", period="2024-03/2024-05")
        self.figure("nests-1999", value="50", period="1999")
        self.publish(on=LATER[0])
        self.change("nests-2023", value="42", change_note="The club counted again.")
        Observation.objects.get(pk="nests-1999").delete()
        Withdrawal.objects.create(
            observation="nests-1999", dataset=self.herons, reason="They were storks."
        )
        self.publish(on=LATER[1])


@pytest.fixture
def package(remembering, tmp_path):
    """Return the package of the third release."""
    remembering(ThreeReleases)
    kept = Path(storages["releases"].location) / "herons/3/herons-release-3.zip"
    file = tmp_path / "package.zip"
    file.write_bytes(kept.read_bytes())
    return file


def empty(folder, settings):
    """Leave nothing of what was curated or published, and keep files in another folder."""
    drop_triggers()
    for model in reversed(list(apps.get_app_config("datasets").get_models())):
        model.objects.all()._raw_delete("default")
    settings.STORAGES = settings.STORAGES | {
        "releases": settings.STORAGES["releases"] | {"OPTIONS": {"location": folder}}
    }


@pytest.fixture
def elsewhere(package, tmp_path, settings):
    """Return the package in a Caveat that has nothing, and whose files are kept elsewhere."""
    empty(tmp_path / "elsewhere", settings)
    return package


def restore(file):
    """Restore a package; return what the command prints."""
    out = StringIO()
    call_command("restore", str(file), "--unverified", stdout=out)
    return out.getvalue()


def published_rows():
    """Return every record in force but for the numbers of its row and its releases."""
    records = Record.objects.in_release(Release.objects.latest("pk").pk, "herons")
    texts = ("json__body", "csv__body", "search__text")
    columns = [field.attname for field in Record._meta.concrete_fields]
    kept = [name for name in columns if name not in ("id", "valid_from_release")]
    rows = records.order_by("noun", "slug").values_list(*kept, *texts)
    return [[bytes(one) if isinstance(one, memoryview) else one for one in row] for row in rows]


def test_an_empty_caveat_restores_the_release_byte_for_byte(package, api, tmp_path, settings):
    sealed, rows = Release.objects.get(number=3), published_rows()
    answered = {path: api.get(path).body for path in ADDRESSES}
    empty(tmp_path / "elsewhere", settings)
    assert api.json("observations")["results"] == []
    told = restore(package)
    assert f"herons: release 3 of 2024-03-01, {sealed.rows} observations" in told
    assert sealed.digest in told
    restored = Release.objects.get()
    for name in ("number", "day", "note", "header", "digest", "texts", "files", "previous", "seal"):
        assert getattr(restored, name) == getattr(sealed, name), name
    assert published_rows() == rows
    for path, body in answered.items():
        assert api.get(path).body == body, path
    for file in restored.files:
        served = api.get(f"datasets/herons/releases/3/{file['name']}").body
        assert hashlib.sha256(served).hexdigest() == file["sha256"]


def test_what_was_restored_verifies_and_says_that_earlier_releases_are_not_here(elsewhere):
    restore(elsewhere)
    out = StringIO()
    call_command("verify_releases", stdout=out)
    assert "note: herons release 3 was restored: those before it are not here" in out.getvalue()
    assert " 0 faults" in out.getvalue()


def test_what_was_restored_is_cited_without_the_release_that_first_held_it(elsewhere, api):
    restore(elsewhere)
    assert api.json("observations/nests-2024")["release"] == 2
    for form in ("bib", "csl", "ris", "txt"):
        response = api.get(f"observations/nests-2024.{form}")
        assert response.status_code == 200
        assert b"Release 2 of 2024-02-01" in response.body
        assert b"SHA-256 of its" not in response.body


def test_the_changes_of_what_was_restored_are_what_it_holds_and_what_left(elsewhere, api):
    restore(elsewhere)
    whole = api.json("changes?noun=observation&count=exact")
    assert [(one["id"], one["change"]) for one in whole["results"]] == [
        ("nests-1999", "withdrawn"),
        ("nests-2023", "added"),
        ("nests-2024", "added"),
    ]
    page, paged = "changes?noun=observation&limit=1", []
    while page:
        answer = api.json(page)
        paged += answer["results"]
        page = answer["next"]
    assert paged == whole["results"]
    assert whole["count"] == 3


def test_files_of_a_release_that_the_database_lost_are_neither_swept_nor_overwritten(package, api):
    folder = Path(storages["releases"].location) / "herons"
    (folder / "3" / release_files.MARK).write_text("sealed\n")
    there = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    drop_triggers()
    for model in reversed(list(apps.get_app_config("datasets").get_models())):
        model.objects.all()._raw_delete("default")
    (folder / "1" / release_files.MARK).write_text("sealed\n")
    (folder / "2" / release_files.MARK).write_text("sealed\n")
    with pytest.raises(CommandError, match="herons/1: a release was published here that the"):
        restore(package)
    assert {file: file.read_bytes() for file in there} == there
    with pytest.raises(publishing.Refused, match="herons/1: a release was published here"):
        World().publish()
    assert {file: file.read_bytes() for file in there} == there


def test_a_withdrawn_figure_is_gone_with_its_reason_after_restoring_too(elsewhere, api):
    restore(elsewhere)
    assert "They were storks." in api.wrong("observations/nests-1999", 410).detail


def test_a_package_of_a_first_release_restores_too(published, tmp_path, settings):
    kept = Path(storages["releases"].location) / "herons/1/herons-release-1.zip"
    digest = Release.objects.get().digest
    empty(tmp_path / "elsewhere", settings)
    assert digest in restore(kept)
    call_command("verify_releases", stdout=StringIO())


def test_publishing_goes_on_from_what_was_restored(elsewhere):
    restore(elsewhere)
    sealed = Release.objects.get()
    world = World()
    world.figure("nests-2024", value="43", period="2024-03/2024-05")
    world.publish(on=LATER[1])
    after = Release.objects.get(number=4)
    assert after.previous == sealed.seal
    assert Record.objects.get(slug="nests-2023", valid_to_release__gt=after.pk).version == 3
    call_command("verify_releases", stdout=StringIO())


def nothing_restored():
    """Return whether nothing is here: no row, and no file that is kept."""
    folder = Path(storages["releases"].location)
    files = [file for file in folder.rglob("*") if file.is_file()]
    return not (Release.objects.exists() or Record.objects.exists() or files)


def refused(file):
    """Return why a package is not restored; nothing of it may be left."""
    with pytest.raises(CommandError) as refusal:
        restore(file)
    assert nothing_restored()
    return str(refusal.value)


def rewritten(package, change, sums=True):
    """Write the package anew with files changed by ``change({name: bytes})``."""
    with zipfile.ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    if sums:
        files[SUMS] = "".join(
            f"{hashlib.sha256(data).hexdigest()}  {name}\n"
            for name, data in files.items()
            if name != SUMS
        ).encode()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return package


def test_a_truncated_package_is_refused_wherever_it_ends(elsewhere):
    whole = elsewhere.read_bytes()
    for part in (0, 1, len(whole) // 3, len(whole) // 2, len(whole) - 1):
        elsewhere.write_bytes(whole[:part])
        assert "nothing was restored" in refused(elsewhere)
    elsewhere.unlink()
    assert "No such file" in refused(elsewhere)


def test_a_file_that_is_packed_otherwise_is_refused(elsewhere):
    with zipfile.ZipFile(elsewhere) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(elsewhere, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    assert "is packed in a way that packages are not" in refused(elsewhere)


@pytest.mark.parametrize(
    ("place", "byte", "told"),
    [(6, 99, "zip file version 9.9"), (46, 0xFF, "can't decode byte 0xff")],
    ids=["of a later form", "a name that is no text"],
)
def test_a_directory_that_cannot_be_read_is_refused(elsewhere, place, byte, told):
    whole = bytearray(elsewhere.read_bytes())
    with zipfile.ZipFile(elsewhere) as archive:
        entry = archive.start_dir
    whole[entry + place] = byte
    # The flag that the name is UTF-8.
    whole[entry + 9] |= 8
    elsewhere.write_bytes(whole)
    assert told in refused(elsewhere)


def test_a_flipped_byte_anywhere_is_refused_or_changes_nothing_that_is_restored(elsewhere):
    whole = elsewhere.read_bytes()
    # Behind the files stands their list, which is used; what it says stands before each file too,
    # where nobody reads it.
    with zipfile.ZipFile(elsewhere) as archive:
        listed, files = archive.start_dir, archive.infolist()
    unread = {one.header_offset + place for one in files for place in range(4, 26)}
    for place in {*range(40, listed, len(whole) // 25)} - unread:
        elsewhere.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert "nothing was restored" in refused(elsewhere)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda files: files.pop("caveats.csv"), "lists what is not there"),
        (lambda files: files.update(extra=b"x"), "does not list: extra"),
        (lambda files: files.update({"caveats.csv": b"x"}), "caveats.csv is altered"),
        (lambda files: files.pop(SUMS), "it has no SHA256SUMS"),
        (lambda files: files.update({SUMS: b"nonsense\n"}), "a line is none"),
        (lambda files: files.update({"../evil.csv": b"x"}), "'../evil.csv' is no name of a file"),
        (lambda files: files.update({"/evil.csv": b"x"}), "'/evil.csv' is no name of a file"),
        (lambda files: files.update({"a/b.csv": b"x"}), "'a/b.csv' is no name of a file"),
    ],
)
def test_what_is_not_the_package_that_was_sealed_is_refused(elsewhere, change, told):
    assert told in refused(rewritten(elsewhere, change, sums=False))


def said(**members):
    """Return the change that has release.json say something else."""

    def change(files):
        files["release.json"] = orjson.dumps(orjson.loads(files["release.json"]) | members)

    return change


def documents(alter):
    """Return the change that alters the unpacked documents of the observations."""

    def change(files):
        lines = gzip.decompress(files["observations.ndjson.gz"])
        files["observations.ndjson.gz"] = gzip.compress(alter(lines))

    return change


def gone_without_a_reason(files):
    """Add a figure to those that left, which the digest of the texts passes over."""
    told = orjson.loads(files["release.json"])
    (left,) = told["gone"]
    document = left["document"] | {"id": "nests-1998"}
    told["gone"].append(left | {"because": "", "document": document})
    files["release.json"] = orjson.dumps(told)


def gone_with_a_reason_that_turns_round(files):
    """Let the reason hold a character that turns what follows it round."""
    told = orjson.loads(files["release.json"])
    told["gone"][0]["because"] = "Twice\u202e."
    files["release.json"] = orjson.dumps(told)


COLUMNS = OBSERVATION.header.decode().rstrip()
SWAPPED = f"{COLUMNS}\r\n".replace("statement,value", "value,statement")
# As an earlier version would have had it, before its last columns were added.
SHORT = COLUMNS.removesuffix(",cite_as,page") + "\r\n"


def altered(name):
    """Return the change that adds a line to a file."""
    return lambda files: files.update({name: files[name] + b"more\r\n"})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda files: files.pop("release.json"), "it has no release.json"),
        (
            lambda files: files.update({"release.json": b"{"}),
            "release.json cannot be read: Input data was truncated",
        ),
        (lambda files: files.update({"release.json": b"[]"}), "release.json cannot be read: 'list"),
        (said(rows="3"), "of another form: rows"),
        (said(more=1), "of another form: more"),
        (said(rows=99), "the rows of what it holds"),
        (said(digest="0" * 64), "the digest of what it holds"),
        (said(texts="0" * 64), "the texts of what it holds"),
        (said(dataset="../storks"), "names no release"),
        (said(dataset="storks"), "is of dataset herons"),
        (said(day="today"), "the day is none"),
        (said(previous="x"), "previous is no seal"),
        (said(header="id,colour\r\n"), "its columns are not those of this version: colour"),
        (said(header="id,statement,value\r\n"), "its header lacks bias, caveats, caveat_text"),
        (said(header=SWAPPED), "its header has value as column 2, where it never stood"),
        (said(header=f"{COLUMNS},id\r\n"), "its header has id as column 61"),
        (said(header=f"{COLUMNS}\r\n\r\n"), "release.json: its header is not one line of names"),
        (said(header=COLUMNS), "not one line of names: 'id,statement,"),
        (said(header=SHORT), "its header ends before cite_as, which files of format 1 have"),
        (said(gone=[]), "the texts of what it holds: "),
        (gone_without_a_reason, "what left says no reason"),
        (
            gone_with_a_reason_that_turns_round,
            "release.json: nests-1999: why it left: RIGHT-TO-LEFT",
        ),
        (said(gone=[{}]), "not of the form of its noun: KeyError: 'document'"),
        (said(number=1), "the first release follows none"),
        (said(previous=""), "follows none, each other one does"),
        (said(number=2**63), "names no release: herons"),
        (said(format=0), "release.json names no format: 0"),
        (said(day="2999-01-01"), "is in the future"),
        (said(note="\0"), "the note: NULL (U+0000) is a control character"),
        (said(note=" x"), "blanks around it"),
        (lambda files: files.update({"evil.html": b"x"}), "not those of a release: evil.html"),
        (lambda files: files.pop("caveats.csv"), "it has no caveats.csv"),
        (altered("observations.csv"), "observations.csv is not the table of its records"),
        (documents(lambda lines: lines.replace(b'"version":2', b'"version":[]')), "of its noun"),
        (
            documents(lambda lines: re.sub(rb'"version":\d', b'"version":%d' % 2**63, lines)),
            "a record is not of the form",
        ),
        (lambda files: files.pop("records.ndjson.gz"), "it has no records.ndjson.gz"),
        (
            lambda files: files.update({"records.ndjson.gz": gzip.compress(b"{}\n")}),
            "a line is no record",
        ),
        (lambda files: files.update({"records.ndjson.gz": b"x"}), "cannot be unpacked"),
        (documents(lambda lines: lines.replace(b'"42"', b'"43"')), "the digest of what it holds: "),
        (documents(lambda lines: lines + lines), "stands in it twice"),
        (documents(lambda lines: lines[:-1]), "a line of it does not end"),
        (documents(lambda lines: b"{}\n"), "not of the form of its noun: KeyError: 'dataset'"),
        (documents(lambda lines: b""), "the rows of what it holds: 0"),
    ],
)
def test_a_package_whose_sums_were_forged_is_refused_for_what_it_says(elsewhere, change, told):
    assert told in refused(rewritten(elsewhere, change))


def test_a_package_that_would_fill_the_disk_is_refused(elsewhere, monkeypatch):
    monkeypatch.setattr(unpack, "MOST_BYTES", 1000)
    assert "expected at most 1000" in refused(elsewhere)


@pytest.mark.parametrize(
    ("place", "limit", "most", "told"),
    [
        (unpack, "MOST_FILES", 3, "files, expected at most 3"),
        (read_manifest, "MOST_MANIFEST_BYTES", 10, "bytes, expected at most 10"),
        (restore_records, "MOST_RECORDS", 2, "records.ndjson.gz: it holds more than "),
        (restore_records, "MOST_LINE_BYTES", 20, "records.ndjson.gz: a line has 20 bytes or more"),
        (restore_records, "MOST_LABEL_BYTES", 5, "its labels have more than 5 bytes"),
    ],
)
def test_a_package_that_is_larger_than_can_be_read_is_refused(
    elsewhere, monkeypatch, place, limit, most, told
):
    monkeypatch.setattr(place, limit, most)
    assert told in refused(elsewhere)


def test_a_name_that_stands_twice_is_refused(elsewhere):
    with zipfile.ZipFile(elsewhere, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("caveats.csv", b"x")
    assert "caveats.csv stands in it twice" in refused(elsewhere)


def test_a_dataset_that_is_published_here_is_not_restored_over(package):
    with pytest.raises(CommandError, match="release 3 of herons is here"):
        restore(package)
    assert Release.objects.count() == 3


def test_an_id_that_another_dataset_published_here_is_not_taken(elsewhere):
    world = World()
    world.dataset("storks")
    Observation.objects.update(dataset="storks")
    world.publish(dataset="storks")
    before = Record.objects.count()
    with pytest.raises(CommandError, match="nests-2023: dataset storks published it here"):
        restore(elsewhere)
    assert Record.objects.count() == before


def test_a_file_that_is_no_archive_is_refused(elsewhere):
    elsewhere.write_bytes(b"not a zip")
    assert "is no whole package" in refused(elsewhere)
