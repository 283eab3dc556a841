"""What a format is: a suffix, a media type, and which stored text it hands out."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """``text`` and ``length`` name the stored text and its length; ``row_end`` follows each row.

    A whole export begins with the header of the noun where ``with_header``. Where ``paged``, a list
    is answered in pages instead, and is no export. A format with ``write(file, noun, documents,
    about)`` is made from documents into a file (see ``About``), and of lists only.
    """

    name: str
    media_type: str
    text: str = "document"
    length: str = "document_bytes"
    row_end: bytes = b""
    with_header: bool = False
    paged: bool = False
    write: Callable | None = None

    @property
    def content_type(self):
        """Return the header value, with the encoding of what is text."""
        if self.write:
            return self.media_type
        return f"{self.media_type}; charset=utf-8"
