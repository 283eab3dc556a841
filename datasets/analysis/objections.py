"""What documents say against a figure: one disputes it, another corrects it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from datasets.models import Document, Source
from datasets.models.reported import NOT_STATED
from datasets.wording import chains, numbers

from .citation_chain import OBJECTING, Hop
from .readings import Reading, words
from .rows import CitationRow


@dataclass(frozen=True)
class Objection:
    """A term of CHECK, the figure that it is about, and the document that says it.

    ``source`` is the name of whoever published that document, ``day`` the EDTF date on which it was
    said, ``number`` what is given instead of the figure's own, in words, where anything is.
    """

    objection: str
    observation: str
    document: str
    source: str
    day: str
    number: str | None
    hop: int


def of_chain(
    citations: Sequence[CitationRow],
    hops: Sequence[Hop],
    documents: Mapping[str, Document],
    sources: Mapping[str, Source],
) -> Iterator[Objection]:
    """Yield what the documents of a chain say against its figure, in the order of the hops."""
    for citation, hop in zip(citations, hops, strict=True):
        if citation.relation in OBJECTING:
            document = documents[citation.document_id]
            yield Objection(
                OBJECTING[citation.relation],
                citation.observation_id,
                document.slug,
                sources[document.source_id].label,
                document.published,
                _number(hop.reading) if citation.reported_value and hop.reading else None,
                citation.hop,
            )


def _number(reading: Reading) -> str | None:
    """The number that a document gives, in words; None where it gives none."""
    if reading.value in ("", NOT_STATED):
        return None
    digits = [numbers.grouped(word) for word in words(reading.value)]
    return chains.expressed(digits, words(reading.comparator))
