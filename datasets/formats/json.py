"""JSON: the published record itself; lists come in pages."""

from .base import Format

FORMAT = Format(
    name="json",
    media_type="application/json",
    stored="json",
    length="json_bytes",
    paged=True,
)
