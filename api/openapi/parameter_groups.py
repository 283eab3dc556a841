"""The parameters in groups, the most asked for first: nobody reads a hundred of them in a row."""

OTHERS = "Other filters"
# The first has names as they stand; in the others a filter stands for all its operators.
MOST_ASKED = "Most asked for"
GROUPS = {
    MOST_ASKED: (
        *("q", "documents", "measure", "topic", "origin", "period", "bias", "disputed", "dataset"),
    ),
    "Pages and columns": (
        *("sort", "limit", "cursor", "count", "count_by", "fields", "detail", "bom"),
    ),
    "Datasets and releases": (
        *("dataset", "release", "as_of", "include_history", "updated_after", "between"),
    ),
    "The number": (
        *("value", "unit", "lower_bound", "upper_bound", "comparator", "quantity", "bounds_basis"),
    ),
    "What, whom, where and when": (
        *("id", "measure", "topic", "population", "area", "event", "period_start"),
        *("period_end", "period_precision"),
    ),
    "Caveats and checks": (
        *("bias", "caveats", "caveat_kinds", "caveat_direction", "asserted_by", "check_rules"),
        "replaced",
    ),
    "Who counted": (
        *("origin", "origin_kind", "identified", "reliability", "credibility", "status", "inputs"),
        "independent_origins",
    ),
    "The way it came": (
        *("documents", "first_published", "verification", "reported_measures", "alterations"),
    ),
    OTHERS: (),
}
ORDER = [*GROUPS]


def group_of(name):
    """Return the group of a parameter that stands in a query."""
    if name in GROUPS[MOST_ASKED]:
        return MOST_ASKED
    asked = name.partition("__")[0]
    return next((group for group in ORDER[1:] if asked in GROUPS[group]), OTHERS)


def grouped(parameter):
    """Return a described parameter with its group."""
    in_path = parameter["in"] == "path"
    return parameter | {"x-group": MOST_ASKED if in_path else group_of(parameter["name"])}


def in_groups(parameters):
    """Return the parameters of a query, those of one group together; some are references."""
    told = [one if "$ref" in one else grouped(one) for one in parameters]
    return sorted(told, key=_place)


def _place(parameter):
    """Return where a parameter stands: the place of its group, and its own there."""
    name = parameter.get("name") or parameter["$ref"].rpartition(".")[2]
    group, asked = group_of(name), name.partition("__")[0]
    names = GROUPS[group]
    return ORDER.index(group), names.index(asked) if asked in names else len(names)
