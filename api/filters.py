"""The filters of each public noun, made from its declaration; django-filter with exact forms.

The stock form fields take ``１２``, ``1_000`` and `` 12 ``, and drop the unknown half of a list.
"""

import datetime
import re
from functools import cache

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from datasets import periods
from datasets.models import Code, Record
from datasets.models.fields import DIGITS, SIGNIFICANT_DIGITS
from datasets.records import NOUNS

COMPARING = {
    "gt": "greater than",
    "gte": "greater than or equal to",
    "lt": "less than",
    "lte": "less than or equal to",
}
LISTING = {"in": "one of, separated by commas", "not": "none of, separated by commas"}
MAX_LISTED = 100
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATES = r"[0-9]{4}(-(S[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?"
SPAN = re.compile(rf"unknown|XXXX|{_DATES}(/({_DATES}|\.\.)?)?|(\.\.)?/{_DATES}")


def refused(reason, expected, valid=(), word=None):
    """Return the ValidationError that becomes an entry of the problem's errors."""
    return ValidationError(
        reason, params={"expected": expected, "valid": valid, "word": word}, code="refused"
    )


class Exact(forms.Field):
    """One value, or a list where the operator takes one. Cleans to a list."""

    def __init__(self, several, **kwargs):
        super().__init__(**kwargs)
        self.several = several

    def clean(self, value):
        """Return the values, each of them read exactly."""
        texts = value.split(",")
        if len(texts) > 1 and not self.several:
            raise refused("a list", "one value; the operators __in and __not take a list")
        if len(texts) > MAX_LISTED:
            raise refused(f"a list of {len(texts)}", f"at most {MAX_LISTED}")
        if len(set(texts)) != len(texts):
            raise refused("one of the list stands twice", "each once")
        return self.read(texts)


class Words(Exact):
    """Terms or published slugs."""

    def __init__(self, member, noun, several, **kwargs):
        super().__init__(several, **kwargs)
        self.member, self.noun = member, noun

    def __deepcopy__(self, memo):
        """Return itself: it holds nothing of a request."""
        return self

    def read(self, words):
        """Return the words, every one of them known."""
        known = self._known(words)
        for word in words:
            if word not in known:
                valid = known | closed_list(self.noun, self.member)
                raise refused(f"“{word[:80]}” is unknown", expectation(self.member), valid, word)
        return words

    def _known(self, words):
        asked = self.member.filter
        known = set(self.member.vocabulary or ()) | set(asked.words)
        if self.member.vocabulary is None:
            known |= _published(self.noun, asked, words)
        return known


def _published(noun, asked, words):
    """Return those of the words that are published, as ids or as values of the column."""
    known = set()
    if asked.of:
        ids = Record.objects.of(asked.of).filter(slug__in=words)
        known.update(ids.values_list("slug", flat=True))
    if not asked.coded:
        # One seek a word: DISTINCT would read every record that has it.
        records = Record.objects.of(noun)
        known.update(
            word
            for word in words
            if word not in known and records.filter(**{asked.column: word}).exists()
        )
    elif not asked.of:
        codes = Code.objects.filter(kind=asked.name, code__in=words)
        known.update(codes.values_list("code", flat=True).distinct())
    return known


def closed_list(noun, member):
    """Return all words that the filter on a member takes, as published now."""
    asked = member.filter
    words = set(member.vocabulary or ()) | set(asked.words)
    if asked.of:
        words.update(Record.objects.of(asked.of).values_list("slug", flat=True))
    if not member.vocabulary and not asked.coded:
        words.update(Record.objects.of(noun).values_list(asked.column, flat=True).distinct())
    elif not member.vocabulary and not asked.of:
        words.update(Code.objects.filter(kind=asked.name).values_list("code", flat=True))
    return words - {""}


def expectation(member):
    """Return what the filter on a member expects, in words."""
    if member.vocabulary:
        return f"one of {', '.join([*member.vocabulary, *member.filter.words])}"
    return f"a published {member.filter.of or member.filter.name}"


class Number(Exact):
    """Plain digits."""

    def read(self, texts):
        """Return the numbers; a double holds each of them exactly."""
        for text in texts:
            if len(text) > 40 or not DIGITS.fullmatch(text):
                raise refused("not a number", "digits such as 2076, -3 or 1.5")
            if len(text.lstrip("-").replace(".", "").lstrip("0")) > SIGNIFICANT_DIGITS:
                raise refused("too many digits", f"at most {SIGNIFICANT_DIGITS} significant digits")
        return [float(text) for text in texts]


class Day(Exact):
    """Calendar days."""

    def read(self, texts):
        """Return the days."""
        return [day(text) for text in texts]


def day(text):
    """Return the date that the text names."""
    try:
        if DATE.fullmatch(text):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    raise refused("not a day", "a day such as 2023-06-30")


class Span(forms.Field):
    """A reference period, or ``unknown``. Cleans to a Period."""

    def clean(self, value):
        """Return the Period."""
        if re.search("[~?%]", value):
            raise refused("an approximate period", "days, months or years without ~ or ?")
        try:
            if SPAN.fullmatch(value):
                return periods.parse(periods.UNKNOWN if value == "unknown" else value)
        except ValueError:
            pass
        raise refused("not a period", f"{periods.EXPECTED}, or unknown")


class MemberFilter(django_filters.Filter):
    """Compares a member of the record with what was asked for."""

    def __init__(self, noun, member, operator):
        super().__init__(field_name=member.filter.column)
        self.noun, self.member, self.operator = noun, member, operator
        self._field = _form_field(noun, member, several=operator in LISTING)

    def filter(self, queryset, value):
        """Keep the records that answer; those without the member answer nothing."""
        return queryset.filter(self._condition(value))

    def _condition(self, value):
        column = self.member.filter.column
        if not column:
            return _overlaps(value)
        if self.member.filter.coded:
            codes = Code.objects.filter(kind=self.member.filter.name, code__in=value)
            having = Q(**{f"{column}__in": codes.values("codes")})
            return ~having if self.operator == "not" else having
        if self.operator == "not":
            return ~Q(**{f"{column}__in": value}) & Q(**{f"{column}__isnull": False})
        if self.operator in COMPARING:
            return Q(**{f"{column}__{self.operator}": value[0]})
        return Q(**{f"{column}__in": value}) if len(value) > 1 else Q(**{column: value[0]})


def _form_field(noun, member, several):
    if not member.filter.column:
        return Span()
    if member.type == "number":
        return Number(several)
    if member.type == "date":
        return Day(several)
    return Words(member, noun, several)


def _overlaps(period):
    """Select the periods that share a day with this one; an open end reaches on for ever."""
    nothing_known = Q(period_start__isnull=True, period_end__isnull=True)
    if period.precision == "unknown":
        return nothing_known
    overlap = ~nothing_known
    if period.end is not None:
        overlap &= Q(period_start__lte=period.end) | Q(period_start__isnull=True)
    if period.start is not None:
        overlap &= Q(period_end__gte=period.start) | Q(period_end__isnull=True)
    return overlap


class RecordFilterSet(django_filters.FilterSet):
    """A set of filters of which only those that were asked for are built."""

    def __init__(self, data, queryset):
        self.base_filters = {name: self.base_filters[name] for name in data}
        super().__init__(data, queryset)


def operators(member):
    """Return {operator: what it means} for the filter on a member; empty is equality."""
    if not member.filter.column:
        return {"": "overlaps with"}
    if member.type in ("number", "date"):
        return {"": "equal to", **COMPARING, **LISTING}
    return {"": "equal to", **LISTING}


@cache
def filters_of(noun):
    """Return {parameter: MemberFilter} of a public noun."""
    return {
        member.filter.name + (f"__{operator}" if operator else ""): MemberFilter(
            noun.name, member, operator
        )
        for member in noun.filtered
        for operator in operators(member)
    }


def filterset(noun):
    """Return the filter set of a public noun."""
    name = f"{noun.name.capitalize()}FilterSet"
    return type(name, (RecordFilterSet,), filters_of(noun))


FILTERSETS = {noun.name: filterset(noun) for noun in NOUNS}
