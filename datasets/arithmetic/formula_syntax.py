"""Reading a formula as somebody wrote it."""

import ast
import re
from fractions import Fraction

from .formulas import Formula, constant, operand

EXPECTED = "numbers, letters, + - * / ( ), days(a - b) or months(a - b)"
# The mean Gregorian month.
DAYS_A_MONTH = Fraction("30.436875")
_WRITTEN = re.compile(r"[a-z0-9.+\-*/() ]+")
_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")


def parse(text: str) -> Formula:
    """Return the Formula that the text writes down; ValueError says what was expected."""
    try:
        if not _WRITTEN.fullmatch(text):
            raise ValueError(text)
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _no_formula(text) from error
    try:
        formula, outside = _read(tree, text), _outside_of_dates(tree)
    except RecursionError as error:
        raise _no_formula(text) from error
    if formula.events & outside:
        raise ValueError(f"“{text}”: a date stands only inside days() or months()")
    return formula


def letters(text: str) -> set[str]:
    """Return the letters that a formula is written with, before any has cancelled another."""
    nodes = ast.walk(ast.parse(text, mode="eval"))
    return {node.id for node in nodes if isinstance(node, ast.Name) and len(node.id) == 1}


def dates(text: str) -> frozenset[str]:
    """Return the letters of a formula that are dates."""
    return parse(text).events


def _read(node: ast.expr, text: str) -> Formula:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int()) | ast.Constant(value=float()):
            number = ast.get_source_segment(text, node) or ""
            if _NUMBER.fullmatch(number):
                return constant(number)
        case ast.Name(id=name) if len(name) == 1 and name.isascii() and name.islower():
            return operand(name)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_read(inner, text)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _read(left, text) + _read(right, text)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _read(left, text) + -_read(right, text)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _read(left, text) * _read(right, text)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _read(left, text) / _read(right, text)
        case ast.Call(
            func=ast.Name(id="days" | "months" as unit),
            args=[ast.BinOp(left=ast.Name() as end, op=ast.Sub(), right=ast.Name() as start)],
            keywords=[],
        ):
            between = _read(end, text) + -_read(start, text)
            between = Formula(between.above, between.below, frozenset({end.id, start.id}))
            return between / constant(DAYS_A_MONTH) if unit == "months" else between
    raise _no_formula(text)


def _no_formula(text: str) -> ValueError:
    return ValueError(f"“{text}” is no formula: expected {EXPECTED}")


def _outside_of_dates(tree: ast.AST) -> set[str]:
    """Return the letters that stand outside of days() and months()."""
    if isinstance(tree, ast.Call):
        return set()
    if isinstance(tree, ast.Name):
        return {tree.id}
    return {name for child in ast.iter_child_nodes(tree) for name in _outside_of_dates(child)}
