"""How wide a text will be, roughly, before anybody has set it; and how it is made to fit."""

import re
import unicodedata

# In ems, the widest of Noto Sans, Inter, Roboto and Liberation Sans: readers have different ones,
# and a label that is narrower than thought meets nothing.
_EMS = {
    0.3: " \xa0\u202f'!,.:;ijl",
    0.4: 'I()[]ft-"`',
    0.45: "/\\r",
    0.55: "ksxz",
    0.6: "*17?JL^_acevy|{}",
    0.65: "#$02345689FTZbdghnopqu–“”",
    0.7: "+<=>ABEKPSVXY~×÷−",
    0.76: "&CDHRU",
    0.8: "GNOQ",
    0.9: "w%",
    0.95: "MWm…",
    1.05: "@—",
}
_EM_OF = {letter: ems for ems, letters in _EMS.items() for letter in letters}
_OTHER_SMALL, _OTHER, _FULL_WIDTH = 0.7, 0.8, 1.0
_BOLDER = 1.08
# Not those that keep the parts of a date together.
_SPACES = re.compile("[ \t\n\v\f\r]+")
# What XML has no place for, whatever it is escaped to, and what would turn 12 into 21 on the page.
_UNPRINTABLE = re.compile(
    "[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)


def printable(text: str) -> str:
    """Return it in one line, without characters that break a drawing or turn its text round."""
    return _UNPRINTABLE.sub("", _SPACES.sub(" ", text)).strip(" ")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how many pixels it takes, rather too many than too few."""
    return sum(map(_ems, text)) * size * (_BOLDER if bold else 1)


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return as much of it as there is room for, with an ellipsis where something is left out."""
    text = printable(text)
    if width(text, size, bold=bold) <= room:
        return text
    left, kept = room - width("…", size, bold=bold), 0
    for letter in text:
        left -= width(letter, size, bold=bold)
        if left < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…"


def wrapped(
    text: str, room: float, size: float, *, lines: int, bold: bool = False
) -> tuple[str, ...]:
    """Return it in at most so many lines of about the same length, the last with an ellipsis."""
    text = printable(text)
    broken = _broken(text, room, size, lines, bold=bold)
    for share in range(95, 50, -5):
        narrower = _broken(text, room * share / 100, size, len(broken), bold=bold)
        if any(line.endswith("…") for line in narrower):
            break
        broken = narrower
    return broken


def _broken(text: str, room: float, size: float, lines: int, *, bold: bool) -> tuple[str, ...]:
    done: list[str] = []
    words = text.split(" ")
    while words and words != [""]:
        if len(done) == lines - 1:
            return (*done, shortened(" ".join(words), room, size, bold=bold))
        taken = 1
        while taken < len(words) and (width(" ".join(words[: taken + 1]), size, bold=bold) <= room):
            taken += 1
        done.append(shortened(" ".join(words[:taken]), room, size, bold=bold))
        words = words[taken:]
    return tuple(done)


def _ems(letter: str) -> float:
    if letter in _EM_OF:
        return _EM_OF[letter]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL_WIDTH
    return _OTHER_SMALL if letter.islower() else _OTHER
