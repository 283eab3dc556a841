"""One range of the bytes of an answer, after RFC 9110: what is asked for, and cutting it out."""

import re

from . import problems

# One range; several of them, another unit or another form are answered with the whole, which RFC
# 9110 allows and every client that asks for parts has to expect.
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def asked(request, length, *validators):
    """Return the range as (first, end), None where all ``length`` bytes are to be answered.

    ``validators`` are what If-Range may name. Problem where the range has none of the bytes.
    """
    if request.method != "GET":
        return None
    held = request.headers.get("If-Range")
    if held is not None and held not in validators:
        return None
    found = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", "").lower())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if first and last and int(last) < int(first):
        return None
    return _resolved(found, length)


def _resolved(found, length):
    first, last = found.groups()
    if first:
        start, end = int(first), min(int(last) + 1, length) if last else length
    else:
        start, end = max(length - int(last), 0), length
    if start >= end:
        detail = f"there are {length} bytes: {found[0]} asks for none of them"
        wrong = problems.error(
            "Range", found[0], "out of bounds", code="out_of_range", expected=f"0 to {length - 1}"
        )
        raise problems.Problem(416, detail, [wrong], {"Content-Range": f"bytes */{length}"})
    return start, end


def headers(part, length):
    """Return the headers that tell the length of what follows, and which part it is."""
    first, end = part or (0, length)
    told = {"Content-Range": f"bytes {first}-{end - 1}/{length}"} if part else {}
    return told | {"Content-Length": str(end - first)}


def cut(blocks, first, end):
    """Yield what the blocks hold from ``first`` up to, not including, ``end``."""
    place = 0
    for block in blocks:
        if part := block[max(first - place, 0) : end - place]:
            yield part
        place += len(block)
        # The last block is only handed out once all of them were found to be as long as declared.
        if place >= end:
            return
