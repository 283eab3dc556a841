"""What a format is: a suffix, a media type, and what it hands out of what is stored."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """``stored`` names what is stored of a record, ``length`` its length; ``row_end`` ends a row.

    A whole export begins with the header of the noun where ``with_header``. Where ``paged``, a list
    is answered in pages instead, and is no export. A format with ``write(file, noun, records,
    about)`` is made from records into a file (see ``About``), and of lists only.
    """

    name: str
    media_type: str
    stored: str = "json"
    length: str = "json_bytes"
    row_end: bytes = b""
    with_header: bool = False
    paged: bool = False
    write: Callable[..., None] | None = None

    @property
    def content_type(self) -> str:
        """Return the header value, with the encoding of what is text."""
        if self.write:
            return self.media_type
        return f"{self.media_type}; charset=utf-8"
