"""Whoever computes with ``value`` gets the same in every format and reader: FOLDER.

FOLDER has the files of a release. The answers are worked out once from the digits of the CSV, in
exact decimals. A copy in which the values are texts must be noticed.
"""

import csv
import gzip
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas
import polars
import sqlite_utils

NODE = """
const text = require("fs").readFileSync(process.argv[1], "utf8");
const records = text.startsWith("[") ? JSON.parse(text) : text.trim().split("\\n").map(JSON.parse);
const values = records.map(one => one.value).filter(one => one !== null);
console.log(JSON.stringify([
  Math.max(...values),
  values.reduce((sum, one) => sum + one, 0),
  values.filter(one => one > 1000).length
]));
"""
ASKED = "max(value), sum(value), count(*) filter (where value > 1000)"


def expected(file):
    """Return what the digits come to: the largest, the sum, how many are above 1000."""
    with file.open(encoding="utf-8", newline="") as opened:
        values = [Decimal(row["value"]) for row in csv.DictReader(opened) if row["value"]]
    return max(values), sum(values), sum(value > 1000 for value in values)


def of_pandas(frame):
    values = frame["value"]
    return values.max(), values.sum(), (values > 1000).sum()


def of_polars(frame):
    values = frame["value"]
    return values.max(), values.sum(), (values > 1000).sum()


def of_duckdb(table):
    return duckdb.sql(f"select {ASKED} from {table}").fetchall()[0]


def of_sqlite(records):
    database = sqlite_utils.Database(memory=True)
    database["figures"].insert_all(records, alter=True)
    return database.execute(f"select {ASKED} from figures").fetchone()


def of_node(file):
    printed = subprocess.run(["node", "-e", NODE, file], capture_output=True, check=True, text=True)
    return json.loads(printed.stdout)


def compare(what, found, right):
    """Raise AssertionError unless the three numbers are those, as exactly as a double adds."""
    for name, one, other in zip(("max", "sum", "above 1000"), found, right, strict=True):
        assert not isinstance(one, str), f"{what}: {name} is the text {one!r}"
        assert one is not None, f"{what}: {name} is nothing"
        assert abs(Decimal(repr(float(one))) - other) < Decimal("1e-6"), f"{what}: {name} {one}"


def readings(folder, lines, array):
    """Return {reader and format: function that computes}."""
    figures, parquet = folder / "observations.csv", folder / "observations.parquet"
    book = folder / "observations.xlsx"
    records = [json.loads(line) for line in lines.read_text().splitlines()]
    return {
        "pandas, CSV": lambda: of_pandas(pandas.read_csv(figures)),
        "pandas, Parquet": lambda: of_pandas(pandas.read_parquet(parquet)),
        "pandas, XLSX": lambda: of_pandas(pandas.read_excel(book)),
        "pandas, XLSX, whole": lambda: of_pandas(
            pandas.read_excel(book, sheet_name="Observations")
        ),
        "pandas, JSON": lambda: of_pandas(pandas.DataFrame(records)),
        "pandas, NDJSON": lambda: of_pandas(pandas.read_json(lines, lines=True)),
        "polars, CSV": lambda: of_polars(polars.read_csv(figures)),
        "polars, Parquet": lambda: of_polars(polars.read_parquet(parquet)),
        "polars, NDJSON": lambda: of_polars(polars.read_ndjson(lines, infer_schema_length=None)),
        "duckdb, CSV": lambda: of_duckdb(f"read_csv('{figures}')"),
        "duckdb, Parquet": lambda: of_duckdb(f"read_parquet('{parquet}')"),
        "duckdb, NDJSON": lambda: of_duckdb(f"read_json('{lines}')"),
        "duckdb, JSON": lambda: of_duckdb(f"read_json('{array}')"),
        "sqlite-utils, NDJSON": lambda: of_sqlite(records),
        "JavaScript, JSON": lambda: of_node(array),
        "JavaScript, NDJSON": lambda: of_node(lines),
    }


def main(folder):
    folder = Path(folder)
    right = expected(folder / "observations.csv")
    with TemporaryDirectory() as scratch:
        lines, array = Path(scratch) / "figures.ndjson", Path(scratch) / "figures.json"
        text = gzip.decompress((folder / "observations.ndjson.gz").read_bytes()).decode()
        lines.write_text(text)
        array.write_text(f"[{','.join(text.splitlines())}]")
        for what, compute in readings(folder, lines, array).items():
            compare(what, compute(), right)
        print(f"value computes alike in all: {', '.join(readings(folder, lines, array))}")
        broken = [json.loads(line) for line in text.splitlines()]
        for one in broken:
            one["value"] = one["value_digits"]
        try:
            compare("texts", of_sqlite(broken), right)
        except AssertionError as error:
            print(f"  a copy whose values are texts is refused: {error}")
        else:
            raise SystemExit("values as texts were not noticed")


if __name__ == "__main__":
    main(*sys.argv[1:])
