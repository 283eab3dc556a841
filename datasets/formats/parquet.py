"""Parquet: typed columns; the digits of a number stand beside it as text."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from .about import About
from .base import Format

# A group is what readers load at once; it is gathered as compact batches, not as Python's texts.
ROWS_A_BATCH = 1_000
BATCHES_A_GROUP = 10
MEDIA_TYPE = "application/vnd.apache.parquet"


def write(file: BinaryIO, noun: Any, records: Iterable[Any], about: About) -> None:
    """Write the records of a noun into a binary file; what the CSV leaves empty is null."""
    # A large library that only a writing process needs.
    import pyarrow
    from pyarrow import parquet

    types = {
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "number": pyarrow.float64(),
        "date": pyarrow.date32(),
    }
    schema = pyarrow.schema(
        [
            pyarrow.field(
                column.name,
                pyarrow.list_(pyarrow.string())
                if column.listed
                else types.get(column.type, pyarrow.string()),
                metadata={"description": column.description},
            )
            for column in noun.typed_columns
        ],
        metadata=_metadata(about),
    )
    cells = [_cell(column) for column in noun.typed_columns]
    records = about.whole(records)

    def batches() -> Iterator[pyarrow.RecordBatch]:
        while rows := [
            [cell(record) for cell in cells] for record in islice(records, ROWS_A_BATCH)
        ]:
            arrays = map(pyarrow.array, zip(*rows, strict=True), schema.types)
            yield pyarrow.record_batch(list(arrays), schema=schema)

    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        ready = batches()
        while group := list(islice(ready, BATCHES_A_GROUP)):
            writer.write_table(pyarrow.Table.from_batches(group))


def _metadata(about: About) -> dict[str, str]:
    return {
        "title": about.title,
        "dataset": about.dataset,
        "release": about.release,
        "day": about.day.isoformat(),
        "digest": about.digest or "",
        "license": about.license,
        "cite": about.cite,
        "note": about.note,
    }


def _cell(column: Any) -> Callable[[Any], Any]:
    """Return the function that gives the typed cell of a record."""
    read = column.read
    if column.listed:
        nothing = [column.empty] if column.empty else []
        return lambda record: read(record) or nothing
    if column.type in ("integer", "boolean"):
        return read
    if column.type == "number":
        return lambda record: None if (number := read(record)) is None else float(number)
    if column.type == "date":
        return lambda record: (
            None if (day := read(record)) is None else datetime.date.fromisoformat(day)
        )
    text = column.text
    return lambda record: text(record) or None


FORMAT = Format(name="parquet", media_type=MEDIA_TYPE, write=write)
