"""What the seed folders hold already: ids that are taken, areas and sources that have a name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from datasets.models import Area, Source
from datasets.seeds.files import FIGURES
from datasets.seeds.folder import read_folder


@dataclass(frozen=True)
class KnownRows:
    """The ids of each model's rows; of areas and sources also the id that a name stands for."""

    ids: Mapping[type, set[str]]
    named: Mapping[type, Mapping[str, str]]

    def called(self, model: type, name: str) -> str:
        """Return the id of the area or source that people call so, empty where there is none."""
        return self.named[model].get(name.casefold(), "")


def known_rows(folders: Iterable[Path]) -> KnownRows:
    """Read all rows of the seed folders, whether they are right or not."""
    ids: dict[type, set[str]] = defaultdict(set)
    named: dict[type, dict[str, str]] = {Area: {}, Source: {}}
    for folder in folders:
        for row in read_folder(folder).rows:
            if not (slug := row.values.get("slug")):
                continue
            ids[_shared_by(row.model)].add(slug)
            if row.model in named:
                names = [slug, row.values.get("label", ""), *row.values.get("also_written", [])]
                named[row.model].update((name.casefold(), slug) for name in names)
    return KnownRows(ids, named)


def _shared_by(model: type) -> type:
    """Return the model whose ids this one's are among: computed figures are observations too."""
    return FIGURES[0] if model in FIGURES else model
