"""What one document changed of what another said: each change as a term, before and after."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from datasets.arithmetic import periods
from datasets.arithmetic.intervals import Interval
from datasets.models.reported import EITHER, NOT_STATED
from datasets.wording import chains

from .readings import Reading, words
from .rows import CarriedRow

# What is said of a number that rounding made: others say on which side of it the truth is.
ROUNDED = {"eq", "about", NOT_STATED}
# A number in these words is near the printed one, and on one side of it.
ON_ONE_SIDE = ("lt_approx", "gt_approx")
NAMED = ("population", "area", "period", "base_period", "attribution")


@dataclass(frozen=True)
class Alteration:
    """A term of the vocabulary; ``facets`` are the parts in which two measures differ."""

    alteration: str
    before: str | None
    after: str | None
    facets: dict[str, str] = field(default_factory=dict)


def of_readings(
    before: Reading, after: Reading, printed_before: str | None, printed: str | None
) -> list[Alteration]:
    """What the second Reading alters of the first, with the printed figures where known."""
    if before is after:
        return []
    return [
        *_of_number(before, after, printed_before, printed),
        *_of_range(before, after),
        *_of_measure(before, after),
        *(
            Alteration(name, was or None, now or None)
            for name in NAMED
            if _meant(was := getattr(before, name)) != _meant(now := getattr(after, name))
        ),
    ]


def of_caveats(
    before: Sequence[CarriedRow],
    after: Sequence[CarriedRow],
    *,
    seen_whole_before: bool,
    seen_whole: bool,
) -> list[Alteration]:
    """What became of the caveats that two hops carry.

    What a document leaves out is only known of one that was seen whole.
    """
    carried, now = ({one.caveat_id: one.strength for one in rows} for rows in (before, after))
    lost: Collection[str] = carried.keys() - now.keys() if seen_whole else ()
    added: Collection[str] = now.keys() - carried.keys() if seen_whole_before else ()
    return [
        *(Alteration("caveat_lost", slug, None) for slug in sorted(lost)),
        *(Alteration("caveat_added", None, slug) for slug in sorted(added) if not now[slug]),
        *_of_strength(now, "-", "caveat_weakened"),
        *_of_strength(now, "+", "caveat_strengthened"),
    ]


def _of_strength(carried: dict[str, str], sign: str, term: str) -> list[Alteration]:
    return [Alteration(term, slug, slug) for slug in sorted(carried) if carried[slug] == sign]


def _of_number(
    before: Reading, after: Reading, printed_before: str | None, printed: str | None
) -> list[Alteration]:
    if before.number == after.number:
        return []
    units = before.unit_in_effect, after.unit_in_effect
    if before.kinds != after.kinds:
        if units[0] == units[1]:
            units = f"{units[0]} ({before.quantity})", f"{units[1]} ({after.quantity})"
        return [Alteration("unit", *units)]
    term = _change(before.interval, after.interval)
    if term is None:
        return []
    if term in ("value", "sharpened") and _rounded(before, after):
        term = "rounded"
    elif term == "rounded" and _moved_too_far(before, after):
        term = "value"
    elif term == "value" and _same_digits(before, after) and after.comparator == "eq":
        term = "sharpened"
    with_unit = units[0] != units[1]
    was = printed_before or _in_words(before, with_unit)
    return [Alteration(term, was, printed or _in_words(after, with_unit))]


def _of_range(before: Reading, after: Reading) -> list[Alteration]:
    """What became of the range beside an estimate."""
    was, now = before.range, after.range
    if was == now:
        return []
    term = "range_added" if was is None else "range_dropped" if now is None else "range_changed"
    if was and now and was[2] == now[2] and _rounded_range(before, after):
        term = "rounded"
    in_words = [one and chains.range_of_estimate(*one) for one in (was, now)]
    return [Alteration(term, in_words[0], in_words[1])]


def _change(before: Interval | None, after: Interval | None) -> str | None:
    """The term for what became of the number, None where it means the same."""
    if before is None or after is None:
        if before is after:
            return None
        return "value_added" if before is None else "value_dropped"
    if before.disjoint(after):
        return "value"
    if before.within(after):
        return None if after.within(before) else "rounded"
    return "sharpened"


def _rounded(before: Reading, after: Reading) -> bool:
    """Whether the second number can be had from the first by rounding alone.

    A half may go either way, and what was rounded before need not have its ends in the second. In
    another unit the places differ, so there half the width is as good. The same number without its
    “about” is exact, and not rounded; what is almost 7,400 is 7,400 when it is rounded.
    """
    same_unit = before.unit_in_effect == after.unit_in_effect
    if {before.comparator, after.comparator} == {"range"}:
        return _rounded_range(before, after)
    if not ROUNDED.issuperset(words(after.comparator)):
        return False
    was, now = before.apart_from_margin, after.rounded_from
    if _same_digits(before, after):
        return before.comparator in ON_ONE_SIDE and now is not None and not now.is_point
    if was is None or now is None or not was.two_sided or was.middle not in now.closure:
        return False
    return now.width > (was.width if same_unit else was.width / 2)


def _moved_too_far(before: Reading, after: Reading) -> bool:
    """Whether a number without “about” is one that no honest rounding makes, however it is printed.

    “Two million” has room for 1.6 million by its last place, and is a quarter more.
    """
    was, now = before.interval, after.rounded_from
    if _same_digits(before, after) or after.comparator != "eq":
        return False
    if was is None or now is None or not was.two_sided:
        return False
    return was.middle not in now.closure


def _same_digits(before: Reading, after: Reading) -> bool:
    same_unit = before.unit_in_effect == after.unit_in_effect
    return same_unit and before.value == after.value


def _rounded_range(before: Reading, after: Reading) -> bool:
    """Whether each end of the second range is that of the first, or its rounding."""
    if before.ends is None or after.ends is None:
        return False
    return all(
        one.interval and other.rounded_from and one.interval.middle in other.rounded_from.closure
        for one, other in zip(before.ends, after.ends, strict=True)
    )


def _in_words(reading: Reading, with_unit: bool) -> str | None:
    """The number in words; None where the reading has none."""
    if reading.value_low and not reading.value:
        number = chains.stated_range(reading.value_low, reading.value_high)
    elif reading.value not in ("", NOT_STATED):
        number = chains.expressed(words(reading.value), words(reading.comparator))
    elif reading.interpreted_as:
        number = reading.interpreted_as
    elif reading.interval:
        number = reading.comparator
    else:
        return None
    return f"{number} {reading.unit_in_effect}" if with_unit and number else number


def _of_measure(before: Reading, after: Reading) -> list[Alteration]:
    if _meant(before.measure) == _meant(after.measure):
        return []
    was, now = _facets(before), _facets(after)
    differ = {
        name: chains.facet_change(was.get(name, NOT_STATED), now.get(name, NOT_STATED))
        for name in sorted(was.keys() | now.keys())
        if was.get(name) != now.get(name)
    }
    return [Alteration("measure", before.measure, after.measure, differ)]


def _facets(reading: Reading) -> dict[str, str]:
    """The facets of its measure; where it may be either of two, both joined by a bar."""
    facets = [
        reading.measures[measure].facets
        for measure in words(reading.measure)
        if measure != NOT_STATED
    ]
    return {
        name: EITHER.join(dict.fromkeys(one.get(name, NOT_STATED) for one in facets))
        for name in {name for one in facets for name in one}
    }


def _meant(text: str) -> set[str]:
    """The words, in no order; nothing, unknown and not stated say the same."""
    return {NOT_STATED if word in ("", periods.UNKNOWN) else word for word in words(text)}
