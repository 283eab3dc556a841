"""What a restore may take of memory, disk and time, and what it leaves when it is refused."""

import gzip
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from datasets.models import Release
from datasets.releases import unpack
from datasets.releases.working_folder import PREFIX, sweep, working_folder

from .test_restore import elsewhere, package, refused, restore, rewritten
from .test_verify_releases import verified

__all__ = ["elsewhere", "package"]

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.slow(reason="restores packages in processes of their own"),
]
MEGABYTE = 1 << 20
LONG_LINE = b'{"id":"' + b" " * (60 * MEGABYTE) + b'"}\n'


def lines_of_60_megabytes(files):
    """Make the records 60 lines of 60 MB, which pack to 341 kB or so."""
    packed = gzip.compress(LONG_LINE, compresslevel=9)
    files["observations.ndjson.gz"] = packed * 60


def a_long_readme(files):
    """Add what fills the disk and packs to a thousandth."""
    files["README.md"] = bytes(1100 * MEGABYTE)


def a_long_manifest(files):
    """Make release.json what takes thirty times as much memory once it is parsed."""
    files["release.json"] = b"[" + b"[]," * (6 * MEGABYTE) + b"[]]"


def many_sums(files):
    """Make the list of sums a long one."""
    files["caveats.csv"] = b""
    files["SHA256SUMS"] = files["SHA256SUMS"] * 1000


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path_factory, monkeypatch):
    """Let nobody else's temporary folders be seen, or swept."""
    folder = str(tmp_path_factory.mktemp("temporary"))
    monkeypatch.setattr(tempfile, "tempdir", folder)
    monkeypatch.setenv("TMPDIR", folder)


BOMBS = {
    "lines": (lines_of_60_megabytes, "observations.ndjson.gz: a line has 2097152 bytes or more"),
    "readme": (a_long_readme, "expected at most 1073741824"),
    "manifest": (a_long_manifest, "expected at most 16777216"),
}
PROGRAM = """
import re, sys, time
from pathlib import Path
import django
django.setup()
from django.core.management import CommandError, call_command
begun = time.monotonic()
try:
    call_command("migrate", verbosity=0)
    begun = time.monotonic()
    call_command("restore", sys.argv[1], "--unverified")
except CommandError as refusal:
    print(refusal)
seconds = time.monotonic() - begun
# Not what getrusage says, which begins with the memory of whoever started this.
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) >> 10
print("took", peak, "MB,", seconds, "seconds")
"""


def restored_elsewhere(file, folder):
    """Restore in a process of its own; return (what it prints, megabytes, seconds)."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'restored.sqlite3'}",
        "RELEASES_DIR": str(folder / "restored"),
    }
    command = [sys.executable, "-c", PROGRAM, str(file)]
    options = {"capture_output": True, "text": True, "check": True, "env": env}
    told = subprocess.run(command, cwd=settings.BASE_DIR, **options).stdout
    megabytes, seconds = re.search(r"took (\d+) MB, ([\d.]+) seconds", told).groups()
    return told, int(megabytes), float(seconds)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once_with_little_memory(package, tmp_path, name):
    """attacks 17: 341 kB took more than 3 GB"""
    change, told = BOMBS[name]
    rewritten(package, change)
    found, megabytes, seconds = restored_elsewhere(package, tmp_path)
    assert told in found
    assert megabytes < 256
    assert seconds < 2


def test_a_package_is_restored_within_the_memory_that_is_promised(package, tmp_path):
    """attacks 17"""
    found, megabytes, _ = restored_elsewhere(package, tmp_path)
    assert "herons: release 3" in found
    assert megabytes < 256


def test_the_list_of_files_is_not_read_where_it_is_longer_than_that_of_a_package(elsewhere):
    """attacks 17"""
    with zipfile.ZipFile(elsewhere, "a") as archive:
        for number in range(1500):
            archive.writestr(f"{number}-of-many-files", b"")
    assert "its list of files has" in refused(elsewhere)


def directory_of_zip64(end):
    """Put the records of the long form before the end: with their own length of the list."""
    one, nothing = (1).to_bytes(4, "little"), bytes(4)
    longer = b"PK\6\6" + (44).to_bytes(8, "little") + bytes(44)
    return longer + b"PK\6\7" + nothing + bytes(8) + one + end


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (directory_of_zip64, "it is an archive of the long form, ZIP64"),
        (lambda end: bytes(10) + end, "its list of files ends at byte "),
        (lambda end: end[:-2] + b"\1\0", "it does not end as an archive does"),
        (lambda end: end[:12] + b"\1" + end[13:], "its list of files ends at byte "),
    ],
    ids=["another length", "something between", "a comment", "a shorter list"],
)
def test_no_other_list_of_files_is_read_than_the_one_that_was_measured(elsewhere, change, told):
    whole = elsewhere.read_bytes()
    elsewhere.write_bytes(whole[:-22] + change(whole[-22:]))
    assert told in refused(elsewhere)


def test_a_long_list_of_sums_is_not_read(elsewhere):
    """attacks 17"""
    assert "SHA256SUMS is longer than 65536 bytes" in refused(
        rewritten(elsewhere, many_sums, sums=False)
    )


def test_a_package_beyond_the_budget_of_the_disk_is_refused_before_it_is_unpacked(
    elsewhere, monkeypatch
):
    """attacks 17"""
    monkeypatch.setattr(unpack, "MOST_BYTES", elsewhere.stat().st_size + 1000)
    assert "expected at most" in refused(elsewhere)


def left():
    """Return what lies in the folder of releases, and of temporary folders."""
    folder = Path(storages["releases"].location)
    temporary = Path(tempfile.gettempdir()).glob(f"{PREFIX}*")
    return [*(folder.iterdir() if folder.exists() else []), *temporary]


def test_a_refused_restore_leaves_no_folder(elsewhere):
    """attacks 16: an empty folder remained, which verify_releases called a fault"""
    forged = rewritten(elsewhere, lambda files: files.update({"README.md": b"All is exact."}))
    with pytest.raises(CommandError) as refusal:
        restore(forged)
    # The error still holds whatever was open when it was raised.
    assert "README.md is not what its records say" in str(refusal.value)
    assert left() == []
    assert verified()[1]


def test_a_disk_that_is_full_in_the_end_leaves_no_folder(elsewhere, monkeypatch):
    """attacks 16"""
    monkeypatch.setattr(storages["releases"], "save", full_disk)
    assert "No space left on device" in refused(elsewhere)
    assert left() == []


def full_disk(name, content):
    """Fail as a storage does whose disk is full, once the folders are made."""
    Path(storages["releases"].path(name)).parent.mkdir(parents=True, exist_ok=True)
    raise OSError(28, "No space left on device")


def test_what_a_killed_restore_left_is_no_fault_and_is_swept_at_the_next_start(elsewhere):
    """attacks 16"""
    killed = Path(tempfile.mkdtemp(prefix=PREFIX))
    (killed / "README.md").write_text("half")
    empty, half = (Path(storages["releases"].path(name)) for name in ("storks", "herons/3"))
    empty.mkdir(parents=True)
    half.mkdir(parents=True)
    (half / "README.md").write_text("half")
    told, holds = verified()
    assert holds, told
    assert "note: herons: an interrupted publication left it" in told
    restore(elsewhere)
    assert not killed.exists()
    assert not empty.exists()
    assert verified()[1]


def test_what_is_marked_as_published_is_a_fault_where_no_release_is(db):
    """attacks 16: a lost release is no leftover"""
    folder = Path(storages["releases"].path("storks/1"))
    folder.mkdir(parents=True)
    (folder / "SEALED").write_text("x\n")
    told, holds = verified()
    assert not holds
    assert "storks: it belongs to no release" in told


def test_a_folder_in_which_somebody_works_is_not_swept():
    """attacks 16"""
    with working_folder() as folder:
        sweep()
        assert folder.exists()
    assert not folder.exists()


def test_the_first_start_sweeps_what_was_left(db, settings, tmp_path):
    """attacks 16"""
    settings.SEEDS_DIR = tmp_path
    killed = Path(tempfile.mkdtemp(prefix=PREFIX))
    call_command("bootstrap")
    assert not killed.exists()
    assert not Release.objects.exists()
