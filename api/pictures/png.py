"""A drawing that stands alone as PNG, set in the fonts of this folder and in no others."""

import re
from functools import cache, lru_cache
from pathlib import Path

import resvg_py

FONTS = Path(__file__).parent / "fonts"
MOST_BYTES = 500_000
MOST_PIXELS = 8_000_000
# A picture of a release never changes, and drawing one takes a tenth of a second.
_KEPT = 64
_SIZE = re.compile(r'<svg [^>]*?width="(\d{1,5})" height="(\d{1,5})"')
# What makes a renderer look elsewhere, in a file or on another host; what is written between
# the tags does not.
_ELSEWHERE = re.compile(r"<(?:image|style)\b|<[^>]*(?:href=|url\((?!#))")


@lru_cache(maxsize=_KEPT)
def png(svg: str, *, zoom: int = 1) -> bytes:
    """Return the same bytes for the same drawing; refuse what is too large or looks elsewhere."""
    size = _SIZE.match(svg)
    if size is None:
        raise ValueError("Not a drawing with a width and a height in pixels")
    if len(svg.encode()) > MOST_BYTES:
        raise ValueError(f"A drawing of more than {MOST_BYTES} bytes")
    if int(size[1]) * int(size[2]) * zoom**2 > MOST_PIXELS:
        raise ValueError(f"A picture of more than {MOST_PIXELS} pixels")
    if _ELSEWHERE.search(svg):
        raise ValueError("A drawing that names something outside of itself")
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        skip_system_fonts=True,
        font_files=_fonts(),
        font_family="Noto Sans",
        sans_serif_family="Noto Sans",
        serif_family="Noto Serif",
    )


@cache
def _fonts() -> list[str]:
    return sorted(map(str, FONTS.glob("*.ttf")))
