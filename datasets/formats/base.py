"""What a format is: a suffix, a media type, and which stored text it hands out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """``text`` and ``length`` name the stored text and its length; ``row_end`` follows each row.

    A whole export begins with the header of the noun where ``with_header``. Where ``paged``, a list
    is answered in pages instead, and is no export.
    """

    name: str
    media_type: str
    text: str
    length: str
    row_end: bytes = b""
    with_header: bool = False
    paged: bool = False

    @property
    def content_type(self):
        """Return the header value, with the encoding."""
        return f"{self.media_type}; charset=utf-8"
