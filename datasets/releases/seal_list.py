"""Seals that were noted elsewhere, held against those here: an altered copy cannot alter both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from datasets import exact_json
from datasets.models import Release

# A dataset, the number of a release, and its seal: a line of a list.
LINE = re.compile(r"([a-z][a-z0-9-]*) (\d{1,9}) ([0-9a-f]{64})")
# What an entry of the feed says of a release: see api/views/feed.py. Its last line is the seal; the
# first is the note, which may say anything.
ATOM = "{http://www.w3.org/2005/Atom}"
RELEASE = re.compile(r"([a-z][a-z0-9-]*): release (\d{1,9})")
SEAL = re.compile(r"(?<=\n)Seal: ([0-9a-f]{64})\s*\Z")
Seals = dict[tuple[str, int], str]


class BadList(Exception):
    """A text that is no list of seals; the message names its first line that is none."""


@dataclass(frozen=True)
class Compared:
    """What is said of one release: whether it is here and on the list, whether that is wrong."""

    line: str
    is_compared: bool = False
    is_wrong: bool = False


def seals_here() -> Seals:
    """Return the seals of all releases, by dataset and number."""
    rows = Release.objects.order_by("dataset", "number").values_list("dataset", "number", "seal")
    return {(dataset, number): seal for dataset, number, seal in rows}


def written(seals: Seals) -> str:
    """Return the list that ``read`` reads, a line for each release."""
    return "".join(f"{dataset} {number} {seal}\n" for (dataset, number), seal in seals.items())


def read(text: str) -> Seals:
    """Return the seals of a list: of lines, of /api/v1/releases as JSON, or of a saved feed."""
    if text.lstrip().startswith("<"):
        lines = _of_feed(text)
    elif text.lstrip().startswith("{"):
        try:
            said = exact_json.loads(text)["results"]
            lines = ["{dataset} {number} {seal}".format(**one) for one in said]
        except (ValueError, LookupError, TypeError) as error:
            raise BadList(f"it is no list of releases: {error!r}") from error
    else:
        lines = [line.strip() for line in text.splitlines()]
    seals = {}
    for line in filter(None, lines):
        found = LINE.fullmatch(line)
        if found is None:
            raise BadList(f"a line is no dataset, number and seal: {line[:120]!r}")
        seals[found[1], int(found[2])] = found[3]
    return seals


def _of_feed(text: str) -> list[str]:
    """Return the lines of the releases of a feed, as it was saved or as a feed reader kept it."""
    try:
        # Of an operator's own choice; and expat bounds what entities may become.
        feed = ElementTree.fromstring(text)  # noqa: S314
    except ElementTree.ParseError as error:
        raise BadList(f"it is no feed: {error}") from error
    lines = []
    for entry in feed.iter(f"{ATOM}entry"):
        title, content = (entry.findtext(f"{ATOM}{name}", "") for name in ("title", "content"))
        if (release := RELEASE.fullmatch(title)) and (seal := SEAL.search(content)):
            lines.append(f"{release[1]} {release[2]} {seal[1]}")
    if not lines:
        raise BadList("it is a feed without the seal of any release")
    return lines


def compare(here: Seals, there: Seals) -> Iterator[Compared]:
    """Yield a line for each release; what the list has not is no fault.

    A release that is listed and not here is one, unless nothing is here of its dataset, or only
    what was restored of later ones.
    """
    first = dict(sorted(here, reverse=True))
    for dataset, number in sorted(here.keys() | there.keys()):
        ours, theirs = here.get((dataset, number)), there.get((dataset, number))
        name = f"{dataset} release {number}"
        if ours == theirs:
            yield Compared(f"{name}: the same seal", is_compared=True)
        elif theirs is None:
            yield Compared(f"{name}: it is not on the list")
        elif ours is None:
            yield Compared(f"{name}: it is not here", is_wrong=number > first.get(dataset, number))
        else:
            line = f"{name}: its seal is {ours} here, {theirs} on the list"
            yield Compared(line, is_compared=True, is_wrong=True)
