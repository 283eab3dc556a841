"""From the document of a record to its row: what is filtered, sorted and counted of it."""

import hashlib
from functools import lru_cache

from datasets.models import Code, Record
from datasets.models.published import IN_FORCE

COLUMNS = [column.attname for column in Record._meta.concrete_fields]
UNFILTERED = {
    column.attname: column.get_default()
    for column in Record._meta.concrete_fields[COLUMNS.index("measure") :]
}


class Codes:
    """Knows which sets of codes are stored."""

    def __init__(self):
        self._known = set(Code.objects.values_list("codes", flat=True).distinct())

    def new(self, sets):
        """Yield the rows of those sets, {number: members}, that are not stored yet."""
        for number in sets.keys() - self._known:
            self._known.add(number)
            yield from ((number, kind, code) for kind, code in sorted(sets[number]))


def row(noun, told_now, document, line, given):
    """Return the columns of a record in force, of which ``given`` has the others."""
    columns = {
        "noun": noun.name,
        "slug": told_now["id"],
        "dataset": told_now["dataset"],
        "ends": IN_FORCE,
        "version": told_now["version"],
        "change_note": told_now["change_note"] or "",
        "gone_because": "",
        "replaced_by": "",
        "document_bytes": len(document),
        "line_bytes": len(line),
        **given,
    }
    return [columns[column] for column in COLUMNS]


def filtered(noun, says):
    """Return the columns that the noun's filters ask for, and the sets of codes by number."""
    columns = dict(UNFILTERED)
    members_of = {}
    for member in noun.filtered:
        value, asked = member.read(says), member.filter
        if asked.coded:
            words = value if isinstance(value, list) else [value] if value else []
            words = words or ([member.empty] if getattr(member, "empty", "") else [])
            members = members_of.setdefault(asked.column, set())
            members.update((asked.name, word) for word in words)
        elif asked.column and value is not None:
            columns[asked.column] = float(value) if member.type == "number" else value
    sets = {}
    for column, members in members_of.items():
        columns[column] = number = number_of(frozenset(members))
        sets[number] = members
    return columns, sets


@lru_cache(maxsize=10_000)
def number_of(members):
    """Return the number of a set of codes; it follows from its members alone."""
    if not members:
        return 0
    digest = hashlib.blake2b(repr(sorted(members)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
