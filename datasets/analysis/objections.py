"""What documents say against a figure, and what was said against those that it rests on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from datasets.models import Document, Source
from datasets.models.reported import NOT_STATED
from datasets.wording import chains, numbers
from datasets.wording.labels import joined
from datasets.wording.objections import CORRECTED, RETRACTED

from .citation_chain import OBJECTING, Hop
from .readings import Reading, words
from .rows import CitationRow

# In what a number that stands in the place of another may be about something else.
OTHERWISE = ("measure", "population", "area", "period")


@dataclass(frozen=True)
class Objection:
    """A term of CHECK, the figure that it is about, and the document that says it.

    Where that document itself was retracted or corrected, ``notice`` says why. ``source_label`` is
    the name of whoever published it, ``day`` the EDTF date on which it was said, ``number`` what is
    given instead of the figure's own, in words, where anything is.
    """

    objection: str
    observation: str
    document: str
    source_label: str
    day: str
    number: str | None = None
    notice: str | None = None
    hop: int | None = None


def of_chain(
    facts: Reading,
    citations: Sequence[CitationRow],
    hops: Sequence[Hop],
    documents: Mapping[str, Document],
    sources: Mapping[str, Source],
) -> Iterator[Objection]:
    """Yield what the documents of a chain say against its figure, in the order of the hops.

    ``facts`` are those of its origin.
    """
    for citation, hop in zip(citations, hops, strict=True):
        if citation.relation in OBJECTING:
            document = documents[citation.document_id]
            yield Objection(
                OBJECTING[citation.relation],
                citation.observation_id,
                document.slug,
                sources[document.source_id].label,
                document.published,
                number=_number(facts, citation, hop.reading) if hop.reading else None,
                hop=citation.hop,
            )


def of_documents(
    observation: str, documents: Iterable[Document], sources: Mapping[str, Source]
) -> Iterator[Objection]:
    """Yield what became of the documents that a figure was first published in or counted from."""
    for document in documents:
        for objection, day in ((RETRACTED, document.retracted), (CORRECTED, document.corrected)):
            if day:
                label = sources[document.source_id].label
                yield Objection(
                    objection, observation, document.slug, label, day, notice=document.notice
                )


def _number(facts: Reading, citation: CitationRow, reading: Reading) -> str | None:
    """The number that a document gives, in words; None where it gives none.

    What it is a number of is said where that is something else than the figure is.
    """
    if not (citation.reported_value or citation.reported_value_low):
        return None
    number = _as_given(reading)
    if number is None:
        return None
    if reading.unit_in_effect != facts.unit_in_effect:
        return f"{number} {reading.unit_in_words}"
    others = [
        name for name in OTHERWISE if _is_another(getattr(facts, name), getattr(reading, name))
    ]
    return f"{number} (another {joined(others)})" if others else number


def _as_given(reading: Reading) -> str | None:
    if reading.value not in ("", NOT_STATED):
        digits = [numbers.grouped(word) for word in words(reading.value)]
        return chains.expressed(digits, words(reading.comparator))
    ends = reading.value_low, reading.value_high
    if "range" in words(reading.comparator) and {"", NOT_STATED}.isdisjoint(ends):
        return "between {} and {}".format(*map(numbers.grouped, ends))
    return None


def _is_another(own: str, given: str) -> bool:
    """Whether a part is stated and cannot be the figure's own."""
    return {"", NOT_STATED}.isdisjoint((own, given)) and own not in words(given)
