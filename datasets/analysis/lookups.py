"""The shared rows that figures refer to, as far as analysing and serialising them needs."""

from collections.abc import Collection, Mapping
from typing import Protocol

from datasets.models import Area, Dataset, Document, Event, Measure, Population, Source, Unit


class Lookups(Protocol):
    """Rows by id; each measure comes with its unit, so that asking for it costs no query.

    ``plural_names`` are the labels of all sources of which one says “they say”.
    """

    dataset: Dataset

    @property
    def plural_names(self) -> Collection[str]: ...

    @property
    def measures(self) -> Mapping[str, Measure]: ...

    @property
    def units(self) -> Mapping[str, Unit]: ...

    @property
    def populations(self) -> Mapping[str, Population]: ...

    @property
    def areas(self) -> Mapping[str, Area]: ...

    @property
    def sources(self) -> Mapping[str, Source]: ...

    @property
    def documents(self) -> Mapping[str, Document]: ...

    @property
    def events(self) -> Mapping[str, Event]: ...
