"""Writing the records of a package, and all that follows from them."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
from django.db import IntegrityError

from datasets import exact_json
from datasets.models import Record, Release
from datasets.models.record import CURRENT
from datasets.records import BY_NAME, OBSERVATION
from datasets.records.declaration import Noun, content_digest_of
from datasets.records.unfit import unfit, unfit_end
from datasets.store.record_writer import RecordWriter

from .forgery_errors import FORGERY_ERRORS
from .label_history import LABELS, NAMING, LabelHistory
from .package import manifest
from .release_header import columns_of
from .unpack import MOST_BYTES, BadPackage

RECORDS_A_BLOCK, BYTES_A_BLOCK = 500, 1 << 23
# The longest record that was ever published has 31 kB. What is parsed of a line of this length may
# take thirty times as much memory.
MOST_LINE_BYTES = 1 << 21
MOST_RECORDS = 500_000
# All labels of a package are kept in memory: search texts are made of them.
MOST_LABEL_BYTES = 1 << 25
FIGURES, OTHERS = "observations.ndjson.gz", "records.ndjson.gz"


class PackageRecords:
    """Writes the records of a package, and all that follows from them."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self._writer = RecordWriter()
        self._labels = LabelHistory()
        self._left, self._records_left, self._labels_left = (
            *(MOST_BYTES, MOST_RECORDS, MOST_LABEL_BYTES),
        )
        self._columns = columns_of(release.header)

    def write(self, files: dict[str, Path], gone: list[dict[str, Any]]) -> None:
        """Write everything; other nouns first, since the words of figures name them."""
        try:
            self._write(self._others(files[OTHERS]))
            self._write((OBSERVATION, text) for text in self._lines(files[FIGURES]))
            for one in gone:
                text = exact_json.dumps(one["document"])
                if not one["because"]:
                    raise BadPackage(f"{manifest.NAME}: what left says no reason")
                if why := unfit_end(one["because"], one["replaced_by"]):
                    raise BadPackage(f"{manifest.NAME}: {one['document']['id']}: {why}")
                ended = {
                    "valid_to_release": self._release.pk,
                    "withdrawal_reason": one["because"],
                    "replaced_by": one["replaced_by"],
                }
                self._insert([(BY_NAME[one["noun"]], text)], ended)
        except IntegrityError as error:
            raise BadPackage(f"a record stands in it twice: {error}") from error
        # Documents are only as good as whoever made the package: a forged one may lack any member,
        # or have another type in its place, wherever it is read.
        except FORGERY_ERRORS as error:
            what = f"{type(error).__name__}: {error}"
            raise BadPackage(f"a record is not of the form of its noun: {what}") from error

    def _write(self, texts: Iterable[tuple[Noun, bytes]]) -> None:
        block: list[tuple[Noun, bytes]] = []
        size = 0
        for noun, text in texts:
            block.append((noun, text))
            size += len(text)
            if len(block) == RECORDS_A_BLOCK or size >= BYTES_A_BLOCK:
                self._insert(block, {})
                block, size = [], 0
        if block:
            self._insert(block, {})

    def _insert(self, block: list[tuple[Noun, bytes]], columns: dict[str, Any]) -> None:
        """Write a block; ``columns`` say when and why it ended, of what left with the release."""
        figures = []
        for noun, text in block:
            record = exact_json.loads(text)
            self._check(noun, record)
            self._writer.add(
                noun,
                record,
                json=text,
                csv=self._line(noun, record),
                search_text=None if columns else self._search_text(noun, record),
                valid_from_release=self._release.pk,
                content_digest=content_digest_of(record),
                **columns,
            )
            if noun is OBSERVATION:
                figures.append(record["id"])
        elsewhere = Record.objects.of(OBSERVATION.name).filter(slug__in=figures)
        if other := elsewhere.exclude(dataset=self._release.dataset).first():
            raise BadPackage(f"observation {other.slug}: dataset {other.dataset} published it here")
        self._writer.flush()

    def _search_text(self, noun: Noun, record: dict[str, Any]) -> str | None:
        dataset, release = self._release.dataset, self._release.pk
        if noun.name in NAMING:
            self._labels_left -= len(exact_json.dumps([record.get(one) for one in LABELS]))
            if self._labels_left < 0:
                raise BadPackage(f"its labels have more than {MOST_LABEL_BYTES} bytes")
            self._labels.add(noun.name, dataset, release, CURRENT, record)
        return noun.words(record, self._labels.labels_in(dataset, release)) if noun.words else None

    def _check(self, noun: Noun, record: dict[str, Any]) -> None:
        if record["dataset"] != self._release.dataset:
            raise BadPackage(f"{record['id']} is of dataset {record['dataset']}")
        if why := unfit(noun, record):
            raise BadPackage(why)

    def _line(self, noun: Noun, record: dict[str, Any]) -> bytes:
        """Return the line with the columns that the release has, which may be fewer than today."""
        return noun.project(record, self._columns if noun is OBSERVATION else None)

    def _others(self, file: Path) -> Iterator[tuple[Noun, bytes]]:
        for text in self._lines(file):
            noun, comma, record = text.partition(b',"record":')
            if not comma or not noun.startswith(b'{"noun":"') or not record.endswith(b"}"):
                raise BadPackage(f"{file.name}: a line is no record: {text[:80]!r}")
            # Cut out of its line, not written again: the record is to be the same bytes.
            yield BY_NAME[orjson.loads(noun + b"}")["noun"]], record[:-1]

    def _lines(self, file: Path) -> Iterator[bytes]:
        """Yield the lines of a packed file, none of them longer than memory allows."""
        try:
            with gzip.open(file) as unpacked:
                while line := unpacked.readline(MOST_LINE_BYTES):
                    self._left -= len(line)
                    self._records_left -= 1
                    if self._left < 0 or self._records_left < 0:
                        most = f"{MOST_BYTES} bytes or {MOST_RECORDS} records"
                        raise BadPackage(f"{file.name}: it holds more than {most}")
                    if len(line) == MOST_LINE_BYTES:
                        raise BadPackage(f"{file.name}: a line has {MOST_LINE_BYTES} bytes or more")
                    if not line.endswith(b"\n"):
                        raise BadPackage(f"{file.name}: a line of it does not end")
                    yield line[:-1]
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise BadPackage(f"{file.name} cannot be unpacked: {error}") from error
