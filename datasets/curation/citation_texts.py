"""Holding citations against the texts they were taken from: what stands there, what moved."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from datasets.models import Citation, Document

VERIFIED, MOVED, LOST, WRONG = "verified", "moved", "lost", "wrong"
UNPLACED = "without a place"
FARED = (VERIFIED, MOVED, LOST, WRONG, UNPLACED)
# Lines that are not blank, one below the other.
_PARAGRAPH = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)


class Unreadable(Exception):
    """A folder, or a file that a document may rest on, cannot be read as text."""


@dataclass(frozen=True)
class Problem:
    """What does not hold of a citation: ``kind`` is moved, lost or wrong."""

    citation: Citation
    field: str
    kind: str
    what: str

    def __str__(self) -> str:
        one = self.citation
        where = f"{one.observation.dataset_id} {one.observation_id} hop {one.hop} {self.field}"
        return f"{where}: {self.kind}: {self.what}"


@dataclass
class Report:
    """What was found in a folder: files by document, how the citations fared, the problems."""

    verified: dict = field(default_factory=dict)
    changed: dict = field(default_factory=dict)
    not_there: list = field(default_factory=list)
    citations: dict = field(default_factory=lambda: dict.fromkeys(FARED, 0))
    problems: list = field(default_factory=list)

    @property
    def found(self) -> bool:
        """Return whether any file belongs to a document."""
        return bool(self.verified or self.changed)

    @property
    def holds(self) -> bool:
        """Return whether everything is as it is recorded; what is not there is no failure."""
        return not self.changed and not self.problems


def verify(folder: Path) -> Report:
    """Return the Report of all documents with a hash, held against the files of a folder."""
    files = _files(folder)
    by_hash = {_sha256(file): file for file in reversed(files)}
    by_name = {file.name: file for file in files}
    report = Report()
    for document in Document.objects.exclude(sha256="").order_by("slug"):
        name = f"{document.slug}.txt"
        if document.sha256 in by_hash:
            file = report.verified[document.slug] = by_hash[document.sha256]
        elif name in by_name:
            file = report.changed[document.slug] = by_name[name]
        else:
            report.not_there.append(document.slug)
            continue
        _verify_citations(document, _text(file), report)
    return report


def _verify_citations(document: Document, text: str, report: Report) -> None:
    citations = Citation.objects.filter(document=document).select_related("observation")
    report.citations[UNPLACED] += citations.filter(start=None).count()
    for citation in citations.exclude(start=None).order_by("observation_id", "hop"):
        problems = list(problems_of(citation, text, document.slug in report.changed))
        kinds = {problem.kind for problem in problems}
        # The worst of what was found is how the citation fared.
        worst = next((kind for kind in (LOST, MOVED, WRONG) if kind in kinds), VERIFIED)
        report.citations[worst] += 1
        report.problems += problems


def problems_of(citation: Citation, text: str, changed: bool = False) -> Iterator[Problem]:
    """Yield what does not hold of a citation that has its place in the text.

    ``changed`` says that the text is not the one in which the place was found.
    """
    recorded = f"{citation.start}–{citation.end}"
    if citation.fragment not in text[citation.start : citation.end]:
        yield _displaced(citation, text, recorded)
        return
    if citation.end > len(text):
        what = f"{recorded} lies outside of the text, which ends at {len(text)}"
        yield Problem(citation, "end", WRONG if citation.fragment else LOST, what)
    elif changed and not citation.fragment and not citation.sentence_sha256:
        what = f"the text changed, and nothing tells what stood in {recorded}"
        yield Problem(citation, "start", LOST, what)
    number = paragraph_at(text, citation.start)
    if citation.paragraph not in (None, number):
        what = f"{citation.paragraph}, but it stands in {_paragraph(number)}"
        yield Problem(citation, "paragraph", WRONG, what)
    if citation.sentence_sha256 and not _is_sentence(citation, text, citation.sentence_start):
        yield _other_sentence(citation, text)


def _displaced(citation: Citation, text: str, recorded: str) -> Problem:
    """Return the problem of a citation whose words are not at their place."""
    fragment = citation.fragment
    places = list(_places(fragment, text))
    if not places:
        return Problem(citation, "fragment", LOST, f"“{fragment}” is gone, it stood in {recorded}")
    placed = ", ".join(_place(text, place, place + len(fragment)) for place in places)
    now = placed if len(places) == 1 else f"one of {len(places)} places: {placed}"
    return Problem(citation, "fragment", MOVED, f"“{fragment}” from {recorded} to {now}")


def _other_sentence(citation: Citation, text: str) -> Problem:
    """Return the problem of a citation whose sentence is not at its place."""
    start, end = citation.sentence_start, citation.sentence_end
    length = end - start
    places = range(len(text) - length + 1)
    found = next((place for place in places if _is_sentence(citation, text, place)), None)
    if found is not None:
        what = f"the sentence from {start}–{end} to {_place(text, found, found + length)}"
        return Problem(citation, "sentence_sha256", MOVED, what)
    what = f"the sentence in {start}–{end} is nowhere in the text"
    return Problem(citation, "sentence_sha256", WRONG if citation.fragment else LOST, what)


def _is_sentence(citation: Citation, text: str, start: int) -> bool:
    end = start + citation.sentence_end - citation.sentence_start
    digest = hashlib.sha256(text[start:end].encode()).hexdigest()
    return end <= len(text) and digest == citation.sentence_sha256


def paragraph_at(text: str, offset: int) -> int | None:
    """Return the number of the paragraph at an offset, from 1; None between two of them."""
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text), 1):
        if paragraph.start() <= offset < paragraph.end():
            return number
    return None


def _place(text: str, start: int, end: int) -> str:
    return f"{start}–{end} in {_paragraph(paragraph_at(text, start))}"


def _paragraph(number: int | None) -> str:
    return f"paragraph {number}" if number else "no paragraph"


def _places(fragment: str, text: str) -> Iterator[int]:
    found = text.find(fragment)
    while found >= 0:
        yield found
        found = text.find(fragment, found + 1)


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder, those of its folders left out, in the order of their names."""
    with _readable(folder):
        return sorted(path for path in Path(folder).iterdir() if path.is_file())


def _sha256(file: Path) -> str:
    with _readable(file), file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _text(file: Path) -> str:
    """Return the text as it is: offsets count every character, line ends and marks included."""
    with _readable(file):
        return file.read_bytes().decode()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not UTF-8: byte {error.start} fits no character") from error
