"""The kept files of a release: whole or one range, never changed, never half of one."""

import base64
import errno
import hashlib
import http.client
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import CommandError, call_command

from datasets import publishing
from datasets.models import Record, Release
from datasets.releases import release_files
from datasets.releases.package import FILES
from datasets.store.durable_storage import DurableStorage

from .serving import gunicorn

pytestmark = pytest.mark.release_files

HERE = "datasets/herons/releases/1/"
CSV = f"{HERE}observations.csv"


def kept(name="observations.csv", number=1):
    """Return the path of a kept file."""
    return Path(storages["releases"].location) / "herons" / str(number) / name


def test_a_release_lists_its_files_and_each_is_served_as_it_was_sealed(published, api):
    release = api.json("datasets/herons/releases/1")
    assert len(release["files"]) == len(FILES)
    for file in release["files"]:
        response = api.get(file["path"])
        assert (response.status_code, len(response.body)) == (200, file["bytes"])
        assert hashlib.sha256(response.body).hexdigest() == file["sha256"]
        assert response["Content-Length"] == str(file["bytes"])


def test_a_file_says_what_it_is_and_never_changes(published, api):
    response = api.get(CSV)
    digest = hashlib.sha256(response.body)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["ETag"] == f'"{digest.hexdigest()}"'
    assert response["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Last-Modified"] == "Mon, 15 Jan 2024 00:00:00 GMT"
    assert response["Accept-Ranges"] == "bytes"
    assert response["X-Content-Type-Options"] == "nosniff"
    named = 'attachment; filename="herons-1-observations.csv"'
    assert response["Content-Disposition"] == named
    assert digest.hexdigest() == api.json("datasets/herons/releases/1")["digest"]


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, None),
        ("bytes=-7", -7, None),
        ("bytes=-999999999", 0, None),
        ("bytes=5-999999999", 5, None),
        ("Bytes=3-3", 3, 4),
    ],
)
def test_one_range_is_answered_with_just_that(published, api, asked, first, end):
    whole = api.get(CSV).body
    response = api.get(CSV, Range=asked)
    part = whole[first:end]
    assert (response.status_code, response.body) == (206, part)
    start = whole.index(part) if first < 0 else first
    told = f"bytes {start}-{start + len(part) - 1}/{len(whole)}"
    assert response["Content-Range"] == told
    assert response["Content-Length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0"])
def test_a_range_out_of_bounds_is_refused_with_the_length(published, api, asked):
    length = len(api.get(CSV).body)
    response = api.get(CSV, Range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{length}")
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,4-5", "lines=0-1", "bytes=9-3", "bytes=-", "bytes=a-b", "0-5", f"bytes=0-{9**99}"],
)
def test_what_is_no_single_range_is_answered_with_the_whole_file(published, api, asked):
    response = api.get(CSV, Range=asked)
    assert response.status_code == 200
    assert "Content-Range" not in response
    assert response.body == kept().read_bytes()


def test_a_range_of_another_file_than_the_client_has_is_answered_with_the_whole(published, api):
    whole = api.get(CSV)
    for validator in (whole["ETag"], whole["Last-Modified"]):
        response = api.get(CSV, Range="bytes=0-1", **{"If-Range": validator})
        assert response.status_code == 206
    for other in ('"another"', f"W/{whole['ETag']}", "Tue, 16 Jan 2024 00:00:00 GMT"):
        response = api.get(CSV, Range="bytes=0-1", **{"If-Range": other})
        assert (response.status_code, response.body) == (200, whole.body)


def test_a_file_that_the_client_has_is_not_sent_again(published, api):
    tag = api.get(CSV)["ETag"]
    response = api.get(CSV, **{"If-None-Match": tag})
    assert (response.status_code, response.body, response["ETag"]) == (304, b"", tag)
    assert "immutable" in response["Cache-Control"]
    assert api.get(CSV, **{"If-None-Match": '"another"'}).status_code == 200
    assert api.get(CSV, **{"If-Match": '"another"'}).status_code == 412


def test_head_tells_the_length_and_sends_nothing(published, api):
    response = api.client.head(f"/api/v1/{CSV}", headers={"Range": "bytes=0-1"})
    assert (response.status_code, response.getvalue()) == (200, b"")
    assert response["Content-Length"] == str(kept().stat().st_size)


def test_latest_leads_to_the_number(published, api):
    response = api.get("datasets/herons/releases/latest/observations.csv")
    assert (response.status_code, response["Location"]) == (302, f"/api/v1/{CSV}")


def test_what_is_not_there_is_told_with_the_nearest(published, api):
    wrong = api.wrong(f"{HERE}observation.csv", 404)
    assert (wrong.parameter, wrong.nearest) == ("file", "observations.csv")
    told = api.wrong("datasets/herons/releases/2/observations.csv", 404).detail
    assert told == "herons has releases 1 to 1"
    assert api.wrong("datasets/heron/releases/1/observations.csv", 404).nearest == "herons"
    assert api.wrong("datasets/heron/releases/latest/observations.csv", 404).nearest == "herons"
    assert api.wrong(f"{HERE}..%2f1%2fobservations.csv", 404)
    assert api.wrong(f"{CSV}?format=csv").parameter == "format"
    assert api.client.post(f"/api/v1/{CSV}").status_code == 405


def test_a_file_that_is_gone_or_cut_is_an_error_before_its_first_byte(published, api):
    whole = kept().read_bytes()
    kept().write_bytes(whole[:-1])
    assert "herons/1/observations.csv is not there" in api.wrong(CSV, 500).detail
    kept().unlink()
    assert "only its keeper can mend" in api.wrong(CSV, 500).detail
    assert api.client.head(f"/api/v1/{CSV}").status_code == 500


class FullDisk(DurableStorage):
    """A folder on a disk that is full after so many files."""

    room = 3

    def _save(self, name, content):
        if len(list(Path(self.location).rglob("*.*"))) >= self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self.path(name))
        return super()._save(name, content)


def test_a_full_disk_refuses_the_publication_and_leaves_the_last_release(
    world, settings, tmp_path, api
):
    settings.STORAGES = settings.STORAGES | {
        "releases": {
            "BACKEND": "tests.test_release_files.FullDisk",
            "OPTIONS": {"location": tmp_path / "full"},
        }
    }
    FullDisk.room = 3
    with pytest.raises(publishing.Refused, match=r"herons/1 .*No space left on device"):
        world.publish()
    assert not Release.objects.exists()
    assert not Record.objects.exists()
    assert list((tmp_path / "full").rglob("*.*")) == []
    FullDisk.room = 99
    world.publish()
    before = api.get(CSV).body
    FullDisk.room = len(FILES) + 3
    world.change("nests-2023", value="42")
    with pytest.raises(publishing.Refused, match="No space left"):
        world.publish()
    assert api.get(CSV).body == before
    assert Release.objects.count() == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(world, settings):
    folder = Path(storages["releases"].location)
    folder.chmod(0o500)
    with pytest.raises(publishing.Refused, match="Permission denied"):
        world.publish()


def test_a_place_that_is_no_folder_is_named(world):
    folder = Path(storages["releases"].location)
    folder.mkdir()
    (folder / "herons").write_text("a file where a folder belongs")
    with pytest.raises(publishing.Refused, match="herons"):
        world.publish()
    assert not Release.objects.exists()


def test_sweeping_removes_what_was_never_sealed_and_nothing_else(published):
    sealed = {file: file.read_bytes() for file in kept().parent.iterdir()}
    kept("observations.csv", 2).parent.mkdir()
    kept("observations.csv", 2).write_bytes(b"half")
    kept(".x.part", 2).write_bytes(b"hal")
    kept(".y.part").write_bytes(b"hal")
    release_files.sweep("herons")
    assert {file: file.read_bytes() for file in kept().parent.iterdir()} == sealed
    assert not kept("", 2).exists()


def test_what_is_committed_is_marked_with_its_seal(
    published, api, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        published.figure("nests-2024", period="2024-03/2024-05")
        published.publish()
    release = Release.objects.get(number=2)
    assert kept(release_files.MARK, 2).read_text() == f"{release.seal}\n"
    assert api.get(f"datasets/herons/releases/2/{release_files.MARK}").status_code == 404
    out = StringIO()
    call_command("verify_releases", stdout=out)
    assert " 0 faults" in out.getvalue()
    kept(release_files.MARK, 2).write_text("another\n")
    with pytest.raises(CommandError):
        call_command("verify_releases", stdout=out)
    assert "what it says of the seal" in out.getvalue()


def test_a_storage_that_would_rename_a_file_is_found_out(world, settings, tmp_path):
    release = Release(dataset="herons", number=1)
    folder = Path(storages["releases"].location)
    (folder / "herons/1").mkdir(parents=True)
    (folder / "herons/1/a.txt").write_text("old")
    (tmp_path / "a.txt").write_text("new")
    assert isinstance(storages["releases"], FileSystemStorage)
    with pytest.raises(release_files.NotKept, match="there is a file already"):
        release_files.keep(release, {"a.txt": tmp_path / "a.txt"})


@pytest.mark.slow(reason="starts a real server")
@pytest.mark.django_db(transaction=True)
def test_the_served_csv_is_read_by_its_address(world, settings):
    world.publish()
    os.environ["RELEASES_DIR"] = str(storages["releases"].location)
    try:
        with gunicorn() as (host, port):
            connection = http.client.HTTPConnection(host, port, timeout=10)
            connection.request("GET", f"/api/v1/{CSV}", headers={"Range": "bytes=0-9"})
            response = connection.getresponse()
            assert (response.status, response.read()) == (206, kept().read_bytes()[:10])
            connection.request("HEAD", f"/api/v1/{CSV}")
            response = connection.getresponse()
            assert (response.status, response.read()) == (200, b"")
            assert response.headers["Content-Length"] == str(kept().stat().st_size)
            connection.close()
    finally:
        del os.environ["RELEASES_DIR"]
