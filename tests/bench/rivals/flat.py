"""A flat table with the columns and rows of the CSV, for sqlite3 and Datasette to read."""

import csv
import sqlite3
from itertools import islice

ROWS_A_BLOCK = 10_000


def build(file, lines):
    """Write the table ``observations`` from an iterable of CSV lines, the first the header."""
    rows = csv.reader(lines)
    header = next(rows)
    columns = ", ".join(f'"{name}" TEXT' for name in header)
    places = ", ".join("?" * len(header))
    database = sqlite3.connect(file)
    database.execute("PRAGMA page_size = 16384")
    database.execute(f"CREATE TABLE observations ({columns})")
    while block := list(islice(rows, ROWS_A_BLOCK)):
        database.executemany(f"INSERT INTO observations VALUES ({places})", block)
        database.commit()
    database.close()
