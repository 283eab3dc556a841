"""What the descriptions of a package say of a column: how it is written, and with which words."""

from datasets.records.declaration import Column

FIELD_TYPES = {"number": "number", "date": "date", "integer": "integer", "boolean": "boolean"}
# Types that leave a cell empty only where the column says that it may be.
FILLED = ("slug", "term", *FIELD_TYPES)
GUARD = (
    "In a column of texts, a cell that begins with = + - @, full-width or not, a tab, a line end "
    "or ' has one ' put in front, so that no spreadsheet takes it for a formula; take one ' off to "
    "have it as it was."
)
DIGITS = "Its digits are as published: reading it as text keeps them."


def described(column: Column) -> str:
    """Return what is said of a column, with how its cells are written."""
    is_number = column.type == "number" and not column.listed
    return f"{column.meaning} {DIGITS}" if is_number else column.meaning


def terms(column: Column) -> list[str]:
    """Return the words of a column whose list is closed, none of others."""
    if not column.vocabulary:
        return []
    return list(dict.fromkeys([*column.vocabulary, *filter(None, [column.empty])]))


def is_filled(column: Column) -> bool:
    """Return whether no cell of the column is ever empty."""
    several = column.type in ("names", "words") or "[]" in column.path
    return bool(column.empty) or (column.type in FILLED and not column.optional and not several)
