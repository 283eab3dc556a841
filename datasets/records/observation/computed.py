"""The record of a figure that Caveat computes from others."""

from collections.abc import Iterable, Mapping, Sequence

from datasets.analysis.applied_caveats import AppliedCaveat
from datasets.analysis.assessment import Assessment
from datasets.analysis.derivations import Derived, shared_event
from datasets.analysis.lookups import Lookups
from datasets.arithmetic import digits
from datasets.reserved import SOFTWARE
from datasets.vocabularies import SEEN

from .members import (
    bounds_members,
    caveat_member,
    input_documents,
    objection_member,
    origin_member,
    period_member,
    whole_record,
)
from .types import (
    DerivationMember,
    EventMember,
    InputMember,
    ObjectionMember,
    ObservationRecord,
    OperandMember,
)

# From the whole original down to nothing.
HOW_SEEN = list(SEEN)
# The credibility of what rests on dates alone, which nobody rated.
UNJUDGED = "6"
Records = Mapping[str, ObservationRecord]


def serialize(
    derived: Derived,
    records: Records,
    caveats: Sequence[AppliedCaveat],
    bias: str,
    related: Lookups,
    assessment: Assessment,
) -> ObservationRecord:
    """The record, bookkeeping left out; ``records`` are by id, those of its operands among them."""
    row = derived.row
    operands = [records[slug] for slug in derived.observations]
    return whole_record(
        row,
        period_member(row.period, printed="-", data_cutoff=None),
        {
            "event": _event(operands),
            "comparator": derived.comparator,
            "value": digits.number(derived.shown),
            "value_digits": derived.shown,
            "value_low": None,
            "value_high": None,
            "range_kind": None,
            **bounds_members(derived.interval, "derived"),
            "as_printed": None,
            "status": "E",
            "bias": bias,
            "bias_asserted_by": [],
            "caveats": [caveat_member(one, related.dataset) for one in caveats],
            "origin": origin_member(related.sources[SOFTWARE]),
            "inputs": _inputs(derived, operands) or None,
            "credibility": max((one["credibility"] for one in operands), default=UNJUDGED),
            "reported_measures": [row.measure_id],
            "citations": [],
            "alterations": [],
            "known_through": None,
            "source_url": None,
            "first_document": None,
            "first_published": None,
            "verification": _seen_worst(derived, operands, related),
            "documents": [],
            "citing_documents": 0,
            "objections": _objections(derived, operands),
            "checked_by": None,
            "checked_on": None,
            "derivation": _derivation(derived, records, related),
        },
        related,
        assessment,
    )


def _seen_worst(derived: Derived, operands: Iterable[ObservationRecord], related: Lookups) -> str:
    """How the worst seen of its documents was seen."""
    seen = [one["verification"] for one in operands]
    seen += [related.documents[slug].seen for slug in derived.documents]
    return max(seen, key=HOW_SEEN.index)


def _inputs(derived: Derived, operands: Iterable[ObservationRecord]) -> list[InputMember]:
    """The documents that its operands were first published in, or were computed from."""
    documents = set(derived.documents)
    for one in operands:
        documents |= set(one["documents"][:1] or input_documents(one))
    return [{"document": slug, "basis": "stated"} for slug in sorted(documents)]


def _event(operands: Iterable[ObservationRecord]) -> EventMember | None:
    """The one event that all its figures are about."""
    events = {one["event"] and one["event"]["id"]: one["event"] for one in operands}
    return events.get(shared_event(events))


def _objections(derived: Derived, operands: Iterable[ObservationRecord]) -> list[ObjectionMember]:
    """What is said against its dates, and against the figures that it goes back to."""
    of_operands = (
        said for one in operands for said in one["objections"] if said["observation"] == one["id"]
    )
    return [*map(objection_member, derived.objections), *of_operands]


def _derivation(derived: Derived, records: Records, related: Lookups) -> DerivationMember:
    row = derived.row
    operands = sorted(row.operands.items())
    names = ", ".join(f"{letter} = {name}" for letter, name in operands)
    return {
        "formula": row.formula,
        "text": f"{row.formula} where {names}",
        "compares": row.compares_id,
        "operands": [
            _operand(letter, name, derived, records, related) for letter, name in operands
        ],
    }


def _operand(
    letter: str, name: str, derived: Derived, records: Records, related: Lookups
) -> OperandMember:
    noun, _, what = name.partition(":")
    statement = origin = None
    if noun == "event":
        interval = related.events[what].date
    elif noun == "constant":
        interval = f"[{what}, {what}]"
    else:
        # Of what only words tell, any number may have gone in that there can be.
        interval = records[what]["interval"] or str(derived.intervals[name])
        statement, origin = records[what]["statement"], records[what]["origin"]["label"]
    return {
        "letter": letter,
        "operand": name,
        "interval": interval,
        "statement": statement,
        "origin_label": origin,
    }
