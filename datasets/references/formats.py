"""A reference in the forms that reference managers read."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from datasets.arithmetic.periods import UNKNOWN
from datasets.references.reference import Reference
from datasets.wording.dates import in_words

_EXACT_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEAR = re.compile(r"[0-9]{4}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts the braces of a field even behind a backslash, so that none may stand in a text.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "%&#_$"},
    }
)
# An address is taken verbatim, and has its own way to write what may not stand in a field.
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


@dataclass(frozen=True)
class Form:
    """A form of a reference, offered as a format; ``encode`` returns the reference as text."""

    name: str
    media_type: str
    description: str
    encode: Callable[[Reference], str]
    paged: bool = False

    @property
    def content_type(self) -> str:
        """Return the header value, with the encoding."""
        return f"{self.media_type}; charset=utf-8"


def date_parts(edtf: str) -> list[list[int]]:
    """Return the date-parts of CSL: one date or the two of an interval, none unless all is exact.

    What is only about a day, open or a half of a year can't be said in parts.
    """
    sides = edtf.split("/")
    exact = [match for side in sides if (match := _EXACT_DATE.fullmatch(side))]
    if len(exact) < len(sides):
        return []
    return [[int(part) for part in match.groups() if part] for match in exact]


def bibtex(reference: Reference) -> str:
    """Return the entry in BibTeX, UTF-8; author and title keep their letters as they are."""
    fields = {
        "author": f"{{{_tex(reference.author)}}}",
        "title": f"{{{_tex(reference.title)}}}",
        "howpublished": _tex(reference.container),
        "publisher": _tex(reference.publisher),
        "version": reference.version,
        "url": _one_line(reference.url).translate(_ADDRESS),
        "note": _tex(" ".join([*reference.whole_note, *_vaguely_issued(reference)])),
    }
    lines = [f"  {name} = {{{text}}},\n" for name, text in fields.items() if text]
    lines[2:2] = _tex_date(reference.issued)
    return f"@misc{{{reference.key},\n{''.join(lines)}}}\n"


def _vaguely_issued(reference: Reference) -> Iterator[str]:
    """Yield when it was issued where a year, a month and a day cannot say it."""
    if len(date_parts(reference.issued)) != 1 and reference.issued != UNKNOWN:
        yield f"Issued {in_words(reference.issued)}."


def _tex_date(edtf: str) -> list[str]:
    parts = date_parts(edtf)
    if len(parts) != 1:
        vague_year = _YEAR.search(edtf)
        return [f"  year = {{{vague_year[0]}}},\n"] if vague_year else []
    year, *month_and_day = parts[0]
    lines = [f"  year = {{{year}}},\n"]
    # The names of months are macros, which each style writes in its own language.
    lines += [f"  month = {_MONTHS[month - 1]},\n" for month in month_and_day[:1]]
    return lines + [f"  day = {{{day}}},\n" for day in month_and_day[1:]]


def csl(reference: Reference) -> dict[str, Any]:
    """Return the item in CSL-JSON, as an object."""
    parts = date_parts(reference.issued)
    issued = {"date-parts": parts} if parts else {"literal": in_words(reference.issued)}
    item = {
        "id": reference.key,
        "type": "dataset",
        "title": reference.title,
        "author": [{"literal": reference.author}],
        "issued": issued,
        "original-author": _original_author(reference),
        "original-date": _original_date(reference),
        "original-title": reference.original_title,
        "container-title": reference.container,
        "publisher": reference.publisher,
        "version": reference.version,
        "URL": reference.url,
        "note": " ".join(reference.whole_note),
    }
    return {name: said for name, said in item.items() if said}


def _original_author(reference: Reference) -> list[dict[str, str]]:
    return [{"literal": reference.original_author}] if reference.original_author else []


def _original_date(reference: Reference) -> dict[str, Any]:
    parts = date_parts(reference.original_issued) if reference.original_issued else []
    return {"date-parts": parts} if parts else {}


def ris(reference: Reference) -> str:
    """Return the record in RIS: one line a tag."""
    tags = [
        ("TY", "DATA"),
        ("ID", reference.key),
        ("TI", reference.title),
        ("AU", reference.author),
        *_ris_date(reference.issued),
        ("T2", reference.container),
        ("PB", reference.publisher),
        ("ET", reference.version),
        ("UR", reference.url),
        ("OP", reference.original),
        *(("N1", sentence) for sentence in reference.whole_note),
    ]
    lines = [f"{tag}  - {_one_line(said)}\r\n" for tag, said in tags if said]
    return f"{''.join(lines)}ER  - \r\n"


def _ris_date(edtf: str) -> list[tuple[str, str]]:
    parts = date_parts(edtf)
    if not parts:
        return []
    # The last slash stands although nothing follows: a season would.
    day = [f"{part:02}" for part in parts[0]]
    return [("PY", day[0]), ("DA", "/".join([*day, "", "", ""][:3]) + "/")]


def txt(reference: Reference) -> str:
    """Return the reference and what must go with it, a sentence a line."""
    lines = (f"{reference.says} {reference.text}", *reference.note)
    return "".join(f"{_one_line(line)}\n" for line in lines)


def _csl_text(reference: Reference) -> str:
    return orjson.dumps([csl(reference)], option=orjson.OPT_APPEND_NEWLINE).decode()


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX)


def _one_line(text: str) -> str:
    return " ".join(text.split())


FORMS = (
    Form("bib", "application/x-bibtex", "The reference in BibTeX.", bibtex),
    Form(
        "csl",
        "application/vnd.citationstyles.csl+json",
        "The reference in CSL-JSON, as a list of one.",
        _csl_text,
    ),
    Form("ris", "application/x-research-info-systems", "The reference in RIS.", ris),
    Form("txt", "text/plain", "The reference and its caveats as sentences.", txt),
)
