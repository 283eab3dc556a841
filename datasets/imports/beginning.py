"""A dataset begun from a sheet: seed files in which each row is a figure, its path not traced."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from datasets.models import Area, Document, Measure, Observation, Population, Source
from datasets.models.addresses import address_fault
from datasets.reserved import AREA_NOT_STATED, ITEMS
from datasets.seeds.files import DATASET_FILE

from .cells import NotBelieved
from .doubts import Doubt
from .known_rows import KnownRows
from .six_columns import Entry
from .slugs import free_slug, slug_of

METHOD = (
    "Each figure stands as a list gave it: what, where and when, the number as printed, who says "
    "so, and the page. Whoever made the list saw the page; the path of a figure from whoever "
    "counted to that page was not traced."
)
_PERCENT = "percent"
_IS_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LACKS_A_SCHEME = re.compile(r"(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)+/)\S*$", re.IGNORECASE)
# A sentence says it itself of what is in percent.
_SHARE_OF = re.compile(r"(?:the )?(?:share|percentage|proportion) of ", re.IGNORECASE)


@dataclass(frozen=True)
class About:
    """What readers are told of the dataset; the licence is a code of SPDX."""

    slug: str
    title: str
    license: str
    maintainer: str
    day: datetime.date


@dataclass
class Beginning:
    """The rows of the seed files that a sheet becomes, by file; what is not believed is kept."""

    about: About
    known: KnownRows
    doubts: list[Doubt] = field(default_factory=list)
    tables: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    _slugs: dict[tuple[Any, ...], str] = field(default_factory=dict)
    _topic_labels: dict[str, str] = field(default_factory=dict)

    def add_all(self, entries: Sequence[Entry]) -> None:
        """Make the rows of all entries, each thing once."""
        self.tables[DATASET_FILE] = [self._dataset()]
        percent = {entry.what: entry.number.is_percent for entry in entries}
        for entry in entries:
            if entry.number.is_percent != percent[entry.what]:
                reason = "some numbers of this are in percent and some are not: call them apart"
                self.doubts.append(Doubt("what", reason, entry.row, entry.what))
            elif not entry.number.is_whole and not entry.number.is_percent:
                reason = "a number with decimals and no unit: give its measure a unit by hand"
                self.doubts.append(Doubt("number", reason, entry.row, entry.printed))
            else:
                self._add(entry)

    def _add(self, entry: Entry) -> None:
        try:
            document = self._document(entry)
        except NotBelieved as why:
            self.doubts.append(Doubt("link", why.reason, entry.row, entry.link, why.here))
            return
        area = self._area(entry.where)
        origin = self._source(_capitalised(entry.who))
        what, who = slug_of(entry.what, longest=40), slug_of(entry.who, longest=30)
        slug = slug_of(what, area, entry.period, who, longest=110)
        slug = free_slug(slug, self.known.ids.get(Observation, ()))
        self.known.ids[Observation].add(slug)
        self._write(
            "observations.csv",
            id=slug,
            measure=self._measure(entry),
            area=area,
            period_printed=entry.when or "-",
            period=entry.period,
            quantity="level",
            value=entry.number.value,
            comparator=entry.number.comparator,
            value_low=entry.number.low,
            value_high=entry.number.high,
            status=entry.number.status(),
            origin=origin,
            credibility="6",
            first=document,
            first_printed=entry.printed,
        )

    def _dataset(self) -> dict[str, object]:
        return {
            "title": self.about.title,
            "description": "Figures as a list gave them.",
            "license": self.about.license,
            "maintainer": self.about.maintainer,
            "method": METHOD,
            "reviewed_on": self.about.day,
            "publishes_untraced": True,
            "topic_labels": self._topic_labels,
        }

    def _measure(self, entry: Entry) -> str:
        """Return the id of what is counted; whom it counts, its own words say."""
        slug, is_new = self._once(Measure, entry.what)
        if is_new:
            label = _capitalised(entry.what)
            population = free_slug(slug, self.known.ids.get(Population, ()))
            self._write("populations.toml", id=population, label=label)
            self._write(
                "measures.toml",
                id=slug,
                label=label,
                phrase=_SHARE_OF.sub("", entry.what) if entry.number.is_percent else entry.what,
                definition=f"The list says “{entry.what}”. What is counted and what is not has "
                "not been written down yet.",
                unit=_PERCENT if entry.number.is_percent else ITEMS,
                population=population,
                # Nothing is added up over time before somebody says that it may be.
                kind="unknown",
                topic=slug,
            )
            # An id has no capitals and hyphens of a name, and may have a number to be another.
            self._topic_labels[slug] = label
        return slug

    def _area(self, name: str) -> str:
        if not name:
            return AREA_NOT_STATED
        if slug := self.known.called(Area, name):
            return slug
        slug, is_new = self._once(Area, name)
        if is_new:
            self._write("areas.toml", id=slug, label=name)
        return slug

    def _source(self, name: str) -> str:
        if slug := self.known.called(Source, name):
            return slug
        slug, is_new = self._once(Source, name)
        if is_new:
            self._write(
                "sources.toml",
                id=slug,
                label=name,
                kind="unknown",
                reliability="F",
                identified="named",
            )
        return slug

    def _document(self, entry: Entry) -> str:
        """Return the id of the page behind a link; words in its place describe what is on paper."""
        if _LACKS_A_SCHEME.match(entry.link):
            raise NotBelieved("an address without its beginning: write https:// before it")
        if not _IS_ADDRESS.match(entry.link):
            # Of one text that several people are in, nobody else is said to have published it.
            who = self._source(_capitalised(entry.who))
            title = f"[{entry.link[:290]}]"
            no_address = "The list names it without an address."
            return self._written_document(
                (entry.link, who), entry.link, title, who, no_address=no_address
            )
        if fault := address_fault(entry.link):
            raise NotBelieved("no address that a browser would open", fault)
        parts = urlsplit(entry.link)
        host = (parts.hostname or "").removeprefix("www.")
        path = parts.path.strip("/")
        title = f"[Page {path} of {host}]" if path else f"[Page of {host}]"
        name = entry.link.partition("://")[2]
        source = self._source(host)
        return self._written_document((entry.link,), name, title[:290], source, url=entry.link)

    def _written_document(
        self, key: tuple[str, ...], name: str, title: str, source: str, **address: str
    ) -> str:
        slug, is_new = self._once(Document, name, *key)
        if is_new:
            self._write(
                "documents.toml",
                id=slug,
                title=title,
                source=source,
                kind="article",
                published="XXXX",
                language="und",
                seen="excerpt",
                **address,
            )
        return slug

    def _once(self, model: type, name: str, *apart: str) -> tuple[str, bool]:
        """Return the id of what is called so, and whether it has just been given to it.

        Things of one name are told ``apart`` by more.
        """
        key = (model, name, *apart)
        if key in self._slugs:
            return self._slugs[key], False
        slug = free_slug(slug_of(name) or self.about.slug, self.known.ids.get(model, ()))
        self.known.ids[model].add(slug)
        self._slugs[key] = slug
        return slug, True

    def _write(self, file: str, **row: object) -> None:
        self.tables.setdefault(file, []).append(row)


def _capitalised(name: str) -> str:
    return name[0].upper() + name[1:]
