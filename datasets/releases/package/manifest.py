"""release.json: what the row of a release says, for whoever restores it from its package."""

from typing import BinaryIO

import orjson

from datasets import exact_json
from datasets.records import NOUNS
from datasets.releases import digests

from .base import Contents, PackageFile

NAME = "release.json"


def _write(file: BinaryIO, contents: Contents) -> None:
    members = digests.manifest(contents.release)
    # The list of files ends with the archive that this one lies in.
    del members["files"]
    members["gone"] = [
        {
            "noun": noun.name,
            "because": one["withdrawal_reason"],
            "replaced_by": one["replaced_by"],
            "document": orjson.Fragment(bytes(one["json__body"])),
        }
        for noun in NOUNS
        for one in digests.gone(contents.release, noun)
    ]
    file.write(exact_json.dumps(members) + b"\n")


FILES = (
    PackageFile(
        NAME,
        "application/json",
        "The release: its day, note, counts and digests, and what left the dataset with it.",
        _write,
    ),
)
