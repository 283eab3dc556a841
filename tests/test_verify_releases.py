"""What was sealed is held against its seal: whatever is touched afterwards is named."""

import csv
import datetime
import hashlib
import random
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from datasets.formats.csv import line
from datasets.models import (
    PUBLISHED,
    Observation,
    Record,
    RecordCsv,
    Release,
    TermSet,
    Withdrawal,
)
from datasets.records import OBSERVATION
from datasets.releases import digests
from datasets.releases.package.base import FORMAT

from .length import LONG
from .unguarded import drop_triggers
from .world import World

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.slow(reason="verifies all files of four releases for each case"),
]

PLACES = 5_000 if LONG else 60
LATER = [datetime.date(2024, month, 1) for month in range(2, 6)]


def verified(*datasets):
    """Return what verify_releases prints, and whether it failed."""
    out = StringIO()
    try:
        call_command("verify_releases", *datasets, stdout=out)
    except CommandError:
        return out.getvalue(), False
    return out.getvalue(), True


class FourReleases(World):
    """The herons after releases with an addition, a correction and a withdrawal."""

    def __init__(self):
        super().__init__()
        self.publish()
        self.figure("nests-2024", value="43", period="2024-03/2024-05")
        self.source("ranger", label="The ranger", kind="ngo")
        self.figure("nests-1999", value="50", origin_id="ranger")
        self.publish(on=LATER[0])
        self.change("nests-2023", value="42", change_note="The club counted again.")
        self.publish(on=LATER[1])
        Observation.objects.get(pk="nests-1999").delete()
        Withdrawal.objects.create(
            observation="nests-1999", dataset=self.herons, reason="They were storks."
        )
        self.publish(on=LATER[2])


@pytest.fixture
def history(remembering):
    """Return the world after its four releases, in the hands of somebody who may drop triggers."""
    world = remembering(FourReleases)
    drop_triggers()
    return world


def test_lines_of_another_format_are_held_against_the_columns_that_they_have(history):
    header = OBSERVATION.header.decode()
    known = ",".join(header.split(",")[:-2]) + "\r\n"
    Release.objects.update(header=known, format=FORMAT + 1)
    for row in Record.objects.filter(noun="observation"):
        cells = next(csv.reader([bytes(row.csv.body).decode()]))[:-2]
        if row.slug == "nests-2024":
            cells[header.split(",").index("value")] = "9999"
        RecordCsv.objects.filter(pk=row.pk).update(body=line(cells))
    told, holds = verified()
    (fault,) = [one for one in told.splitlines() if "its line is not what" in one]
    assert not holds
    assert fault.startswith("herons observation nests-2024 version 1 of release 2: ")


def files():
    """Return all kept files of releases."""
    folder = Path(storages["releases"].location)
    return sorted(folder.glob("*/*/*"))


def test_what_was_published_verifies_and_is_counted(history):
    told, holds = verified()
    assert holds, told
    assert f"4 releases, {Record.objects.count()} records, {len(files())} files" in told


def test_one_dataset_is_verified_without_the_others(history):
    history.dataset("storks")
    assert "4 releases" in verified("herons")[0]
    with pytest.raises(CommandError, match="storks has no release, only: herons"):
        call_command("verify_releases", "storks")


def edited(value, chance):
    """Return another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice([-1, 1])
    if isinstance(value, float):
        return value + 1
    if isinstance(value, datetime.date):
        return value + datetime.timedelta(days=1)
    if isinstance(value, (bytes, memoryview)):
        return flipped(bytes(value), chance)
    if isinstance(value, list):
        return value[1:]
    if value is None:
        return None
    place = chance.randrange(len(value) + 1)
    other = "y" if value[place : place + 1] == "x" else "x"
    return value[:place] + other + value[place + 1 :]


def flipped(data, chance):
    """Return the bytes with one bit flipped."""
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def edit_a_row(chance):
    """Change a column of a published row, or delete it; return (what was done, who is named)."""
    model = chance.choice(PUBLISHED)
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
    rows = model.objects.filter(pk=chance.choice(keys))
    told, names = f"{model.__name__} {rows.get().pk}", named(rows.get())
    if chance.random() < 0.1:
        rows._raw_delete(rows.db)
        return f"{told} deleted", names
    columns = [
        field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)
    ]
    column = chance.choice(columns)
    before = rows.values_list(column.attname, flat=True).get()
    after = edited(before, chance)
    if after is None:
        after = datetime.date(2024, 1, 1) if isinstance(column, models.DateField) else 1.0
    rows.update(**{column.attname: after})
    if column.attname == "slug":
        # It is named as it is now, and what was expected beside it.
        names.append(f"{after} version")
    return f"{told} {column.attname}: {before!r} → {after!r}", names


def named(row):
    """Return the words of which a fault of the row has one: its record, its release, its set."""
    if isinstance(row, Release):
        return [f"{row.dataset} release {row.number}", f"{row.dataset}/{row.number}"]
    if isinstance(row, TermSet):
        return [f"set of terms {row.set_id}"]
    record = row if isinstance(row, Record) else row.record
    return [f"{record.slug} version {record.version}", f"document {record.pk}: it belongs to no"]


def edit_a_file(chance):
    """Flip a bit of a file, cut it, or delete it; return as for a row, and how to undo it."""
    file = chance.choice(files())
    before = file.read_bytes()
    kind = chance.choice(["flipped", "cut", "deleted"])
    if kind == "deleted":
        file.unlink()
    else:
        file.write_bytes(flipped(before, chance) if kind == "flipped" else before[:-1])
    name = f"release {file.parent.name} {file.name}"
    return f"{file} {kind}", [name], lambda: file.write_bytes(before)


@pytest.mark.thorough
def test_a_change_at_any_of_many_places_is_named(history):
    chance = random.Random(20240115)
    unnoticed = []
    for place in range(PLACES):
        undo = None
        try:
            with transaction.atomic():
                if place % 3:
                    done, names = edit_a_row(chance)
                else:
                    done, names, undo = edit_a_file(chance)
                told, holds = verified()
                if holds or not any(name in told for name in names):
                    unnoticed.append((done, told))
                transaction.set_rollback(True)
        except IntegrityError:
            # The database itself refuses what can be in force once only.
            continue
        finally:
            if undo:
                undo()
    assert unnoticed == []
    assert verified()[1]


def sealed_again(change):
    """Change the last release and its seal, as somebody would who may write everything."""
    release = Release.objects.latest("number")
    change(release)
    release.seal = digests.seal(release)
    release.save()


def forget_a_file(release):
    """Take a file off the list and off the disk."""
    release.files = [one for one in release.files if one["name"] != "caveats.csv"]
    next(file for file in files() if file.match("4/caveats.csv")).unlink()


def list_another(name):
    """Return what puts another file in the place of one, and its digest on the list."""

    def change(release):
        file = next(file for file in files() if file.match(f"4/{name}"))
        file.write_bytes(b"x")
        one = next(one for one in release.files if one["name"] == name)
        one |= {"bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda release: setattr(release, "note", "Nothing happened."), "what it says of note"),
        (lambda release: setattr(release, "previous", "0" * 64), "what it says of previous"),
        (
            lambda release: setattr(release, "header", "id,statement,value\r\n"),
            "herons release 4: its header lacks bias, caveats, caveat_text",
        ),
        (forget_a_file, "caveats.csv: it is not on the list of files"),
        (list_another("SHA256SUMS"), "SHA256SUMS: it cannot be read"),
        (list_another("release.json"), "release.json: it cannot be read"),
        (list_another("herons-release-4.zip"), "herons-release-4.zip: it cannot be read"),
        (list_another("caveats.csv"), "SHA256SUMS: what it says of caveats.csv"),
        (list_another("observations.xlsx"), "SHA256SUMS: what it says of observations.xlsx"),
        (lambda release: setattr(release, "files", [1]), "its list of files is none"),
    ],
)
def test_a_new_seal_does_not_make_files_that_say_something_else_agree(history, change, told):
    sealed_again(change)
    found, holds = verified()
    assert not holds
    assert told in found


def of_no_known_block(data, archive):
    """Let what is packed of the first file begin with a block of a kind that there is not."""
    (first, *_), header = archive.infolist(), 30
    data[first.header_offset + header + len(first.filename)] |= 0b110


def encrypted(data, archive):
    """Let the directory of an archive say that its first file is encrypted."""
    data[archive.start_dir + 8] |= 1


@pytest.mark.parametrize("damage", [of_no_known_block, encrypted])
def test_an_archive_that_cannot_be_unpacked_is_named(history, damage):
    file = next(file for file in files() if file.match("4/herons-release-4.zip"))
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        damage(data, archive)
    file.write_bytes(data)
    found, holds = verified()
    assert not holds
    assert "herons-release-4.zip: it cannot be read" in found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL holds no such values")
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE datasets_recordjson SET body = CAST(body AS TEXT)",
            "body in datasets_recordjson, row 1: expected bytes, found text ",
        ),
        (
            "UPDATE datasets_release SET day = 'garbage' WHERE number = 4",
            "herons release 4: day in datasets_release, row 4: expected a day, found text garbage",
        ),
    ],
)
def test_a_value_of_another_type_is_named(history, statement, told):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    found, holds = verified()
    assert not holds
    assert told in found
