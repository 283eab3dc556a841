"""Asking the database which cells hold a value of another type than their column.

SQLite keeps any value in any column, and reading one may raise or pass it off as another: a text in
a column of booleans is read as false.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL

from datasets.models import Record, Release, TermSet

SHOWN_BYTES = 60
IS_TEXT = "caveat_is_text"
# What a row is named by, in the words of faults.
NAMES = {
    Release: ("dataset", "number"),
    Record: ("dataset", "valid_from_release", "noun", "slug", "version"),
    TermSet: ("set_id",),
}


@dataclass(frozen=True)
class WrongCell:
    """A cell of another type: of which row, named by ``names``, in which column, what it holds."""

    model: type[models.Model]
    pk: int
    names: dict[str, str]
    column: str
    expected: str
    found: str


def wrong_cells(model: type[Any]) -> list[WrongCell]:
    """Return the cells of a table that hold a value of another type than their column."""
    _know_texts()
    table, columns = model._meta.db_table, model._meta.concrete_fields
    named = model if model in NAMES else Record
    names = [f'"{named._meta.db_table}"."{name}"' for name in NAMES[named]]
    beside = "" if named is model else f'LEFT JOIN "datasets_record" ON id = "{table}".record_id'
    cells = [f"CASE WHEN {_wrong(field)} THEN {_shown(_place(field))} END" for field in columns]
    selected = ", ".join([f'"{table}"."{model._meta.pk.column}"', *map(_shown, names), *cells])
    query = f'SELECT {selected} FROM "{table}" {beside} WHERE {_any_wrong(model)}'  # noqa: S608
    found = []
    with connection.cursor() as cursor:
        cursor.execute(query)
        for pk, *shown in cursor:
            told = [_value(one)[1] for one in shown[: len(names)]]
            row = dict(zip(NAMES[named], told, strict=True))
            for field, cell in zip(columns, shown[len(names) :], strict=True):
                if cell is not None:
                    value = " ".join(_value(cell))
                    found.append(WrongCell(model, pk, row, field.column, _type(field), value))
    return found


def readable(records: Any, *tables: type[Any]) -> Any:
    """Return the rows of a query in which each cell of these tables is of its type."""
    _know_texts()
    right = " AND ".join(f"NOT ({_any_wrong(model)})" for model in tables)
    # Only SQL asks for the type that a value is stored as; nothing of it is anybody's words.
    return records.filter(RawSQL(right, (), output_field=models.BooleanField()))  # noqa: S611


def _know_texts() -> None:
    """Let SQLite ask whether bytes are a text; PostgreSQL takes no others."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.create_function(IS_TEXT, 1, _is_text, deterministic=True)


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _any_wrong(model: type[Any]) -> str:
    return " OR ".join(map(_wrong, model._meta.concrete_fields))


def _wrong(field: Any) -> str:
    """Return the condition that a cell is of another type, false of what may be empty and is."""
    place = _place(field)
    right = _right(field, place)
    return f"({place} IS NOT NULL AND NOT ({right}))" if field.null else f"(({right}) IS NOT TRUE)"


def _right(field: Any, place: str) -> str:
    """Return the condition that a cell holds a value of its column's type."""
    if connection.vendor == "postgresql":
        is_day = isinstance(field, models.DateField)
        return f"{place} BETWEEN '0001-01-01' AND '9999-12-31'" if is_day else "TRUE"
    kind = f"typeof({place})"
    is_text = f"{kind} = 'text' AND {IS_TEXT}(CAST({place} AS BLOB))"
    match _type(field):
        case "a whole number":
            return f"{kind} = 'integer'"
        case "a number":
            return f"{kind} = 'real'"
        case "true or false":
            return f"{kind} = 'integer' AND {place} IN (0, 1)"
        case "bytes":
            return f"{kind} = 'blob'"
        case "a day":
            return f"{is_text} AND date({place}) IS {place} AND length({place}) = 10"
        case "JSON":
            return f"{is_text} AND json_valid({place})"
    return is_text


def _type(field: Any) -> str:
    if field.is_relation:
        return "a whole number"
    for kinds, name in (
        (models.BooleanField, "true or false"),
        (models.FloatField, "a number"),
        (models.DateField, "a day"),
        (models.BinaryField, "bytes"),
        (models.JSONField, "JSON"),
        ((models.CharField, models.TextField), "a text"),
    ):
        if isinstance(field, kinds):
            return name
    return "a whole number"


def _place(field: Any) -> str:
    return f'"{field.model._meta.db_table}"."{field.column}"'


def _shown(place: str) -> str:
    """Return the expression that gives the beginning of a value, whatever it is."""
    if connection.vendor == "postgresql":
        return f"{place}::text"
    beginning = f"hex(substr(CAST({place} AS BLOB), 1, {SHOWN_BYTES}))"
    return f"typeof({place}) || ' ' || {beginning}"


def _value(shown: str | None) -> tuple[str, str]:
    """Return the type that a value is stored as, and the value, of what ``_shown`` gave."""
    if shown is None or connection.vendor == "postgresql":
        return "", shown or ""
    kind, _, digits = shown.partition(" ")
    return kind, bytes.fromhex(digits).decode(errors="backslashreplace")
