"""The page of a document: what it says of figures, line by line, against what was counted."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from datasets.analysis.citation_chain import OBJECTING, REMARKS
from datasets.models import TermSet
from datasets.records import BY_NAME, OBSERVATION
from datasets.wording import alterations, chains, dates, hops
from datasets.wording.headlines import Headline, headline
from datasets.wording.labels import capitalised
from datasets.wording.titles import is_described, undescribed

from .names import find
from .rows import Row, row
from .thing import ThingPage

MOST_FIGURES = 50
KINDS = {
    "changed": "changed on the way",
    "rounded": "told less exactly",
    "whole": "passed on unchanged",
    "own": "its own words",
    "unchecked": "cannot be checked",
}


@dataclass(frozen=True)
class Line:
    """What the document says of one figure; ``verdict`` is one of KINDS, ``why`` tells it."""

    hop: Any
    figure: Any
    head: Headline
    verdict: str
    why: str
    place: str
    row: Row

    @property
    def address(self):
        """The page of the figure."""
        return f"/observations/{self.figure['id']}"


class DocumentPage(ThingPage):
    """What one text says, and what was counted."""

    noun = BY_NAME["document"]
    template = "pages/document.html"

    def context(self, record, seen):
        """Return the document, its source, and its lines in their order."""
        terms = TermSet.objects.filter(kind="documents", term=record["id"])
        carried = seen.of(OBSERVATION.name).filter(cited_document_set__in=terms.values("set_id"))
        figures = list(carried.order_by("slug")[: MOST_FIGURES + 1].parsed())
        more, figures = len(figures) > MOST_FIGURES, figures[:MOST_FIGURES]
        lines = sorted(
            (_line(hop, one) for one in figures for hop in _in(record["id"], one)), key=_place
        )
        found = find(seen, {("source", record["source"])})
        return {
            "document": record,
            "source": found["source", record["source"]],
            "described": is_described(record["title"]),
            "title": undescribed(record["title"]),
            "published": dates.published(record["published"]),
            "seen": hops.SEEN[record["seen"]],
            "lines": lines,
            "more": MOST_FIGURES if more else 0,
            "sums": _sums(lines),
            "query": f"dataset={record['dataset']}&documents={record['id']}",
        }


def _in(document, figure):
    """Yield the hops of a figure that stand in the document."""
    return (hop for hop in figure["citations"] if hop["document"]["id"] == document)


def _line(hop, figure):
    verdict, why = _verdict(hop, figure)
    return Line(hop, figure, headline(figure), verdict, why, _place_in_words(hop), row(figure))


def _verdict(hop, figure):
    if hop["relation"] in OBJECTING:
        return "own", "It objects to the figure."
    if hop["reported_as"] is None:
        return "unchecked", "Its words were not seen."
    if hops.is_unsure(hop):
        return "unchecked", f"{capitalised(chains.UNSURE)}."
    altered = _altered_on_the_way(hop, figure["citations"])
    if altered == [hops.ROUNDED]:
        return "rounded", f"{capitalised(alterations.WORDS[hops.ROUNDED])}."
    if altered:
        return "changed", f"Changed: {'; '.join(alterations.WORDS[term] for term in altered)}"
    if hop["document"]["source"] == figure["origin"]["id"]:
        return "own", "Here it was said first."
    if hop["relation"] == REMARKS:
        return "own", "A remark on it."
    if hop["compared_with"] is None:
        known = "could be read" if hop["via"] is not None else "is known"
        return "unchecked", f"No earlier text {known}."
    if hop["relation"] == hops.RESTATES:
        return "whole", "Said again."
    return "whole", "Same number, same thing, same time."


def _altered_on_the_way(hop, citations):
    """Return what was altered between the origin and this hop, each term once."""
    by_number = {one["hop"]: one for one in citations}
    way = [hop]
    while way[-1]["via"] is not None:
        way.append(by_number[way[-1]["via"]])
    terms = [one["alteration"] for each in reversed(way) for one in hops.alterations(each)]
    return list(dict.fromkeys(terms))


def _place(line):
    at = line.hop["locator"] or {}
    # What has no offset stands after all that has.
    return (at.get("start") is None, at.get("start") or 0, line.figure["id"], line.hop["hop"])


def _place_in_words(hop):
    at = hop["locator"]
    if at is None:
        return ""
    return f"¶ {at['paragraph']}" if at["paragraph"] else at["place_in_text"] or ""


def _sums(lines):
    counted = Counter(one.verdict for one in lines)
    return [(name, words, counted[name]) for name, words in KINDS.items() if counted[name]]
