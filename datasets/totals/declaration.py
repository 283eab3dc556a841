"""What the record of a total has; it is made when asked for, so it is no noun of a release."""

from typing import Any

from datasets.records.declaration import Member, Noun
from datasets.records.observation.objection_members import objection_members
from datasets.vocabularies import (
    AFFECTS,
    BIAS,
    BOUNDS_BASIS,
    CAVEAT_KIND,
    COMPARATOR,
    DIRECTION,
    IDENTIFIED,
    MEASURE_KIND,
    PERIOD_PRECISION,
    QUANTITY,
    RELIABILITY,
    SEEN,
    SOURCE_KIND,
)

from .record import record_of


def _named(path: str, what: str) -> Any:
    return (
        Member(f"{path}.id", "slug", f"{what}."),
        Member(f"{path}.label", "text", "Its name."),
    )


TOTAL = Noun(
    name="total",
    plural="totals",
    description="Figures added up that may be added, with all that is wrong with them.",
    members=(
        Member("total", "object", "The sum; null where nothing was selected.", optional=True),
        Member("total.statement", "text", "What is safe to paste."),
        *_named("total.measure", "What was counted"),
        Member("total.measure.phrase", "text", "What stands behind the number in a sentence."),
        Member("total.measure.population", "slug", "Whom it counts as a rule."),
        Member("total.measure.area", "slug", "Where it counts as a rule.", optional=True),
        Member(
            "total.measure.kind", "term", "At a moment or over a time.", vocabulary=MEASURE_KIND
        ),
        *_named("total.measure.unit", "The unit of the sum"),
        Member("total.measure.unit.countable", "boolean", "Whether only whole ones of it exist."),
        Member("total.measure.topic", "slug", "The wider question that the measure answers."),
        Member("total.measure.facets", "words", "The parts of the measure's definition."),
        *_named("total.population", "Whom it counts"),
        *_named("total.areas[]", "Where it counts them"),
        Member("total.events[].id", "slug", "A march, poll or battle that figures are about."),
        Member("total.events[].title", "text", "What happened."),
        Member("total.period.code", "period", "From the first to the last of all periods."),
        Member("total.period.start", "date", "The first day, where it is known.", optional=True),
        Member("total.period.end", "date", "The last day, where it is known.", optional=True),
        Member(
            "total.period.precision",
            "term",
            "How well the least known of the periods is known.",
            vocabulary=PERIOD_PRECISION,
        ),
        Member(
            "total.period.gaps",
            "boolean",
            "Whether some day between is not counted in some area: nothing is filled in for it.",
            optional=True,
        ),
        Member("total.comparator", "term", "How the sum is put.", vocabulary=COMPARATOR),
        Member("total.value", "number", "The sum; null where a figure has none.", optional=True),
        Member("total.value_digits", "text", "Its digits.", optional=True),
        Member("total.unit", "text", "The unit of the value."),
        Member("total.quantity", "term", "Only levels are added.", vocabulary=QUANTITY),
        Member("total.lower_bound", "number", "What it is at least.", optional=True),
        Member("total.upper_bound", "number", "What it is at most.", optional=True),
        Member("total.interval", "text", "Both, with open and closed ends.", optional=True),
        Member("total.bounds_basis", "term", "What the bounds rest on.", vocabulary=BOUNDS_BASIS),
        Member(
            "total.may_repeat",
            "boolean",
            "Whether persons may be counted in several of the periods, so that it is a ceiling.",
        ),
        Member("total.bias", "term", "Which way the sum is likely wrong.", vocabulary=BIAS),
        Member("total.caveats[].id", "slug", "A caveat that reaches one of the figures."),
        Member("total.caveats[].kind", "term", "Its kind.", vocabulary=CAVEAT_KIND),
        Member(
            "total.caveats[].affects",
            "term",
            "Whether a number may be wrong, or only what readers take it for.",
            vocabulary=AFFECTS,
        ),
        Member(
            "total.caveats[].direction",
            "term",
            "Which way the figures are wrong by it; unknown where they differ.",
            vocabulary=DIRECTION,
        ),
        Member("total.caveats[].text", "text", "The caveat as a sentence."),
        Member("total.caveats[].short", "text", "The caveat in at most 40 characters."),
        Member("total.caveats[].weight", "integer", "How decisive it is: 1 stands before 2 and 3."),
        Member("total.caveats[].asserted_by", "slug", "The source that says so."),
        Member("total.caveats[].asserted_by_label", "text", "Its name."),
        Member("total.caveats[].document", "slug", "Where it says so.", optional=True),
        Member("total.caveats[].fragment", "text", "Its words, quoted.", optional=True),
        Member("total.caveats[].place_in_text", "text", "Where they stand.", optional=True),
        Member("total.caveats[].observations", "names", "The figures that it reaches."),
        *_named("total.origins[]", "Who counted"),
        Member("total.origins[].kind", "term", "What sort of source.", vocabulary=SOURCE_KIND),
        Member("total.origins[].identified", "term", "Whether it is named.", vocabulary=IDENTIFIED),
        Member("total.origins[].reliability", "term", "Admiralty code.", vocabulary=RELIABILITY),
        Member("total.origins[].observations", "names", "Its figures."),
        Member("total.statuses", "names", "How the origins qualify them: observation statuses."),
        Member(
            "total.verification", "term", "How the worst seen of them was seen.", vocabulary=SEEN
        ),
        Member("total.disputed", "boolean", "Whether any of them is disputed."),
        *objection_members("total.objections"),
        Member("total.check_rules", "names", "What the rules found about any of them."),
        Member("total.dataset", "slug", "The dataset that publishes them."),
        Member("total.release", "integer", "The release that they were read in."),
        Member("total.license", "text", "SPDX code of the licence of the data."),
        Member("total.links.self", "path", "The address of this total, in this release."),
        Member("total.links.dataset", "path", "The address of the dataset."),
        Member("observations[].id", "slug", "A figure that was added."),
        Member("observations[].area", "slug", "Where it counts."),
        Member("observations[].event", "slug", "The event that it is about.", optional=True),
        Member("observations[].period.code", "period", "Its reference period."),
        Member("observations[].period.start", "date", "Its first day.", optional=True),
        Member("observations[].period.end", "date", "Its last day.", optional=True),
        Member("observations[].period.printed", "text", "The period in the text's words."),
        Member(
            "observations[].period.precision",
            "term",
            "How well the period is known.",
            vocabulary=PERIOD_PRECISION,
        ),
        Member(
            "observations[].period.data_cutoff",
            "period",
            "The day up to which it was counted, where that is not the period's end.",
            optional=True,
        ),
        Member("observations[].origin", "slug", "Who counted."),
        Member("observations[].disputed", "boolean", "Whether it is disputed."),
        Member("observations[].cite_as", "text", "How to cite it."),
        Member("observations[].page", "path", "Its permanent address."),
    ),
    serialize=record_of,
)
