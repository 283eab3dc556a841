"""What a file of a package is, and what it is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, BinaryIO

import orjson

from datasets import exact_json
from datasets.formats.about import About
from datasets.models import Release
from datasets.records import NOUNS
from datasets.records.declaration import Noun
from datasets.references.reference import release_reference
from datasets.releases import digests
from datasets.store.keyset import BY_ID, walk

# The number of the form in which the files of a release are written, which its seal names. It goes
# up with any change of what one of them says of the same records (tests/test_package_format.py).
FORMAT = 1


@dataclass(frozen=True)
class PackageFile:
    """``write(file, contents)`` writes all of it into a binary file.

    The name may hold ``{dataset}`` and ``{number}``, those of the release.
    """

    name: str
    media_type: str
    description: str
    write: Callable[[Any, Contents], None]

    def name_in(self, release: Release) -> str:
        return self.name.format(dataset=release.dataset, number=release.number)


@dataclass
class Contents:
    """The published texts of a release that is about to be sealed, and its files so far.

    ``kept`` lists {name, bytes, sha256} of the files that are written already; ``opened(name)``
    gives one of them back, open for reading; ``folder`` is for what is written aside before a file
    is whole.
    """

    release: Release
    opened: Callable[[str], Any]
    folder: str
    kept: list[dict[str, Any]] = field(default_factory=list)

    def lines(self, noun: Noun) -> Iterator[bytes]:
        """Yield the CSV lines of a noun, in bytes, in id order."""
        return self._texts(noun, "csv__body")

    def json(self, noun: Noun) -> Iterator[bytes]:
        """Yield the stored JSON of the records of a noun, in bytes, in id order."""
        return self._texts(noun, "json__body")

    def records(self, noun: Noun) -> Iterator[dict[str, Any]]:
        """Yield the records of a noun, parsed."""
        return map(exact_json.loads, self.json(noun))

    @cached_property
    def dataset(self) -> dict[str, Any]:
        noun = next(noun for noun in NOUNS if noun.name == "dataset")
        return next(self.records(noun))

    @cached_property
    def address(self) -> str:
        """Return what the addresses of its records begin with; empty where they are paths."""
        own = self.dataset["links"]["self"]
        return own.removesuffix(f"/api/v1/datasets/{self.dataset['id']}")

    @cached_property
    def about(self) -> About:
        """Return what the typed tables say of themselves."""
        release, reference = self.release, release_reference(self.release)
        return About(
            title=self.dataset["title"],
            dataset=release.dataset,
            release=str(release.number),
            day=release.day,
            digest=release.digest,
            license=self.dataset["license"],
            cite=reference.text,
            note=release.note or self.dataset["description"],
            rows=release.rows,
            folder=self.folder,
        )

    def _texts(self, noun: Noun, text: str) -> Iterator[bytes]:
        for rows in walk(digests.in_force(self.release, noun), BY_ID, (text,)):
            yield from (bytes(row[-1]) for row in rows)


def write_json(file: BinaryIO, members: dict[str, Any]) -> None:
    """Write a JSON object that people read too, without the lists in which nothing stands."""
    said = {name: value for name, value in members.items() if value != []}
    file.write(orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
