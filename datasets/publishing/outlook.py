"""What a curated figure would be told as, and what it still lacks, before anybody publishes it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from datasets.analysis.assessment import UNREMARKABLE
from datasets.analysis.caveat_inheritance import CaveatInheritance
from datasets.analysis.derivations import Derived
from datasets.analysis.reported_figure import ReportedFigure
from datasets.analysis.worked_derivations import work_out
from datasets.curation import publishing_rules
from datasets.models import Dataset
from datasets.records.observation import reported

from .assessment import Assessments
from .figures import Reused, work_out_records
from .related_rows import RelatedRows
from .reported_figures import ReportedFigures
from .statement_length import too_long

NOTHING_FOUND = Assessments({}, {}, (), ())


@dataclass(frozen=True)
class Outlook:
    """The sentence that readers would get, findings left out, and what is missing for that.

    ``sentence`` is empty where something is wrong that no sentence can be made of.
    """

    sentence: str = ""
    missing: list[str] = field(default_factory=list)


def outlooks(dataset: str, slugs: Collection[str]) -> dict[str, Outlook]:
    """Return {id: the Outlook} of reported figures as they are saved now."""
    related = RelatedRows(Dataset.objects.get(pk=dataset))
    figures = ReportedFigures(related, CaveatInheritance.load()).named({*slugs})
    return {figure.slug: _of_reported(figure, related) for figure in figures}


def _of_reported(figure: ReportedFigure, related: RelatedRows) -> Outlook:
    broken = {*publishing_rules.publishing_problems(figure, related)}
    if broken - {*publishing_rules.unfinished(figure, related)}:
        return Outlook(missing=list(figure.problems))
    # Hops that show no words may be looked at where all else is right.
    accused = publishing_rules.accused_without_words(figure.citations, figure.hops)
    missing = list(dict.fromkeys([*figure.problems, *accused]))
    record = reported.serialize(figure, UNREMARKABLE)
    return Outlook(record["statement"] or "", [*missing, *too_long(record)])


def computed_outlook(dataset: str, slug: str) -> Outlook:
    """Return the Outlook of a computed figure as it is saved now."""
    of = Dataset.objects.get(pk=dataset)
    worked = work_out(of)
    if slug not in worked.derived:
        return Outlook(missing=worked.problems)
    needed = _needed(slug, worked.derived)
    missing = publishing_rules.unreviewed({slug: worked.derived[slug]}, of)
    related, inheritance = RelatedRows(of), CaveatInheritance.load()
    published = Reused()
    operands = {one for each in needed.values() for one in each.observations} - needed.keys()
    for figure in ReportedFigures(related, inheritance).named(operands):
        if figure.problems:
            missing += [f"observation {figure.slug}: {problem}" for problem in figure.problems]
            continue
        published.records[figure.slug] = reported.serialize(figure, UNREMARKABLE)
        published.caveats[figure.slug] = figure.caveats
    if operands - published.records.keys():
        return Outlook(missing=missing)
    missing += work_out_records(needed, published, related, inheritance, NOTHING_FOUND)
    return Outlook(published.records[slug]["statement"] or "", missing)


def _needed(slug: str, derived: dict[str, Derived]) -> dict[str, Derived]:
    """The figure and the computed ones that it rests on, operands first."""
    wanted = {slug}
    for one in reversed(derived):
        if one in wanted:
            wanted |= {*derived[one].observations}
    return {one: row for one, row in derived.items() if one in wanted}
