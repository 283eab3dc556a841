"""Who had a figure, in a line above it; and the letters of its grades in words."""

from datasets.vocabularies import NOT_PUBLISHED

from .labels import all_or_number, within
from .record import Record
from .verbs import REPORTED, own_verb, verb

_GRADES = {
    "A": "reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "not judged",
}


def credit(record: Record) -> str:
    """Return the words before the name of its origin: counted by, given by, estimated by."""
    if record["status"] in NOT_PUBLISHED:
        return "Not published by"
    if not record["derivation"] and verb(record) in (REPORTED, "spoke of"):
        return "Given by"
    return f"{(own_verb(record) or verb(record)).capitalize()} by"


def counted_by(record: Record) -> str:
    """Return who had a figure, as it ends a sentence: counted by Mediazona."""
    if record["derivation"]:
        return f"worked out by Caveat {worked_out_from(record)}"
    told = credit(record)
    return f"{told[0].lower()}{told[1:]} {within(record['origin']['label'])}"


def worked_out_from(record: Record) -> str:
    """Return whose figures a computed one rests on; of events alone, that it does on days."""
    labels = [one["origin_label"] for one in record["derivation"]["operands"]]
    names = [within(label) for label in labels if label]
    return (
        f"from figures of {all_or_number(names, 'sources')}" if names else "from the days of events"
    )


def grade(reliability: str) -> str:
    """Return what a letter says of a source."""
    return _GRADES[reliability]
