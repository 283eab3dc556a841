"""What a worksheet says of its rows and cells beside what stands in them, read as a stream."""

import re
import zipfile
from collections.abc import Iterator

_BLOCK, _LONGEST_TAG = 1 << 20, 1 << 12
_MERGED = re.compile(r'<mergeCell\b[^>]*\bref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_TAG = re.compile(r"<(row|col)\b([^>]*\bhidden=\"(?:1|true)\"[^>]*)>")
_NUMBER = re.compile(r'\b(?:r|min)="([0-9]+)"')
_NAMED = 5


def merged(archive: zipfile.ZipFile, part: str) -> list[str]:
    """Return the ranges of merged cells, such as A1:B1."""
    return [found[1] for text in _blocks(archive, part) for found in _MERGED.finditer(text)]


def hidden(archive: zipfile.ZipFile, part: str) -> list[str]:
    """Return a sentence each on the rows and columns that are hidden, none where none is."""
    found: dict[str, list[int]] = {"row": [], "col": []}
    for text in _blocks(archive, part):
        for tag in _TAG.finditer(text):
            found[tag[1]] += [int(number) for number in _NUMBER.findall(tag[2])[:1]]
    names = {"row": "row", "col": "column"}
    return [_told(names[kind], sorted({*numbers})) for kind, numbers in found.items() if numbers]


def _told(noun: str, numbers: list[int]) -> str:
    first = ", ".join(str(number) for number in numbers[:_NAMED])
    if len(numbers) == 1:
        return f"{noun} {first} is hidden, and was read"
    more = " and others" if len(numbers) > _NAMED else ""
    return f"{len(numbers)} {noun}s are hidden, and were read: {first}{more}"


def _blocks(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """Yield the text of a part in blocks that end with a whole tag."""
    rest = ""
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            text = rest + block.decode("utf-8", "replace")
            whole = text.rfind(">") + 1 if len(text) - text.rfind(">") < _LONGEST_TAG else len(text)
            rest = text[whole:]
            yield text[:whole]
    yield rest
