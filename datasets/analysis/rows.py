"""Curated figures as plain rows, each with the rows of its own.

Model instances with prefetched relations would cost more than everything else that publishing does
with a million figures. The names are those of the models' columns.
"""

import datetime
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple


class ObservationRow(NamedTuple):
    """A curated observation; its numbers are the digits as printed, empty where there are none.

    ``printed`` are the words of its earliest document that somebody saw.
    """

    slug: str
    dataset_id: str
    measure_id: str
    population_id: str
    area_id: str
    event_id: str | None
    period_printed: str
    period: str
    data_cutoff: str
    quantity: str
    per: str
    base_period: str
    value: str
    place: str
    comparator: str
    value_low: str
    value_high: str
    range_kind: str
    interpreted_as: str
    status: str
    origin_id: str
    credibility: str
    revises_id: str | None
    caveats_reviewed_on: datetime.date | None
    checked_by: str
    checked_on: datetime.date | None
    change_note: str
    printed: str
    printed_language: str


class CitationRow(NamedTuple):
    """A hop of a figure's chain; empty ``reported_`` columns say the same as the hop before."""

    observation_id: str
    id: int
    hop: int
    via: int | None
    document_id: str
    basis: str
    relation: str
    as_printed: str
    reckoned: bool
    reported_value: str
    reported_place: str
    reported_comparator: str
    reported_value_low: str
    reported_value_high: str
    reported_range_kind: str
    reported_unit: str
    reported_quantity: str
    reported_measure: str
    reported_population: str
    reported_area: str
    reported_period: str
    reported_base_period: str
    reported_attribution: str
    paragraph: int | None
    start: int | None
    end: int | None
    fragment: str
    place_in_text: str
    no_words: str
    sentence_start: int | None
    sentence_end: int | None
    sentence_sha256: str


class CarriedRow(NamedTuple):
    """A caveat that a document passes on with the figure."""

    citation_id: int
    caveat_id: str
    strength: str


class InputRow(NamedTuple):
    """A document that the origin counted from."""

    observation_id: str
    document_id: str
    basis: str


class AttachmentRow(NamedTuple):
    """A caveat attached to the observation itself; ``direction`` overrides the caveat's own."""

    observation_id: str
    caveat_id: str
    direction: str


class WaiverRow(NamedTuple):
    """A caveat that does not apply to the observation although it would be inherited."""

    observation_id: str
    caveat_id: str


@dataclass(frozen=True, slots=True)
class FigureRows:
    """An observation's row with those of its citations, inputs, attachments and waivers.

    ``carried`` maps the key of a citation to the rows of the caveats that it passes on;
    ``waived`` are ids of caveats.
    """

    observation: ObservationRow
    citations: Sequence[CitationRow]
    carried: Mapping[int, Sequence[CarriedRow]]
    inputs: Sequence[InputRow]
    attachments: Sequence[AttachmentRow]
    waived: AbstractSet[str]
