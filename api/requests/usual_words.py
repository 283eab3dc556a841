"""What other interfaces call the parameters of this one: the word to name where it is refused."""

USUAL = {
    "cursor": ("page", "offset", "skip", "start", "after", "page_token"),
    "limit": ("per_page", "page_size", "pagesize", "size", "rows", "count_per_page", "top"),
    "sort": ("ordering", "order", "order_by", "orderby", "sort_by", "sortby"),
    "q": ("search", "query", "term", "text", "keyword", "claim"),
    "area": ("country", "region", "location", "place", "geo", "territory"),
    "period": ("year", "date", "time", "month", "quarter", "from", "to", "since", "until"),
    "origin": ("source", "author", "publisher", "by", "organisation", "organization"),
    "documents": ("document", "cited_in", "url", "article"),
    "measure": ("indicator", "variable", "series", "metric", "subject"),
    "fields": ("select", "columns", "include", "exclude", "only", "view"),
    "format": ("output", "type", "f", "fmt"),
    "release": ("version", "vintage", "snapshot"),
    "updated_after": ("updated_since", "modified_since", "changed_since"),
    "as_of": ("asof", "at", "on"),
    "dataset": ("collection", "database"),
    "caveats": ("caveat", "warning", "flag", "doubt"),
    "caveat_kinds": ("caveat_kind", "flags"),
    "check_rules": ("checks", "check", "rule"),
    "id": ("ids", "slug", "slugs"),
}
_MEANT = {other: name for name, others in USUAL.items() for other in others}
# What has no number is told by how its value is put.
_MEANT["value__isnull"] = "comparator"
# Operators of other interfaces, and what compares so here: for some the name alone.
_OPERATORS = {
    "range": "gte",
    "min": "gte",
    "max": "lte",
    "from": "gte",
    "to": "lte",
    "ne": "not",
    **dict.fromkeys(("exact", "iexact", "eq", "isnull", "year", "date"), ""),
}
_IN_TEXTS = ("contains", "icontains", "like", "ilike", "startswith", "istartswith", "search")


def usual_word(asked, valid):
    """Return the valid parameter that somebody means who knows it by another name, or None."""
    asked = asked.lower()
    name, _, operator = asked.partition("__")
    if operator in _IN_TEXTS and "q" in valid:
        return "q"
    if name in valid and operator not in {*_OPERATORS, *_OPERATORS.values()} - {""}:
        return None
    known = _MEANT.get(asked) or (name if name in valid else _MEANT.get(name))
    if known not in valid:
        return None
    with_operator = f"{known}__{_OPERATORS.get(operator, operator)}"
    return with_operator if with_operator in valid else known
