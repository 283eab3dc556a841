"""The reported figures of one publication, each of them made once."""

from collections.abc import Collection, Iterable, Iterator

from datasets.analysis.caveat_inheritance import CaveatInheritance
from datasets.analysis.reported_figure import ReportedFigure
from datasets.analysis.rows import FigureRows

from . import curated_rows
from .related_rows import RelatedRows


class ReportedFigures:
    """Reads figures in blocks, with the rows that they refer to.

    What was read by name before all are read, to assess it, is kept until its block comes: what was
    worked out of it need not be worked out again.
    """

    def __init__(self, related: RelatedRows, inheritance: CaveatInheritance) -> None:
        self._related, self._inheritance = related, inheritance
        self._kept: dict[str, ReportedFigure] = {}

    def named(self, slugs: Collection[str]) -> Iterator[ReportedFigure]:
        """Yield some figures of the dataset, in id order, and keep them."""
        for block in curated_rows.named(slugs - self._kept.keys()):
            self._kept |= {figure.slug: figure for figure in self._made(block)}
        yield from (self._kept[slug] for slug in sorted(slugs) if slug in self._kept)

    def blocks(self) -> Iterator[list[ReportedFigure]]:
        """Yield all figures of the dataset in lists, in id order, and keep none."""
        for block in curated_rows.blocks(self._related.dataset):
            yield [self._kept.pop(figure.slug, figure) for figure in self._made(block)]

    def _made(self, block: Iterable[FigureRows]) -> list[ReportedFigure]:
        rows = list(block)
        self._related.fetch_reported(rows)
        return [ReportedFigure(one, self._related, self._inheritance) for one in rows]
