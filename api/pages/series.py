"""The figures of a measure over time: which are running totals, which count one stretch."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from functools import lru_cache

from api.pictures.drawing import Told
from api.pictures.running import Start, Total, running
from api.pictures.stretches import Stretch, stretches
from datasets.wording import series

from .drawn import MOST_DRAWN, amount, is_whole, words_of

# Of fewer, a chart tells no more than the table.
FEWEST_TOTALS, FEWEST_STRETCHES = 3, 2
_drawn_running = lru_cache(maxsize=MOST_DRAWN)(running)
_drawn_stretches = lru_cache(maxsize=MOST_DRAWN)(stretches)
# In days: a little more than a year.
LONG = 400


def charts(rows, label):
    """Return (title, subtitle, drawing) of the charts of a measure's counts.

    Only counts of its usual area and one unit share a chart; running totals of one start stand
    apart from counts of one stretch, for those are never added or joined.
    """
    counts = _of_usual_area([one for one in rows if _is_drawn(one)])
    if not counts:
        return []
    start, totals = _totals(counts)
    # What counts longer than a year would dwarf what counts a month: it stands with the totals.
    longer = [one for one in counts if start and one not in totals and _days(one) > LONG]
    others = [one for one in counts if one not in totals and one not in longer]
    unit = counts[0].record["measure"]["unit"]["label"]
    drawn = []
    if start:
        drawn.append(_running(totals, longer, start, label, unit))
    if len(others) >= FEWEST_STRETCHES:
        drawn.append(_stretches(others, label, unit))
    return [one for one in drawn if one[2]]


def _is_drawn(one):
    record = one.record
    period, level = record["period"], record["quantity"] == "level"
    return level and period["start"] and period["end"]


def _of_usual_area(counts):
    """Return the counts of the area that the measure names, else of the one that most are of."""
    if not counts:
        return []
    named = counts[0].record["measure"]["area"]
    if named:
        return [one for one in counts if not one.elsewhere]
    areas = Counter(one.record["area"]["id"] for one in counts)
    ((usual, _),) = areas.most_common(1)
    return [one for one in counts if one.record["area"]["id"] == usual]


def _totals(counts):
    """Return the day from which most totals of one counter count, and those; or none if few."""
    reported = [one for one in counts if not one.record["derivation"]]
    ends = defaultdict(set)
    for one in reported:
        ends[_series(one)].add(one.record["period"]["end"])
    started = Counter({series: len(days) for series, days in ends.items()})
    if not started:
        return None, []
    # Of as many the later one: it is the narrower.
    (start, counter), number = max(started.items(), key=lambda one: (one[1], one[0]))
    if number < FEWEST_TOTALS:
        return None, []
    return start, [one for one in reported if _series(one) == (start, counter)]


def _series(one):
    """Return what the totals of a line have in common: their first day, and who counted."""
    return one.record["period"]["start"], one.record["origin"]["id"]


def _running(totals, longer, start, label, unit):
    day = date.fromisoformat(start)
    drawing = _drawn_running(
        (
            *(Total(_end(one), _amount(one)) for one in totals),
            *(Total(_end(one), _amount(one), _since(one), _start(one)) for one in longer),
        ),
        Start(day, series.began(day)),
        Told("totals", series.RUNNING, series.described(label, len(totals) + len(longer))),
        unit=unit,
        direction=_direction(totals),
        whole=all(is_whole(one.record) for one in totals),
    )
    return series.RUNNING, series.since(day), drawing


def _stretches(others, label, unit):
    drawing = _drawn_stretches(
        tuple(Stretch(_start(one), _end(one), _amount(one), _length(one)) for one in others),
        Told("stretches", series.STRETCHES, series.described(label, len(others))),
        unit=unit,
        whole=all(is_whole(one.record) for one in others),
    )
    return series.STRETCHES, series.EACH, drawing


def _amount(one):
    return replace(amount(one.record), said=words_of(one.head))


def _direction(totals):
    """Return the direction that all of the totals have, if they have one."""
    ways = {amount(one.record).direction for one in totals}
    return ways.pop() if len(ways) == 1 else None


def _start(one):
    return date.fromisoformat(one.record["period"]["start"])


def _end(one):
    return date.fromisoformat(one.record["period"]["end"])


def _days(one):
    return (_end(one) - _start(one)).days


def _since(one):
    return series.since_in_short(_start(one))


def _length(one):
    return series.length(_start(one), _end(one))
