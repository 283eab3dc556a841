"""What the rules find in a dataset, and what each of its figures must say of that."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from datasets.analysis import checks, citation_chain
from datasets.analysis.checks.comparables import DATED, Answer, Ground
from datasets.analysis.checks.contradiction import RULE as CONTRADICTION
from datasets.analysis.checks.independence import independent_origins
from datasets.analysis.checks.quotations import Quotation, Quotations
from datasets.arithmetic import bounds, periods
from datasets.curation import publishing_rules
from datasets.models import Citation, Input, Measure, Observation, Population, Source
from datasets.models.given import GIVEN
from datasets.records.observation.reported import first_document

from . import curated_rows

INPUTS_A_BLOCK = 5000
PROJECTED = "F"


@dataclass(frozen=True)
class Standing:
    """What the rules found about one figure."""

    findings: tuple = ()
    independent_origins: int = 1
    disputed: bool = False
    disputed_since: str | None = None
    revised_by: str | None = None


ALONE = Standing()


class Rivals:
    """Everything that the rules found; ``of`` a figure, and all ``findings`` by their ids."""

    def __init__(self, dataset, derived, shelf):
        self._dataset, self._derived, self._shelf = dataset, derived, shelf
        self._measures = Measure.objects.select_related("unit").in_bulk()
        self._populations = Population.objects.in_bulk()
        self._unnamed = set(
            Source.objects.filter(identified="unnamed").values_list("pk", flat=True)
        )
        newer = Observation.objects.filter(dataset=dataset).exclude(revises=None)
        self._revising = dict(newer.order_by("slug").values_list("slug", "revises"))
        self._superseded = set(self._revising.values())
        found, independent = [], {}
        for ground in self._grounds():
            for rule in checks.ABOUT_FIGURES:
                found += rule.find(ground)
            independent |= independent_origins(ground)
        if chains := self._chains():
            for rule in checks.ABOUT_CHAINS:
                found += rule.find(chains)
        self.findings = {one.slug: one for one in sorted(found, key=lambda one: one.slug)}
        self._standings = self._stand(independent)

    def of(self, slug):
        """Return the Standing of a figure."""
        return self._standings.get(slug, ALONE)

    def _stand(self, independent):
        about = defaultdict(list)
        for one in self.findings.values():
            for slug in one.observations:
                about[slug].append(one)
        disputes = [one for one in self.findings.values() if one.rule == CONTRADICTION]
        published = self._published({slug for one in disputes for slug in one.observations})
        since = defaultdict(list)
        for one in disputes:
            for slug in one.observations:
                since[slug].append(_later([published[other] for other in one.observations]))
        revised_by = {older: newer for newer, older in self._revising.items()}
        return {
            slug: Standing(
                tuple(about[slug]),
                independent.get(slug, 1),
                slug in since,
                min(filter(None, since[slug]), key=_first_day, default=None)
                if slug in since
                else None,
                revised_by.get(slug),
            )
            for slug in about.keys() | independent.keys() | revised_by.keys()
        }

    def _published(self, slugs):
        """Return {id: when it was first published}, of computed figures their last operand."""
        reported = {slug for slug in slugs if slug not in self._derived}
        rests_on = {slug: self._derived[slug].observations for slug in slugs - reported}
        wanted = reported.union(*rests_on.values()) - self._derived.keys()
        found = {}
        for block in curated_rows.named(wanted):
            self._shelf.bring(block.values())
            for slug, figure in block.items():
                origin = self._shelf.sources[figure.observation.origin_id]
                # Without a citation publishing refuses it, and says why.
                found[slug] = (
                    first_document(figure.citations, origin, self._shelf).published
                    if figure.citations
                    else None
                )
        return found | {
            slug: _later([found[other] for other in others if other in found])
            for slug, others in rests_on.items()
        }

    def _grounds(self):
        """Yield one Ground a topic and area, and hold no more than one."""
        derived = defaultdict(list)
        for one in self._derived.values():
            derived[self._kind(one.row)].append(one)
        rows = _rows(
            Observation.objects.filter(dataset=self._dataset).order_by(
                "measure__topic", "area", "slug"
            )
        )
        for kind, here in groupby(rows.iterator(), key=self._kind):
            yield self._ground(self._answers(list(here)), derived.pop(kind, ()))
        for computed in derived.values():
            yield self._ground([], computed)

    def _ground(self, answers, computed):
        answers = [*answers, *map(self._computed, computed)]
        by_slug = {one.slug: one for one in answers}
        return Ground(
            sorted(answers, key=lambda one: one.slug),
            self._measures,
            self._populations,
            revised=[
                (by_slug[newer], by_slug[older])
                for newer, older in self._revising.items()
                if newer in by_slug and older in by_slug
            ],
            held_against=[
                (by_slug[one.row.slug], by_slug[one.row.compares_id])
                for one in computed
                if one.row.compares_id
                and one.row.compares_id not in self._superseded
                and not _same_question(by_slug, one.row)
            ],
        )

    def _kind(self, row):
        return self._measures[row.measure_id].topic, row.area_id

    def _answers(self, rows):
        inputs = defaultdict(list)
        if len({row.origin_id for row in rows}) > 1:
            # Where one origin counted everything, what it counted from confirms nothing.
            for start in range(0, len(rows), INPUTS_A_BLOCK):
                block = [row.slug for row in rows[start : start + INPUTS_A_BLOCK]]
                given = Input.objects.filter(observation__in=block).order_by()
                for slug, document, source in given.values_list(
                    "observation_id", "document_id", "document__source_id"
                ):
                    inputs[slug].append((document, source))
        return [self._answer(row, inputs[row.slug]) for row in rows]

    def _answer(self, row, inputs):
        interval, basis = bounds.of_observation(row, self._measures[row.measure_id].unit)
        return Answer(
            row.slug,
            row.measure_id,
            row.population_id,
            row.area_id,
            _counted(row),
            row.quantity,
            row.per,
            periods.parse(row.base_period) if row.base_period else None,
            interval,
            interval is not None and interval.two_sided and basis != "one_sided",
            Fraction(row.value) if row.value else None,
            frozenset([row.origin_id]),
            row.origin_id not in self._unnamed,
            frozenset(document for document, _ in inputs),
            frozenset(source for _, source in inputs),
            rests_on=frozenset(),
            aside=row.slug in self._superseded or row.status == PROJECTED,
        )

    def _computed(self, one):
        row = one.row
        counted = Observation.objects.filter(pk__in=one.observations)
        return Answer(
            row.slug,
            row.measure_id,
            row.population_id,
            row.area_id,
            periods.parse(row.period),
            row.quantity,
            row.per,
            periods.parse(row.base_period) if row.base_period else None,
            one.interval,
            one.interval.two_sided and not one.side,
            one.value,
            frozenset(counted.values_list("origin_id", flat=True)),
            named=True,
            inputs=frozenset(),
            published_inputs=frozenset(),
            rests_on=frozenset([*one.observations, *one.events]),
            aside=False,
        )

    def _chains(self):
        """Return the Quotations of all chains in which a document gives something else.

        A chain that breaks a rule has no reading; publishing refuses it, and says why.
        """
        own = Citation.objects.filter(observation__dataset=self._dataset)
        as_before = {f"given_{name}": "" for name in GIVEN}
        altered = own.exclude(**as_before).order_by().values_list("observation_id", flat=True)
        quotations = []
        for block in curated_rows.named(set(altered)):
            self._shelf.bring(block.values())
            for figure in block.values():
                if not any(publishing_rules.publishing_problems(figure, self._shelf)):
                    quotations += self._quotations(figure)
        return quotations and Quotations(quotations, self._facts(quotations), self._superseded)

    def _quotations(self, figure):
        observation = figure.observation
        facts = citation_chain.origin_reading(observation, self._shelf)
        hops = citation_chain.trace(facts, figure.citations, figure.carried, self._shelf)
        return [
            Quotation(
                observation.slug, one.hop, one.document_id, observation.origin_id, hop.reading
            )
            for one, hop in zip(figure.citations, hops, strict=True)
            if hop.reading is not None
        ]

    def _facts(self, quotations):
        """Return what the origins themselves answered to what they are quoted on."""
        asked = {(one.origin, one.question) for one in quotations if one.question}
        rows = Observation.objects.filter(
            dataset=self._dataset,
            measure__in={measure for _, (measure, *_) in asked},
            origin__in={origin for origin, _ in asked},
        )
        facts = defaultdict(dict)
        for row in _rows(rows):
            reading = citation_chain.origin_reading(row, self._shelf)
            answered = row.origin_id, Quotation(row.slug, 0, "", row.origin_id, reading).question
            if answered in asked:
                facts[answered][row.slug] = reading
        return facts


def _rows(observations):
    columns = [column.attname for column in Observation._meta.concrete_fields]
    return observations.values_list(*columns, named=True)


def _counted(row):
    """Return the period that was counted: it may end before the one that was asked about does."""
    period = periods.parse(row.period)
    if not row.counted_to:
        return period
    to = periods.parse(row.counted_to)
    precision = to.precision if period.precision in DATED else period.precision
    return periods.Period(f"{period.code} to {to.end}", period.start, to.end, precision)


def _same_question(by_slug, row):
    """Return whether a computed figure is a rival of what it is held against anyhow."""
    asked = by_slug[row.slug].question
    return asked is not None and asked == by_slug[row.compares_id].question


def _later(published):
    """Return the last of some dates; None where one of them is not known."""
    if not published or any(_first_day(one) is None for one in published):
        return None
    return max(published, key=_first_day)


def _first_day(published):
    return published and periods.parse(published).start
