"""The front sheet of a workbook: what the table is, what is wrong with it, what its words mean."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from xlsxwriter import Workbook

from datasets import vocabularies

from .about import About
from .sheets import MOST_ROWS, TextSheet, fitted

FRONT = "Read me first"
NOTHING = {
    **vocabularies.NONE_RECORDED,
    **vocabularies.ALTERATIONS_NONE,
    **vocabularies.CHECKS_NONE,
    "unknown": "it is not recorded, or nobody said",
    "empty cell": "it does not apply, or is not known",
}
NOT_HERE = (
    f"These are more rows than a sheet holds ({MOST_ROWS:,}), so that none of them is here."
    " All of them are in {0}.csv and {0}.parquet."
)
DIGITS = (
    "Numbers stand as numbers where the spreadsheet keeps each of their digits, otherwise as text;"
    " days before March 1900 as text."
)


class FrontSheet:
    """The sheet that says what the table is, what is wrong with it, what its words mean."""

    def __init__(self, book: Workbook, noun: Any) -> None:
        self._noun, self._bold = noun, book.add_format({"bold": True})
        self._sheet = book.add_worksheet(FRONT, TextSheet)
        self._has_caveats = any(member.top == "caveats" for member in noun.members)
        self._caveats: Counter[tuple[str, str, str]] = Counter()

    def count(self, record: dict[str, Any]) -> None:
        """Note the caveats of a row."""
        if self._has_caveats:
            caveats = record["caveats"]
            self._caveats.update({(one["id"], one["direction"], one["text"]) for one in caveats})

    def close(self, about: About, whole: bool) -> None:
        """Write the sheet, once all rows are counted; ``whole``: they are in the workbook."""
        facts = [*self._facts(about, whole), ()]
        caveats = [*self._caveat_rows(), ()] if self._has_caveats else []
        words = [("Words for nothing", "meaning"), *NOTHING.items()]
        self._sheet.set_column(0, 0, 30)
        self._sheet.set_column(1, 3, 24)
        for row, cells in enumerate([*facts, *caveats, *words]):
            for place, text in enumerate(cells):
                bold = None if place else self._bold
                self._sheet.write_string(row, place, fitted(text), bold)

    def _facts(self, about: About, whole: bool) -> Iterator[tuple[str, str]]:
        yield ("Title", about.title)
        yield ("Dataset", about.dataset)
        yield ("Release", about.release)
        yield ("Day", about.day.isoformat())
        yield ("Rows", f"{about.rows:,}")
        if not whole:
            yield ("Not in this workbook", NOT_HERE.format(self._noun.plural))
        yield ("Licence", about.license)
        yield ("How to cite", about.cite)
        if about.digest:
            yield ("SHA-256 of observations.csv", about.digest)
        yield ("Note", about.note)
        yield ("Digits", DIGITS)

    def _caveat_rows(self) -> Iterator[tuple[str, ...]]:
        yield ("Caveats", "direction", "rows", "text")
        for (slug, direction, text), rows in sorted(self._caveats.items()):
            yield (slug, direction, f"{rows:,}", text)
        if not self._caveats:
            yield ("none_recorded", "", "", vocabularies.NONE_RECORDED["none_recorded"])
