"""Figures as the rows of a table: the number, what it is a number of, and what is wrong with it."""

from dataclasses import dataclass
from typing import Any

from datasets import exact_json
from datasets.reserved import AREA_NOT_STATED
from datasets.store.keyset import take
from datasets.wording import check_words, dates, doubts
from datasets.wording.headlines import Headline, headline, thing
from datasets.wording.labels import capitalised
from datasets.wording.standing import against

MOST_SHORTS = 2
# So many figures a page shows at once.
MOST_FIGURES = 25


@dataclass(frozen=True)
class Row:
    """A figure in a table; no row is without its caveats and its direction."""

    record: Any
    head: Headline
    what: str
    period: str
    by: str
    likely: tuple[str, str] | None
    against_it: list[str]
    possible: str
    caveats: list[str]

    @property
    def elsewhere(self):
        """Where it was counted, if not where its measure counts."""
        area = self.record["area"]
        return (
            "" if area["id"] in (self.record["measure"]["area"], AREA_NOT_STATED) else area["label"]
        )

    @property
    def against(self):
        """What its time is compared with."""
        base = self.record["base_period"]
        return dates.span(base) if base else ""

    @property
    def range_told(self):
        """What the number may be, and what says so."""
        called = capitalised(check_words.range_called(self.record))
        return f"{called}: {self.possible}" if self.possible else ""

    @property
    def told(self):
        """The number in a sentence, with what it may be."""
        return f"{self.head.alone} ({self.possible})" if self.possible else self.head.alone

    @property
    def address(self):
        """The page of the figure."""
        return f"/observations/{self.record['id']}"


def rows(figures, sort, most=MOST_FIGURES):
    """Return the Rows of the first few figures in an order, and whether there are more."""
    found = take(figures, sort, most + 1, extra=("json__body",))
    read = [row(exact_json.loads(bytes(body))) for *_, body in found[:most]]
    return read, len(found) > most


def row(record):
    """Return the Row of a figure, from its whole record."""
    return Row(
        record=record,
        head=headline(record),
        what=thing(record),
        period=span(record),
        by=record["origin"]["label"],
        likely=doubts.badge(record),
        against_it=[one.short for one in against(record)],
        possible=check_words.range_of(record),
        caveats=[one["short"] for one in record["caveats"][:MOST_SHORTS]],
    )


def span(record):
    """Return the time of a figure, as a cell has it."""
    return capitalised(dates.span(record["period"]["code"]))
