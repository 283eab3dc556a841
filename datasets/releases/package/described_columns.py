"""What the descriptions of a package say of a column: how it is written, and with which words."""

FIELD_TYPES = {"number": "number", "date": "date", "integer": "integer", "boolean": "boolean"}
# Types that leave a cell empty only where the column says that it may be.
FILLED = ("slug", "term", *FIELD_TYPES)
GUARD = (
    "In a column of texts, a cell that begins with = + - @ a tab, a line end or ' has one ' put in "
    "front, so that no spreadsheet takes it for a formula; take one ' off to have it as it was."
)
DIGITS = "Its digits are as published: reading it as text keeps them."
JOINED = "Several are joined by ;."


def described(column):
    """Return what is said of a column, with how its cells are written."""
    more = {"number": DIGITS} if not column.listed else {}
    told = [column.description, more.get(column.type), JOINED if column.listed else None]
    if column.empty:
        told.append(f"{column.empty} where there is nothing.")
    return " ".join(filter(None, told))


def terms(column):
    """Return the words of a column whose list is closed, none of others."""
    if not column.vocabulary:
        return []
    return list(dict.fromkeys([*column.vocabulary, *filter(None, [column.empty])]))


def is_filled(column):
    """Return whether no cell of the column is ever empty."""
    several = column.type in ("names", "words") or "[]" in column.path
    return bool(column.empty) or (column.type in FILLED and not column.optional and not several)
