"""From the package of a release back to its published rows, in a Caveat that has none of them."""

import datetime
import gzip
import re
import zlib
from itertools import islice

import orjson
from django.db import DataError, IntegrityError, InterfaceError, ProgrammingError
from django.db.models import Max

from datasets.formats import csv
from datasets.models import PUBLISHED, Record, Release
from datasets.models.fields import SLUG
from datasets.models.record import CURRENT
from datasets.records import BY_NAME, OBSERVATION
from datasets.records.declaration import content_digest_of
from datasets.store.record_writer import RecordWriter
from datasets.store.statistics import analyze

from . import digests, release_files
from .label_history import NAMING, LabelHistory
from .package import archive, manifest
from .publisher_lock import clean_note, one_publisher, refusals
from .release_day import today
from .unpack import MOST_BYTES, BadPackage, opened

RECORDS_A_BLOCK = 500
MOST_LINE_BYTES = 1 << 26
MOST_NUMBER = (1 << 31) - 1
TABLE = "observations.csv"
FIGURES, OTHERS = "observations.ndjson.gz", "records.ndjson.gz"
# What a package's release.json says, and the type of each.
SAID = {
    **dict.fromkeys(("dataset", "day", "note", "header", "digest", "texts", "previous"), str),
    **dict.fromkeys(("number", "rows", "line_bytes", "document_bytes"), int),
    "gone": list,
}
# What it calls otherwise than the row of the release does, and what is told of in other ways.
COLUMN_OF = {"line_bytes": "csv_bytes", "document_bytes": "json_bytes"}
NOT_COLUMNS = ("gone", "day")


def restore(file):
    """Publish the release that a package holds, verbatim; BadPackage where it is not whole.

    Nothing is restored then, and nothing where the dataset is published here already.
    """
    with opened(file) as files, refusals(), one_publisher():
        said = _said(files)
        release = _release(said)
        whole = archive.FILES[-1].name_in(release)
        expected = release_files.expected(release) - {whole}
        if missing := expected - files.keys():
            raise BadPackage(f"it has no {', '.join(sorted(missing))}")
        if other := files.keys() - expected:
            raise BadPackage(f"its files are not those of a release: {', '.join(sorted(other))}")
        release_files.sweep(release.dataset)
        _Rows(release).write(files, said["gone"])
        analyze(PUBLISHED)
        counted = Release(**{name: getattr(release, name) for name in ("pk", "dataset", "header")})
        digests.count(counted)
        for name in digests.COUNTED:
            if getattr(counted, name) != getattr(release, name):
                told = f"{getattr(counted, name)} where release.json says {getattr(release, name)}"
                raise BadPackage(f"the {name} of what it holds: {told}")
        with release_files.unless_sealed(release):
            release.files = release_files.keep(release, files | {whole: file})
            if {one["name"]: one["sha256"] for one in release.files}[TABLE] != release.digest:
                raise BadPackage(f"{TABLE} is not the table of its records")
            release.seal = digests.seal(release)
            release.save(force_insert=True)
        return release


def _said(files):
    """Return what release.json says, all of it and of the right types."""
    try:
        said = orjson.loads(files[manifest.NAME].read_bytes())
        types = {name: type(value) for name, value in said.items()}
    except KeyError as error:
        raise BadPackage(f"it has no {manifest.NAME}") from error
    except (orjson.JSONDecodeError, AttributeError) as error:
        raise BadPackage(f"{manifest.NAME} cannot be read: {error}") from error
    if types != SAID:
        wrong = [name for name in types.keys() | SAID.keys() if types.get(name) != SAID.get(name)]
        raise BadPackage(f"{manifest.NAME} is of another form: {', '.join(sorted(wrong))}")
    if not SLUG.fullmatch(said["dataset"]) or not 1 <= said["number"] <= MOST_NUMBER:
        raise BadPackage(f"{manifest.NAME} names no release: {said['dataset']} {said['number']}")
    if not re.fullmatch("[0-9a-f]{64}|", said["previous"]):
        raise BadPackage(f"{manifest.NAME}: previous is no seal")
    if (said["number"] == 1) == bool(said["previous"]):
        raise BadPackage(f"{manifest.NAME}: the first release follows none, each other one does")
    if clean_note(said["note"]) != said["note"]:
        raise BadPackage(f"{manifest.NAME}: the note has blanks around it")
    return said


def _release(said):
    """Return the coming row of the release; BadPackage where its dataset is published here."""
    slug = said["dataset"]
    if last := Release.objects.filter(dataset=slug).last():
        told = f"release {last.number} of {slug} is here: a package restores where there is none"
        raise BadPackage(told)
    try:
        day = datetime.date.fromisoformat(said["day"])
    except ValueError as error:
        raise BadPackage(f"{manifest.NAME}: the day is none: {said['day']}") from error
    if day > today():
        raise BadPackage(f"{manifest.NAME}: {day} is in the future")
    newest = Release.objects.aggregate(last=Max("pk"))["last"] or 0
    row_says = {COLUMN_OF.get(name, name): said[name] for name in said if name not in NOT_COLUMNS}
    return Release(pk=newest + 1, day=day, **row_says)


# What reading and storing documents raises where a member is of another type or too large.
FORGED = (
    *(LookupError, TypeError, ValueError, AttributeError, OverflowError),
    *(DataError, InterfaceError, ProgrammingError),
)


class _Rows:
    """Writes the documents of a package, and all that follows from them."""

    def __init__(self, release):
        self._release = release
        self._writer = RecordWriter()
        self._labels = LabelHistory()
        self._cells = {column.name: column.cell for column in OBSERVATION.columns}
        self._names = release.header.rstrip("\r\n").split(",")
        if unknown := set(self._names) - self._cells.keys():
            told = ", ".join(sorted(unknown))
            raise BadPackage(f"its columns are not those of this version: {told}")

    def write(self, files, gone):
        """Write everything; other nouns first, since the words of figures name them."""
        try:
            self._write(_others(files[OTHERS]))
            self._write((OBSERVATION, text) for text in _lines(files[FIGURES]))
            for one in gone:
                text = orjson.dumps(one["document"])
                if not one["because"]:
                    raise BadPackage(f"{manifest.NAME}: what left says no reason")
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
        except FORGED as error:
            told = f"{type(error).__name__}: {error}"
            raise BadPackage(f"a record is not of the form of its noun: {told}") from error

    def _write(self, told):
        told = iter(told)
        while block := list(islice(told, RECORDS_A_BLOCK)):
            self._insert(block, {})

    def _insert(self, block, columns):
        """Write a block; ``columns`` say when and why it ended, of what left with the release."""
        figures = []
        for noun, text in block:
            record = orjson.loads(text)
            self._check(record)
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

    def _search_text(self, noun, record):
        dataset, release = self._release.dataset, self._release.pk
        if noun.name in NAMING:
            self._labels.add(noun.name, dataset, release, CURRENT, record)
        return noun.words(record, self._labels.labels_in(dataset, release)) if noun.words else None

    def _check(self, document):
        if document["dataset"] != self._release.dataset:
            raise BadPackage(f"{document['id']} is of dataset {document['dataset']}")

    def _line(self, noun, document):
        """Return the line with the columns that the release has, which may be fewer than today."""
        if noun is not OBSERVATION:
            return noun.project(document)
        return csv.line([self._cells[name](document) for name in self._names])


def _others(file):
    for text in _lines(file):
        noun, comma, record = text.partition(b',"record":')
        if not comma or not noun.startswith(b'{"noun":"') or not record.endswith(b"}"):
            raise BadPackage(f"{file.name}: a line is no record: {text[:80]!r}")
        # Cut out of its line, not written again: the document is to be the same bytes.
        yield BY_NAME[orjson.loads(noun + b"}")["noun"]], record[:-1]


def _lines(file):
    """Yield the lines of a packed file, none of them longer than memory allows."""
    try:
        with gzip.open(file) as unpacked:
            left = MOST_BYTES
            while line := unpacked.readline(MOST_LINE_BYTES):
                left -= len(line)
                if left < 0:
                    raise BadPackage(f"{file.name} holds more than {MOST_BYTES} bytes")
                if not line.endswith(b"\n"):
                    raise BadPackage(f"{file.name}: a line of it does not end")
                yield line[:-1]
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BadPackage(f"{file.name} cannot be unpacked: {error}") from error
