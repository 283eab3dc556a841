"""What a record says that has no number: the words that were printed, or why there is none."""

from datasets.vocabularies import NOT_PUBLISHED

from .labels import within
from .numbers import interval_in_words
from .predicates import is_number_of, subject_of
from .record import Record
from .subjects import through_whom, unit_behind
from .terms import STATUS_IN_WORDS
from .verbs import own_verb


def claim_without_number(record: Record, who: str, *, through_in_words: bool) -> str:
    """Return the claim as a clause, with the number that Caveat reads in its words if any.

    Words are never put into another's mouth than theirs who printed them.
    """
    subject = subject_of(record)
    if record["derivation"]:
        return f"{who} could work out no number of {subject}"
    if record["status"] in NOT_PUBLISHED:
        printed = f" (“{record['as_printed']}”)" if record["as_printed"] else ""
        return f"{who} published no number{printed} of {subject}"
    bounds = interval_in_words(record)
    read_as = f" (Caveat reads {bounds}{unit_behind(record)})" if bounds else ""
    if not record["as_printed"] and bounds and is_number_of(record):
        return f"Caveat reads {bounds} {subject}, in the words of {who}, which give no number"
    if not record["as_printed"]:
        return f"{who} spoke of {subject}, without a number{read_as}"
    through = through_whom(record)
    whose = who
    if through and through_in_words:
        whose = f"as {within(through)} words it, {who}"
    elif through:
        whose = f"{who} (via {within(through)})"
    said = own_verb(record) or "said"
    return f"{whose} {said} “{record['as_printed']}”{read_as}, speaking of {subject}"


def told_of_it(record: Record) -> str:
    """Return the clause that follows: why no number was published, or that no count is known."""
    if record["status"] in NOT_PUBLISHED:
        return f": it was {STATUS_IN_WORDS[record['status']]}"
    return "" if record["derivation"] or record["interval"] else "; no count is known"
