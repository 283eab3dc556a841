"""What the records of reported and of computed figures have in common."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from datasets.analysis.applied_caveats import AppliedCaveat
from datasets.analysis.assessment import Assessment
from datasets.analysis.lookups import Lookups
from datasets.analysis.objections import Objection
from datasets.analysis.rows import ObservationRow
from datasets.analysis.scales import scale_of
from datasets.arithmetic import digits, periods
from datasets.arithmetic.intervals import Interval
from datasets.curation.caveat_review import caveat_review
from datasets.models import Area, Dataset, Derivation, Event, Measure, Population, Source
from datasets.reserved import EDITORS
from datasets.wording import doubts, statements

from .types import (
    BoundsMembers,
    CaveatMember,
    EventMember,
    MeasureMember,
    Named,
    ObjectionMember,
    ObservationRecord,
    OriginMember,
    OwnMembers,
    PeriodMember,
)

_Figure = TypeVar("_Figure", ObservationRow, Derivation)


def whole_record(
    row: _Figure,
    period: PeriodMember,
    own: OwnMembers,
    related: Lookups,
    assessment: Assessment,
) -> ObservationRecord:
    """All members, in the order in which readers want them."""
    measure, dataset = related.measures[row.measure_id], related.dataset
    reviewed_on, reviewed_for = caveat_review(row, measure, dataset)
    record: ObservationRecord = {
        "id": row.slug,
        "statement": None,
        "measure": measure_member(measure),
        "population": named(related.populations[row.population_id]),
        "area": named(related.areas[row.area_id]),
        "event": own["event"],
        "period": period,
        "unit": scale_of(measure.unit, row.quantity, row.per).unit,
        "quantity": row.quantity,
        "base_period": periods.parse(row.base_period).code if row.base_period else None,
        "caveats_reviewed_on": _day(reviewed_on),
        "caveats_reviewed_for": reviewed_for,
        **own,
        "independent_origins": assessment.independent_origins,
        "checks": [{"rule": one.rule, "id": one.slug} for one in assessment.findings],
        "rivals": [
            {
                "observation": one.observation,
                "source_label": one.source_label,
                "number": one.number,
            }
            for one in assessment.rivals
        ],
        "disputed": assessment.disputed,
        "disputed_since": assessment.disputed_since,
        "revised_by": assessment.revised_by,
        "replaced": assessment.revised_by is not None,
        "dataset": row.dataset_id,
        "license": dataset.license,
        "links": {
            "page": f"{dataset.home}/observations/{row.slug}",
            "self": f"{dataset.home}/api/v1/observations/{row.slug}",
            "citations": f"{dataset.home}/api/v1/observations/{row.slug}/citations",
            "dataset": f"{dataset.home}/api/v1/datasets/{row.dataset_id}",
        },
    }
    record["bias_asserted_by"] = doubts.bias_holders(record)
    record["statement"] = statements.statement(record, related.plural_names)
    return record


def period_member(text: str, *, printed: str, data_cutoff: str | None) -> PeriodMember:
    """The reference period that a text of the notations names."""
    period = periods.parse(text)
    return {
        "code": period.code,
        "start": _day(period.start),
        "end": _day(period.end),
        "printed": printed,
        "precision": period.precision,
        "data_cutoff": data_cutoff,
    }


def event_member(event: Event | None) -> EventMember | None:
    """The event that a figure is about, None where it is about none."""
    return {"id": event.slug, "title": event.title} if event else None


def bounds_members(interval: Interval | None, basis: str) -> BoundsMembers:
    """Both ends as numbers and in one text; None where nothing can be concluded."""
    if interval is None:
        return {
            "lower_bound": None,
            "upper_bound": None,
            "interval": None,
            "relative_width": None,
            "bounds_basis": basis,
        }
    lower, upper = interval.ends
    return {
        "lower_bound": digits.number(lower),
        "upper_bound": digits.number(upper),
        "interval": interval.written(lower, upper),
        "relative_width": _relative_width(interval),
        "bounds_basis": basis,
    }


def _relative_width(interval: Interval) -> Decimal | None:
    """How wide it is for its middle, to 4 digits; None with an open end, or around 0."""
    if not interval.two_sided or interval.middle == 0:
        return None
    share = abs(Fraction(interval.width) / Fraction(interval.middle))
    return digits.number(digits.rounded_down(share, 4))


def origin_member(source: Source) -> OriginMember:
    """The source that counted."""
    return {
        "id": source.slug,
        "label": source.label,
        "kind": source.kind,
        "identified": source.identified,
        "reliability": source.reliability,
    }


def input_documents(record: Mapping[str, Any]) -> list[str]:
    """The ids of the documents that the origin of a record counted from, as far as recorded."""
    return [one["document"] for one in record["inputs"] or ()]


def caveat_member(applied: AppliedCaveat, dataset: Dataset) -> CaveatMember:
    """A caveat with its direction for this figure; what its editors hold, whoever keeps it does."""
    caveat = applied.caveat
    label = caveat.asserted_by.label
    if caveat.asserted_by_id == EDITORS and label.casefold() != dataset.maintainer.casefold():
        label = dataset.maintainer
    return {
        "id": caveat.slug,
        "kind": caveat.kind,
        "affects": caveat.affects,
        "direction": applied.direction,
        "text": caveat.text,
        "short": caveat.short,
        "weight": caveat.weight,
        "asserted_by": caveat.asserted_by_id,
        "asserted_by_label": label,
        "document": caveat.document_id,
        "fragment": caveat.fragment or None,
        "place_in_text": caveat.place_in_text or None,
        "attached_to": applied.attached_to,
    }


def objection_member(one: Objection) -> ObjectionMember:
    """What a document says against a figure, or what was said against that document."""
    return {
        "objection": one.objection,
        "observation": one.observation,
        "document": one.document,
        "source_label": one.source_label,
        "day": one.day,
        "number": one.number,
        "notice": one.notice,
    }


def measure_member(measure: Measure) -> MeasureMember:
    """What was counted."""
    return {
        "id": measure.slug,
        "label": measure.label,
        "phrase": measure.phrase,
        "kind": measure.kind,
        "population": measure.population_id,
        "area": measure.area_id,
        "unit": {
            "id": measure.unit.slug,
            "label": measure.unit.label,
            "countable": measure.unit.countable,
        },
        "topic": measure.topic,
        "facets": measure.sorted_facets,
    }


def named(row: Population | Area) -> Named:
    """Whom or where."""
    return {"id": row.slug, "label": row.label}


def _day(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None
