"""The record of an observation as a dictionary: what is published of a figure, member by member.

Numbers are Decimals, days ISO 8601, periods SDMX or EDTF codes; None where there is none.
"""

from decimal import Decimal
from typing import TypedDict


class Named(TypedDict):
    """A population or an area."""

    id: str
    label: str


class UnitMember(Named):
    """The unit of a level; ``countable``: only whole ones of it exist."""

    countable: bool


class MeasureMember(Named):
    """What is counted."""

    phrase: str
    population: str
    area: str | None
    kind: str
    unit: UnitMember
    topic: str
    facets: dict[str, str]


class EventMember(TypedDict):
    """What a figure is about, where that is one march, poll or battle."""

    id: str
    title: str


class PeriodMember(TypedDict):
    """The reference period; an open or unknown end is None."""

    code: str
    start: str | None
    end: str | None
    printed: str
    precision: str
    data_cutoff: str | None


class BoundsMembers(TypedDict):
    """What can be concluded from the number; the ends are rounded outward."""

    lower_bound: Decimal | None
    upper_bound: Decimal | None
    interval: str | None
    relative_width: Decimal | None
    bounds_basis: str


class CaveatMember(TypedDict):
    """A caveat as it applies to the figure; ``attached_to`` is where it hangs, as noun:slug."""

    id: str
    kind: str
    affects: str
    direction: str
    text: str
    short: str
    weight: int
    asserted_by: str
    asserted_by_label: str
    document: str | None
    fragment: str | None
    place_in_text: str | None
    attached_to: str


class InputMember(TypedDict):
    """A document that the origin counted from; ``basis``: stated or inferred."""

    document: str
    basis: str


class OriginMember(TypedDict):
    """Who counted."""

    id: str
    label: str
    kind: str
    identified: str
    reliability: str


class CitedDocument(TypedDict):
    """A document that carries the figure."""

    id: str
    source: str
    source_label: str
    title: str
    published: str
    url: str | None
    seen: str
    seen_at: str | None


class AlterationMember(TypedDict):
    """One change against the hop before; ``facets`` are the parts of a measure that differ."""

    alteration: str
    before: str | None
    after: str | None
    facets: dict[str, str]


class CarriedMember(TypedDict):
    """A caveat that a document passes on."""

    caveat: str
    strength: str | None


class Locator(TypedDict):
    """Where a hop stands in its text: offsets are code points from 0, ends exclusive."""

    place_in_text: str | None
    paragraph: int | None
    start: int | None
    end: int | None
    sentence_start: int | None
    sentence_end: int | None
    sentence_sha256: str | None


class CitationMember(TypedDict):
    """One hop of the chain; ``reported_as`` maps what it reports to words."""

    hop: int
    via: int | None
    document: CitedDocument
    relation: str
    basis: str | None
    as_printed: str | None
    reckoned: bool
    reported_as: dict[str, str] | None
    compared_with: int | None
    printed_before: str | None
    alterations: list[AlterationMember]
    unseen: str | None
    carries: list[CarriedMember]
    locator: Locator | None
    fragment: str | None
    no_words: str | None


class ObjectionMember(TypedDict):
    """What a document says against a figure: this one, or one that it was computed from."""

    objection: str
    observation: str
    document: str
    source_label: str
    day: str
    number: str | None
    notice: str | None


class RivalMember(TypedDict):
    """A figure by another that does not fit."""

    observation: str
    source_label: str
    number: str


class OperandMember(TypedDict):
    """What went into a computation; ``operand`` is noun:slug, or constant:digits."""

    letter: str
    operand: str
    interval: str
    statement: str | None
    origin_label: str | None


class DerivationMember(TypedDict):
    """How a figure was computed."""

    formula: str
    text: str
    compares: str | None
    operands: list[OperandMember]


class CheckMember(TypedDict):
    """A finding about the figure."""

    rule: str
    id: str


class OwnMembers(BoundsMembers):
    """What reported and computed figures take from different rows."""

    event: EventMember | None
    comparator: str
    value: Decimal | None
    value_digits: str | None
    value_low: Decimal | None
    value_high: Decimal | None
    range_kind: str | None
    as_printed: str | None
    status: str
    bias: str
    bias_asserted_by: list[str]
    caveats: list[CaveatMember]
    origin: OriginMember
    inputs: list[InputMember] | None
    credibility: str
    reported_measures: list[str]
    citations: list[CitationMember]
    alterations: list[str]
    known_through: str | None
    source_url: str | None
    first_document: str | None
    first_published: str | None
    verification: str
    documents: list[str]
    citing_documents: int
    objections: list[ObjectionMember]
    checked_by: str | None
    checked_on: str | None
    derivation: DerivationMember | None


class ObservationRecord(OwnMembers):
    """The whole record, bookkeeping left out."""

    id: str
    statement: str | None
    measure: MeasureMember
    population: Named
    area: Named
    period: PeriodMember
    unit: str
    quantity: str
    base_period: str | None
    caveats_reviewed_on: str | None
    caveats_reviewed_for: str | None
    independent_origins: int
    checks: list[CheckMember]
    rivals: list[RivalMember]
    disputed: bool
    disputed_since: str | None
    revised_by: str | None
    replaced: bool
    dataset: str
    license: str
    links: dict[str, str]


class PublishedObservation(ObservationRecord):
    """The record with its bookkeeping, as it is published."""

    version: int
    release: int
    valid_from: str
    change_note: str | None
    cite_as: str
