"""How to cite one version of a figure."""

from collections.abc import Iterable, Iterator
from itertools import permutations

from datasets.models import Dataset
from datasets.models.source import LEGIBLE
from datasets.reserved import SOFTWARE_NAME
from datasets.vocabularies import SEEN
from datasets.wording import dates
from datasets.wording.credits import worked_out_from
from datasets.wording.hops import RESTATES
from datasets.wording.labels import first_of, within
from datasets.wording.subjects import INFERRED, is_inferred, is_read_otherwise

from .types import CitationMember, PublishedObservation


def cite_as(record: PublishedObservation, dataset: Dataset) -> str:
    """One line that names this version: who counted, who reported it, how it was seen."""
    origin = record["origin"]
    where = f"in: Caveat, {dataset.title}, release {record['release']}, {record['id']}."
    if record["derivation"]:
        return f"{origin['label']}, computed {worked_out_from(record)}; {where}"
    who = origin["label"][0].upper() + origin["label"][1:]
    return f"{who}{_known_from(record)}; {where}"


def _known_from(record: PublishedObservation) -> str:
    """The document that first gave it; where it was not seen there, also where it was."""
    in_first = [
        one for one in record["citations"] if one["document"]["id"] == record["first_document"]
    ]
    first = in_first[0]["document"]
    was_seen = any(one["reported_as"] and one["relation"] != RESTATES for one in in_first)
    reporting = [] if was_seen else _reporting(record)
    told = _document(in_first[0], _how_unseen(first["seen"]) if reporting else "")
    own = first["source"] == record["origin"]["id"]
    if not own:
        told = f", as reported by {within(first['source_label'])}{told}"
    if not reporting:
        return told
    return f"{told}, {_as_told(record, again=not own)} {' and '.join(map(_publisher, reporting))}"


def _as_told(record: PublishedObservation, *, again: bool) -> str:
    """What stands before a text that tells it, which may not tell all of it as its origin did."""
    if is_inferred(record):
        return f"{INFERRED} from"
    if is_read_otherwise(record):
        return f"as {SOFTWARE_NAME} reads"
    return f"as reported{' in turn' if again else ''} by"


def _reporting(record: PublishedObservation) -> list[CitationMember]:
    """Those through whom it is known, with the first text of each; empty where nobody saw any.

    Of a figure that no text gives as it is told here it is the first text that gives any of it.
    """
    seen = [one for one in record["citations"] if one["reported_as"]]
    by = {one["document"]["source_label"]: one for one in reversed(seen)}
    through = record["known_through"]
    if through is None:
        own = (one for one in seen if one["document"]["source"] == record["origin"]["id"])
        return [one for one in [next(own, None) or next(iter(seen), None)] if one]
    if through in by:
        return [by[through]]
    return [by[label] for label in next(_two_called(through, by))]


def _two_called(both: str, labels: Iterable[str]) -> Iterator[tuple[str, ...]]:
    return (pair for pair in permutations(labels, 2) if first_of(pair) == both)


def _publisher(citation: CitationMember) -> str:
    return f"{within(citation['document']['source_label'])}{_document(citation)}"


def _document(citation: CitationMember, unseen: str = "") -> str:
    document = citation["document"]
    read = unseen or SEEN[document["seen"]]
    return f", “{document['title']}”, {dates.in_words(document['published'])} ({read})"


def _how_unseen(seen: str) -> str:
    """How a text was seen in which the figure was not, where the one that has it follows."""
    if seen == "cited_only":
        return "not seen"
    return f"{SEEN[seen]}; the figure was not seen in it" if seen in LEGIBLE else SEEN[seen]
