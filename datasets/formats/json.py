"""JSON: the published document itself; lists come in pages."""

from .base import Format

FORMAT = Format(
    name="json",
    media_type="application/json",
    text="document",
    length="document_bytes",
    paged=True,
)
