"""Figures of somebody's file as drafts of the admin: what is there stays as it is."""

import itertools
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction

from datasets import seeds
from datasets.models import Document, Event, Observation
from datasets.seeds.dumping import CannotDump, dump
from datasets.seeds.hand_over import give_rows, release_rows
from datasets.wording.labels import counted

from .from_file import NotImported
from .generated import write_related
from .importing import Figure, Importing

_BLOCK = 1_000
_NAMED = 5
# What a figure of the admin is held against; the rest may have been edited since it was a draft.
_COMPARED = (
    *("measure", "area", "event", "period", "quantity", "per", "base_period", "origin"),
    *("value", "comparator", "value_low", "value_high", "range_kind", "status"),
)


@contextmanager
def folder_of(dataset: str) -> Iterator[Path]:
    """Yield a folder with what the admin has of a dataset, beside what is common to all.

    NotImported where the admin is not its master, or has what seed files cannot hold.
    """
    if (settings.SEEDS_DIR / dataset).exists():
        raise NotImported(f"seeds/{dataset} is its master, not the admin: say --into {dataset}")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            dump(dataset, Path(scratch))
        except CannotDump as why:
            raise NotImported(str(why)) from why
        except seeds.Refused as refused:
            raise NotImported(refused.told) from refused
        common = settings.SEEDS_DIR / seeds.COMMON
        if common.exists():
            shutil.copytree(common, Path(scratch) / seeds.COMMON)
        yield Path(scratch) / dataset


@contextmanager
def edited_as_files(dataset: str) -> Iterator[None]:
    """Let seed files be the master of a dataset of the admin for a while: all of it, or nothing."""
    with transaction.atomic():
        give_rows(dataset)
        yield
        release_rows(dataset)


def save(folder: Path) -> None:
    """Make drafts of the figures that were put into the folder; seeds.Refused says why not."""
    with edited_as_files(folder.name):
        seeds.load([folder], adding=True)


@dataclass
class Drafts:
    """The figures of one delivery, as they are held against those of the admin."""

    new: int = 0
    same: int = 0
    changed: list[tuple[str, str]] = field(default_factory=list)
    gone: tuple[str, ...] = ()
    _differences: list[str] = field(default_factory=list)
    _other_files: list[str] = field(default_factory=list)

    def held(self, figures: Iterable[Figure]) -> Iterator[Figure]:
        """Yield the figures that the admin does not have."""
        figures = iter(figures)
        while block := [*itertools.islice(figures, _BLOCK)]:
            known = Observation.objects.in_bulk([one["id"] for one in block])
            for figure in block:
                row = known.get(figure["id"])
                if row is None:
                    self.new += 1
                    yield figure
                elif said := [*_differing(figure, row)]:
                    self.changed.append((figure["id"], figure["value"]))
                    self._differences.append(f"{figure['id']}: {', '.join(said)}")
                else:
                    self.same += 1

    def wrong(self, _: Importing) -> Iterator[str]:
        """Yield why these figures may not become drafts."""
        if self.changed:
            number = counted(len(self.changed), "figure")
            yield f"{number} that the admin has with something else:"
            yield from (f"  {line}" for line in self._differences[:_NAMED])
            yield "change them there, each with its reason; an import adds figures, and edits none"
        for slug in self._other_files:
            yield (
                f"document {slug} of the admin is another file, by its SHA-256: give that of this "
                "delivery an id of its own"
            )

    def finish(self, draft: Path, importing: Importing) -> None:
        """Write the documents and events that the admin does not have."""
        known = Document.objects.filter(pk__in=importing.documents)
        for slug, sha256 in known.values_list("pk", "sha256"):
            if self.new and importing.documents[slug]["sha256"] not in ("", sha256):
                self._other_files.append(slug)
        for model, rows in ((Document, importing.documents), (Event, importing.events)):
            for slug in model.objects.filter(pk__in=rows).values_list("pk", flat=True):
                rows.pop(slug)
        write_related(draft, importing)


def _differing(figure: Figure, row: Observation) -> Iterator[str]:
    for name in _COMPARED:
        column = Observation._meta.get_field(name)
        default = column.get_default() if column.has_default() else ""
        old, new = getattr(row, column.attname) or "", figure.get(name) or default or ""
        if old != new:
            yield f"{name} {old or 'blank'} → {new or 'blank'}"
