"""Holding what was redacted against what is left of it: a row without a text, and no file."""

from collections.abc import Collection, Generator, Iterator

from django.db.models import Q, QuerySet

from datasets.models import Record, Redaction, Release
from datasets.models.record import CURRENT
from datasets.models.redaction import REDACTED_REASON

from .fault import Fault, Report
from .redactions import named, redactions, told, withheld_of
from .release_chain import ReleaseChains, name_of
from .release_files import names

SAYS_NOTHING = (
    *(Q(json__body=b""), Q(csv__body=b""), Q(brief=None) | Q(brief__body=b"")),
    *(Q(search=None) | Q(search__text=""), Q(change_note="")),
    Q(withdrawal_reason__in=("", REDACTED_REASON)),
)
STILL_THERE = "it is withheld, and still there: say redact again, of the same record"


def redaction_faults(chains: ReleaseChains, report: Report) -> Iterator[Fault]:
    """Yield what is wrong with redactions; the report gets a note of each."""
    report.notes += [f"redacted: {told(one)}" for one in _of(chains)]
    for one in _of(chains).filter(record__valid_to_release=CURRENT):
        yield Fault(named(one.record), "it is redacted, and in force")
    for record in Record.objects.filter(redaction__in=_of(chains)).exclude(*SAYS_NOTHING):
        yield Fault(named(record), "it is redacted, and still says something")
    for pk in Redaction.objects.exclude(pk__in=Record.objects.values("pk")).values_list(flat=True):
        yield Fault(f"redaction {pk}", "it belongs to no record")


def withheld_faults(release: Release, report: Report) -> Generator[Fault, None, Collection[str]]:
    """Yield the files that are withheld and still there; return the names of all withheld ones."""
    withheld = withheld_of(release)
    if withheld:
        report.notes.append(f"{name_of(release)}: withheld: {', '.join(withheld)}")
    for name in sorted(withheld.keys() & {*names(release)}):
        yield Fault(f"{name_of(release)} {name}", STILL_THERE)
    return withheld


def _of(chains: ReleaseChains) -> QuerySet[Redaction]:
    return redactions(record__dataset__in=chains.by_dataset)
