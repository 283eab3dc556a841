"""Publishing the figures of a dataset: what is reported, what is computed, what left."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from datasets.analysis.applied_caveats import AppliedCaveat
from datasets.analysis.caveat_inheritance import CaveatInheritance, computed_bias
from datasets.analysis.derivations import Derived
from datasets.analysis.reported_figure import ReportedFigure
from datasets.curation import withdrawal_rules
from datasets.curation.identity_rules import Identity, same_figure
from datasets.models import Dataset, Derivation, Observation, Record, Withdrawal
from datasets.models.source import LEGIBLE
from datasets.records import OBSERVATION
from datasets.records.observation import computed, reported
from datasets.records.observation.types import ObservationRecord

from .assessment import Assessments
from .related_rows import RelatedRows
from .reported_figures import ReportedFigures
from .statement_length import too_long
from .versions import Versions

RECORDS_A_BLOCK = 500


@dataclass(frozen=True)
class Reused:
    """What other records say again of figures: their records and caveats, by id.

    ``unread`` are the documents that nobody read, with the figures whose chains they begin.
    """

    records: dict[str, ObservationRecord] = field(default_factory=dict)
    caveats: dict[str, list[AppliedCaveat]] = field(default_factory=dict)
    unread: dict[str, list[str]] = field(default_factory=dict)


def publish_reported(
    versions: Versions,
    figures: ReportedFigures,
    related: RelatedRows,
    assessments: Assessments | None,
    wanted: Collection[str],
) -> tuple[list[str], Reused]:
    """Publish what is reported; return what is wrong with it, and what is ``wanted`` of it.

    From the first problem on, and without ``assessments``, nothing more is written.
    """
    problems: list[str] = []
    published = Reused()
    identities: dict[Identity, str] = {}
    for block in figures.blocks():
        problems += [
            f"observation {figure.slug}: {problem}"
            for figure in block
            for problem in figure.problems or _same_as(figure, identities)
        ]
        if problems or assessments is None:
            continue
        records = []
        for figure in block:
            record = reported.serialize(figure, assessments.of(figure.slug))
            problems += too_long(record)
            records.append((record, figure.observation.change_note))
            if unread := _unread(figure):
                published.unread.setdefault(unread, []).append(figure.slug)
            if figure.slug in wanted:
                published.records[figure.slug] = record
                published.caveats[figure.slug] = figure.caveats
        related.fetch_applied(caveat for figure in block for caveat in figure.caveats)
        versions.merge(OBSERVATION, records)
    return problems, published


def _same_as(figure: ReportedFigure, identities: dict[Identity, str]) -> Iterator[str]:
    """Yield that it is the same figure as one of those known, or make it known."""
    other = identities.setdefault(figure.identity, figure.slug)
    if other != figure.slug:
        yield same_figure(other)


def _unread(figure: ReportedFigure) -> str | None:
    """The document with which its chain begins, by id, if nobody read it."""
    begins = figure.related.documents[figure.citations[0].document_id]
    return None if begins.seen in LEGIBLE else begins.slug


def publish_computed(
    versions: Versions,
    derived: Mapping[str, Derived],
    published: Reused,
    related: RelatedRows,
    inheritance: CaveatInheritance,
    assessments: Assessments,
) -> list[str]:
    """Publish what is computed, and add it to what is ``published``: all that it rests on.

    Return what is wrong with it.
    """
    problems = work_out_records(derived, published, related, inheritance, assessments)
    slugs = sorted(derived)
    for start in range(0, len(slugs), RECORDS_A_BLOCK):
        block = slugs[start : start + RECORDS_A_BLOCK]
        related.fetch_applied(caveat for slug in block for caveat in published.caveats[slug])
        notes = [derived[slug].row.change_note for slug in block]
        records = [published.records[slug] for slug in block]
        versions.merge(OBSERVATION, list(zip(records, notes, strict=True)))
    return problems


def work_out_records(
    derived: Mapping[str, Derived],
    published: Reused,
    related: RelatedRows,
    inheritance: CaveatInheritance,
    assessments: Assessments,
) -> list[str]:
    """Add the records of computed figures to those that they rest on; return what is wrong."""
    problems: list[str] = []
    related.fetch_computed(derived.values())
    for slug, one in derived.items():
        operands = {other: published.caveats[other] for other in one.observations}
        caveats = inheritance.of_computed(one, operands)
        bias = computed_bias(one, caveats, operands)
        published.caveats[slug] = caveats
        published.records[slug] = computed.serialize(
            one, published.records, caveats, bias, related, assessments.of(slug)
        )
        problems += too_long(published.records[slug])
    return problems


def close_gone(versions: Versions) -> list[str]:
    """Withdraw the figures that are curated no more; return what readers would miss unexplained."""
    problems = []
    dataset = versions.dataset
    curated = Q(slug__in=Observation.objects.filter(dataset=dataset).values("slug"))
    curated |= Q(slug__in=Derivation.objects.filter(dataset=dataset).values("slug"))
    gone = list(versions.in_force(OBSERVATION).exclude(curated))
    unexplained = withdrawal_rules.unexplained(gone)
    withdrawals = Withdrawal.objects.in_bulk(gone)
    for slug in gone:
        if slug in unexplained:
            problems.append(f"observation {slug}: it is published, and gone without a withdrawal")
            continue
        one = withdrawals[slug]
        if one.replaced_by and not _is_curated(one.replaced_by, dataset):
            problems.append(
                f"observation {slug}: “{one.replaced_by}”, which replaces it, is not there"
            )
        versions.withdraw(OBSERVATION, slug, one.reason, one.replaced_by)
    elsewhere = Record.objects.of(OBSERVATION.name).exclude(dataset=dataset.slug).filter(curated)
    return problems + [
        f"observation {slug}: dataset {name} published it, and an id stays where it is"
        for slug, name in elsewhere.values_list("slug", "dataset").distinct()
    ]


def _is_curated(slug: str, dataset: Dataset) -> bool:
    reported_so = Observation.objects.filter(dataset=dataset, pk=slug).exists()
    return reported_so or Derivation.objects.filter(dataset=dataset, pk=slug).exists()
