"""Curated observations, each with the rows of its own, read in blocks in id order."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, QuerySet

from datasets.analysis.rows import (
    AttachmentRow,
    CarriedRow,
    CitationRow,
    FigureRows,
    InputRow,
    ObservationRow,
    WaiverRow,
)
from datasets.models import Attachment, Carried, Citation, Dataset, Input, Observation, Waiver

FIGURES_A_BLOCK = 500
_Row = TypeVar("_Row", bound=NamedTuple)
_OfObservation = TypeVar("_OfObservation", CitationRow, InputRow, AttachmentRow, WaiverRow)


def rows_of(kind: type[_Row], rows: QuerySet[Any]) -> list[_Row]:
    """The rows of a query as tuples of this kind, which names the columns."""
    return [kind._make(row) for row in rows.values_list(*kind._fields)]


def blocks(dataset: Dataset) -> Iterator[list[FigureRows]]:
    """Yield the dataset's figures in lists, in id order, never more than a block at once."""
    of_dataset = Observation.objects.filter(dataset=dataset).order_by("slug")
    last = ""
    while rows := rows_of(
        ObservationRow, of_dataset.with_print().filter(slug__gt=last)[:FIGURES_A_BLOCK]
    ):
        last = rows[-1].slug
        # A range of ids and not a list of them, which costs more to write down than to answer.
        ids = of_dataset.filter(slug__range=(rows[0].slug, last))
        yield _with_their_own(rows, ids.order_by().values("slug"))


def named(slugs: Collection[str]) -> Iterator[list[FigureRows]]:
    """Yield some figures in lists, in id order, never more than a block at once."""
    ordered = sorted(slugs)
    for start in range(0, len(ordered), FIGURES_A_BLOCK):
        block = ordered[start : start + FIGURES_A_BLOCK]
        chosen = Observation.objects.with_print().filter(slug__in=block).order_by("slug")
        yield _with_their_own(rows_of(ObservationRow, chosen), block)


def _with_their_own(
    observations: Iterable[ObservationRow], ids: QuerySet[Any] | list[str]
) -> list[FigureRows]:
    citations = _by_observation(CitationRow, Citation, ids, "hop")
    carried = defaultdict(list)
    passed_on = Carried.objects.filter(citation__observation__in=ids).order_by("caveat_id")
    for row in rows_of(CarriedRow, passed_on):
        carried[row.citation_id].append(row)
    inputs = _by_observation(InputRow, Input, ids, "document_id")
    attachments = _by_observation(AttachmentRow, Attachment, ids, "caveat_id")
    waivers = _by_observation(WaiverRow, Waiver, ids, "caveat_id")
    return [
        FigureRows(
            row,
            citations[row.slug],
            carried,
            inputs[row.slug],
            attachments[row.slug],
            {waiver.caveat_id for waiver in waivers[row.slug]},
        )
        for row in observations
    ]


def _by_observation(
    kind: type[_OfObservation], model: type[Model], ids: QuerySet[Any] | list[str], order: str
) -> dict[str, list[_OfObservation]]:
    """{observation: rows} of a model that belongs to observations."""
    found = defaultdict(list)
    for row in rows_of(kind, model._default_manager.filter(observation__in=ids).order_by()):
        found[row.observation_id].append(row)
    for rows in found.values():
        if len(rows) > 1:
            rows.sort(key=attrgetter(order))
    return found
