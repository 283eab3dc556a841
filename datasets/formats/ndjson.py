"""Newline-delimited JSON: every published document on a line of its own."""

from .base import Format

FORMAT = Format(
    name="ndjson",
    media_type="application/x-ndjson",
    text="document",
    length="document_bytes",
    row_end=b"\n",
)
