"""Figures of one dataset put into the groups in which the rules compare them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from datasets.analysis.checks.comparables import NOWHERE, Comparable, Told
from datasets.analysis.checks.comparison_group import ComparisonGroup
from datasets.analysis.checks.facets import FacetOrder
from datasets.analysis.derivations import Derived, shared_event
from datasets.analysis.rows import ObservationRow
from datasets.arithmetic import periods
from datasets.arithmetic.bounds import is_estimate
from datasets.models import (
    Citation,
    Dataset,
    Derivation,
    Input,
    Measure,
    Observation,
    Population,
    Source,
)
from datasets.vocabularies import FORECAST

from .fetched_rows import NestedRows

FIGURES_A_BLOCK = 5000
Topic = tuple[str, str]


class ComparisonGroups:
    """The groups of one dataset; ``revising`` maps a figure to the one whose place it takes."""

    def __init__(
        self, dataset: Dataset, computed: Iterable[Derived], revising: Mapping[str, str]
    ) -> None:
        self._figures = Observation.objects.filter(dataset=dataset)
        self._computed = list(computed)
        self._revising, self._superseded = revising, set(revising.values())
        of_dataset = [self._figures, Derivation.objects.filter(dataset=dataset)]
        self._measures = _measures(_named(of_dataset, "measure"))
        self._facet_order = FacetOrder(self._measures)
        self._populations = NestedRows(Population.objects.all())
        self._populations.fetch(_named(of_dataset, "population"))
        self._populations.fetch_ancestors()
        unnamed = Source.objects.filter(
            identified="unnamed", pk__in=self._figures.order_by().values("origin")
        )
        self._unnamed = set(unnamed.values_list("pk", flat=True))

    def __iter__(self) -> Iterator[ComparisonGroup]:
        """Yield one group a topic and area, and hold no more than one."""
        computed = defaultdict(list)
        for one in self._computed:
            computed[self._topic(one.row)].append(one)
        rows = self._figures.with_print().order_by("measure__topic", "area", "slug")
        columns = rows.values_list(*ObservationRow._fields)
        ordered = map(ObservationRow._make, columns.iterator())
        for topic, here in groupby(ordered, key=self._topic):
            yield self._group(self._reported(list(here)), computed.pop(topic, []))
        for left in computed.values():
            yield self._group([], left)

    def _topic(self, row: ObservationRow | Derivation) -> Topic:
        return self._measures[row.measure_id].topic, row.area_id

    def _group(
        self, reported: Iterable[Comparable], computed: Sequence[Derived]
    ) -> ComparisonGroup:
        figures = [*reported, *map(_computed, computed)]
        by_slug = {one.slug: one for one in figures}
        return ComparisonGroup(
            sorted(figures, key=lambda one: one.slug),
            self._measures,
            self._facet_order,
            self._populations,
            revised=[
                (by_slug[newer], by_slug[older])
                for newer, older in self._revising.items()
                if newer in by_slug and older in by_slug
            ],
            held_against=[
                (by_slug[one.row.slug], by_slug[compared])
                for one in computed
                if (compared := one.row.compares_id)
                and compared not in self._superseded
                and not _same_question(by_slug[one.row.slug], by_slug[compared])
            ],
        )

    def _reported(self, rows: Sequence[ObservationRow]) -> list[Comparable]:
        inputs: dict[str, dict[str, str]] = defaultdict(dict)
        if len({row.origin_id for row in rows}) > 1:
            # Where one origin counted everything, what it counted from confirms nothing.
            for start in range(0, len(rows), FIGURES_A_BLOCK):
                block = [row.slug for row in rows[start : start + FIGURES_A_BLOCK]]
                given = Input.objects.filter(observation__in=block).order_by()
                for slug, document, source in given.values_list(
                    "observation_id", "document_id", "document__source_id"
                ):
                    inputs[slug][document] = source
        told = self._told(rows)
        return [
            Comparable.reported(
                row,
                self._measures[row.measure_id],
                inputs=inputs[row.slug],
                named=row.origin_id not in self._unnamed,
                told=told.get(row.slug, NOWHERE),
                superseded=row.slug in self._superseded,
            )
            for row in rows
        ]

    def _told(self, rows: Sequence[ObservationRow]) -> dict[str, Told]:
        """{id: Told} of figures of which rules ask it: what adds up, and what was forecast."""
        complete = {slug for slug, one in self._measures.items() if one.parts_complete}
        asked = {slug for slug, one in self._measures.items() if one.part_of_id in complete}
        asked |= complete | {row.measure_id for row in rows if row.status == FORECAST}
        figures = [row.slug for row in rows if row.measure_id in asked]
        found: dict[str, Told] = {}
        for start in range(0, len(figures), FIGURES_A_BLOCK):
            block = figures[start : start + FIGURES_A_BLOCK]
            first = Citation.objects.filter(observation__in=block, hop=1).order_by()
            for slug, document, published in first.values_list(
                "observation_id", "document_id", "document__published"
            ):
                found[slug] = Told(document, periods.parse(published))
        return found


def _computed(derived: Derived) -> Comparable:
    rests_on = Observation.objects.filter(pk__in=derived.observations)
    origins = frozenset(one.origin_id for one in rests_on)
    return Comparable.computed(
        derived,
        origins,
        event=shared_event({one.event_id for one in rests_on}),
        estimated=any(map(is_estimate, rests_on)),
    )


def _same_question(one: Comparable, other: Comparable) -> bool:
    """Whether two figures compete anyhow, so that nobody need say that they are to be compared."""
    return one.question is not None and one.question == other.question


def _named(figures: Iterable[QuerySet[Any]], noun: str) -> set[str]:
    """The ids that figures name."""
    ids = (rows.order_by().values_list(noun, flat=True).distinct() for rows in figures)
    return set().union(*ids)


def _measures(slugs: Iterable[str]) -> NestedRows[Measure]:
    """Measures with those that they are part of, and all of their parts."""
    measures = NestedRows(Measure.objects.select_related("unit"))
    measures.fetch(slugs)
    measures.fetch_ancestors()
    measures.fetch(Measure.objects.filter(part_of__in=measures).values_list("slug", flat=True))
    return measures
