"""Holding a table in Parquet against one that was rendered again, in a process of its own.

Arrow ends its process over some damaged files, and unpacks as much as a file says that it holds.
"""

import itertools
import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

MOST_MEMORY = 1 << 30
MOST_SECONDS = 600
ROWS_A_BATCH = 1000
# Four letters at each end, and the length of the footer.
MARKS = 12


def difference(expected: IO[bytes], found: IO[bytes]) -> Any:
    """Return in what the table ``found`` says otherwise than ``expected``; None: in nothing.

    Their bytes are known to differ.
    """
    from .working_folder import working_folder

    with working_folder() as folder:
        paths = [Path(folder, "expected"), Path(folder, "found")]
        for file, path in zip((expected, found), paths, strict=True):
            with path.open("wb") as copy:
                shutil.copyfileobj(file, copy)
        command = [sys.executable, "-I", __file__, *map(str, paths)]
        compared = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False
        )
    if compared.returncode:
        last = compared.stderr.strip().rpartition("\n")[2]
        return (f"it cannot be read: {last[:200]}",)
    told = json.loads(compared.stdout)
    return told and tuple(told)


def compared(expected: str, found: str) -> tuple[str, ...] | None:
    """Compare the columns, what the files say of themselves and of groups of rows, all cells."""
    from pyarrow import parquet

    ours, theirs = parquet.ParquetFile(expected), parquet.ParquetFile(found)
    if not ours.schema_arrow.equals(theirs.schema_arrow, check_metadata=True):
        told = [str(one.schema_arrow.metadata) for one in (ours, theirs)]
        return "its columns, or what it says of itself", *told
    groups = [[*map(_told, _groups(one.metadata))] for one in (ours, theirs)]
    if groups[0] != groups[1]:
        both = next(both for both in itertools.zip_longest(*groups) if both[0] != both[1])
        return "what it says of its groups of rows", *map(str, both)
    beside = Path(found).stat().st_size - _accounted(theirs.metadata)
    if beside:
        return "bytes beside its columns", "0", str(beside)
    rows = [_rows(one) for one in (ours, theirs)]
    for number, (left, right) in enumerate(zip(*rows, strict=True), 1):
        for name in left:
            if repr(left[name]) != repr(right[name]):
                return f"row {number}, {name}", repr(left[name]), repr(right[name])
    if _writer(ours.metadata) == _writer(theirs.metadata):
        return "bytes, of the same writer", "the same", "others"
    return None


def _writer(metadata: Any) -> tuple[str, list[str]]:
    """Return which version of which library wrote a file, and how it packed the columns."""
    groups = map(_columns, _groups(metadata))
    return metadata.created_by, [one.compression for columns in groups for one in columns]


def _groups(metadata: Any) -> list[Any]:
    return [metadata.row_group(place) for place in range(metadata.num_row_groups)]


def _columns(group: Any) -> list[Any]:
    return [group.column(place) for place in range(group.num_columns)]


def _told(group: Any) -> list[Any]:
    """Return how many rows a group has, and the bounds of each column: some readers go by them."""
    bounds = [one.statistics and one.statistics.to_dict() for one in _columns(group)]
    return [group.num_rows, *bounds]


def _accounted(metadata: Any) -> int:
    """Return how long a file is that holds nothing but its columns, its footer and its marks."""
    columns = itertools.chain.from_iterable(map(_columns, _groups(metadata)))
    packed: int = sum(one.total_compressed_size for one in columns)
    return int(metadata.serialized_size) + MARKS + packed


def _rows(file: Any) -> Any:
    for batch in file.iter_batches(ROWS_A_BATCH, use_threads=False):
        yield from batch.to_pylist()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(compared(*sys.argv[1:])))
