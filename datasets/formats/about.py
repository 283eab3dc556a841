"""What a table says of itself where it can: on a sheet of its own, in the metadata of a file."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


class FormatLimitExceeded(Exception):
    """The table can't be written whole, so none of it is to be handed out."""


@dataclass(frozen=True)
class About:
    """Whence a table is, how many rows it has, and how it is cited.

    ``release`` is a number, or several releases in words; ``digest`` is the SHA-256 of the
    observations.csv that the table is taken from, None where that is more than one file. What is
    written aside before the table is whole lies in ``folder``, by default one of the system's.
    """

    title: str
    dataset: str
    release: str
    day: datetime.date
    digest: str | None
    license: str
    cite: str
    note: str
    rows: int
    folder: str | None = None

    def whole(self, records: Iterable[Any]) -> Iterator[Any]:
        """Yield the records; FormatLimitExceeded when they are not as many as was said."""
        rows = 0
        for record in records:
            rows += 1
            yield record
        if rows != self.rows:
            raise FormatLimitExceeded(f"{rows} rows where {self.rows} were to be written")
