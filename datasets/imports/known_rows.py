"""What the seed folders hold already: ids that are taken, areas and sources that have a name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from datasets.models import Area, Source
from datasets.seeds.files import FIGURES
from datasets.seeds.folder import read_folder
from datasets.seeds.load import COMMON


@dataclass(frozen=True)
class KnownRows:
    """The ids of each model's rows; of areas and sources also (folder, id) of each name."""

    ids: Mapping[type, set[str]]
    named: Mapping[type, Mapping[str, tuple[str, str]]]

    def called(self, model: type, name: str) -> str:
        """Return the id of the area or source that all datasets call so, empty where none is."""
        folder, slug = self.named[model].get(name.casefold(), ("", ""))
        return slug if folder == COMMON else ""

    def elsewhere(self, model: type, name: str) -> str:
        """Return the folder of another dataset that has one of that name, empty where none has."""
        folder, _ = self.named[model].get(name.casefold(), ("", ""))
        return folder if folder != COMMON else ""


def known_rows(folders: Iterable[Path]) -> KnownRows:
    """Read all rows of the seed folders, whether they are right or not."""
    ids: dict[type, set[str]] = defaultdict(set)
    named: dict[type, dict[str, tuple[str, str]]] = {Area: {}, Source: {}}
    for folder in folders:
        for row in read_folder(folder).rows:
            if not (slug := row.values.get("slug")):
                continue
            ids[_shared_by(row.model)].add(slug)
            if row.model in named:
                names = [slug, row.values.get("label", ""), *row.values.get("also_written", [])]
                for name in names:
                    # What is common comes first, and keeps its name.
                    named[row.model].setdefault(name.casefold(), (folder.name, slug))
    return KnownRows(ids, named)


def _shared_by(model: type) -> type:
    """Return the model whose ids this one's are among: computed figures are observations too."""
    return FIGURES[0] if model in FIGURES else model
