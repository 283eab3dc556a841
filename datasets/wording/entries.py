"""A figure as the title of an entry in a bibliography: its number, its thing, its doubt."""

from datasets.reserved import SOFTWARE_NAME

from .credits import counted_by
from .doubts import badge
from .headlines import headline
from .labels import capitalised, within
from .predicates import subject_of
from .record import Record
from .subjects import INFERRED, is_inferred, is_read_otherwise, through_whom


def title(record: Record) -> str:
    """Return what a bibliography calls a figure; most print no note, so no number stands bare.

    It is a description by the editors, and no title of its origin's.
    """
    told = f"{_figure(record)}, {counted_by(record)}{_through(record)}{_doubt(record)}"
    return capitalised(" ".join(told.split()))


def _figure(record: Record) -> str:
    head = headline(record)
    if head.quoted:
        return f"{head.told}: {head.what}"
    # Nobody gave a number: “no number of ways out” would read as none.
    is_bare = record["comparator"] == "vague" and not record["derivation"]
    return subject_of(record) if is_bare else head.line


def _through(record: Record) -> str:
    if is_inferred(record):
        return f", {INFERRED}"
    through = through_whom(record)
    if not through:
        return ""
    if is_read_otherwise(record):
        return f", as {SOFTWARE_NAME} reads {within(through)}"
    return f", according to {within(through)}"


def _doubt(record: Record) -> str:
    likely = badge(record)
    return f" ({likely[0].lower()}, {likely[1]})" if likely else ""
