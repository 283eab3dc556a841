"""The tables of a package, and the records that they are projected from."""

import gzip
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from datasets.formats import parquet, xlsx
from datasets.records import NOUNS, OBSERVATION
from datasets.records.declaration import Noun

from .base import Contents, PackageFile
from .citation_table import CITATION

BESIDE = ("caveat", "source", "document", "measure", "check", "question", "gap")
FIGURES = "observations"
OBSERVATIONS = f"{FIGURES}.csv"
OTHERS = tuple(noun for noun in NOUNS if noun is not OBSERVATION)
# The noun whose columns each table has.
NOUN_OF = {
    f"{noun.plural}.csv": noun
    for noun in (OBSERVATION, CITATION, *(one for one in OTHERS if one.name in BESIDE))
}
GZIP = "application/gzip"
GZIP_LEVEL = 6


def _table(name: str, noun: Noun) -> PackageFile:
    def write(file: BinaryIO, contents: Contents) -> None:
        if noun is CITATION:
            figures = contents.records(OBSERVATION)
            lines: Iterator[bytes] = (
                noun.project(row) for figure in figures for row in noun.serialize(figure)
            )
        else:
            lines = contents.lines(noun)
        file.write(contents.release.header.encode() if noun is OBSERVATION else noun.header)
        # One by one: a spooled file looks at its size only between two calls.
        for line in lines:
            file.write(line)

    return PackageFile(name, "text/csv", noun.description, write)


def _other_form(fmt: Any, suffix: str, description: str) -> PackageFile:
    def write(file: BinaryIO, contents: Contents) -> None:
        fmt.write(file, OBSERVATION, contents.records(OBSERVATION), contents.about)

    return PackageFile(f"{FIGURES}.{suffix}", fmt.MEDIA_TYPE, description, write)


def _packed(file: BinaryIO, lines: Iterable[bytes]) -> None:
    # No time of writing and no name inside: the same records give the same bytes.
    options: dict[str, Any] = {
        "mode": "wb",
        "mtime": 0,
        "filename": "",
        "compresslevel": GZIP_LEVEL,
    }
    with gzip.GzipFile(fileobj=file, **options) as packed:
        for line in lines:
            packed.write(line + b"\n")


def _figures(file: BinaryIO, contents: Contents) -> None:
    _packed(file, contents.json(OBSERVATION))


def _records(file: BinaryIO, contents: Contents) -> None:
    _packed(
        file,
        (
            b'{"noun":"%b","record":%b}' % (noun.name.encode(), json)
            for noun in OTHERS
            for json in contents.json(noun)
        ),
    )


FILES = (
    *(_table(name, noun) for name, noun in NOUN_OF.items()),
    _other_form(xlsx, "xlsx", "The figures as a workbook: in brief, whole, with their caveats."),
    _other_form(parquet, "parquet", "The observations with typed columns; numbers are numbers."),
    PackageFile(
        f"{FIGURES}.ndjson.gz", GZIP, "The documents of the observations, one a line.", _figures
    ),
    PackageFile(
        "records.ndjson.gz",
        GZIP,
        "The documents of all other nouns, each with its noun.",
        _records,
    ),
)
