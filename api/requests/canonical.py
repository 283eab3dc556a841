"""The one spelling of a question: what can mean only one thing is taken, and answered under it."""

from .filters import SILENT
from .query import Query


def canonical(query, declared, filters):
    """Return the Query with the names and words of the question as the description spells them.

    A filter that takes a list by itself takes it under the operator of a list too. What is repeated
    although it is no list stays marked as repeated.
    """
    names = {name: _name(name, filters) for name in query}
    renamed = {name for name, known in names.items() if [*names.values()].count(known) > 1}
    pairs = {}
    for name, text in query.items():
        known = name if name in renamed else names[name]
        field = filters[known].field if known in filters else None
        pairs[known] = field.canonical(text) if field else text
    repeated = [name for name in query.repeated if not _is_list(name, declared, filters)]
    return Query(pairs, repeated, {known: name for name, known in names.items() if known in pairs})


def _is_list(name, declared, filters):
    """Return whether a parameter takes several values, of which each may stand by itself."""
    if name in declared:
        return declared[name].schema.get("type") == "array"
    known = _name(name, filters)
    return known in filters and filters[known].field.several


def _name(name, filters):
    plain = name.removesuffix(SILENT)
    takes_lists = name not in filters and plain in filters and filters[plain].field.several
    return plain if takes_lists else name
