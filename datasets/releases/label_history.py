"""The labels that search texts were made of, as they were published."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import orjson

from datasets.models import Record

NAMING = {"source": "sources", "measure": "measures"}
RELEASES_KEPT = 100


class PublishedLabels:
    """The labels of sources and measures in each release, to make search texts once more."""

    def __init__(self) -> None:
        self._versions: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
        self.labels_in = lru_cache(RELEASES_KEPT)(self._labels_in)

    @classmethod
    def stored(cls) -> PublishedLabels:
        """Return those of all releases in the database; what cannot be read is left out."""
        labels = cls()
        records = Record.objects.filter(noun__in=NAMING).exclude(json=None)
        fields = ("noun", "dataset", "valid_from_release", "valid_to_release", "json__body")
        for noun, dataset, valid_from, valid_to, text in records.values_list(*fields).iterator():
            try:
                record = orjson.loads(bytes(text))
                labels.add(noun, dataset, valid_from, valid_to, record)
            except (orjson.JSONDecodeError, KeyError, TypeError):
                continue
        return labels

    def add(
        self, noun: str, dataset: str, valid_from: int, valid_to: int, record: dict[str, Any]
    ) -> None:
        """Add a version of a source or a measure."""
        named = SimpleNamespace(label=record["label"], also_written=record.get("also_written", ()))
        self._versions[noun, dataset, record["id"]].append((valid_from, valid_to, named))

    def _labels_in(self, dataset: str, release: int) -> SimpleNamespace:
        """Return the names as they were in force in a release; KeyError where one was not."""
        return SimpleNamespace(
            **{
                plural: _Names(self._versions, noun, dataset, release)
                for noun, plural in NAMING.items()
            }
        )


class _Names:
    def __init__(
        self, versions: dict[tuple[str, str, str], list[Any]], noun: str, dataset: str, release: int
    ) -> None:
        self._versions, self._place, self._release = versions, (noun, dataset), release

    def __getitem__(self, slug: str) -> SimpleNamespace:
        for valid_from, valid_to, named in self._versions.get((*self._place, slug), ()):
            if valid_from <= self._release < valid_to:
                return named
        raise KeyError(slug)
