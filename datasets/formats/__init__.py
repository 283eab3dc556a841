"""The formats that records come in; one file each, registered here once."""

from . import csv, json, ndjson
from .base import Format

FORMATS = (json.FORMAT, csv.FORMAT, ndjson.FORMAT)

__all__ = ["FORMATS", "Format"]
