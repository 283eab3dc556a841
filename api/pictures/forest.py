"""The forest plot: one answer a row, all on one axis, and what they have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .amounts import Amount, Number
from .bands import band_of, break_of
from .captions import forest_caption
from .drawing import Drawing, Told, rendered
from .forest_axis import forest_axis
from .labels import Label
from .overlap import Overlap, overlap_of
from .scale import Axis

ROW, AXIS, AXIS_WITH_WORDS, HEAD = 44, 28, 44, 22
_SHORT_ARROW = 24


@dataclass(frozen=True)
class Row:
    """One answer, and what its drawing says in words."""

    amount: Amount
    told: Told


@dataclass(frozen=True)
class Mark:
    """A number that a dashed line marks through all rows, and its words: 1, as many."""

    number: Number
    words: str = ""


@dataclass(frozen=True)
class Forest:
    """A drawing for each row, one for the axis below, and one for what stands above the rows.

    ``head`` and ``overlap`` (its words) are there only where all rows have numbers in common.
    """

    rows: tuple[Drawing, ...]
    axis: Drawing
    head: Drawing | None
    overlap: str
    caption: tuple[str, ...]


def forest(
    rows: Sequence[Row],
    told: Told,
    *,
    suffix: str = "",
    whole: bool = False,
    mark: Mark | None = None,
    comparable: bool = True,
) -> Forest:
    """Return the drawings of a forest plot; of what is not ``comparable`` no overlap is shown."""
    spoken = [replace(row, amount=row.amount.spoken(suffix)) for row in rows]
    amounts = [row.amount for row in spoken]
    known = [*amounts, *([Amount(value=mark.number)] if mark else [])]
    axis = forest_axis(known, suffix=suffix, whole=whole)
    shared = overlap_of(amounts, axis) if comparable else None
    return Forest(
        tuple(_row(row, axis, shared, mark) for row in spoken),
        _axis(axis, replace(told, prefix=f"{told.prefix}-axis"), shared, mark),
        _head(replace(told, prefix=f"{told.prefix}-head"), shared) if shared else None,
        shared.words if shared else "",
        forest_caption(amounts, axis, shared, mark.words if mark else ""),
    )


def _row(row: Row, axis: Axis, shared: Overlap | None, mark: Mark | None) -> Drawing:
    amount = row.amount
    at = None if amount.value is None else axis.at(amount.value)
    body = rendered(
        "forest_row.svg",
        prefix=row.told.prefix,
        grid=[axis.at(tick) for tick in axis.ticks],
        marked=axis.at(mark.number) if mark else None,
        band=band_of(amount, axis),
        shared=shared,
        dot=at,
        ring=amount.worked_out,
        arrows=[] if at is None else [(at, way) for way in _ways(amount)],
    )
    return Drawing(row.told, ROW, body, kind="row")


def _ways(amount: Amount) -> list[str]:
    return {None: [], "higher": ["right"], "lower": ["left"], "either": ["left", "right"]}[
        amount.direction
    ]


def _axis(axis: Axis, told: Told, shared: Overlap | None, mark: Mark | None) -> Drawing:
    labels = axis.labels(18)
    if mark and mark.words:
        labels.append(Label(mark.words, axis.at(mark.number), 36, "tick").clamped())
    body = rendered(
        "forest_axis.svg",
        ticks=[axis.at(tick) for tick in axis.ticks],
        broken=break_of(axis),
        labels=labels,
    )
    height = AXIS_WITH_WORDS if mark and mark.words else AXIS
    first, last = axis.words(axis.first), axis.words(axis.last)
    told = replace(told, description=f"A scale from {first} to {last}.")
    return Drawing(told, height, body, kind="scale")


def _head(told: Told, shared: Overlap) -> Drawing:
    """Return the words of what is shared, in bold above its column."""
    label = Label(shared.words, (shared.start + shared.end) / 2, 14, "count").clamped()
    body = rendered("parts/labels.svg", labels=[label])
    told = replace(told, description=f"Numbers that fit all rows: {shared.words}.")
    return Drawing(told, HEAD, body, kind="head")
