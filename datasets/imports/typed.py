"""What somebody typed into a cell of a workbook, from its value and its number format."""

import datetime
import re
from decimal import Decimal

from .cells import CUT_AT, Cell

# 0, 0.00, #,##0 and #,##0.00, with a percent sign or without.
_PLAIN = re.compile(r"(?:#,##)?0(?:\.(0+))?(%?)")
# What a double holds of the digits that somebody typed; more come from a computation.
_DIGITS_TYPED = 15
# Workbooks write the text _x0041_ so that it is not taken for an A; where each text stands in its
# cell, the reader leaves that to us.
_ESCAPED = re.compile(r"_x005F_(x[0-9A-Fa-f]{4}_)")


def as_typed(value: object, kind: str, number_format: str) -> Cell:
    """Return the cell; ``kind`` is what the workbook says of it: f of a formula, e of an error."""
    if kind == "f":
        return Cell(str(value), "a formula: put its value there, as text")
    if kind == "e":
        return Cell(str(value), "an error of the spreadsheet")
    if isinstance(value, bool):
        return Cell(str(value).upper(), "a truth value")
    if isinstance(value, str):
        doubt = f"cut off at {CUT_AT:,} characters" if len(value) >= CUT_AT else ""
        return Cell(_ESCAPED.sub(r"_\1", value).strip(), doubt)
    if isinstance(value, datetime.datetime):
        return _day(value, number_format)
    if isinstance(value, int | float):
        return _number(value, number_format)
    return Cell(str(value), "a time of day or a stretch of time")


def _day(value: datetime.datetime, number_format: str) -> Cell:
    if value.time() != datetime.time():
        return Cell(value.isoformat(), "has a time of day", is_day=True)
    shown = number_format.lower()
    if "d" in shown:
        return Cell(value.date().isoformat(), is_day=True)
    return Cell(value.strftime("%Y-%m" if "m" in shown else "%Y"), is_day=True)


def _number(value: float, number_format: str) -> Cell:
    typed = Decimal(repr(value))
    text = format(typed, "f")
    text = text.removesuffix(".0") if isinstance(value, float) else text
    if len(text.strip("-0").replace(".", "")) > _DIGITS_TYPED:
        return Cell(text, "has more digits than somebody typed: it was computed")
    if number_format == "General":
        return Cell(text)
    shape = _PLAIN.fullmatch(number_format)
    if shape is None:
        return Cell(text, f"is shown in the format {number_format}: write it as text")
    shown = typed * 100 if shape[2] else typed
    decimals = len(shape[1] or "")
    rounded = round(shown, decimals)
    if rounded != shown:
        return Cell(text, f"is {format(shown.normalize(), 'f')}, and is shown as {rounded}: which?")
    return Cell(f"{rounded:f}{shape[2]}")
