"""What the record of an observation says, told from its curated rows."""

from datasets import periods
from datasets.reach import bias
from datasets.vocabularies import SEEN

from . import citation

UNIT_OF = {"ratio": "times", "percent_change": "percent", "share": "percent"}


def tell(figure, shelf):
    """Return what the record says, bookkeeping left out; ``shelf`` holds the shared nouns."""
    observation, citations = figure.observation, figure.citations
    measure = shelf.measures[observation.measure_id]
    origin = shelf.sources[observation.origin_id]
    period = periods.parse(observation.period)
    first = _first_document(citations, origin, shelf)
    reaching = shelf.attachments.reaching(figure, first.slug)
    home = shelf.dataset.home
    return {
        "id": observation.slug,
        "measure": {
            "slug": measure.slug,
            "label": measure.label,
            "topic": measure.topic,
            "facets": measure.sorted_facets,
        },
        "population": _named(shelf.populations[observation.population_id]),
        "area": _named(shelf.areas[observation.area_id]),
        "period": {
            "code": period.code,
            "start": _day(period.start),
            "end": _day(period.end),
            "printed": observation.period_printed,
            "precision": period.precision,
            "counted_to": observation.counted_to or None,
        },
        "comparator": observation.comparator,
        "value": observation.value or None,
        "unit": _unit(observation, measure),
        "quantity": observation.quantity,
        "base_period": _code(observation.base_period),
        "value_low": observation.low or None,
        "value_high": observation.high or None,
        "as_printed": next((one.as_printed for one in citations if _legible(one, shelf)), None),
        "status": observation.status,
        "bias": bias(reaching),
        "caveats": [_caveat(one) for one in reaching],
        "caveats_considered": _day(observation.caveats_considered),
        "origin": {
            "slug": origin.slug,
            "label": origin.label,
            "kind": origin.kind,
            "identified": origin.identified,
            "reliability": origin.reliability,
        },
        "inputs": [link.document_id for link in figure.inputs],
        "input_basis": {link.document_id: link.basis for link in figure.inputs},
        "credibility": observation.credibility,
        "citations": [
            citation.tell(one, figure.carried.get(one.id, ()), shelf) for one in citations
        ],
        "first_document": first.slug,
        "first_published": first.published,
        "verification": first.seen,
        "dataset": observation.dataset_id,
        "license": shelf.dataset.licence,
        "links": {
            "self": f"{home}/observations/{observation.slug}",
            "citations": f"{home}/api/v1/observations/{observation.slug}/citations",
            "dataset": f"{home}/api/v1/datasets/{observation.dataset_id}",
        },
    }


def cite(document, dataset, number):
    """Return the text that names this version: who counted, who reported it, how it was seen."""
    origin = document["origin"]
    first = next(
        one["document"]
        for one in document["citations"]
        if one["document"]["slug"] == document["first_document"]
    )
    who = origin["label"]
    if first["source"] != origin["slug"]:
        who += f", as reported by {first['source_label']}"
    when = periods.in_words(first["published"])
    return (
        f"{who}, “{first['title']}”, {when} ({SEEN[first['seen']]}); "
        f"in: Caveat, {dataset.title}, release {number}, {document['id']}."
    )


def _first_document(citations, origin, shelf):
    """Return the earliest document known to carry the figure.

    A hop that nobody saw counts only where it is the origin's own, which others name.
    """
    documents = [(one, shelf.documents[one.document_id]) for one in citations]
    known = (
        document
        for one, document in documents
        if one.relation != "unknown" or document.source_id == origin.slug
    )
    return next(known, documents[0][1])


def _named(noun):
    return {"slug": noun.slug, "label": noun.label}


def _day(date):
    return date and date.isoformat()


def _code(period):
    return periods.parse(period).code if period else None


def _unit(observation, measure):
    if observation.quantity == "rate":
        return f"{measure.unit_id}/{observation.per}"
    return UNIT_OF.get(observation.quantity, measure.unit_id)


def _legible(citation, shelf):
    seen = shelf.documents[citation.document_id].seen
    return citation.relation != "unknown" and seen in ("read", "copy", "excerpt")


def _caveat(reaching):
    caveat = reaching.caveat
    return {
        "slug": caveat.slug,
        "kind": caveat.kind,
        "concerns": caveat.concerns,
        "direction": reaching.direction,
        "text": caveat.text,
        "asserted_by": caveat.asserted_by_id,
        "attached_to": reaching.attached_to,
    }
