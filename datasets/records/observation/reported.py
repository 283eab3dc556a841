"""What the record of an observation says, told from its curated rows."""

from datasets.analysis import citation_chain
from datasets.analysis.caveat_inheritance import bias
from datasets.arithmetic import bounds, periods
from datasets.references.formats import bibtex, csl
from datasets.references.reference import figure_reference
from datasets.vocabularies import SEEN
from datasets.wording import dates, statements

from . import citation

UNIT_OF = {"ratio": "times", "percent_change": "percent", "share": "percent"}


def tell(figure, shelf):
    """Return what the record says, bookkeeping left out; ``shelf`` holds the shared nouns."""
    observation, citations = figure.observation, figure.citations
    measure = shelf.measures[observation.measure_id]
    origin = shelf.sources[observation.origin_id]
    first = first_document(citations, origin, shelf)
    reaching = reaching_of(figure, shelf)
    facts = citation_chain.origin_reading(observation, shelf)
    seen = [one for one in citations if citation_chain.is_legible(one, shelf)]
    hops = citation_chain.trace(facts, citations, figure.carried, shelf)
    documents = dict.fromkeys(one.document_id for one in citations)
    passing_on = {one.document_id for one in seen} - {first.slug}
    return finished(
        observation,
        shelf,
        {
            "counted_to": observation.counted_to or None,
            "period_printed": observation.period_printed,
            "comparator": observation.comparator,
            "value": observation.value or None,
            "value_low": observation.low or None,
            "value_high": observation.high or None,
            "bounds": told_bounds(
                *bounds.of_observation(observation, shelf.units[measure.unit_id])
            ),
            "as_printed": next((one.as_printed or None for one in seen), None),
            "status": observation.status,
            "bias": bias(reaching),
            "caveats": [told_caveat(one) for one in reaching],
            "origin": told_origin(origin),
            "inputs": [link.document_id for link in figure.inputs],
            "input_basis": {link.document_id: link.basis for link in figure.inputs},
            "credibility": observation.credibility,
            "presented_as": citation_chain.presented_as(facts, hops),
            "citations": [
                citation.tell(one, figure.carried.get(one.id, ()), origin, shelf, hop)
                for one, hop in zip(citations, hops, strict=True)
            ],
            "alterations": citation_chain.altered(hops, citations),
            "first_document": first.slug,
            "first_published": first.published,
            "verification": first.seen,
            "documents": list(documents),
            "citing_documents": len(passing_on),
            "derivation": None,
        },
    )


def finished(row, shelf, said):
    """Return the whole of what is said, in the order in which readers want it."""
    measure = shelf.measures[row.measure_id]
    period = periods.parse(row.period)
    rivals = shelf.rivals.of(row.slug)
    home = shelf.dataset.home
    says = {
        "id": row.slug,
        "statement": None,
        "measure": {
            "slug": measure.slug,
            "label": measure.label,
            "phrase": measure.phrase,
            "topic": measure.topic,
            "facets": measure.sorted_facets,
        },
        "population": _named(shelf.populations[row.population_id]),
        "area": _named(shelf.areas[row.area_id]),
        "period": {
            "code": period.code,
            "start": _day(period.start),
            "end": _day(period.end),
            "printed": said.pop("period_printed"),
            "precision": period.precision,
            "counted_to": said.pop("counted_to"),
        },
        "unit": _unit(row, measure),
        "quantity": row.quantity,
        "base_period": _code(row.base_period),
        "caveats_considered": _day(row.caveats_considered),
        **said,
        "independent_origins": rivals.independent_origins,
        "checks": [{"rule": one.rule, "id": one.slug} for one in rivals.findings],
        "disputed": rivals.disputed,
        "disputed_since": rivals.disputed_since,
        "revised_by": rivals.revised_by,
        "dataset": row.dataset_id,
        "license": shelf.dataset.licence,
        "links": {
            "self": f"{home}/observations/{row.slug}",
            "citations": f"{home}/api/v1/observations/{row.slug}/citations",
            "dataset": f"{home}/api/v1/datasets/{row.dataset_id}",
        },
    }
    return says | {"statement": statements.statement(says)}


def cite(document, dataset):
    """Return how to cite this version, of which the document tells all but this."""
    text = _cited(document, dataset)
    reference = figure_reference(document, dataset.title, text)
    return {
        "text": text,
        "bibtex": bibtex(reference),
        "csl": csl(reference),
    }


def _cited(document, dataset):
    """Return the text that names this version: who counted, who reported it, how it was seen."""
    origin = document["origin"]
    where = f"in: Caveat, {dataset.title}, release {document['release']}, {document['id']}."
    if document["derivation"]:
        return f"{origin['label']}, computed as {document['derivation']['text']}; {where}"
    first = next(
        one["document"]
        for one in document["citations"]
        if one["document"]["slug"] == document["first_document"]
    )
    who = origin["label"][0].upper() + origin["label"][1:]
    if first["source"] != origin["slug"]:
        who += f", as reported by {first['source_label']}"
    when = dates.in_words(first["published"])
    return f"{who}, “{first['title']}”, {when} ({SEEN[first['seen']]}); {where}"


def first_document(citations, origin, shelf):
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


def reaching_of(figure, shelf):
    """Return the caveats that reach a reported figure."""
    observation = figure.observation
    origin = shelf.sources[observation.origin_id]
    first = first_document(figure.citations, origin, shelf)
    measure = shelf.measures[observation.measure_id]
    return shelf.attachments.reaching(figure, first.slug, measure)


def told_bounds(interval, basis):
    """Return what the record says of bounds."""
    if interval is None:
        return {"lower": None, "upper": None, "interval": None, "basis": basis}
    lower, upper = interval.ends
    text = interval.written(lower, upper)
    return {"lower": lower, "upper": upper, "interval": text, "basis": basis}


def told_origin(source):
    """Return what the record says of its origin."""
    return {
        "slug": source.slug,
        "label": source.label,
        "kind": source.kind,
        "identified": source.identified,
        "reliability": source.reliability,
    }


def told_caveat(reaching):
    """Return what the record says of a caveat that reaches it."""
    caveat = reaching.caveat
    return {
        "slug": caveat.slug,
        "kind": caveat.kind,
        "concerns": caveat.concerns,
        "direction": reaching.direction,
        "text": caveat.text,
        "asserted_by": caveat.asserted_by_id,
        "asserted_by_label": caveat.asserted_by.label,
        "attached_to": reaching.attached_to,
    }
