"""Names in a file and the ids that they stand for, by tables that somebody wrote."""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from datasets.nearest import suggestion
from datasets.seeds.encodings import encoding_problem

from .cells import Unreadable


class NameTable:
    """A CSV of two columns, name and id; it counts what is used and what it does not know."""

    def __init__(self, path: Path, ids: Mapping[str, str]) -> None:
        self.path, self._ids = path, ids
        self._unused = {*ids}
        self._unknown: Counter[str] = Counter()

    def id_of(self, name: str) -> str:
        """Return the id that a name stands for, empty where the table does not say."""
        slug = self._ids.get(name, "")
        if slug:
            self._unused.discard(name)
        else:
            self._unknown[name] += 1
        return slug

    def unknown(self) -> list[str]:
        """Return a line for each name that it does not know, the commonest first."""
        return [
            f"{self.path.name}: no id for “{name}” ({count} rows){suggestion(name, self._ids)}"
            for name, count in self._unknown.most_common()
        ]

    def unused(self) -> list[str]:
        """Return a line for each name that the file does not have."""
        return [f"{self.path.name}: “{name}” is not in the file" for name in sorted(self._unused)]


def read_names(path: Path) -> NameTable:
    """Return the table in a CSV file; Unreadable where it is none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = list(csv.reader(file)) or [[]]
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path}: {encoding_problem(path.read_bytes())}") from error
    except csv.Error as error:
        raise Unreadable(f"{path}: not CSV: {error}") from error
    if header != ["name", "id"] or any(len(row) != 2 for row in rows):
        raise Unreadable(f"{path}: expected two columns, name and id")
    return NameTable(path, dict(rows))
