"""A drawing that stands alone, 680 pixels wide: with its title, its caveats and its source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .drawing import Drawing, Told, rendered
from .forest import Forest
from .marks import Badge, marks
from .paint import painted
from .text import printable, shortened, width, wrapped

PAGE, MARGIN = 680, 20
ROOM = PAGE - 2 * MARGIN
_WORDS = 210
_ROW_PADDING = 8
_LEADING = {"number": 60, "what": 27, "headline": 27, "answer": 25, "subtitle": 20, "caption": 18}
_SIZES = {"number": 56, "what": 20, "headline": 20, "answer": 20, "subtitle": 14, "caption": 13}
_BOLD = {"headline"}


@dataclass(frozen=True)
class About:
    """What stands around a drawing.

    With a ``number`` the title says what it counts, and ``before`` it stands "about" in small.
    """

    title: str
    source: str
    subtitle: str = ""
    before: str = ""
    number: str = ""
    badge: Badge | None = None
    chips: Sequence[str] = ()


@dataclass(frozen=True)
class RowWords:
    """The words on the left of a row: its number, what is counted, and by whom."""

    number: str
    what: str
    who: str = ""


@dataclass(frozen=True)
class Piece:
    """A drawing in its place."""

    x: float
    y: float
    width: float
    height: float
    drawing: Drawing


@dataclass(frozen=True)
class Line:
    """A line of words in its place."""

    y: float
    words: str
    look: str
    x: float = MARGIN
    before: str = ""


class _Page:
    """Lines, pieces and rules one below the other."""

    def __init__(self) -> None:
        self.y: float = 12
        self.lines: list[Line] = []
        self.pieces: list[Piece] = []
        self.rules: list[float] = []

    def write(
        self, words: str, look: str, *, lines: int, room: float = ROOM, before: str = ""
    ) -> None:
        for line in wrapped(words, room, _SIZES[look], lines=lines, bold=look in _BOLD):
            self.y += _LEADING[look]
            self.lines.append(Line(self.y, line, look, before=before))

    def draw(self, drawing: Drawing, x: float = MARGIN, height: float = 0) -> None:
        """Place a drawing below what stands there already."""
        height = height or drawing.height
        self.pieces.append(Piece(x, self.y, PAGE - MARGIN - x, height, drawing))
        self.y += height

    def rule(self) -> None:
        self.rules.append(self.y)


def standalone(about: About, told: Told, drawings: Iterable[Drawing]) -> str:
    """Return drawings one below the other, each with its caption."""
    page = _begun(about)
    badges = _marked(page, about)
    for drawing in drawings:
        page.y += 10
        page.draw(drawing)
        page.write(" ".join(drawing.caption), "caption", lines=4)
    return _finished(page, about, told, badges)


def standalone_forest(about: About, told: Told, drawn: Forest, words: Sequence[RowWords]) -> str:
    """Return the rows of a forest plot, each with its words on its left."""
    page = _begun(about)
    badges = _marked(page, about)
    page.y += 16
    left = MARGIN + _WORDS + 16
    if drawn.head:
        page.draw(drawn.head, left)
    for row, said in zip(drawn.rows, words, strict=True):
        page.rule()
        top = page.y
        _row_words(page, said)
        height = page.y + _ROW_PADDING - top
        page.y = top
        page.draw(row, left, height)
    page.draw(drawn.axis, left)
    page.write(" ".join(drawn.caption), "caption", lines=4)
    return _finished(page, about, told, badges)


def _row_words(page: _Page, said: RowWords) -> None:
    page.write(said.number, "answer", lines=2, room=_WORDS)
    page.write(said.what, "caption", lines=2, room=_WORDS)
    page.write(said.who, "caption", lines=2, room=_WORDS)


def _begun(about: About) -> _Page:
    page = _Page()
    if about.number:
        before = shortened(about.before, ROOM / 3, 24)
        room = ROOM - width(before, 24) - 10
        page.write(about.number, "number", lines=1, room=room, before=before)
        page.y += 4
    page.write(about.title, "what" if about.number else "headline", lines=3)
    page.write(about.subtitle, "subtitle", lines=3)
    return page


def _marked(page: _Page, about: About) -> dict[str, object]:
    lines = marks(about.badge, about.chips, size=16, room=ROOM)
    y = page.y + 32
    page.y += len(lines) * 25.6 + (10 if lines else 0)
    return {"marks": lines, "marks_y": y}


def _finished(page: _Page, about: About, told: Told, badges: dict[str, object]) -> str:
    page.y += 18
    foot = page.y
    source = wrapped(about.source, ROOM - 120, 13, lines=2)
    page.y += 16 + 18 * len(source)
    svg = rendered(
        "standalone.svg",
        width=PAGE,
        height=round(page.y + 8),
        title=printable(told.title),
        description=printable(told.description),
        prefix=told.prefix,
        page=page,
        foot=foot,
        source=[*_right(source, foot)],
        **badges,
    )
    return painted(svg)


def _right(lines: Sequence[str], foot: float) -> Iterator[Line]:
    for place, line in enumerate(lines):
        yield Line(foot + 26 + 18 * place, line, "caption end", PAGE - MARGIN)
