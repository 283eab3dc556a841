"""The rows that make a figure, its own and those of its hops, and how to take them in blocks."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import orjson

from datasets.models import Citation, Observation

from .folder import Folder, Row

# How many figures are instances at a time: what loading needs of memory does not grow with a file.
_BLOCK = 1_000


@dataclass(slots=True)
class FigureRows:
    """A figure's row, None where hops name a figure that the folder has not; and its hops."""

    folder: Folder
    row: Row | None
    citations: list[Row] = field(default_factory=list)
    digest: str = ""

    @property
    def slug(self) -> str:
        """The id of the figure; empty where it has none, or no row."""
        return str(self.row.values.get("slug", "")) if self.row else ""

    def digested(self, surroundings: str) -> None:
        """Note the digest that it has as long as its rows and all they stand among are the same."""
        if self.row:
            said = [(one.values, one.parts) for one in (self.row, *self.citations)]
            self.digest = hashlib.sha256(surroundings.encode() + orjson.dumps(said)).hexdigest()


def figures_of(folder: Folder) -> list[FigureRows]:
    """Return the figures of a folder, in the order of its rows."""
    figures, repeated = {}, []
    for row in folder.rows:
        if row.model is Observation:
            slug = row.values.get("slug", "")
            if slug in figures:
                repeated.append(FigureRows(folder, row))
            else:
                figures[slug] = FigureRows(folder, row)
    for row in folder.rows:
        if row.model is Citation:
            slug = row.values.get("observation", "")
            figures.setdefault(slug, FigureRows(folder, None)).citations.append(row)
    return [*figures.values(), *repeated]


def in_blocks(figures: Iterable[FigureRows]) -> Iterator[list[FigureRows]]:
    """Yield the figures in lists that are small enough to be built at once."""
    figures = iter(figures)
    while block := list(islice(figures, _BLOCK)):
        yield block


def surroundings(folders: Iterable[Folder]) -> str:
    """Return the digest of all rows but those of figures, in these folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for row in folder.rows:
            if row.model not in (Observation, Citation):
                digest.update(orjson.dumps([row.model.__name__, row.values, row.parts]))
    return digest.hexdigest()
