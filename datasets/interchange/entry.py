"""A dataset as catalogues of other people list it, from published records and releases alone.

``base`` is what addresses begin with where a dataset has no home of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

NAME = "Caveat"
WHAT = (
    "Cited statistics as open data: each figure with who counted it, through whose documents it "
    "came, what is known to be wrong with it, and in which direction."
)
LICENCES = "http://spdx.org/licenses/"


@dataclass(frozen=True)
class Entry:
    """A dataset as a catalogue lists it.

    ``record`` is its published JSON; ``releases`` are the records of all of them, oldest first.
    ``files`` are those of the last release, each {name, path, bytes, sha256, media_type,
    description}, the last two None of files that this software did not write. ``begins`` and
    ``ends`` are the first and the last day of its figures as far as they are known; ``areas`` and
    ``measures`` are labels, as far as somebody looked them up.
    """

    record: dict[str, Any]
    releases: list[dict[str, Any]]
    files: list[dict[str, Any]]
    begins: str | None = None
    ends: str | None = None
    areas: Sequence[str] = ()
    measures: Sequence[str] = ()

    def address(self, base: str) -> str:
        return urljoin(base, self.record["links"]["self"])

    def address_of(self, base: str, release: dict[str, Any]) -> str:
        return f"{self.address(base)}/releases/{release['number']}"

    @property
    def last(self) -> dict[str, Any]:
        """Return its last release."""
        return self.releases[-1]
