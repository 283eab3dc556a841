"""Publishing questions: no two have one id, and each comes with the figures that answer it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from datasets.analysis.questions import TopicQuestion
from datasets.records.question import AnsweredQuestion

from .assessment import Assessments
from .related_rows import RelatedRows
from .versions import Versions


def same_id(asked: Iterable[TopicQuestion]) -> Iterator[str]:
    """Yield which questions have one id, since their words run together to the same."""
    by_id: dict[str, list[TopicQuestion]] = defaultdict(list)
    for one in asked:
        by_id[one.slug].append(one)
    for slug, several in by_id.items():
        if len(several) > 1:
            told = " and ".join(f"({', '.join(_parts(one))})" for one in several)
            yield f"question {slug}: {told} have this one id: expected other words for one of them"


def _parts(one: TopicQuestion) -> list[str]:
    parts = (one.topic, one.population, one.area, one.period, one.data_cutoff, one.event)
    return [part for part in parts if part]


def with_answers(
    versions: Versions,
    assessments: Assessments,
    related: RelatedRows,
    asked: Sequence[TopicQuestion],
) -> Iterator[AnsweredQuestion]:
    """Yield questions with their figures, as they stand in the coming release.

    Figures were written already: they are read again, so that no more than a block is held.
    """
    figures = versions.figures({slug for one in asked for slug in one.observations})
    for one in asked:
        answers = [figures[slug] for slug in one.observations]
        yield AnsweredQuestion(one, answers, assessments.among(one.observations), related)
