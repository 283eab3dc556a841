"""The picture that is shown where the address of a figure is shared."""

from itertools import pairwise

from api.pictures import og
from api.pictures.drawing import Told
from api.pictures.headline import Run
from datasets.wording.credits import counted_by

from .drawn import SUFFIXES, amount, badge

STATES = {"kept": "same", "rounded": "same", "changed": "changed", "unseen": "unseen"}
ALTERED = "How a number changed on its way"


def shared_picture(record, head, stops):
    """Return the SVG: the figure, and what became of it where a text changed it."""
    told = Told("shared", f"{head.told} {head.what}", record["statement"])
    chips = [one["short"] for one in record["caveats"][:3]]
    changed = [stop for stop in stops if stop.kind == "changed"]
    if not changed:
        by = counted_by(record)
        shared = og.Shared(f"{by[0].upper()}{by[1:]}", badge(record), chips)
        suffix = SUFFIXES.get(record["quantity"], "")
        return og.unaltered(told, shared, head.told, head.what, amount(record), suffix=suffix)
    shared = og.Shared(ALTERED, badge(record), chips)
    # What was counted stands in large letters, and what was made of it below: a picture that is
    # looked at for a second must not leave the altered number.
    counted = [Run(f"{head.told} {head.what}")]
    changes = [pair for stop in changed for pair in _pairs(stop.says)]
    return og.altered(told, shared, counted, changes, [_stop(one) for one in _told(stops)])


def _pairs(runs):
    """Yield (lost, new) where words took the place of others."""
    for lost, new in pairwise(runs):
        if (lost.mark, new.mark) == ("lost", "new"):
            yield lost.words, new.words


def _told(stops):
    """Return the stops that have room: the first ones, and the last."""
    shown = [one for one in stops if one.kind in STATES]
    return shown if len(shown) <= og.MOST_STOPS else [*shown[: og.MOST_STOPS - 1], shown[-1]]


def _stop(stop):
    document = stop.hop["document"]
    note = stop.seen if stop.kind == "unseen" else stop.when
    return og.Stop(document["source_label"], note, STATES[stop.kind])
