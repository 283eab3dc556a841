"""The names that searched texts were made of, as they were published."""

from collections import defaultdict
from functools import lru_cache
from types import SimpleNamespace

import orjson

from datasets.models import Record

NAMING = {"source": "sources", "measure": "measures"}
SHELVES = 100


class PublishedWords:
    """Sources and measures of each release; stands in for the shelf when words are found again."""

    def __init__(self):
        self._versions = defaultdict(list)
        self.shelf = lru_cache(SHELVES)(self._shelf)

    @classmethod
    def stored(cls):
        """Return those of all releases in the database; what cannot be read is left out."""
        words = cls()
        records = Record.objects.filter(noun__in=NAMING).exclude(json=None)
        fields = ("noun", "dataset", "valid_from_release", "valid_to_release", "json__body")
        for noun, dataset, starts, ends, text in records.values_list(*fields).iterator():
            try:
                document = orjson.loads(bytes(text))
                words.add(noun, dataset, starts, ends, document)
            except (orjson.JSONDecodeError, KeyError, TypeError):
                continue
        return words

    def add(self, noun, dataset, starts, ends, document):
        """Add a version of a source or a measure."""
        named = SimpleNamespace(
            label=document["label"], also_written=document.get("also_written", ())
        )
        self._versions[noun, dataset, document["id"]].append((starts, ends, named))

    def _shelf(self, dataset, release):
        """Return the names as they were in force in a release; KeyError where one was not."""
        return SimpleNamespace(
            **{
                plural: _Names(self._versions, noun, dataset, release)
                for noun, plural in NAMING.items()
            }
        )


class _Names:
    def __init__(self, versions, noun, dataset, release):
        self._versions, self._place, self._release = versions, (noun, dataset), release

    def __getitem__(self, slug):
        for starts, ends, named in self._versions.get((*self._place, slug), ()):
            if starts <= self._release < ends:
                return named
        raise KeyError(slug)
