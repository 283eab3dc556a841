"""What one document changed of what another said: each change as a term, before and after."""

from dataclasses import dataclass, field

from datasets.arithmetic import periods
from datasets.models.given import EITHER, NOT_STATED

from .readings import words

IN_WORDS = {
    "eq": "{}",
    "about": "about {}",
    "lt_approx": "almost {}",
    "gt_approx": "just over {}",
    "gt": "more than {}",
    "gte": "at least {}",
    "lt": "under {}",
    "lte": "up to {}",
}
NAMED = ("population", "area", "period", "base_period", "attribution")


@dataclass(frozen=True)
class Alteration:
    """A term of the vocabulary; ``facets`` are the parts in which two measures differ."""

    alteration: str
    before: str | None
    after: str | None
    facets: dict = field(default_factory=dict)


def of_readings(before, after, printed_before, printed):
    """Return what the second Reading alters of the first, with the printed figures where known."""
    if before is after:
        return []
    return [
        *_of_number(before, after, printed_before, printed),
        *_of_measure(before, after),
        *(
            Alteration(name, was or None, now or None)
            for name in NAMED
            if _said(was := getattr(before, name)) != _said(now := getattr(after, name))
        ),
    ]


def of_caveats(before, after, *, seen_whole_before, seen_whole):
    """Return what became of the caveats; both sides are the rows of Carried at their hop.

    What a document leaves out is only known of one that was seen whole.
    """
    carried, now = ({one.caveat_id: one.strength for one in rows} for rows in (before, after))
    lost = carried.keys() - now.keys() if seen_whole else ()
    added = now.keys() - carried.keys() if seen_whole_before else ()
    return [
        *(Alteration("caveat_lost", slug, None) for slug in sorted(lost)),
        *(Alteration("caveat_added", None, slug) for slug in sorted(added) if not now[slug]),
        *_of_strength(now, "-", "caveat_weakened"),
        *_of_strength(now, "+", "caveat_strengthened"),
    ]


def _of_strength(carried, sign, term):
    return [Alteration(term, slug, slug) for slug in sorted(carried) if carried[slug] == sign]


def _of_number(before, after, printed_before, printed):
    if before.number == after.number:
        return []
    units = before.unit, after.unit
    if before.kinds != after.kinds:
        if units[0] == units[1]:
            units = f"{units[0]} ({before.quantity})", f"{units[1]} ({after.quantity})"
        return [Alteration("unit", *units)]
    term = _change(before.interval, after.interval)
    if term is None:
        return []
    with_unit = units[0] != units[1]
    was = printed_before or _in_words(before, with_unit)
    return [Alteration(term, was, printed or _in_words(after, with_unit))]


def _change(before, after):
    if before is None or after is None:
        if before is after:
            return None
        return "value_added" if before is None else "value_dropped"
    if before.disjoint(after):
        return "value"
    if before.within(after):
        return None if after.within(before) else "rounded"
    return "sharpened"


def _in_words(reading, with_unit):
    """Return the number in words; None where the reading has none."""
    if reading.low:
        said = f"{reading.low} to {reading.high}"
    elif reading.value not in ("", NOT_STATED):
        number = " or ".join(words(reading.value))
        forms = (IN_WORDS.get(word, "{}") for word in words(reading.comparator))
        said = " or ".join(form.format(number) for form in forms)
    else:
        said = reading.read_as or (reading.interval and reading.comparator)
    return f"{said} {reading.unit}" if said and with_unit else said


def _of_measure(before, after):
    if _said(before.measure) == _said(after.measure):
        return []
    was, now = _facets(before), _facets(after)
    differ = {
        name: f"{was.get(name, NOT_STATED)} → {now.get(name, NOT_STATED)}"
        for name in sorted(was.keys() | now.keys())
        if was.get(name) != now.get(name)
    }
    return [Alteration("measure", before.measure, after.measure, differ)]


def _facets(reading):
    """Return the facets of its measure; where it may be either of two, both joined by a bar."""
    facets = [
        reading.shelf.measures[measure].facets
        for measure in words(reading.measure)
        if measure != NOT_STATED
    ]
    return {
        name: EITHER.join(dict.fromkeys(one.get(name, NOT_STATED) for one in facets))
        for name in {name for one in facets for name in one}
    }


def _said(text):
    """Return the words, in no order; nothing, unknown and not stated say the same."""
    return {NOT_STATED if word in ("", periods.UNKNOWN) else word for word in words(text)}
