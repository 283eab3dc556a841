"""The public record of a question: who counted this, and do they agree?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from datasets.analysis.checks import agreement, contradiction, estimates
from datasets.analysis.checks.finding import Finding
from datasets.analysis.lookups import Lookups
from datasets.analysis.questions import Answers, TopicQuestion
from datasets.models.validators import validate_id
from datasets.store import search
from datasets.vocabularies import CHECK, CHECKS_NONE
from datasets.wording.questions import Compared, title, verdict

from .cited_figure import cited_figure, members_of_cited
from .declaration import Filter, Member, column, shared_noun
from .observation.types import ObservationRecord

AGREEING = (agreement.RULE, estimates.OVERLAP)
APART = (contradiction.RULE, estimates.DIFFER)


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question with the records of its figures, in its order, and what was found among them."""

    asked: TopicQuestion
    figures: Sequence[ObservationRecord]
    findings: Sequence[Finding]
    related: Lookups

    @property
    def slug(self) -> str:
        """The id of the question."""
        return self.asked.slug


def serialize(question: AnsweredQuestion) -> dict[str, Any]:
    """What is asked and what is answered; the answers come with their caveats, as everywhere."""
    asked = question.asked
    answers = [_answer(record) for record in question.figures]
    return {
        "title": _title(asked, question.related),
        "verdict": verdict(
            answers,
            rivals=_compared(asked.rivals, question.findings),
            own=_compared(asked.own, question.findings),
            independent=any(record["independent_origins"] > 1 for record in question.figures),
        ),
        "topic": asked.topic,
        "population": asked.population,
        "area": asked.area,
        "period": asked.period,
        "data_cutoff": asked.data_cutoff,
        "event": asked.event,
        "observations": list(asked.observations),
        "answers": answers,
        "checks": [{"id": one.slug, "rule": one.rule} for one in question.findings],
    }


def _title(asked: TopicQuestion, related: Lookups) -> str:
    labels = related.dataset.topic_labels
    return title(
        labels.get(asked.topic, asked.topic.replace("-", " ")),
        related.populations[asked.population].label,
        related.areas[asked.area].label,
        asked.period,
        asked.data_cutoff,
        related.events[asked.event].title if asked.event else None,
    )


def _answer(record: ObservationRecord) -> dict[str, Any]:
    return cited_figure(record) | {
        "measure": record["measure"]["id"],
        "measure_label": record["measure"]["label"],
        "origin_label": record["origin"]["label"],
        "lower_bound": record["lower_bound"],
        "upper_bound": record["upper_bound"],
    }


def _compared(pairs: Collection[Answers], findings: Iterable[Finding]) -> Compared:
    rules = [one.rule for one in findings if one.observations in pairs]
    return Compared(
        pairs=len(pairs),
        agreeing=sum(map(rules.count, AGREEING)),
        apart=sum(map(rules.count, APART)),
        estimates=estimates.OVERLAP in rules,
    )


NOUN = shared_noun(
    name="question",
    plural="questions",
    description="What figures of several origins are about: who counted it, and do they agree?",
    members=(
        column("id", "slug", "The id of the question, made of what it asks for."),
        column("title", "text", "What it asks for, in plain words."),
        column("verdict", "text", "How many answers there are, and whether they agree."),
        column(
            "topic",
            "slug",
            "The topic of the measures.",
            filter=Filter("topic", "noun_set", coded=True),
        ),
        column(
            "population",
            "slug",
            "Whom the answers count.",
            filter=Filter("population", "noun_set", of="population", coded=True),
        ),
        column(
            "area",
            "slug",
            "Where they count them.",
            filter=Filter("area", "noun_set", of="area", coded=True),
        ),
        column("period", "period", "Their reference period."),
        column(
            "data_cutoff",
            "date",
            "The day up to which they were counted, where that is not the period's end.",
            optional=True,
        ),
        column("event", "slug", "The event that they are about.", optional=True),
        column(
            "observations",
            "names",
            "The figures that answer it, in the order of their measures.",
            filter=Filter("observations", "noun_set", of="observation", coded=True),
            form=validate_id,
        ),
        column(
            "statements",
            "text",
            "What these figures say, as sentences.",
            path="answers[].statement",
            joined_by=" ",
        ),
        column(
            "intervals",
            "text",
            "What can be concluded from each of them.",
            path="answers[].interval",
            empty="none",
            optional=True,
        ),
        column(
            "check_rules",
            "term",
            "What the rules found about two of them at least, or none_found.",
            path="checks[].rule",
            empty="none_found",
            vocabulary=CHECK,
            filter=Filter("check_rules", "noun_set", words=CHECKS_NONE, coded=True),
        ),
        column(
            "caveat_text",
            "text",
            "The caveats of all these figures.",
            path="answers[].caveat_text",
            joined_by=" ",
        ),
        *members_of_cited("answers"),
        Member("answers[].measure", "slug", "What it counts."),
        Member("answers[].measure_label", "text", "What it counts, in short."),
        Member("answers[].origin_label", "text", "The name of whoever counted it."),
        Member("answers[].lower_bound", "number", "What it is at least.", optional=True),
        Member("answers[].upper_bound", "number", "What it is at most.", optional=True),
        Member("checks[].id", "slug", "The id of the finding."),
    ),
    has_page=True,
    serialize=serialize,
    words=lambda record, labels: search.words_of(
        [one["caveat_text"] for one in record["answers"]],
        # What the verdict counts are answers: as a claim, “4” does not speak of them.
        sentences=[record["title"], *(one["statement"] for one in record["answers"])],
    ),
    mandatory=("title", "verdict", "observations", "answers"),
)
