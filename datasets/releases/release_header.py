"""The header of observations.csv as a release names it: the columns of all its stored lines."""

from datasets.formats import csv
from datasets.records import OBSERVATION

from .package.base import FORMAT

# No table of figures was ever without these: columns are added behind them (docs/stability.md).
ALWAYS = ("id", "statement", "value", "bias", "caveats", "caveat_text")


def columns_of(header: str) -> int:
    """Return how many columns a header names: the first ones of today, where it has no fault."""
    return header.count(",") + 1


def header_fault(written: int, header: str) -> str:
    """Return why no release of the format that it was ``written`` in has this header; empty: none.

    Lines are stored as they were sealed and streamed behind the header of today. Those of another
    format may lack columns that were added at the end since; no column stands in another place.
    """
    names = [column.name for column in OBSERVATION.columns]
    said = header.removesuffix("\r\n").split(",")
    if csv.line(said).decode() != header:
        return f"its header is not one line of names: {header[:80]!r}"
    if unknown := set(said) - {*names}:
        return f"its columns are not those of this version: {', '.join(sorted(unknown))}"
    if missing := [name for name in ALWAYS if name not in said]:
        return f"its header lacks {', '.join(missing)}"
    for place, name in enumerate(said):
        if names[place : place + 1] != [name]:
            return f"its header has {name} as column {place + 1}, where it never stood"
    if written == FORMAT and said != names:
        return f"its header ends before {names[len(said)]}, which files of format {FORMAT} have"
    return ""
