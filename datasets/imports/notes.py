"""Notes that stand beside figures: caveats only by rules, all others held back and counted."""

import re
from collections import Counter
from collections.abc import Iterator

from .import_map import NotesForm, Rule

_LONG = 300
# What the notes that name persons often have: an age, a date of birth, a title before a name.
_PERSONAL = re.compile(
    r"\b[0-9]{1,3}[- ](?:year|years|yr|anni|ans|jahr|años)\b|\b(?:aged?|anni|di anni) [0-9]{1,3}\b|"
    r"\b(?:mr|mrs|ms|sig|sig\.ra|herr|frau)\.? [A-Z]|\bborn\b|\bnat[oa] (?:a|il)\b",
    re.IGNORECASE,
)


class Notes:
    """Applies rules to notes, and remembers what was held back: how often, and where first."""

    def __init__(self, form: NotesForm) -> None:
        self.columns = form.columns
        self._rules = [(rule, re.compile(rule.pattern)) for rule in form.rules]
        self._held: Counter[str] = Counter()
        self._first: dict[str, tuple[int, str]] = {}
        self._used: set[Rule] = set()

    def caveat_of(self, note: str, row: int) -> str:
        """Return the caveat that a note becomes, empty where it is held back."""
        for rule, pattern in self._rules:
            if (rule.match and rule.match in note) or (rule.pattern and pattern.search(note)):
                self._used.add(rule)
                if rule.caveat:
                    return rule.caveat
                return self._hold(rule.hold, note, row)
        reason = "no rule for it"
        if len(note) > _LONG or _PERSONAL.search(note):
            reason = "may tell of persons: read it before anything is made of it"
        return self._hold(reason, note, row)

    def _hold(self, reason: str, note: str, row: int) -> str:
        self._held[reason] += 1
        self._first.setdefault(reason, (row, note))
        return ""

    def told(self) -> Iterator[str]:
        """Yield a line for each reason for which notes were held back, and each unused rule."""
        for reason, count in self._held.most_common():
            row, note = self._first[reason]
            shown = f": “{note[:80]}”" if "persons" not in reason else ""
            yield f"notes: {count} held back: {reason} (first in row {row}{shown})"
        for rule, _ in self._rules:
            if rule not in self._used:
                yield f"notes: the rule for “{rule.match or rule.pattern}” fits none"
