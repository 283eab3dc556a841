"""The filters of each public noun, made from its declaration."""

from functools import cache

import django_filters
from django.db.models import Q
from django_filters.rest_framework import DjangoFilterBackend

from datasets.models import TermSet
from datasets.records import NOUNS
from datasets.store import search

from .forms import Claim, Day, Flag, Number, Span, Whole, Words

COMPARING = {
    "gt": "greater than",
    "gte": "greater than or equal to",
    "lt": "less than",
    "lte": "less than or equal to",
}
LISTING = {"in": "one of, separated by commas", "not": "none of, separated by commas"}
ONE_OF = "one of, separated by commas or repeated"
NONE_OF = "none of, separated by commas or repeated"
# The operator of a list where a filter takes a list by itself: understood, and not described.
SILENT = "__in"
LOOKED_UP = "q"
ORDERED = {"number": Number, "integer": Whole, "date": Day}


class MemberFilter(django_filters.Filter):
    """Compares a member of the record with what was asked for."""

    def __init__(self, noun, member, operator):
        super().__init__(field_name=member.filter.column)
        self.noun, self.member, self.operator = noun, member, operator
        self._field = _form_field(noun, member, operator)

    def filter(self, queryset, value):
        """Keep the records that answer; those without the member answer nothing."""
        return queryset.filter(self._condition(value))

    def _condition(self, value):
        column = self.member.filter.column
        if not column:
            return _overlaps(value)
        if self.member.filter.coded:
            sets = TermSet.objects.filter(kind=self.member.filter.name, term__in=value)
            having = Q(**{f"{column}__in": sets.values("set_id")})
            return ~having if self.operator == "not" else having
        if self.operator == "not":
            return ~Q(**{f"{column}__in": value}) & Q(**{f"{column}__isnull": False})
        if self.operator in COMPARING:
            return Q(**{f"{column}__{self.operator}": value[0]})
        # Of a boolean a list too: SQLite takes no index for the bare column that Django writes.
        listed = len(value) > 1 or self.member.type == "boolean"
        return Q(**{f"{column}__in": value}) if listed else Q(**{column: value[0]})


def _form_field(noun, member, operator):
    if not member.filter.column:
        return Span()
    if member.type == "boolean":
        return Flag(several=False)
    if ordered := _ordered(member):
        return ordered(several=operator in LISTING)
    return Words(member, noun)


def _ordered(member):
    """Return the form field of what has an order, None where it has none."""
    return Day if member.filter.last_day else ORDERED.get(member.type)


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


class ClaimFilter(django_filters.Filter):
    """Looks up the records that say what somebody read."""

    def __init__(self):
        super().__init__()
        self._field = Claim()

    def filter(self, queryset, value):
        """Keep the records in whose texts every word occurs."""
        return queryset.filter(search.matching(value))


class RecordFilterSet(django_filters.FilterSet):
    """A set of filters of which only those that were asked for are built."""

    def __init__(self, data, queryset):
        self.base_filters = {name: self.base_filters[name] for name in data}
        super().__init__(data, queryset)


def operators(member):
    """Return {operator: what it means} for the filter on a member; empty is equality."""
    if not member.filter.column:
        return {"": "overlaps with"}
    if member.type == "boolean":
        return {"": "equal to"}
    if member.type == "integer" or member.filter.name == "value":
        return {"": "equal to", **COMPARING, **LISTING}
    if _ordered(member):
        return {"": "equal to", **COMPARING}
    return {"": ONE_OF, "not": NONE_OF} if member.filter.excluding else {"": ONE_OF}


@cache
def filters_of(noun):
    """Return {parameter: filter} of a public noun."""
    looked_up = {LOOKED_UP: ClaimFilter()} if noun.words else {}
    return looked_up | {
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


class RecordFilterBackend(DjangoFilterBackend):
    """Filters the records of a view by what its reader was asked for, and describes the filters."""

    def get_filterset_class(self, view, queryset=None):
        """Return the filter set of the view's noun."""
        return FILTERSETS[view.noun.name]

    def get_filterset_kwargs(self, request, queryset, view):
        """Return what the filter set is made of: nothing but the filters that are asked for."""
        return {"data": view.reader.asked, "queryset": queryset}

    def filter_queryset(self, request, queryset, view):
        """Return the records that the filters keep; what is wrong is collected by the reader."""
        filterset = self.get_filterset(request, queryset, view)
        if filterset.is_valid():
            return filterset.qs
        for name, errors in filterset.errors.as_data().items():
            for error in errors:
                view.reader.collect(name, error)
        return queryset

    def get_schema_operation_parameters(self, view):
        """Return the references to the parameters that describe the filters of the view."""
        noun = view.noun.name
        return [{"$ref": f"#/components/parameters/{noun}.{name}"} for name in view.filters()]
