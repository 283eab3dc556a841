"""The formats that records come in; one file each, registered here once."""

from . import csv, json, ndjson, parquet, xlsx
from .base import Format

FORMATS = (json.FORMAT, csv.FORMAT, ndjson.FORMAT)
# Of lists only: a file that is made whole before it is sent.
MADE = (xlsx.FORMAT, parquet.FORMAT)

__all__ = ["FORMATS", "MADE", "Format"]
