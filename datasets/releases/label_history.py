"""The names that searched texts were made of, as they were published."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

from datasets.models import Record

# The nouns whose names searched texts hold.
NAMING = ("source", "measure")


class LabelHistory:
    """The names of sources and measures in each release."""

    def __init__(self) -> None:
        self._versions: dict[tuple[str, str, str], list[tuple[int, int, list[str]]]] = defaultdict(
            list
        )

    @classmethod
    def stored(cls) -> "LabelHistory":
        """Those of all releases in the database; what cannot be read is left out."""
        history = cls()
        records = Record.objects.filter(noun__in=NAMING).exclude(json=None)
        fields = ("noun", "dataset", "valid_from_release", "valid_to_release", "json__body")
        for noun, dataset, first, end, text in records.values_list(*fields).iterator():
            try:
                history.add(noun, dataset, first, end, orjson.loads(bytes(text)))
            except (orjson.JSONDecodeError, KeyError, TypeError):
                continue
        return history

    def add(self, noun: str, dataset: str, first: int, end: int, record: Mapping[str, Any]) -> None:
        """Add a version of a source or a measure, in force from ``first`` to before ``end``."""
        labels = [record["label"], *record.get("also_written", ())]
        self._versions[noun, dataset, record["id"]].append((first, end, labels))

    def labels_in(self, dataset: str, release: int) -> Callable[[str, str], Sequence[str]]:
        """``labels(noun, slug)`` as of a release; KeyError where nothing was in force then."""

        def labels(noun: str, slug: str) -> Sequence[str]:
            for first, end, names in self._versions.get((noun, dataset, slug), ()):
                if first <= release < end:
                    return names
            raise KeyError(slug)

        return labels
