"""Newline-delimited JSON: every published record on a line of its own."""

from .base import Format

FORMAT = Format(
    name="ndjson",
    media_type="application/x-ndjson",
    stored="json",
    length="json_bytes",
    row_end=b"\n",
)
