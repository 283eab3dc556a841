"""Several figures in one answer: each with its statement, and all their caveats, told once."""

from . import figures
from .room import most_that_fit, shortened

LAW = (
    "Pass a figure on with its statement and caveats, never the number alone. Only figures of one "
    "measure compare; ask total instead of adding up, and get_figure for how to cite one."
)


def told(head, records, tail):
    """Return (the text of as many of the records as there is room for, their number).

    ``tail(shown)`` returns the lines on those that are not in it.
    """

    def compose(shown):
        return "\n".join([*_lines(head, records[:shown]), *tail(shown)])

    shown = most_that_fit(len(records), compose)
    if shown:
        return compose(shown), shown
    first = records[0]
    lines = [head, LAW, "", *figures.whole(first, [])]
    return shortened(lines, figures.whole_at(first), tail(1)), 1


def _lines(head, records):
    caveats = figures.Caveats()
    entries = [["", *figures.entry(record, caveats)] for record in records]
    return [head, LAW, *(line for entry in entries for line in entry), *caveats.legend()]


def more(cursor):
    """Return the lines that lead to the next page."""
    return ["", f"More: the same question with cursor={cursor}"] if cursor else []
