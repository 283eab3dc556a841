"""Files of a release are functions of its records: whatever else they say is found."""

import gzip
import io
import random
import re
import zipfile
from io import StringIO
from pathlib import Path

import pyarrow
import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from pyarrow import parquet

from datasets.models import Release
from datasets.records import OBSERVATION
from datasets.releases import render
from datasets.releases.package import base
from datasets.releases.release_header import header_fault

from .forging import forge, read
from .length import LONG
from .test_restore import ThreeReleases, elsewhere, empty, package, refused, restore, rewritten
from .test_verify_releases import verified
from .unguarded import drop_triggers

__all__ = ["elsewhere", "package"]

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.slow(reason="renders all files of a release for each case"),
]
FORGERIES = 1_000 if LONG else 15


def with_another_row(data):
    """Return a table in Parquet in which one figure is another one."""
    table = parquet.read_table(io.BytesIO(data))
    values = table.column("value").to_pylist()
    other = pyarrow.array([9999.0, *values[1:]], table.schema.field("value").type)
    place = table.schema.get_field_index("value")
    table = table.set_column(place, table.schema.field("value"), other)
    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def with_members_changed(change):
    """Return what packs a workbook anew, with its members changed."""

    def changed(data):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
            for info in before.infolist():
                after.writestr(info, change(before.read(info)))
        return out.getvalue()

    return changed


def with_a_member_more(data):
    """Return a workbook with a macro."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"MZ")
    return out.getvalue()


FORGED = [
    ("observations.xlsx", lambda data: b"MZ malware"),
    ("observations.parquet", lambda data: b"not parquet"),
    ("citations.csv", lambda data: data.replace(b",42,", b",9999,")),
    ("caveats.csv", lambda data: data.split(b"\r\n")[0] + b"\r\n"),
    ("README.md", lambda data: b"All figures are exact.\n"),
    ("codebook.md", lambda data: data.replace(b"nobody knows", b"all know")),
    ("documents.csv", lambda data: data.replace(b"It is on paper.", b"javascript:alert(1)")),
    ("CITATION.cff", lambda data: data.replace(b"The warden", b"The Times")),
    ("references.bib", lambda data: data + b"@misc{more}\n"),
    ("datapackage.json", lambda data: data.replace(b"CC-BY-4.0", b"CC0-1.0")),
    ("observations.csv", lambda data: data.replace(b",42,", b",9999,")),
    (
        "observations.ndjson.gz",
        lambda data: gzip.compress(gzip.decompress(data).replace(b'"42"', b'"9999"'), mtime=0),
    ),
]
SUBTLE = [
    ("observations.parquet", with_another_row),
    ("observations.parquet", lambda data: data[:-4] + b"PAR2"),
    ("observations.xlsx", with_a_member_more),
    ("observations.xlsx", lambda data: b"MZ" + data),
    (
        "observations.xlsx",
        with_members_changed(lambda text: text.replace(b"<v>42</v>", b"<v>43</v>")),
    ),
    ("records.ndjson.gz", lambda data: data + gzip.compress(b"more", mtime=0)),
    ("observations.ndjson.gz", lambda data: data[:3] + b"\x10" + data[4:10] + b"MZ\0" + data[10:]),
    ("observations.csv-metadata.json", lambda data: data.replace(b'"utf-8"', b'"utf-7"')),
    ("caveats.csv", lambda data: data + b"\r\n"),
]


@pytest.fixture
def published(remembering):
    """Return the last of three releases."""
    remembering(ThreeReleases)
    drop_triggers()
    return Release.objects.latest("number")


@pytest.mark.parametrize(("name", "change"), FORGED, ids=[name for name, _ in FORGED])
def test_a_package_with_a_forged_file_is_refused(elsewhere, name, change):
    """attacks 9"""

    def forged(files):
        assert change(files[name]) != files[name]
        files[name] = change(files[name])

    told = refused(rewritten(elsewhere, forged))
    if name != "observations.ndjson.gz":
        assert f"{name} is not" in told, told


@pytest.mark.parametrize(
    ("name", "change"),
    [*FORGED[:-2], *SUBTLE],
    ids=[f"{place} {name}" for place, (name, _) in enumerate([*FORGED[:-2], *SUBTLE])],
)
def test_a_forged_file_with_a_seal_that_agrees_is_found_where_files_are_rendered(
    published, name, change
):
    """attacks 11"""
    before = read(published, name)
    assert change(before) != before
    forge(published, {name: change(before)})
    told, holds = verified("--render")
    assert not holds
    assert f"herons release 3 {name}: " in told, told
    assert "Traceback" not in told


def test_what_was_published_is_rendered_again_as_it_is(published):
    """attacks 11"""
    told, holds = verified("--render")
    assert holds, told
    assert " 0 faults" in told


@pytest.mark.thorough
def test_whatever_byte_of_whichever_file_is_forged_is_found(published):
    """attacks 11: as many forged as FORGERIES, as many found"""
    chance = random.Random(11)
    names = [one["name"] for one in published.files if not one["name"].endswith(".zip")]
    kept = {name: read(published, name) for name in names}
    unnoticed = []
    for _ in range(FORGERIES):
        name = chance.choice([name for name in names if name not in ("SHA256SUMS", "release.json")])
        data, place = kept[name], chance.randrange(len(kept[name]))
        forge(published, {name: data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]})
        told, holds = verified("--render")
        if holds or name not in told:
            unnoticed.append((name, place, told))
        forge(published, {name: data})
    assert unnoticed == []


def test_files_that_were_only_packed_otherwise_are_as_they_were(published):
    """attacks 9"""
    figures = gzip.decompress(read(published, "observations.ndjson.gz"))
    workbook = with_members_changed(bytes)(read(published, "observations.xlsx"))
    table = io.BytesIO()
    whole = parquet.read_table(io.BytesIO(read(published, "observations.parquet")))
    parquet.write_table(whole, table, compression="snappy")
    packed = {
        "observations.ndjson.gz": gzip.compress(figures, compresslevel=1, mtime=0),
        "observations.xlsx": workbook,
        "observations.parquet": table.getvalue(),
    }
    for name in packed:
        forge(published, {name: packed[name]})
        told, holds = verified("--render")
        assert holds, (name, told)


def test_a_release_of_another_format_is_not_rendered_and_no_fault(published, monkeypatch):
    """attacks 11"""
    monkeypatch.setattr(render, "FORMAT", base.FORMAT + 1)
    told, holds = verified("--render")
    assert holds
    assert "note: herons release 3: not rendered: its files are of format 1" in told


def test_only_a_seal_vouches_for_a_package_of_another_format(elsewhere, monkeypatch):
    """attacks 9"""
    monkeypatch.setattr(render, "FORMAT", base.FORMAT + 1)
    assert "nothing vouches for them but the seal that you expect" in refused(elsewhere)
    seal = re.search("its seal is ([0-9a-f]{64})", refused_for_its_seal(elsewhere)).group(1)
    assert "as you expected" in restored(elsewhere, seal)


def test_a_release_of_another_format_may_lack_columns_that_were_added_since_and_no_others():
    names = OBSERVATION.header.decode().rstrip().split(",")
    for said, fault in (
        (names[:-2], ""),
        (names[1:], "its header lacks id"),
        (names[:9], "its header lacks caveats, caveat_text"),
        (["id", *names[:-2]], "its header has id as column 2, where it never stood"),
    ):
        assert header_fault(base.FORMAT + 1, ",".join(said) + "\r\n") == fault


def restored(file, seal):
    """Restore a package that should have this seal; return what the command prints."""
    out = StringIO()
    call_command("restore", str(file), "--seal", seal, stdout=out)
    return out.getvalue()


def refused_for_its_seal(file):
    """Return why a package is not restored where another seal is expected."""
    with pytest.raises(CommandError) as refusal:
        restored(file, "0" * 64)
    assert not Release.objects.exists()
    return str(refusal.value)


def test_a_package_is_restored_under_the_seal_that_is_expected_and_no_other(
    package, tmp_path, settings
):
    """attacks 10"""
    seal = Release.objects.get(number=3).seal
    empty(tmp_path / "elsewhere", settings)
    assert f"its seal is {seal}, expected {'0' * 64}" in refused_for_its_seal(package)
    assert f"seal {seal}, as you expected" in restored(package, seal)


def test_without_a_seal_somebody_has_to_say_that_nobody_vouches(elsewhere):
    """attacks 10"""
    with pytest.raises(CommandError, match="one of the arguments --seal --unverified is required"):
        call_command("restore", str(elsewhere))
    with pytest.raises(CommandError, match="is no seal: expected 64 digits"):
        call_command("restore", str(elsewhere), "--seal", "cafe")
    assert "which nobody vouched for: compare it" in restore(elsewhere)


def test_the_seal_stands_where_people_see_it(published, client):
    """attacks 10"""
    for address in ("/releases", f"/datasets/herons/releases/{published.number}"):
        assert published.seal in client.get(address).content.decode(), address
    readme = Path(storages["releases"].path("herons/3/README.md")).read_text()
    assert "restore herons-release-3.zip --seal SEAL" in readme
