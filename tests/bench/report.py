"""The table: what was measured, beside which rival, and what was hoped for."""

import platform
import re
import sqlite3
from dataclasses import dataclass
from importlib.metadata import version

from .measuring import MB, machine, median
from .pages import FILTERS, LIMIT
from .rivals import programs
from .rounds import REQUESTS, SERIALIZER_REQUESTS

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
PACKAGES = ("django", "djangorestframework", "django-filter", "gunicorn", "orjson")


PLACES = ("start", "far end", "three filters")
FOR_PEOPLE = ("a figure as HTML", "a measure as HTML", "a dataset as HTML")


@dataclass
class Goal:
    """A line of the table that something was hoped of: the figure, its unit and its bound."""

    what: str
    found: float
    bound: float
    at_most: bool
    unit: str = "×"

    def line(self):
        """Return the cells of the line."""
        met = self.found <= self.bound if self.at_most else self.found >= self.bound
        sign = "≤" if self.at_most else "≥"
        verdict = "yes" if met else "**no**"
        return [
            self.what,
            _number(self.found, self.unit),
            _number(self.bound, self.unit, sign),
            verdict,
        ]


def _number(value, unit, sign=""):
    digits = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{sign} {digits} {unit}".strip()


def markdown(day, stage, rounds, exports, requests, peaks, datasette):
    """Return both tables and what they depend on."""
    goals = [goal.line() for goal in _goals(stage, exports, requests, peaks)]
    return "\n\n".join(
        [
            _circumstances(day, stage, rounds, datasette),
            _table(("goal", "found", "hoped for", "met"), goals),
            _table(
                (
                    "full CSV",
                    "CPU s",
                    "µs a row",
                    "ns a byte",
                    "× Caveat a row",
                    "wall s",
                    "first byte ms",
                    "peak MB",
                    "rounds",
                ),
                _export_lines(stage, exports, peaks, datasette),
            ),
            _table(
                (
                    f"page of {LIMIT} records",
                    "CPU ms",
                    "× bare, same place",
                    "wall ms",
                    "kB",
                    "requests",
                ),
                _request_lines(requests),
            ),
            _table(
                ("publishing", "records a CPU s", "CPU s", "wall s", "peak MB"),
                _publishing_lines(stage),
            ),
        ]
    )


def _goals(stage, exports, requests, peaks):
    ours = exports["caveat"]
    if "sqlite3" in exports:
        shell = exports["sqlite3"]
        yield Goal(
            "full CSV: CPU a byte against `sqlite3 -csv`", _a_byte(ours) / _a_byte(shell), 0.5, True
        )
        yield Goal(
            "full CSV: CPU a row against `sqlite3 -csv`", _cpu(ours) / _cpu(shell), 0.5, True
        )
    if "datasette" in exports:
        yield Goal(
            "full CSV: Datasette's CPU against ours",
            _cpu(exports["datasette"]) / _cpu(ours),
            25,
            False,
        )
    yield Goal("full CSV: peak memory of the worker", peaks["caveat"] / MB, 200, True, "MB")
    start, bare = _each(requests, "start", "caveat"), _each(requests, "start", "bare")
    yield Goal("page at the start: CPU against bare WSGI", start / bare, 4, True)
    far = _each(requests, "far end", "caveat")
    yield Goal(
        "page at the far end: CPU against bare WSGI",
        far / _each(requests, "far end", "bare"),
        4,
        True,
    )
    filtered = _each(requests, "three filters", "caveat")
    yield Goal(
        "page with three filters: CPU against the bare page without", filtered / bare, 4, True
    )
    yield Goal(
        "page at the start: the serializers' CPU against ours",
        _each(requests, "start", "serializers") / start,
        15,
        False,
    )
    yield Goal("page at the far end: CPU against that at the start", far / start, 1.1, True)
    for place in FOR_PEOPLE:
        made = _each(requests, place, "anew") * 1e3
        yield Goal(f"{place}, nothing kept: CPU", made, 10, True, "ms")
    yield Goal(
        "publishing", stage.records / stage.publishing.cpu, 4000, False, "records a CPU second"
    )


def _cpu(costs):
    return median(costs, "cpu")


def _a_byte(costs):
    return _cpu(costs) / costs[0].bytes


def _each(requests, place, who):
    costs = requests[place, who]
    return _cpu(costs) / costs[0].rows


def _export_lines(stage, exports, peaks, datasette):
    names = {
        "caveat": "Caveat, over HTTP",
        "sqlite3": "`sqlite3 -csv` into a pipe",
        "datasette": "Datasette, `_stream=on`",
    }
    ours = _cpu(exports["caveat"])
    for who, name in names.items():
        costs = exports.get(who)
        if not costs:
            why = "not installed" if who == "sqlite3" else datasette
            yield [name, why, *[""] * 7]
            continue
        yield [
            name,
            f"{_cpu(costs):.3f}",
            f"{_cpu(costs) / stage.records * 1e6:.2f}",
            f"{_a_byte(costs) * 1e9:.2f}",
            f"{_cpu(costs) / ours:.2f}",
            f"{median(costs, 'wall'):.2f}",
            f"{median(costs, 'first_byte') * 1e3:.0f}",
            f"{(peaks.get(who) or max(cost.peak for cost in costs)) / MB:.0f}",
            str(len(costs)),
        ]


def _request_lines(requests):
    names = {
        "caveat": "Caveat",
        "bare": "bare WSGI and sqlite3",
        "serializers": "DRF serializers, prefetched",
        "anew": "Caveat, nothing kept",
    }
    for (place, who), costs in sorted(requests.items(), key=_by_place):
        each = _each(requests, place, who)
        yield [
            f"{names[who]}, {place}",
            f"{each * 1e3:.2f}",
            # Of pages for people there is no rival: they stand beside the bare page of JSON.
            f"{each / _each(requests, 'start' if place in FOR_PEOPLE else place, 'bare'):.2f}",
            f"{median(costs, 'wall') / costs[0].rows * 1e3:.2f}",
            f"{costs[0].bytes / costs[0].rows / 1e3:.0f}",
            f"{costs[0].rows} × {len(costs)}",
        ]


def _by_place(item):
    (place, who), _ = item
    return (*PLACES, *FOR_PEOPLE).index(place), who != "caveat", who


def _publishing_lines(stage):
    for what, cost in (
        ("all of it new", stage.publishing),
        ("again, nothing changed", stage.comparing),
    ):
        yield [
            what,
            f"{stage.records / cost.cpu:,.0f}",
            f"{cost.cpu:.1f}",
            f"{cost.wall:.1f}",
            f"{cost.peak / MB:.0f}",
        ]


def _circumstances(day, stage, rounds, datasette):
    sizes = stage.sizes
    told = [
        ("measured", f"{day}, {stage.records:,} records, medians of {rounds} interleaved rounds"),
        *machine(),
        (
            "versions",
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version} "
            f"(shell {programs.shell_version() or 'absent'}), "
            + ", ".join(f"{name} {version(name)}" for name in PACKAGES)
            + f", Datasette {datasette}",
        ),
        (
            "a record",
            f"{sizes['line']:,.0f} bytes of CSV, {sizes['document']:,.0f} of JSON, "
            f"{sizes['citations']:.1f} citations, {sizes['caveats']:.1f} caveats",
        ),
        (
            "requests",
            f"{REQUESTS} a round and place on one connection ({SERIALIZER_REQUESTS} of the "
            f"serializers); the filters: {', '.join(f'`{k}={v}`' for k, v in FILTERS.items())}",
        ),
    ]
    return "\n".join(f"- {name}: {value}" for name, value in told)


def _table(head, lines):
    rows = [list(head), ["---"] + ["--:"] * (len(head) - 1), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def write(page, text):
    """Put the text between the markers of the page."""
    whole = page.read_text()
    between = re.compile(f"{BEGIN}.*{END}", re.DOTALL)
    if not between.search(whole):
        raise SystemExit(f"{page} has no {BEGIN} … {END}")
    page.write_text(between.sub(lambda _: f"{BEGIN}\n\n{text}\n\n{END}", whole))
