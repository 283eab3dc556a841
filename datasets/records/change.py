"""The record of a change: made from the versions before and after it, so it is not published."""

from collections.abc import Mapping
from typing import Any

from datasets.vocabularies import CHANGE as CHANGES

from . import NOUNS, OBSERVATION
from .declaration import BOOKKEEPING, Column, Member, Noun, column

NAMES = {noun.name: noun for noun in NOUNS}
# The versions before and after, of which a CSV has the sentence and the caveats.
SIDES = ("before", "record")


Record = Mapping[str, Any]


def serialize(
    change: str, version: Record, release: Record, before: Record | None, record: Record | None
) -> dict[str, Any]:
    """The record of a change, which is a term.

    ``version`` is the row that began or was withdrawn; ``before`` and ``record`` are the records
    before and after it, None where there is none.
    """
    noun = NAMES[version["noun"]]
    return {
        "noun": noun.name,
        "id": version["slug"],
        "dataset": version["dataset"],
        "release": release["number"],
        "day": release["day"].isoformat(),
        "change": change,
        "version": version["version"],
        "reason": (version["change_note"] if record else version["withdrawal_reason"]) or None,
        "replaced_by": None if record else version["replaced_by"] or None,
        "fields": _differing(before, record) if before and record else [],
        "before": _mandatory(noun, before),
        "record": _mandatory(noun, record),
    }


def line(change: dict[str, Any]) -> bytes:
    """The CSV line of a change."""
    return CHANGE.project(change | {side: _in_sentences(change, side) for side in SIDES})


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


def _in_sentences(change: dict[str, Any], side: str) -> dict[str, str | None]:
    record = change[side]
    if record is None or change["noun"] != OBSERVATION.name:
        return {"statement": None, "caveat_text": None}
    caveats = " ".join(one["text"] for one in record["caveats"])
    return {"statement": record["statement"], "caveat_text": caveats or "none_recorded"}


def _sentences(side: str, of: str, suffix: str) -> tuple[Column, ...]:
    """The columns that tell one of the two versions."""
    return (
        column(
            f"statement{suffix}",
            "text",
            f"What an observation says {of} the change, as a sentence.",
            path=f"{side}.statement",
            optional=True,
        ),
        column(
            f"caveat_text{suffix}",
            "text",
            f"Its caveats {of} the change.",
            path=f"{side}.caveat_text",
            optional=True,
        ),
    )


CHANGE = Noun(
    name="change",
    plural="changes",
    description="What a release added, changed, withdrew or replaced.",
    members=(
        column("noun", "term", "Which sort of record.", vocabulary=NAMES),
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
        *_sentences("before", "before", "_before"),
        *_sentences("record", "after", ""),
        Member("fields[].before", "any", "What it said before."),
        Member("fields[].after", "any", "What it says now."),
    ),
    serialize=serialize,
)
