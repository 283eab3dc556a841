"""What is missing from a dataset, as a sentence."""

from collections.abc import Sequence

from .dates import in_words
from .labels import first_of, within
from .record import Record
from .subjects import noun_of, set_off, what_of

_UNREAD = {
    "cited_only": "it is known only because another document cites it",
    "not_found": "it was looked for and not found",
}


def base(wanted: Record, claims: int) -> str:
    """What so many figures are measured against."""
    others = "another figure is" if claims == 1 else f"{claims} other figures are"
    return (
        f"No source in this dataset gives {_number_of(wanted)}{_when_and_where(wanted)}, "
        f"which {others} measured against."
    )


def parts(whole: Record, missing: Sequence[Record]) -> str:
    """The parts of a whole that nobody gives."""
    some = "one part" if len(missing) == 1 else "some parts"
    return (
        f"No source in this dataset gives {some} of {_number_of(whole)}{_when_and_where(whole)}: "
        f"{first_of(map(_number_of, missing))}."
    )


def document(title: str, source: str, published: str, seen: str, figures: int) -> str:
    """A document that nobody read, and the chains of how many figures it begins."""
    one, several = "the chain of a figure begins", f"the chains of {figures} figures begin"
    return (
        f"The curators have not read “{title}” ({within(source)}, {in_words(published)}), "
        f"with which {one if figures == 1 else several}: {_UNREAD[seen]}."
    )


def _number_of(wanted: Record) -> str:
    return f"the {noun_of(wanted)} of {what_of(wanted)}"


def _when_and_where(wanted: Record) -> str:
    asides = [within(wanted["event"]["title"])] if wanted["event"] else []
    if wanted["area"]["id"] != wanted["measure"]["area"]:
        asides.append(wanted["area"]["label"])
    aside = f" ({'; '.join(asides)})" if asides else ""
    return f"{set_off(wanted)}{aside}"
