"""The record of a change: made from the versions before and after it, so it is not published."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from datasets.vocabularies import CHANGE as CHANGES

from . import BY_NAME, NOUNS, OBSERVATION
from .declaration import BOOKKEEPING, Column, Member, Noun, column

SORTS = {noun.name: noun.description.removesuffix(".") for noun in NOUNS}
# The changes after which there is no record.
ENDINGS = ("withdrawn", "replaced")
# The versions before and after, and what a CSV tells of each: never a number without its doubts.
SIDES = ("before", "record")
TOLD = {
    "statement": "What the figure says",
    "comparator": "How its value is put",
    "value": "Its value",
    "unit": "Its unit",
    "period": "Its reference period",
    "bias": "Its likely direction",
    "bias_asserted_by": "Who holds that",
    "origin_label": "Who counted",
    "caveat_text": "Its caveats",
}
# What is no figure, or is none yet or no longer.
NO_FIGURE = {"caveats": [], "bias_asserted_by": [], "period": None, "origin": None} | dict.fromkeys(
    ("statement", "comparator", "value", "unit", "bias")
)

Record = Mapping[str, Any]


def serialize(
    change: str,
    version: Record,
    release: Record,
    before: Record | None,
    record: Record | None,
    redacted: str | None,
) -> dict[str, Any]:
    """The record of a change, which is a term.

    ``version`` is the row that began or was withdrawn; ``before`` and ``record`` are the records
    before and after it, None where there is none, or where it was redacted.
    """
    noun, ended = BY_NAME[version["noun"]], change in ENDINGS
    return {
        "noun": noun.name,
        "id": version["slug"],
        "dataset": version["dataset"],
        "release": release["number"],
        "day": release["day"].isoformat(),
        "change": change,
        "version": version["version"],
        "reason": version["withdrawal_reason" if ended else "change_note"] or None,
        "replaced_by": (ended and version["replaced_by"]) or None,
        "redacted": redacted,
        "fields": _differing(before, record) if before and record else [],
        "before": _mandatory(noun, before),
        "record": _mandatory(noun, record),
    }


def line(change: dict[str, Any]) -> bytes:
    """The CSV line of a change."""
    return CHANGE.project(change | {side: _of_figure(change, side) for side in SIDES})


def _differing(before: Record, record: Record) -> list[dict[str, Any]]:
    """The members that differ; a version of older software may lack one."""
    return [
        {"field": name, "before": before.get(name), "after": record.get(name)}
        for name in dict.fromkeys([*record, *before])
        if name not in BOOKKEEPING and before.get(name) != record.get(name)
    ]


def _mandatory(noun: Noun, record: Record | None) -> dict[str, Any] | None:
    """What no number of the record leaves without."""
    if record is None:
        return None
    return {name: record[name] for name in record if name in noun.mandatory}


def _of_figure(change: dict[str, Any], side: str) -> dict[str, Any]:
    """What the columns of one side are read out of: they tell of figures only."""
    record = change[side]
    if record is None or change["noun"] != OBSERVATION.name:
        return NO_FIGURE
    return record if record["caveats"] else {**record, "caveats": [{"text": "none_recorded"}]}


def _columns_of(side: str, when: str, suffix: str) -> Iterator[Column]:
    """The columns that tell one of the two versions of a figure."""
    for name, what in TOLD.items():
        of = next(one for one in OBSERVATION.columns if one.name == name)
        yield replace(
            of,
            name=f"{name}{suffix}",
            path=f"{side}.{of.path}",
            description=f"{what}, {when} the change; empty where it is no figure.",
            optional=True,
            filter=None,
            empty="",
        )


CHANGE = Noun(
    name="change",
    plural="changes",
    description="What a release added, changed, withdrew or replaced.",
    members=(
        column("noun", "term", "Which sort of record.", vocabulary=SORTS),
        column("id", "slug", "The record."),
        column("dataset", "slug", "The dataset that publishes it."),
        column("release", "integer", "The dataset's release that made the change."),
        column("day", "date", "The day of that release."),
        column("change", "term", "What became of the record.", vocabulary=CHANGES),
        column("version", "integer", "The version that it began, or that it ended for good."),
        column("reason", "text", "Why; empty where a record is new.", optional=True),
        column("replaced_by", "slug", "What to read instead.", optional=True),
        column(
            "fields",
            "text",
            "The members that differ from the version before.",
            path="fields[].field",
        ),
        *_columns_of("before", "before", "_before"),
        *_columns_of("record", "after", ""),
        column(
            "redacted",
            "text",
            "When and why the text of one of the two versions was emptied since.",
            optional=True,
        ),
        Member("fields[].before", "any", "What it said before."),
        Member("fields[].after", "any", "What it says now."),
    ),
    serialize=serialize,
)
