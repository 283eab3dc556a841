"""Which characters a text may hold: each is seen, none turns others round, each stands one way."""

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator

_TURNING = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0"
    r"\ufff0-\ufffb\U00016fe4\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_JOINERS = r"\u200c\u200d"
_OF_MONGOLIAN, _OF_SIGNS = r"\u180b-\u180d\u180f", r"\ufe0e\ufe0f"
_SELECTORS = rf"{_OF_MONGOLIAN}{_OF_SIGNS}\ufe00-\ufe0d\U000e0100-\U000e01ef"
_PRIVATE = r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_NONCHARACTERS = r"\ufdd0-\ufdef" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17)
)
# What is wrong with each of a class of characters, and what to do about it.
_WHY = {
    r"\x00-\x08\x0b-\x1f\x7f-\x9f": "is a control character: delete it",
    r"\t\n": "is a control character, which no text of one line holds: write a space",
    _TURNING: "can turn the text beside it round, numbers too: delete it",
    _UNSEEN: "is seen by nobody: delete it",
    _JOINERS: "is seen by nobody, and no letter beside it needs it: delete it",
    _SELECTORS: "is seen by nobody, and nothing before it needs it: delete it",
    r"\u2028\u2029": "ends a line where most readers see nothing: write a space",
    _PRIVATE: "is another sign on each machine: write what it is meant to show",
    _NONCHARACTERS: "is no character at all: delete it",
    r"\ud800-\udfff": "is half of a character: copy the text anew from where it stands",
}
_SUSPECT = re.compile(f"[{''.join(_WHY)}]")
_OF_LINES = "\n\t"
# Unicode gives control characters no names, but everybody calls these so.
_CALLED = {
    "\0": "NULL",
    "\t": "TAB",
    "\n": "LINE FEED",
    "\r": "CARRIAGE RETURN",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
}
_SHOWN_BEFORE, _MOST_MARKS = 20, 4
# Scripts whose letters change their form beside each other, by the first word of their names.
_CURSIVE = ("ARABIC", "SYRIAC", "MONGOLIAN", "NKO", "MANDAIC", "MANICHAEAN", "ADLAM", "PHAGS-PA")
_VIRAMA = 9
# Signs, by their other properties, that have a form in one colour and one in several.
_OF_TWO_FORMS = "‼⁉〰"
_FIRST_ARROW = "\u2190"
_SMALL_SIGNS = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def character_fault(text: str, *, lines: bool = False) -> str:
    """Return which character may not stand in a text, where, and what to do; empty: none.

    Only a text of several ``lines`` has line breaks and tabs.
    """
    if text.isascii() and text.isprintable():
        return ""
    for match in _SUSPECT.finditer(text):
        at = match.start()
        if not (lines and match[0] in _OF_LINES) and not _is_needed(text, at):
            return _told(text, at, _why(match[0]))
    return "" if unicodedata.is_normalized("NFC", text) else _not_composed(text)


def visible(text: str, *, lines: bool = False) -> str:
    r"""Return a text that a terminal can show: what nobody would see is written like \u202e.

    A text of several ``lines`` keeps its line breaks and tabs.
    """

    def written(match: re.Match[str]) -> str:
        if (lines and match[0] in _OF_LINES) or _is_needed(text, match.start()):
            return match[0]
        return match[0].encode("unicode_escape").decode()

    return _SUSPECT.sub(written, text)


def texts_in(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text in a value of JSON, keys too, with the path that it stands at."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from texts_in(one, f"{path}[{number}]")
    elif isinstance(value, dict):
        for key, one in value.items():
            here = f"{path}.{visible(key)}" if path else visible(key)
            yield here, key
            yield from texts_in(one, here)


def _told(text: str, at: int, why: str) -> str:
    """Return what is wrong with a character: what is the same of others first, then its place."""
    one, before = text[at], visible(text[max(0, at - _SHOWN_BEFORE) : at])
    place = f"it is character {at + 1}" + (f", after “{before}”" if before else "")
    return f"{_named(one)} {why}; {place}"


def _named(one: str) -> str:
    name = unicodedata.name(one, "") or _CALLED.get(one, "")
    return f"{name} (U+{ord(one):04X})" if name else f"U+{ord(one):04X}"


def _why(one: str) -> str:
    return next(why for several, why in _WHY.items() if re.match(f"[{several}]", one))


def _is_needed(text: str, at: int) -> bool:
    """Return whether what stands beside a character that nobody sees needs it."""
    return at > 0 and (_joins(text, at) or _chooses(text, at))


def _chooses(text: str, at: int) -> bool:
    """Return whether this chooses one of the forms that the character before it has."""
    before, behind = text[at - 1], text[at + 1 : at + 2]
    if re.match(f"[{_OF_MONGOLIAN}]", text[at]):
        return unicodedata.name(before, "").startswith("MONGOLIAN LETTER")
    if not re.match(f"[{_OF_SIGNS}]", text[at]):
        return False
    keycap = behind == "\u20e3" and before in "0123456789#*"
    arrow = before >= _FIRST_ARROW and unicodedata.category(before) == "Sm"
    return keycap or arrow or before in _OF_TWO_FORMS or unicodedata.category(before) == "So"


def _joins(text: str, at: int) -> bool:
    """Return whether this is a joiner, or its opposite, that what stands beside it needs.

    A virama takes either, letters of a cursive script too; a sign is made of several by joiners.
    """
    if not re.match(f"[{_JOINERS}]", text[at]):
        return False
    before, after = text[at - 1], text[at + 1 : at + 2]
    if _VIRAMA in map(unicodedata.combining, before + after):
        return True
    joiner = text[at] == "\u200d"
    if _is_cursive(before):
        # A letter that stands alone may be shown as if another followed.
        return joiner or _is_cursive(after)
    return joiner and bool(after) and all(map(_is_sign, (before, after)))


def _is_cursive(one: str) -> bool:
    if not one or unicodedata.category(one)[0] not in "LM":
        return False
    return unicodedata.name(one, "").startswith(_CURSIVE)


def _is_sign(one: str) -> bool:
    return unicodedata.category(one) == "So" or one in _SMALL_SIGNS


def _not_composed(text: str) -> str:
    """Return where a text first leaves its normal form NFC, and what it has there.

    What begins a text in NFC is in NFC too, so that the place is found by halves: to normalise the
    whole would take hours where somebody has put a million accents on one letter.
    """
    ends = range(1, len(text) + 1)
    at = bisect(ends, False, key=lambda end: not unicodedata.is_normalized("NFC", text[:end]))
    begin = at
    while begin and unicodedata.combining(text[begin]) and at - begin < _MOST_MARKS:
        begin -= 1
    if begin == at and unicodedata.is_normalized("NFC", text[at]):
        begin -= 1
    composed = unicodedata.normalize("NFC", text[begin : at + 1])
    instead = " and ".join(map(_named, composed))
    return _told(text, at, f"is not the normal form NFC: write {instead}, which looks the same")
