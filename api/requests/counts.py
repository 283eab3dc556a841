"""How many of the records that are asked for have each word of a filter."""

from collections import Counter

from django.db.models import Count

from datasets.models import TermSet

from .forms import Words


def countable(filters):
    """Return the names of the filters whose words can be counted, of {name: filter}."""
    return [
        name
        for name, one in filters.items()
        if isinstance(one.field, Words) and "__" not in name and one.member.filter.column != "slug"
    ]


def counts(records, filters, names):
    """Return {name: {word: how many records have it}}, the most frequent word first."""
    return {name: _of(records, filters[name].member.filter) for name in names}


def _of(records, asked):
    grouped = records.order_by().values_list(asked.column).annotate(number=Count("pk"))
    found = Counter()
    if asked.coded:
        number_of = dict(grouped)
        terms = TermSet.objects.filter(kind=asked.name, set_id__in=number_of)
        for word, set_id in terms.values_list("term", "set_id"):
            found[word] += number_of[set_id]
    else:
        found.update({word: number for word, number in grouped if word})
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
