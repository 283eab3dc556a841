"""The labels that search texts were made of, as they were published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from datasets import exact_json
from datasets.models import Record, RecordJson
from datasets.models.published_text import EmptiedText

from .stored_types import readable

# The nouns whose labels search texts hold.
NAMING = ("source", "measure", "caveat")
# The members that hold these labels, each record some of them.
LABELS = ("text", "label", "also_written")


class LabelHistory:
    """The labels of sources and measures, and the texts of caveats, in each release."""

    def __init__(self) -> None:
        self._versions: dict[tuple[str, str, str], list[tuple[int, int, list[str] | None]]] = (
            defaultdict(list)
        )

    @classmethod
    def stored(cls) -> LabelHistory:
        """Return those of all releases in the database; what cannot be read is left out."""
        history = cls()
        records = Record.objects.filter(noun__in=NAMING).exclude(json=None)
        records = readable(records, Record, RecordJson)
        when = ("noun", "dataset", "valid_from_release", "valid_to_release")
        emptied = records.filter(json__body=b"").values_list(*when, "slug")
        for noun, dataset, valid_from, valid_to, slug in emptied.iterator():
            history._versions[noun, dataset, slug].append((valid_from, valid_to, None))
        records, fields = records.exclude(json__body=b""), (*when, "json__body")
        for noun, dataset, valid_from, valid_to, text in records.values_list(*fields).iterator():
            try:
                history.add(noun, dataset, valid_from, valid_to, exact_json.loads(bytes(text)))
            except (ValueError, KeyError, TypeError):
                continue
        return history

    def add(
        self, noun: str, dataset: str, valid_from: int, valid_to: int, record: Mapping[str, Any]
    ) -> None:
        """Add a version of a record, in force from one release to before another."""
        label = record["text"] if noun == "caveat" else record["label"]
        labels = [label, *record.get("also_written", ())]
        self._versions[noun, dataset, record["id"]].append((valid_from, valid_to, labels))

    def labels_in(self, dataset: str, release: int) -> Callable[[str, str], Sequence[str]]:
        """Return ``labels(noun, slug)`` as of a release.

        It raises KeyError where nothing was, EmptiedText where what was is redacted.
        """

        def labels(noun: str, slug: str) -> Sequence[str]:
            for valid_from, valid_to, names in self._versions.get((noun, dataset, slug), ()):
                if valid_from <= release < valid_to:
                    if names is None:
                        raise EmptiedText(f"{noun} {slug} was emptied")
                    return names
            raise KeyError(slug)

        return labels
