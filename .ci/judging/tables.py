"""Readers that nobody here wrote find the same cells in every table of a release: FOLDER ADDRESS.

ADDRESS serves the same observations.csv. A copy with another cell, and one without a row, must be
noticed by the same comparison.
"""

import csv
import gzip
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import openpyxl
import pandas
import polars
import pyarrow.csv
import pyarrow.parquet


def by_csv(file):
    with file.open(encoding="utf-8", newline="") as opened:
        header, *rows = csv.reader(opened, strict=True)
    assert {len(row) for row in rows} <= {len(header)}, f"{file.name}: lines of different lengths"
    return header, rows


def by_pandas(file):
    cells = pandas.read_csv(file, dtype=str, keep_default_na=False)
    return list(cells.columns), cells.values.tolist()


def by_duckdb(file):
    cells = duckdb.read_csv(str(file), all_varchar=True, header=True)
    rows = [["" if cell is None else cell for cell in row] for row in cells.fetchall()]
    return cells.columns, rows


def by_polars(file):
    cells = polars.read_csv(file, infer_schema=False)
    return cells.columns, [["" if cell is None else cell for cell in row] for row in cells.rows()]


def by_pyarrow(file):
    with file.open(encoding="utf-8", newline="") as opened:
        names = next(csv.reader(opened))
    texts = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pyarrow.string()))
    parsed = pyarrow.csv.ParseOptions(newlines_in_values=True)
    cells = pyarrow.csv.read_csv(file, parse_options=parsed, convert_options=texts)
    return cells.column_names, [list(row.values()) for row in cells.to_pylist()]


def by_openpyxl(file):
    book = openpyxl.load_workbook(file, read_only=True)
    header, *rows = book["Observations"].iter_rows(values_only=True)
    return list(header), [[text_of(cell) for cell in row[: len(header)]] for row in rows]


def by_parquet(file):
    table = pyarrow.parquet.read_table(file)
    return table.column_names, [
        [text_of(cell) for cell in row.values()] for row in table.to_pylist()
    ]


def by_parquet_in_duckdb(file):
    cells = duckdb.read_parquet(str(file))
    return cells.columns, [[text_of(cell) for cell in row] for row in cells.fetchall()]


def by_parquet_in_polars(file):
    cells = polars.read_parquet(file)
    return cells.columns, [[text_of(cell) for cell in row] for row in cells.rows()]


READERS = (by_pandas, by_duckdb, by_polars, by_pyarrow)


def text_of(cell):
    """Return a typed cell as the CSV writes it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, list | tuple):
        return ";".join(cell)
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    return str(cell)


def without_digits(cells):
    """Return typed cells without the column whose text says what the value beside it does."""
    header, rows = cells
    value, digits = header.index("value"), header.index("value_digits")
    for row in rows:
        same = float(row[value]) == float(row[digits]) if row[digits] else not row[value]
        assert same, f"{row[0]}: {row[value]} beside {row[digits]}"
    return [name for name in header if name != "value_digits"], [
        [*row[:digits], *row[digits + 1 :]] for row in rows
    ]


def unguarded(cells):
    """Return the cells without the apostrophe that keeps spreadsheets from running a text."""
    header, rows = cells
    return header, [[cell.removeprefix("'") for cell in row] for row in rows]


def compare(what, found, expected):
    """Raise AssertionError where a reader found another header, number of rows, or cell."""
    assert list(found[0]) == list(expected[0]), f"{what}: other columns"
    assert len(found[1]) == len(expected[1]), f"{what}: {len(found[1])} rows"
    for number, (row, other) in enumerate(zip(found[1], expected[1], strict=True), start=1):
        for name, cell, text in zip(found[0], row, other, strict=True):
            assert cell == text, f"{what}, row {number}, {name}: {cell!r}, not {text!r}"


def refuses(what, read, expected):
    """Fail unless the comparison notices that something was changed."""
    try:
        compare(what, read(), expected)
    except (AssertionError, OSError, duckdb.Error, polars.exceptions.PolarsError) as error:
        print(f"  a broken copy is refused: {str(error)[:100]}")
    else:
        raise SystemExit(f"{what}: a broken copy was not noticed")


def main(folder, address):
    folder = Path(folder)
    tables = sorted(folder.glob("*.csv"))
    assert len(tables) > 1, "no tables: nothing was judged"
    for file in tables:
        expected = by_csv(file)
        assert expected[1], f"{file.name} has no rows"
        for read in READERS:
            compare(f"{file.name} {read.__name__}", read(file), expected)
        print(f"{file.name}: {len(expected[1])} rows, the same by {len(READERS) + 1} readers")
    figures = by_csv(folder / "observations.csv")
    compare("polars by address", by_polars(address), figures)
    plain = unguarded(figures)
    compare("the workbook", without_digits(by_openpyxl(folder / "observations.xlsx")), plain)
    for read in (by_parquet, by_parquet_in_duckdb, by_parquet_in_polars):
        compare(read.__name__, without_digits(read(folder / "observations.parquet")), plain)
    with gzip.open(folder / "observations.ndjson.gz") as lines:
        ids = [json.loads(line)["id"] for line in lines]
    assert ids == [row[0] for row in figures[1]], "other records in observations.ndjson.gz"
    for guessing in (pandas.read_csv, duckdb.read_csv, polars.read_csv):
        assert len(guessing(str(folder / "observations.csv"))) == len(figures[1]), guessing
    print(f"xlsx, parquet, ndjson and the address: the same {len(figures[1])} rows")
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / "observations.csv"
        for broken in (
            (folder / "observations.csv").read_bytes().replace(b",2076,", b",2067,", 1),
            (folder / "observations.csv").read_bytes().rsplit(b"\r\n", 2)[0] + b"\r\n",
        ):
            file.write_bytes(broken)
            for read in READERS:
                refuses(read.__name__, lambda read=read: read(file), figures)


if __name__ == "__main__":
    main(*sys.argv[1:])
