"""Why a record changed where no curator changed it."""

from typing import Any

from datasets.models import Record
from datasets.models.record import CURRENT
from datasets.records.declaration import Noun
from datasets.vocabularies import DERIVED_COMPARATOR
from datasets.wording import reasons

# The members of an observation that depend on other figures of the dataset.
FOUND_BY_RULES = {
    *("statement", "checks", "disputed", "disputed_since", "revised_by", "replaced"),
    "objections",
    "rivals",
    "independent_origins",
}
ASKED_OF_COMPUTED = (
    *("measure", "population", "area", "period", "unit", "quantity", "base_period"),
    *("caveats_reviewed_on", "caveats_reviewed_for"),
)


def our_reason(noun: Noun, before: dict[str, Any], record: Any) -> str:
    """The reason of a change that no curator made to this record, else an empty text.

    What the rules find depends on other figures, and a computed figure on its operands. ``before``
    is the row of the last version.
    """
    if noun.name in reasons.FOUND_OTHERWISE:
        return reasons.FOUND_OTHERWISE[noun.name]
    if before["valid_to_release"] != CURRENT:
        return ""
    (earlier,) = Record.objects.filter(pk=before["pk"]).parsed()
    if noun.name == "dataset":
        curated = record.keys() - {"originals_read", "newest_day", "newest_document"}
        only_counts = all(earlier[name] == record[name] for name in curated)
        return reasons.FIGURES_CHANGED if only_counts else ""
    if all(earlier[name] == record[name] for name in record.keys() - FOUND_BY_RULES):
        return reasons.OTHERS_CHANGED
    computed = earlier.get("derivation") and record["derivation"]
    if computed and _asked(earlier) == _asked(record):
        return reasons.OPERANDS_CHANGED
    return ""


def _asked(record: Any) -> list[Any]:
    """What curators ask of a computed figure; all else follows from its operands."""
    derivation, comparator = record["derivation"], record["comparator"]
    return [
        *(record[name] for name in ASKED_OF_COMPUTED),
        comparator if comparator in DERIVED_COMPARATOR else None,
        derivation["formula"],
        derivation["compares"],
        [(one["letter"], one["operand"]) for one in derivation["operands"]],
    ]
