"""What may not be added: figures that count different things, or may count one thing twice.

Each rule yields its clashes one by one, so that a thousand figures which all overlap cost no more
than the few pairs that get named. Figures are published documents, in the order of their ids.
"""

import datetime
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, islice, product

from datasets.reserved import AREA_NOT_STATED

MOST_NAMED = 50
# Units of parts and multiples, whatever they are parts and multiples of.
OF_A_WHOLE = ("percent", "times")
# How far an approximate end may be off at least, in days: “about 2015” can well be 2014.
A_YEAR = 365


@dataclass(frozen=True)
class Nouns:
    """What figures refer to: published documents by slug.

    ``areas`` with all that they are part of, the ``documents`` that were counted from, and the
    ``observations`` that computed figures go back to.
    """

    measures: dict
    areas: dict
    documents: dict
    observations: dict


@dataclass(frozen=True)
class Clash:
    """One figure, or two, that may not be added: the member that clashes, its words, and why."""

    ids: tuple[str, ...]
    member: str
    words: tuple[str, ...]
    reason: str
    expected: str


class Clashes(Exception):
    """Figures may not be added; of each rule the first clashes, and whether there are ``more``."""

    def __init__(self, clashes, more):
        super().__init__("; ".join(f"{', '.join(one.ids)}: {one.reason}" for one in clashes))
        self.clashes, self.more = clashes, more


def refuse(figures, nouns):
    """Raise the Clashes of the figures, if there are any."""
    # What another dataset means by its words is its own affair: nothing more can be compared.
    rules = RULES if len({one["dataset"] for one in figures}) <= 1 else (_other_datasets,)
    named, more = [], False
    for rule in rules:
        found = list(islice(_once(rule(figures, nouns)), MOST_NAMED + 1))
        named += found[:MOST_NAMED]
        more |= len(found) > MOST_NAMED
    if named:
        raise Clashes(named, more)


def operands(figure):
    """Return the ids of the figures that a figure was computed from; none if it was reported."""
    if not figure["derivation"]:
        return []
    named = [one["operand"].partition(":") for one in figure["derivation"]["operands"]]
    return [what for noun, _, what in named if noun == "observation"]


def counted(figure, observations):
    """Return the figures that somebody counted behind this one: itself unless it was computed."""
    if not figure["derivation"]:
        return [figure]
    return [one for one in _back_to(figure, observations).values() if not one["derivation"]]


def _other_datasets(figures, nouns):
    return _unlike(figures, "dataset", lambda one: one["dataset"])


def _other_measures(figures, nouns):
    return _unlike(figures, "measure", _measure)


def _other_populations(figures, nouns):
    return _unlike(figures, "population", lambda one: one["population"]["slug"])


def _other_units(figures, nouns):
    return _unlike(figures, "unit", lambda one: one["unit"])


def _unlike(figures, member, word):
    for pair in _odd(figures, word):
        yield _pair(pair, member, word, f"not the same {member}", f"figures of one {member}")


def _no_levels(figures, nouns):
    for one in figures:
        kind = nouns.measures[_measure(one)]["kind"]
        if kind == "ratio":
            member, word = "measure", kind
        elif one["quantity"] != "level":
            member, word = "quantity", one["quantity"]
        elif one["unit"] in OF_A_WHOLE:
            member, word = "unit", one["unit"]
        else:
            continue
        reason = f"a {word} cannot be added to anything".replace("_", " ")
        yield Clash((one["id"],), member, (word,), reason, "levels: how many or how much")


def _replaced(figures, nouns):
    for one in figures:
        if one["revised_by"]:
            reason = "its origin has put another figure in its place"
            word = one["revised_by"]
            yield Clash((one["id"],), "revised_by", (word,), reason, "the figure in its place")


def _other_moments(figures, nouns):
    """Yield the stocks that are not known to be of one moment."""
    for kin in _grouped(figures, _measure).values():
        if nouns.measures[_measure(kin[0])]["kind"] == "stock":
            for pair in _odd(kin, _moment):
                reason = "a stock is counted at a moment, and these are not known to share theirs"
                yield _pair(pair, "period", _code, reason, "one moment, in areas apart")


def _moment(figure):
    period = figure["period"]
    if period["precision"] != "exact":
        return figure["id"]
    return period["start"], period["end"], period["counted_to"]


def overlapping(figures, nouns):
    """Yield the figures of one area that share days, or may do so."""
    for kin in _grouped(figures, _area).values():
        running = []
        for first, last, number in sorted(
            (*_reach(one["period"]), number) for number, one in enumerate(kin)
        ):
            running = [(until, other) for until, other in running if until >= first]
            for _, other in running:
                pair = kin[min(number, other)], kin[max(number, other)]
                exact = {one["period"]["precision"] for one in pair} == {"exact"}
                reason = f"their periods {'' if exact else 'may '}overlap, in the same area"
                yield _pair(pair, "period", _code, reason, "periods known to share no day")
            running.append((last, number))


def _reach(period):
    """Return the first and the last day that the period may have, as numbers."""
    start, end = (
        day and datetime.date.fromisoformat(day).toordinal()
        for day in (period["start"], period["end"])
    )
    slack = 0
    if re.search("[~?%]", period["code"]):
        slack = max(A_YEAR, end - start if start and end else 0)
    return (start - slack if start else -math.inf), (end + slack if end else math.inf)


def _nested(figures, nouns):
    """Yield the figures of areas that include each other, or may do so."""
    by_area = _grouped(figures, _area)
    for area, inside in by_area.items():
        wider = nouns.areas[area]["part_of"]
        while wider:
            for pair in product(by_area.get(wider, ()), inside):
                yield _in_areas(pair, f"{area} is part of {wider}")
            wider = nouns.areas[wider]["part_of"]
    for area, others in by_area.items():
        if area != AREA_NOT_STATED:
            for pair in product(by_area.get(AREA_NOT_STATED, ()), others):
                yield _in_areas(pair, f"the area that is not stated may include {area}")


def _in_areas(pair, reason):
    return _pair(pair, "area", _area, reason, "stated areas of which none includes another")


def _computed(figures, nouns):
    """Yield the computed figures beside what they go back to, or beside what shares it."""
    using = defaultdict(list)
    for one in figures:
        for slug in _back_to(one, nouns.observations):
            using[slug].append(one)
    here = {one["id"]: one for one in figures}
    for slug in sorted(using):
        if slug in here:
            for one in using[slug]:
                yield _in_origins((here[slug], one), "the second is computed from the first")
        for pair in combinations(using[slug], 2):
            yield _in_origins(pair, f"both are computed from {slug}")


def _back_to(figure, observations):
    """Return the figures that this one was computed from, however deep, by slug."""
    found, waiting = {}, operands(figure)
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found[slug] = observations[slug]
            waiting += operands(found[slug])
    return found


def _of_the_same_records(figures, nouns):
    """Yield the figures of different origins that counted from one document, or from each other."""
    by_origin, by_input = defaultdict(dict), defaultdict(lambda: defaultdict(dict))
    for one in figures:
        for behind in counted(one, nouns.observations):
            origin = behind["origin"]["slug"]
            by_origin[origin][one["id"]] = one
            for document in behind["inputs"]:
                by_input[document][origin][one["id"]] = one
    for document, origins in by_input.items():
        for one, other in combinations(origins.values(), 2):
            for pair in product(one.values(), other.values()):
                yield _in_origins(pair, f"other origins, counted from the same {document}")
        publisher = nouns.documents[document]["source"]
        for origin, counting in origins.items():
            if origin != publisher:
                for pair in product(by_origin[publisher].values(), counting.values()):
                    reason = f"{origin} counted from {document}, which {publisher} published"
                    yield _in_origins(pair, reason)


def _in_origins(pair, reason):
    return _pair(pair, "origin", _origin, reason, "figures that do not rest on the same counts")


RULES = (
    _other_measures,
    _other_populations,
    _other_units,
    _no_levels,
    _replaced,
    _other_moments,
    overlapping,
    _nested,
    _computed,
    _of_the_same_records,
)


def _measure(figure):
    return figure["measure"]["slug"]


def _area(figure):
    return figure["area"]["slug"]


def _code(figure):
    return figure["period"]["code"]


def _origin(figure):
    return figure["origin"]["slug"]


def _pair(pair, member, word, reason, expected):
    ids = tuple(one["id"] for one in pair)
    return Clash(ids, member, tuple(dict.fromkeys(map(word, pair))), reason, expected)


def _grouped(figures, key):
    groups = defaultdict(list)
    for one in figures:
        groups[key(one)].append(one)
    return groups


def _odd(figures, key):
    """Yield each figure that differs from most of them, beside the first of those."""
    groups = _grouped(figures, key)
    usual = max(groups.values(), key=len)
    for group in groups.values():
        if group is not usual:
            yield from ((usual[0], one) for one in group)


def _once(clashes):
    """Yield each pair once, however often a rule comes upon it, and no figure beside itself."""
    seen = set()
    for clash in clashes:
        pair = (frozenset(clash.ids), clash.member)
        if pair not in seen and len(pair[0]) == len(clash.ids):
            seen.add(pair)
            yield clash
