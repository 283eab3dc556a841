"""Which records a pasted text speaks of, best first, and which figures come near its numbers."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import log
from operator import add, or_
from typing import Any

from django.db.models import Case, Q, When

from datasets.models import SearchText
from datasets.models.record import RecordQuerySet

from .pasted_text import PastedText, looked_up
from .search import Spellings, marked, token

MOST_HITS = 50
# So many records are read to choose the hits from: those that have most of the numbers and of so
# many words. Each more of them is looked for in every stored text, however many there are.
MOST_CANDIDATES, MOST_SOUGHT = 300, 8
# Where candidates are chosen, a number that is a figure's own weighs more than all words together.
OF_A_NUMBER = MOST_SOUGHT + 1
# A number that is probably a year says less.
OF_A_YEAR = 0.5


@dataclass(frozen=True)
class Hit:
    """A record that the text may speak of, by its key.

    ``matched`` is what of the text it says, ``own`` those numbers of the text that are its own.
    """

    pk: int
    matched: Sequence[str]
    own: Sequence[str]


def hits(records: RecordQuerySet, text: PastedText) -> list[Hit]:
    """Return the records that a text may speak of, best first.

    First come the figures whose own numbers stand in the text; then all else of it decides. A word
    that few candidates have says more than one that most have, and says more of a short record.
    """
    texts = _candidates(records, text)
    words = {pk: looked_up(stored) for pk, stored in texts.items()}
    found = [_hit(pk, texts[pk], text, words[pk]) for pk in texts]
    having = Counter(one for hit in found for one in hit.matched)
    rarity = {one: log(1 + len(found) / number) for one, number in having.items()}
    mean = sum(map(len, words.values())) / max(len(words), 1)

    def place(hit: Hit) -> tuple[float, float, int]:
        numbers = sum(OF_A_YEAR if one in text.years else 1 for one in hit.own)
        rest = sum(rarity[one] for one in hit.matched if one not in hit.own)
        score = rest / (2 + len(words[hit.pk]) / mean)
        return -numbers, -score, hit.pk

    return sorted((hit for hit in found if hit.matched), key=place)[:MOST_HITS]


def _hit(pk: int, stored: str, text: PastedText, words: Collection[str]) -> Hit:
    own = [
        number
        for number, spelt in text.numbers.items()
        if number not in text.days and any(f"{marked(one)} " in stored for one in spelt)
    ]
    return Hit(pk, text.said_in(words), own)


def _candidates(records: RecordQuerySet, text: PastedText) -> Mapping[int, str]:
    """Return the stored texts of the records that have most of the text, by key."""
    # Long words are rare: they tell most.
    words = sorted(text.stems.values(), key=len, reverse=True)[:MOST_SOUGHT]
    points: list[Any] = [
        _points_of_a_number(spelt, its_own=0 if number in text.days else OF_A_NUMBER)
        for number, spelt in text.numbers.items()
    ]
    points += [Case(When(_having(word), then=1), default=0) for word in words]
    counted = records.filter(search__text__isnull=False).annotate(points=reduce(add, points))
    best = counted.order_by("-points", "pk").values_list("pk", "points")[:MOST_CANDIDATES]
    keys = [pk for pk, number in best if number]
    return dict(SearchText.objects.filter(pk__in=keys).values_list("pk", "text"))


def _points_of_a_number(spelt: Spellings, its_own: int) -> Case:
    return Case(
        When(~_any_of(map(token, spelt)), then=0),
        *([When(_its_own(spelt), then=its_own)] if its_own else []),
        default=1,
    )


def _its_own(spelt: Spellings) -> Q:
    return _any_of(f"{marked(one)} " for one in spelt)


def _any_of(words: Iterable[str]) -> Q:
    return reduce(or_, map(_having, words))


def _having(word: str) -> Q:
    return Q(search__text__contains=word)


def is_published(records: RecordQuerySet, spelt: Spellings) -> bool:
    """Return whether a number, by any of its spellings, is a figure's own."""
    published: bool = records.filter(_its_own(spelt)).exists()
    return published


def nearest(figures: RecordQuerySet, number: str) -> list[int]:
    """Return the keys of the figures whose values come next below and next above a number."""
    value, figures = float(number), figures.filter(redaction=None)
    below = figures.filter(value__lt=value).order_by("-value", "slug")
    above = figures.filter(value__gt=value).order_by("value", "slug")
    return [pk for side in (below, above) for pk in side.values_list("pk", flat=True)[:1]]
