"""release.json: what the row of a release says, for whoever restores it from its package."""

import orjson

from datasets import sealing
from datasets.records import NOUNS

from .base import PackageFile

NAME = "release.json"


def _write(file, contents):
    told = sealing.manifest(contents.release)
    # The list of files ends with the archive that this one lies in.
    del told["files"]
    told["gone"] = [
        {
            "noun": noun.name,
            "because": one["gone_because"],
            "replaced_by": one["replaced_by"],
            "document": orjson.Fragment(bytes(one["document__text"])),
        }
        for noun in NOUNS
        for one in sealing.gone(contents.release, noun)
    ]
    file.write(orjson.dumps(told) + b"\n")


FILES = (
    PackageFile(
        NAME,
        "application/json",
        "The release: its day, note, counts and digests, and what left the dataset with it.",
        _write,
    ),
)
