"""What closes a package: the sums of its files, and the archive that holds all of them."""

import shutil
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from .base import Contents, PackageFile

SUMS = "SHA256SUMS"
COMPRESSED = (".gz", ".xlsx", ".parquet")
READABLE = 0o100644 << 16
UNIX = 3


def _sums(file: BinaryIO, contents: Contents) -> None:
    for one in contents.kept:
        file.write(f"{one['sha256']}  {one['name']}\n".encode())


def _archive(file: BinaryIO, contents: Contents) -> None:
    with ZipFile(file, "w") as archive:
        for one in contents.kept:
            # Of the first day of 1980, as no time is given: when it was written is no part of it.
            entry = ZipInfo(one["name"])
            entry.compress_type = ZIP_STORED if one["name"].endswith(COMPRESSED) else ZIP_DEFLATED
            entry.external_attr, entry.create_system = READABLE, UNIX
            # Known beforehand, so that only what is too long for it needs the longer form.
            entry.file_size = one["bytes"]
            with contents.opened(one["name"]) as kept, archive.open(entry, "w") as packed:
                shutil.copyfileobj(kept, packed)


FILES = (
    PackageFile(
        SUMS,
        "text/plain",
        "SHA-256 of every other file inside the archive, for sha256sum -c.",
        _sums,
    ),
    PackageFile(
        "{dataset}-release-{number}.zip", "application/zip", "All files of the release.", _archive
    ),
)
