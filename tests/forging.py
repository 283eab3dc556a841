"""Changing files of a release, with every sum, list and seal that tells of them made to agree."""

import hashlib
import io
import zipfile
from pathlib import Path

from django.core.files.storage import storages

from datasets.releases import digests
from datasets.releases.package.archive import SUMS


def forge(release, changed):
    """Put other bytes in the place of files of the last release: ``changed`` is {name: bytes}.

    SHA256SUMS, the archive, the list of files and the seal are made anew, as somebody would who may
    write everything.
    """
    whole = f"{release.dataset}-release-{release.number}.zip"
    files = {one["name"]: read(release, one["name"]) for one in release.files} | changed
    del files[whole]
    files[SUMS] = sums(files)
    packed = io.BytesIO()
    with zipfile.ZipFile(place(release, whole)) as archive:
        infos = archive.infolist()
    with zipfile.ZipFile(packed, "w") as archive:
        for info in infos:
            archive.writestr(info, files[info.filename])
    files[whole] = packed.getvalue()
    for name, data in files.items():
        place(release, name).write_bytes(data)
    release.files = [
        {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
    ]
    release.seal = digests.seal(release)
    release.save()
    place(release, "SEALED").write_text(f"{release.seal}\n")


def sums(files):
    """Return the SHA256SUMS of {name: bytes}."""
    lines = [
        f"{hashlib.sha256(data).hexdigest()}  {name}\n"
        for name, data in files.items()
        if name != SUMS
    ]
    return "".join(lines).encode()


def place(release, name):
    """Return where a file of a release is kept."""
    return Path(storages["releases"].path(f"{release.dataset}/{release.number}/{name}"))


def read(release, name):
    """Return the bytes of a kept file."""
    return place(release, name).read_bytes()
