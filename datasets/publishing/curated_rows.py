"""Curated observations, each with the rows of its own, read in blocks in id order.

Rows come as plain tuples with names: for a million figures, building model instances and their
prefetched relations would cost more than everything else that publishing does.
"""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter

from datasets.models import Attachment, Carried, Citation, Input, Observation, Waiver

FIGURES_A_BLOCK = 500


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation's row with those of its citations, inputs, attachments and waivers.

    ``carried`` maps the key of a citation to the rows of the caveats that it passes on.
    """

    observation: tuple
    citations: list
    carried: dict
    inputs: list
    attachments: list
    waived: set


def blocks(dataset):
    """Yield the dataset's figures in lists, in id order, never more than a block at once."""
    last = ""
    while rows := list(
        _rows(Observation, dataset=dataset, slug__gt=last).order_by("slug")[:FIGURES_A_BLOCK]
    ):
        last = rows[-1].slug
        yield _figures(dataset, rows)


def named(slugs):
    """Yield {slug: Figure} of some observations, in blocks."""
    slugs = sorted(slugs)
    for start in range(0, len(slugs), FIGURES_A_BLOCK):
        block = slugs[start : start + FIGURES_A_BLOCK]
        rows = list(_rows(Observation, slug__in=block).order_by("slug"))
        yield {figure.observation.slug: figure for figure in _with_their_own(rows, block)}


def _figures(dataset, rows):
    # A range of ids and not a list of them, which costs more to write down than to answer.
    ids = Observation.objects.filter(dataset=dataset, slug__range=(rows[0].slug, rows[-1].slug))
    return _with_their_own(rows, ids.order_by().values("slug"))


def _with_their_own(rows, ids):
    block = {"observation__in": ids}
    citations = _of(block, Citation, "hop")
    carried = defaultdict(list)
    passed_on = _rows(Carried, **{f"citation__{name}": one for name, one in block.items()})
    for row in passed_on.order_by("caveat_id"):
        carried[row.citation_id].append(row)
    inputs = _of(block, Input, "document_id")
    attachments = _of(block, Attachment, "caveat_id")
    waivers = _of(block, Waiver, "caveat_id")
    return [
        Figure(
            row,
            citations[row.slug],
            carried,
            inputs[row.slug],
            attachments[row.slug],
            {waiver.caveat_id for waiver in waivers[row.slug]},
        )
        for row in rows
    ]


def _of(block, model, order):
    """Return {observation: rows} of a model that belongs to observations."""
    found = defaultdict(list)
    for row in _rows(model, **block):
        found[row.observation_id].append(row)
    for rows in found.values():
        if len(rows) > 1:
            rows.sort(key=attrgetter(order))
    return found


def _rows(model, **chosen):
    columns = [column.attname for column in model._meta.concrete_fields]
    return model.objects.filter(**chosen).order_by().values_list(*columns, named=True)
