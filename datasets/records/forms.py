"""The forms of what stands in a record: ids, terms, days and numbers, which no cell guards."""

import datetime
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError

from datasets.models.validators import validate_id

from .declaration import Noun
from .member import Member, Record

SHOWN = 80


def misshapen(noun: Noun, record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield (value, path, fault) of each value that is not of the form of its member."""
    for member, check in _checked(noun):
        for value in _each(member.read(record)):
            if fault := fault_of(check, value):
                yield str(value), member.path, fault


def fault_of(check: Callable[[Any], None], value: Any) -> str:
    """Return why a validator refuses a value; empty: it does not."""
    try:
        check(value)
    except ValidationError as error:
        fault: str = error.messages[0]
        return fault
    return ""


@cache
def _checked(noun: Noun) -> list[tuple[Member, Callable[[Any], None]]]:
    """Return the members that have a form, each with what refuses any other."""
    checks = [(member, member.form or _check_of(member)) for member in noun.members]
    return [(member, check) for member, check in checks if check]


def _check_of(member: Member) -> Callable[[Any], None] | None:
    if member.vocabulary:
        return _one_of(member.vocabulary)
    return OF_TYPE.get(member.type)


def _each(value: Any) -> Iterator[Any]:
    """Yield what a member holds, whatever lists it stands in; nothing where it is empty."""
    if isinstance(value, list):
        for one in value:
            yield from _each(one)
    elif value is not None:
        yield value


def _one_of(vocabulary: Any) -> Callable[[Any], None]:
    def check(value: Any) -> None:
        # What says nothing runs nowhere and leads nowhere; where it may not, the models say.
        if value and value not in vocabulary:
            known = ", ".join(vocabulary)
            raise ValidationError(f"“{str(value)[:SHOWN]}” is no such term: expected {known}")

    return check


def _of(types: tuple[type, ...], expected: str) -> Callable[[Any], None]:
    def check(value: Any) -> None:
        if type(value) not in types:
            raise ValidationError(f"“{str(value)[:SHOWN]}” is no {expected}")

    return check


def _day(value: Any) -> None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            datetime.date.fromisoformat(value)
            return
    except ValueError:
        pass
    raise ValidationError(f"“{value[:SHOWN]}” is no day: expected one such as 2024-01-31")


OF_TYPE: dict[str, Callable[[Any], None]] = {
    "slug": validate_id,
    "date": _day,
    "boolean": _of((bool,), "true or false"),
    "integer": _of((int,), "whole number"),
    "number": _of((int, Decimal), "number"),
}
