"""The public record of a check: what a rule found when it held figures against each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datasets.analysis.checks.finding import Finding
from datasets.analysis.checks.strength import strength
from datasets.arithmetic import digits
from datasets.models.validators import validate_id
from datasets.store import search
from datasets.store.keyset import BY_ID, Sort
from datasets.vocabularies import CHECK
from datasets.wording.facets import labelled

from .cited_figure import cited_figure, members_of_cited
from .declaration import Filter, column, shared_noun
from .observation.types import ObservationRecord


@dataclass(frozen=True)
class Check:
    """A finding with the records of the figures that it names, in its order."""

    finding: Finding
    figures: Sequence[ObservationRecord]
    facet_labels: Mapping[str, str]

    @property
    def slug(self) -> str:
        """The id of the finding."""
        return self.finding.slug


def serialize(check: Check) -> dict[str, Any]:
    """What was found; the figures come with their caveats, as everywhere."""
    finding = check.finding
    return {
        "rule": finding.rule,
        "text": finding.text,
        "strength": digits.number(strength(finding)),
        "observations": list(finding.observations),
        "figures": [cited_figure(record) for record in check.figures],
        "hops": [str(hop) for hop in finding.hops],
        "facets": labelled(finding.facets, check.facet_labels),
        "spread": digits.number(finding.spread),
    }


NOUN = shared_noun(
    name="check",
    plural="checks",
    description="What a rule found when it held figures, or documents, against each other.",
    members=(
        column("id", "slug", "The id of the finding; the same figures under one rule keep it."),
        column(
            "rule",
            "term",
            "The rule that found it.",
            vocabulary=CHECK,
            filter=Filter("rule", "noun_set", coded=True),
        ),
        column("text", "text", "What was found, as a sentence."),
        column(
            "strength",
            "number",
            "How far apart its two sides must be, or how alike where they meet, from 0 to 1.",
            optional=True,
            filter=Filter("strength", "importance"),
        ),
        column(
            "observations",
            "names",
            "The figures that it is about, in the order in which the sentence names them.",
            filter=Filter("observations", "noun_set", of="observation", coded=True),
            form=validate_id,
        ),
        column(
            "statements",
            "text",
            "What these figures say, as sentences.",
            path="figures[].statement",
            joined_by=" ",
        ),
        column(
            "intervals",
            "text",
            "What can be concluded from each of them.",
            path="figures[].interval",
            empty="none",
            optional=True,
        ),
        column("facets", "words", "The parts in which measures or wordings differ, one / other."),
        column(
            "spread",
            "number",
            "How many times the larger value is the smaller, as they were printed.",
            optional=True,
        ),
        column("hops", "names", "The hops of the first figure that it is about."),
        column(
            "caveat_text",
            "text",
            "The caveats of all these figures.",
            path="figures[].caveat_text",
            joined_by=" ",
        ),
        *members_of_cited("figures"),
    ),
    has_page=True,
    serialize=serialize,
    words=lambda record, labels: search.words_of(
        [one["caveat_text"] for one in record["figures"]],
        sentences=[record["text"], *(one["statement"] for one in record["figures"])],
    ),
    mandatory=("text", "observations", "figures"),
    sorts={"id": BY_ID, "strength": Sort("importance", "slug", nullable=True)},
    usual_sort="-strength",
)
