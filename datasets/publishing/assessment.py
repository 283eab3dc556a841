"""What the rules find in a dataset, and what each of its figures must say of that."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from datasets.analysis import checks, gaps, questions
from datasets.analysis.assessment import UNREMARKABLE, Assessment, Rival
from datasets.analysis.checks.finding import Finding
from datasets.analysis.checks.independence import independent_origins
from datasets.analysis.checks.strength import by_strength, with_sides
from datasets.analysis.derivations import Derived
from datasets.analysis.gaps.gap import Gap
from datasets.analysis.objections import Objection
from datasets.analysis.questions import TopicQuestion
from datasets.arithmetic import periods
from datasets.models import Dataset, Observation
from datasets.wording.objections import DISPUTED_BY

from .comparison_groups import ComparisonGroups
from .quotations import quotations
from .related_rows import RelatedRows
from .reported_figures import ReportedFigures
from .rivals import rivals


@dataclass(frozen=True)
class Assessments:
    """All findings by their ids, in order, and the Assessment of each figure that has any.

    ``missing`` is what figures lack of other figures, ``asked`` what several origins answer.
    """

    findings: Mapping[str, Finding]
    by_figure: Mapping[str, Assessment]
    missing: Sequence[Gap]
    asked: Sequence[TopicQuestion]

    def of(self, slug: str) -> Assessment:
        """The Assessment of a figure."""
        return self.by_figure.get(slug, UNREMARKABLE)

    @property
    def figures(self) -> set[str]:
        """The ids of the figures that findings are about."""
        return {slug for one in self.findings.values() for slug in one.observations}

    def among(self, figures: Iterable[str]) -> list[Finding]:
        """The findings that are about two of these figures at least, by their ids."""
        named = Counter(one.slug for slug in figures for one in self.of(slug).findings)
        return [self.findings[slug] for slug in sorted(named) if named[slug] > 1]


def assess(
    dataset: Dataset,
    derived: Mapping[str, Derived],
    figures: ReportedFigures,
    related: RelatedRows,
) -> Assessments:
    """Ask all rules about a dataset's reported figures and its ``derived`` ones, by their ids."""
    revising = _revising(dataset)
    found: list[Finding] = []
    missing: list[Gap] = []
    asked: list[TopicQuestion] = []
    independent: dict[str, int] = {}
    for group in ComparisonGroups(dataset, derived.values(), revising):
        for about_figures in checks.ABOUT_FIGURES:
            found += (with_sides(one, group.intervals) for one in about_figures.find(group))
        for looking in gaps.ABOUT_FIGURES:
            missing += looking.find(group)
        asked += questions.find(group)
        independent |= independent_origins(group)
    chains = quotations(figures, derived.values(), related, revising.values())
    for about_chains in checks.ABOUT_CHAINS:
        found += about_chains.find(chains)
    findings = {one.slug: one for one in sorted(found, key=lambda one: one.slug)}
    disputes = _disputes(chains.objections, derived)
    unfit = rivals(findings.values(), derived, figures)
    by_figure = _by_figure(findings.values(), independent, disputes, unfit, revising)
    return Assessments(findings, by_figure, missing, asked)


def _revising(dataset: Dataset) -> dict[str, str]:
    """{newer figure: the one whose place it takes}."""
    newer = Observation.objects.filter(dataset=dataset).exclude(revises=None)
    pairs = newer.order_by("slug").values_list("slug", "revises")
    return {slug: older for slug, older in pairs if older}


def _by_figure(
    findings: Iterable[Finding],
    independent: Mapping[str, int],
    disputes: Mapping[str, str | None],
    unfit: Mapping[str, tuple[Rival, ...]],
    revising: Mapping[str, str],
) -> dict[str, Assessment]:
    about: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        for slug in one.observations:
            about[slug].append(one)
    revised_by = {older: newer for newer, older in revising.items()}
    return {
        slug: Assessment(
            findings=tuple(sorted(about.get(slug, ()), key=by_strength)),
            independent_origins=independent.get(slug, 1),
            disputed=slug in disputes,
            disputed_since=disputes.get(slug),
            rivals=unfit.get(slug, ()),
            revised_by=revised_by.get(slug),
        )
        for slug in about.keys() | independent.keys() | disputes.keys() | revised_by.keys()
    }


def _disputes(
    objections: Iterable[Objection], derived: Mapping[str, Derived]
) -> dict[str, str | None]:
    """{figure: since when it is disputed}: by the first dispute of which the day is known.

    What was computed from a disputed figure is disputed with it. That another count does not fit
    is no dispute: nobody disputed anything.
    """
    since: dict[str, list[str]] = defaultdict(list)
    for one in objections:
        if one.objection == DISPUTED_BY:
            since[one.observation] += [one.day] if periods.parse(one.day).start else []
    # Operands come before what rests on them.
    for slug, computed in derived.items():
        for operand in since.keys() & computed.observations:
            since[slug] += since[operand]
    return {slug: _earliest(days) for slug, days in since.items()}


def _earliest(published: Collection[str]) -> str | None:
    """The first of some dates, all of which are known; None of none."""
    dated = [(periods.parse(one).start or datetime.date.max, one) for one in published]
    return min(dated, key=itemgetter(0))[1] if dated else None
