"""Telling in which encoding a file was saved, where that is not UTF-8."""

_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK\x03\x04": "a workbook or archive"}
_REMEDY = "save it as “CSV UTF-8”, or as UTF-8 text"


def encoding_problem(content: bytes) -> str:
    """Return what a file that is not UTF-8 seems to be, and what to do about it."""
    seems = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    if seems:
        return f"not UTF-8 but {seems}: {_REMEDY}"
    return f"not UTF-8, perhaps Windows-1252 or another encoding of one byte a letter: {_REMEDY}"
