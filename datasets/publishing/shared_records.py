"""Publishing what is no figure: the rows that figures refer to, and what rules find about them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from datasets.analysis.gaps.gap import Gap
from datasets.arithmetic import periods
from datasets.models import Document
from datasets.records import NOUNS, OBSERVATION, QUESTION
from datasets.records.check import Check
from datasets.records.dataset import DatasetAsPublished
from datasets.records.declaration import Noun
from datasets.records.gap import DescribedGap
from datasets.records.observation.types import ObservationRecord

from .assessment import Assessments
from .questions import with_answers
from .related_rows import RelatedRows
from .versions import Versions

RECORDS_A_BLOCK = 500


def publish_shared(
    versions: Versions,
    related: RelatedRows,
    assessments: Assessments,
    gaps: Mapping[str, Gap],
    records: Mapping[str, ObservationRecord],
) -> None:
    """Publish what is no figure; ``records`` are those of the figures in findings, by id."""
    related.fetch_missing(gaps.values())
    related.complete()
    dataset = versions.dataset
    found: dict[str, Mapping[str, object]] = {
        "check": {
            slug: Check(
                one,
                [records[figure] for figure in one.observations],
                dataset.facet_labels,
            )
            for slug, one in assessments.findings.items()
        },
        "dataset": {
            dataset.slug: DatasetAsPublished(
                dataset,
                versions.first_documents_seen(),
                versions.newest_day_counted(),
                _newest(related.documents),
            ),
        },
        "gap": {slug: DescribedGap(one, related) for slug, one in gaps.items()},
        "question": {one.slug: one for one in assessments.asked},
    }
    answered = partial(with_answers, versions, assessments, related)
    for noun in NOUNS:
        if noun is OBSERVATION:
            continue
        rows = found[noun.name] if noun.name in found else related.of_noun(noun.plural)
        _publish_noun(versions, noun, rows, answered if noun is QUESTION else list)


def _newest(documents: Mapping[str, Document]) -> str | None:
    """The id of the document that was published last, of those of one day the first id."""
    days = {slug: periods.parse(one.published).start for slug, one in documents.items()}
    dated = sorted((day, slug) for slug, day in days.items() if day)
    return next((slug for day, slug in dated if day == dated[-1][0]), None)


def _publish_noun(
    versions: Versions,
    noun: Noun,
    rows: Mapping[str, object],
    complete: Callable[[Sequence[Any]], Iterable[object]],
) -> None:
    """Publish what ``complete`` makes of the rows, a block at a time."""
    slugs = sorted(rows)
    for start in range(0, len(slugs), RECORDS_A_BLOCK):
        block = [rows[slug] for slug in slugs[start : start + RECORDS_A_BLOCK]]
        records = [noun.serialize(one, versions.dataset) for one in complete(block)]
        versions.merge(noun, [(record, "") for record in records])
    for slug in [slug for slug in versions.in_force(noun) if slug not in rows]:
        versions.withdraw(noun, slug)
