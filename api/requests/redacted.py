"""What was redacted is not answered: 451, with what it was, when and why."""

from datasets.models import Record
from datasets.releases.redactions import redactions, told

from .filters import FILTERSETS, LOOKED_UP
from .problems import Problem, error

MOST_NAMED = 20
CODE = "redacted"


def problem(found):
    """Return the Problem of an answer in which these Redactions would stand."""
    shown = [*found[:MOST_NAMED]]
    reasons = "; ".join(map(told, shown))
    wrong = [
        error("id", one.record.slug, told(one), code=CODE, expected="another release")
        for one in shown
    ]
    return Problem(451, f"this holds what was redacted: {reasons}", wrong)


def refuse(records):
    """Raise the Problem of what was redacted of these records, if anything was."""
    found = redactions(record__in=records.order_by().values("pk"))
    if found:
        raise problem(found)


def refuse_looked_up(view):
    """Raise the Problem of what the other filters of a view hold, where words are looked up too.

    In an emptied text no word is found: nobody knows whether the answer held it before.
    """
    if view.reader.redactions and LOOKED_UP in view.reader.asked:
        others = {name: text for name, text in view.reader.asked.items() if name != LOOKED_UP}
        records = FILTERSETS[view.noun.name](others, view.get_queryset()).qs
        refuse(records.in_snapshot(view.reader.seen))


def refuse_of(view):
    """Raise the Problem of what a view came upon when it read what it was asked for."""
    if view.filter_backends:
        records = view.filter_queryset(view.get_queryset())
        refuse(records.in_snapshot(view.reader.seen))
    # What is asked for tells of others, of the same state, and of its dataset in any.
    refuse(Record.objects.in_snapshot(view.reader.seen))
    refuse(Record.objects.of("dataset"))
