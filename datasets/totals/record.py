"""The record of a total, made when somebody asks for it."""

from typing import Any

from datasets.arithmetic import digits
from datasets.records.observation.members import bounds_members
from datasets.vocabularies import (
    SEEN,
)
from datasets.wording.totals import statement

from .total import Total
from .violations import Figure

HOW_SEEN = list(SEEN)
NOTHING: dict[str, Any] = {"total": None, "observations": []}


def record_of(total: Total, release: int, address: str) -> dict[str, Any]:
    """Return the JSON record of a Total in the release number ``release``.

    ``address`` is the path with the query that asks for it again.
    """
    figures = total.figures
    comparator, value = total.expressed
    code, start, end, precision = total.period
    record = {
        **{name: figures[0][name] for name in ("measure", "population")},
        "areas": total.areas,
        "events": total.events,
        "period": {
            "code": code,
            "start": start,
            "end": end,
            "precision": precision,
            "gaps": total.gaps,
        },
        "comparator": comparator,
        "value": digits.number(value),
        "value_digits": value,
        **{name: figures[0][name] for name in ("unit", "quantity")},
        **bounds_members(total.interval, total.basis),
        "may_repeat": total.may_repeat,
        "bias": total.bias,
        "caveats": [_caveat(*one) for one in total.caveats],
        "origins": [{**origin, "observations": ids} for origin, ids in total.origins],
        "statuses": sorted({one["status"] for one in figures}),
        "verification": max((one["verification"] for one in figures), key=HOW_SEEN.index),
        "disputed": any(one["disputed"] for one in figures),
        "objections": total.objections,
        "check_rules": sorted({check["rule"] for one in figures for check in one["checks"]}),
        "dataset": figures[0]["dataset"],
        "release": release,
        "license": figures[0]["license"],
        "links": {"self": address, "dataset": figures[0]["links"]["dataset"]},
    }
    return {
        "total": {"statement": statement(record, len(figures)), **record},
        "observations": [_figure(one) for one in figures],
    }


def _caveat(caveat: dict[str, Any], ids: list[str]) -> dict[str, Any]:
    members = {name: caveat[name] for name in caveat if name != "attached_to"}
    return {**members, "observations": ids}


def _figure(figure: Figure) -> dict[str, Any]:
    """Return what was added, without its number, which would stand there without its caveats."""
    return {
        "id": figure["id"],
        "area": figure["area"]["id"],
        "event": figure["event"] and figure["event"]["id"],
        "period": figure["period"],
        "origin": figure["origin"]["id"],
        "disputed": figure["disputed"],
        "cite_as": figure["cite_as"],
        "page": figure["links"]["page"],
    }
