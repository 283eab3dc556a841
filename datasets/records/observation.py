"""The public record of an observation: the cited statistic, declared once."""

from datasets import periods
from datasets.keyset import BY_ID, Sort
from datasets.models import Observation
from datasets.reach import bias
from datasets.vocabularies import (
    BASIS,
    BIAS,
    CAVEAT_KIND,
    COMPARATOR,
    CONCERNS,
    CREDIBILITY,
    DIRECTION,
    IDENTIFIED,
    NONE_RECORDED,
    OBSERVATION_STATUS,
    PERIOD_PRECISION,
    QUANTITY,
    RELATION,
    RELIABILITY,
    SEEN,
    SOURCE_KIND,
)

from .base import Filter, Member, Noun, bookkeeping, column

UNIT_OF = {"ratio": "times", "percent_change": "percent", "share": "percent"}
UNIT_WORDS = {
    "times": "how many times as much, the unit of a ratio",
    "percent": "hundredths, the unit of a change or a share",
}

FIGURE = (
    column("id", "slug", "The observation's permanent id."),
    column(
        "measure",
        "slug",
        "What the origin counted.",
        path="measure.slug",
        filter=Filter("measure", "measure", of="measure"),
    ),
    column("measure_label", "text", "The measure in words.", path="measure.label"),
    Member(
        "measure.topic",
        "slug",
        "The wider question that the measure answers.",
        filter=Filter("topic", "topic"),
    ),
    Member("measure.facets", "words", "The parts of the measure's definition."),
    column(
        "population",
        "slug",
        "Whom it counts.",
        path="population.slug",
        filter=Filter("population", "population", of="population"),
    ),
    column("population_label", "text", "The population in words.", path="population.label"),
    column(
        "area",
        "slug",
        "Where it counts them, ISO 3166 in lower case or a word of our own.",
        path="area.slug",
        filter=Filter("area", "area", of="area"),
    ),
    column("area_label", "text", "The area in words.", path="area.label"),
    column(
        "period",
        "period",
        "The reference period: SDMX code where there is exactly one, else EDTF; XXXX unknown.",
        path="period.code",
        filter=Filter("period"),
    ),
    column(
        "period_start",
        "date",
        "Its first day; empty when open or unknown.",
        path="period.start",
        optional=True,
        filter=Filter("period_start", "period_start"),
    ),
    column(
        "period_end",
        "date",
        "Its last day; empty when open or unknown.",
        path="period.end",
        optional=True,
        filter=Filter("period_end", "period_end"),
    ),
    Member(
        "period.counted_to",
        "period",
        "The day up to which it was counted, where that is not the period's end.",
        optional=True,
    ),
    column(
        "comparator",
        "term",
        "How the number was put.",
        vocabulary=COMPARATOR,
        filter=Filter("comparator", "comparator"),
    ),
    column(
        "value",
        "number",
        "The number as published, digit for digit; empty where none was published.",
        optional=True,
        filter=Filter("value", "value"),
    ),
    column(
        "unit",
        "text",
        "The unit of the value as it stands: cases, times, percent, persons/day.",
        filter=Filter("unit", "unit", of="unit", words=UNIT_WORDS),
    ),
    column(
        "quantity",
        "term",
        "A level, a ratio, a change, a share or a rate.",
        vocabulary=QUANTITY,
        filter=Filter("quantity", "quantity"),
    ),
    column(
        "base_period",
        "period",
        "What a ratio or change is measured against, or the whole of a share.",
        optional=True,
    ),
    column("value_low", "number", "The lower end of a range that is stated.", optional=True),
    column("value_high", "number", "The upper end of a range that is stated.", optional=True),
)

DOUBT = (
    column(
        "bias",
        "term",
        "Which way the caveats that concern the count say it is wrong, or none_recorded.",
        vocabulary=BIAS,
        filter=Filter("bias", "bias"),
    ),
    column(
        "caveats",
        "slug",
        "The caveats that reach it, nearest first, or none_recorded.",
        path="caveats[].slug",
        empty="none_recorded",
        filter=Filter("caveat", "caveat_codes", of="caveat", words=NONE_RECORDED, coded=True),
    ),
    column(
        "caveat_kinds",
        "term",
        "The kinds of the caveats, in the same order.",
        path="caveats[].kind",
        empty="none_recorded",
        vocabulary=CAVEAT_KIND,
        filter=Filter("caveat_kind", "caveat_codes", words=NONE_RECORDED, coded=True),
    ),
    column(
        "caveat_text",
        "text",
        "The caveats as sentences, in the same order.",
        path="caveats[].text",
        joined_by=" ",
        empty="none_recorded",
    ),
    Member(
        "caveats[].concerns",
        "term",
        "Whether the number may be wrong, or only what readers take it for.",
        vocabulary=CONCERNS,
    ),
    Member(
        "caveats[].direction",
        "term",
        "Which way this figure is wrong by it.",
        vocabulary=DIRECTION,
    ),
    Member("caveats[].asserted_by", "slug", "The source that says so."),
    Member("caveats[].attached_to", "text", "Where it hangs, as noun:slug."),
)

ORIGIN = (
    column(
        "origin",
        "slug",
        "Who counted, estimated, computed or witnessed it.",
        path="origin.slug",
        filter=Filter("origin", "origin", of="source"),
    ),
    column("origin_label", "text", "The origin's name.", path="origin.label"),
    column(
        "origin_kind",
        "term",
        "What sort of source the origin is.",
        path="origin.kind",
        vocabulary=SOURCE_KIND,
        filter=Filter("origin_kind", "origin_kind"),
    ),
    Member(
        "origin.identified", "term", "Whether readers are told who it is.", vocabulary=IDENTIFIED
    ),
    column(
        "inputs",
        "names",
        "The documents that the origin counted from, or unknown.",
        empty="unknown",
    ),
    Member("input_basis", "words", "Of each input: whether it is stated or inferred."),
    column(
        "status",
        "term",
        "The origin's own qualification, SDMX observation status; A is no praise.",
        vocabulary=OBSERVATION_STATUS,
        filter=Filter("status", "status"),
    ),
    column(
        "reliability",
        "term",
        "Admiralty code of the origin, A to F.",
        path="origin.reliability",
        vocabulary=RELIABILITY,
    ),
    column(
        "credibility",
        "term",
        "Admiralty code of the information, 1 to 6.",
        vocabulary=CREDIBILITY,
    ),
    column(
        "as_printed",
        "text",
        "The figure in the characters of the earliest document that was seen.",
        optional=True,
    ),
    column(
        "period_printed",
        "text",
        "The period in the text's words; - when it prints none.",
        path="period.printed",
    ),
    column(
        "period_precision",
        "term",
        "How well the period is known.",
        path="period.precision",
        vocabulary=PERIOD_PRECISION,
    ),
)

CHAIN = (
    column("first_document", "slug", "The earliest document known to carry it."),
    column("first_published", "period", "When that was published, EDTF; XXXX unknown."),
    column(
        "verification",
        "term",
        "How much of the first document the curators saw.",
        vocabulary=SEEN,
        filter=Filter("verification", "verification"),
    ),
    Member("citations[].hop", "integer", "The number of the hop in the chain, from 1."),
    Member("citations[].via", "integer", "The hop that it took the figure from.", optional=True),
    Member(
        "citations[].document.slug",
        "slug",
        "The document that carries the figure.",
        filter=Filter("cited_in", "document_codes", of="document", coded=True),
    ),
    Member("citations[].document.source", "slug", "Who published the document."),
    Member("citations[].document.title", "text", "Its title."),
    Member("citations[].document.published", "period", "When it was published, EDTF."),
    Member("citations[].document.url", "text", "Its own address.", optional=True),
    Member(
        "citations[].document.seen",
        "term",
        "How much of it the curators saw.",
        vocabulary=SEEN,
    ),
    Member(
        "citations[].document.seen_at",
        "text",
        "Where a whole copy of it was read.",
        optional=True,
    ),
    Member("citations[].relation", "term", "What it does with the figure.", vocabulary=RELATION),
    Member(
        "citations[].basis",
        "term",
        "How it is known where the figure was taken from.",
        vocabulary=BASIS,
        optional=True,
    ),
    Member("citations[].as_printed", "text", "The figure in its characters.", optional=True),
    Member(
        "citations[].given",
        "words",
        "What it gives instead of what was before it; - not stated, a|b either of them.",
    ),
    Member("citations[].carries[].caveat", "slug", "A caveat that it passes on."),
    Member(
        "citations[].carries[].strength",
        "text",
        "+ stated more strongly than before, - more weakly, empty: as it was.",
    ),
    Member(
        "citations[].locator",
        "object",
        "Where it stands in the text: offsets are code points from 0, end exclusive.",
        optional=True,
    ),
    Member("citations[].locator.paragraph", "integer", "The paragraph, from 1.", optional=True),
    Member("citations[].locator.start", "integer", "Where the words begin."),
    Member("citations[].locator.end", "integer", "Where the words end, exclusive."),
    Member(
        "citations[].locator.sentence_start", "integer", "Where the sentence begins.", optional=True
    ),
    Member("citations[].locator.sentence_end", "integer", "Where it ends.", optional=True),
    Member(
        "citations[].locator.sentence_sha256",
        "text",
        "SHA-256 of the sentence in UTF-8.",
        optional=True,
    ),
    Member("citations[].fragment", "text", "The few words that hold the figure.", optional=True),
)

BOOKS = (
    column(
        "dataset",
        "slug",
        "The dataset that publishes it.",
        filter=Filter("dataset", "dataset", of="dataset"),
    ),
    *bookkeeping(),
    column("license", "text", "SPDX code of the licence of the data."),
    column("cite_as", "text", "How to cite this version.", path="cite.text"),
    column("url", "path", "Its permanent address.", path="links.self"),
    Member("links.citations", "path", "The address of its citations."),
    Member("links.dataset", "path", "The address of its dataset."),
)


def tell(observation, shelf):
    """Return what the record says, bookkeeping left out; ``shelf`` holds the shared nouns."""
    citations = list(observation.citations.all())
    measure = shelf.measures[observation.measure_id]
    origin = shelf.sources[observation.origin_id]
    period = periods.parse(observation.period)
    first = _first_document(citations, origin, shelf)
    reaching = shelf.attachments.reaching(observation, first.slug)
    inputs = list(observation.input_set.all())
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
        "origin": {
            "slug": origin.slug,
            "label": origin.label,
            "kind": origin.kind,
            "identified": origin.identified,
            "reliability": origin.reliability,
        },
        "inputs": [link.document_id for link in inputs],
        "input_basis": {link.document_id: link.basis for link in inputs},
        "credibility": observation.credibility,
        "citations": [_citation(one, shelf) for one in citations],
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
    """Return the text that names this version: origin, document, how it was seen, release."""
    first = next(
        one["document"]
        for one in document["citations"]
        if one["document"]["slug"] == document["first_document"]
    )
    return (
        f"{document['origin']['label']}, “{first['title']}”, {_when(first['published'])} "
        f"({SEEN[first['seen']]}); in: Caveat, {dataset.title}, release {number}, "
        f"{document['id']}."
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


def _when(published):
    return "undated" if published == periods.UNKNOWN else published


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


def _citation(citation, shelf):
    document = shelf.documents[citation.document_id]
    return {
        "hop": citation.hop,
        "via": citation.via,
        "document": {
            "slug": document.slug,
            "source": document.source_id,
            "title": document.title,
            "published": document.published,
            "url": document.url or None,
            "seen": document.seen,
            "seen_at": document.seen_at or None,
        },
        "relation": citation.relation,
        "basis": citation.basis or None,
        "as_printed": citation.as_printed or None,
        "given": citation.gives,
        "carries": [
            {"caveat": one.caveat_id, "strength": one.strength}
            for one in citation.carried_set.all()
        ],
        "locator": _locator(citation),
        "fragment": citation.fragment or None,
    }


def _locator(citation):
    if citation.start is None:
        return None
    return {
        "paragraph": citation.paragraph,
        "start": citation.start,
        "end": citation.end,
        "sentence_start": citation.sentence_start,
        "sentence_end": citation.sentence_end,
        "sentence_sha256": citation.sentence_sha256 or None,
    }


NOUN = Noun(
    name="observation",
    plural="observations",
    description="One origin's figure with its caveats, its origin and the documents it came by.",
    model=Observation,
    members=(*FIGURE, *DOUBT, *ORIGIN, *CHAIN, *BOOKS),
    tell=tell,
    cite=cite,
    # No naked number: what a figure is published with can't be asked away.
    kept=(
        "id",
        "comparator",
        "value",
        "unit",
        "quantity",
        "period",
        "bias",
        "caveats",
        "origin",
        "release",
        "license",
        "cite",
    ),
    sorts={
        "id": BY_ID,
        "value": Sort("value", "slug", nullable=True),
        "period_start": Sort("period_start", "slug", nullable=True),
    },
)
