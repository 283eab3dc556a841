"""A question that several origins answer: its title, and whether the answers agree."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from datasets.reserved import SOFTWARE, SOFTWARE_NAME

from .dates import up_to, when
from .labels import capitalised, within
from .record import Record


@dataclass(frozen=True)
class Compared:
    """How many pairs of answers were held against each other that count the same thing.

    ``agreeing`` fit one number, ``apart`` none; where ``estimates`` are among them, what meets are
    ranges. Of the rest it cannot be told: one gives no number, or says how many at least.
    """

    pairs: int
    agreeing: int
    apart: int
    estimates: bool


def title(
    topic: str, population: str, area: str, period: str, data_cutoff: str | None, event: str | None
) -> str:
    """What is asked, whom and where, when, and at what event.

    Whom is left out where nobody told it from what is asked.
    """
    whom = "" if population.casefold() == topic.casefold() else f"{population}, "
    counted = f", {up_to(data_cutoff)}" if data_cutoff else ""
    about = f" ({within(event)})" if event else ""
    return f"{capitalised(topic)}: {whom}{area}, {when(period)}{counted}{about}"


def verdict(
    answers: Sequence[Record], *, rivals: Compared, own: Compared, independent: bool
) -> str:
    """How many answers by whom, how many things they count, and whether they agree.

    ``rivals`` rest on different origins; of ``own`` pairs one was computed from figures of whoever
    counted the other, and that they agree confirms nothing but the arithmetic. ``independent``
    says whether any two answers are known to rest on counts of their own.
    """
    return f"{_by_whom(answers)}. {_how_alike(answers, rivals, own, independent)}."


def _by_whom(answers: Sequence[Record]) -> str:
    origins = [one["origin"] for one in answers]
    computed, counting = origins.count(SOFTWARE), len({*origins} - {SOFTWARE})
    by = "by one source" if counting == 1 else f"by {counting} sources"
    if computed:
        by = f"({len(answers) - computed} {by}, {computed} computed by {SOFTWARE_NAME})"
    silent = sum(one["value_digits"] is None and one["interval"] is None for one in answers)
    without = f", {silent} of them without a number" if silent else ""
    return f"{len(answers)} answers {by}{without}"


def _how_alike(
    answers: Sequence[Record], rivals: Compared, own: Compared, independent: bool
) -> str:
    origins_of = defaultdict(set)
    for one in answers:
        origins_of[one["measure"]].add(one["origin"])
    one_thing = len(origins_of) == 1
    # Who gives two answers about one thing was not held against itself.
    all_rivals = not own.pairs and len(answers) == sum(map(len, origins_of.values()))
    what = f"They count {len(origins_of)} different things"
    if one_thing:
        what = f"{'Both' if len(answers) == 2 else 'All'} count the same thing"
    elif max(map(len, origins_of.values())) == 1:
        twice = "; of one thing, one source gives more than one answer"
        return f"{what}, which need not agree{'' if all_rivals else twice}"
    told = [what]
    if rivals.pairs:
        told.append(_between_rivals(rivals, one_thing, all_rivals))
        if rivals.agreeing == rivals.pairs and not (rivals.estimates or independent):
            told[-1] += ", but no two are known to be independent"
    if own.pairs:
        told.append(_with_its_own(own))
    if not told[1:]:
        told.append(f"one is computed from another{'' if one_thing else ' that counts the same'}")
    return "; ".join(told)


def _between_rivals(compared: Compared, one_thing: bool, all_rivals: bool) -> str:
    whose = "" if all_rivals else " of different sources"
    those = f"those{whose}" if one_thing else f"those{whose} that count the same one"
    they = "they" if one_thing and all_rivals else those
    agree = "overlap" if compared.estimates else "agree"
    return _told(compared, they, f"of {those} some", agree, "disagree")


def _with_its_own(compared: Compared) -> str:
    computed = f"what {SOFTWARE_NAME} computed from a source’s figures"
    counted = "what that source counted"
    agrees = f"{'overlaps' if compared.estimates else 'agrees'} with {counted}"
    some = f"of {computed} some"
    return _told(compared, computed, some, agrees, f"disagrees with {counted}")


def _told(compared: Compared, they: str, some: str, agree: str, differ: str) -> str:
    if compared.pairs in (compared.agreeing, compared.apart):
        return f"{they} {agree if compared.agreeing else differ}"
    if compared.agreeing and compared.apart:
        return f"{some} {agree}, some {differ}"
    if compared.agreeing or compared.apart:
        return f"{some} {agree if compared.agreeing else differ}, of the rest it cannot be said"
    return f"it cannot be said whether {they} {agree}"
