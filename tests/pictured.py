"""What tests of drawings share: amounts of every shape, and where the words of a drawing stand."""

import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from itertools import combinations

from api.pictures.amounts import DIRECTIONS, Amount
from api.pictures.drawing import Told
from api.pictures.forest import Row
from api.pictures.labels import KINDS, Box
from api.pictures.text import width

SVG = "{http://www.w3.org/2000/svg}"
TOLD = Told("one", "A title", "A description")
HOSTILE = "<script>alert(\"x\" & 'y')</script>\u202e\u200f\x00\ud800 " + "ж" * 300
WIDTHS = (328, 680)


def amount(value=None, said="", **rest):
    return Amount(value=value, said=said, **rest)


WORKED_OUT = amount(
    1038, "about 1,040", lower=Decimal("830.4"), upper=1384, lower_said="830", worked_out=True
)
NARROW = amount(1211, "about 1,211", lower=1178, upper=1246, worked_out=True)
AMOUNTS = [
    *[amount(value) for value in (0, 1, 2, 2076, -12, Decimal("0.03"), 10**9, 10**12)],
    *[amount(2076, direction=way) for way in DIRECTIONS],
    *[amount(0, direction=way) for way in DIRECTIONS],
    *[
        amount(1038, "about 1,040", lower=830, upper=1384, direction=way)
        for way in (None, *DIRECTIONS)
    ],
    *[amount(50_000, "more than 50,000", lower=50_000, direction=way) for way in DIRECTIONS],
    *[amount(10**9, lower=10**9 - 10**6, upper=10**9 + 10**6, direction=w) for w in DIRECTIONS],
    *[amount(471, "just over four hundred and thirty", lower=9, direction=w) for w in DIRECTIONS],
    amount(1363, "at most 1,363", upper=1363, worked_out=True),
    amount(-12, "at least 12 % less", upper=-12),
    amount(-12, lower=-20, upper=5, direction="lower"),
    amount(100, lower=5, upper=1000),
    amount(said="“thousands”", lower=2000, upper=9999),
    amount(5, HOSTILE, lower_said=HOSTILE, lower=2, upper=6, direction="either"),
    WORKED_OUT,
    NARROW,
]


def texts(svg, whole):
    """Return every text of a drawing with its box at a width, as the browser will place it."""
    found = []

    def walk(node, left, top):
        for child in node:
            if child.tag == f"{SVG}text":
                found.append(box_of(child, left, top))
            elif child.tag in (f"{SVG}svg", f"{SVG}g"):
                walk(child, left + across(child.get("x", "0"), whole), top + float(
                    child.get("y", "0").replace("50%", "22")))  # fmt: skip

    walk(ElementTree.fromstring(svg), 0.0, 0.0)
    return found


def across(place, whole):
    return float(place[:-1]) * whole / 100 if place.endswith("%") else float(place)


def box_of(text, left, top):
    classes = text.get("class").split()
    size, bold = KINDS[classes[0]]
    parts = [(text.text or "", bold), *(("".join(part.itertext()), False) for part in text)]
    wide = sum(width(said, size, bold=heavy) for said, heavy in parts)
    x, y = left + float(text.get("x")), top + float(text.get("y"))
    x -= {"start": 0, "middle": wide / 2, "end": wide}[classes[1]]
    return "".join(text.itertext()), Box(x, y - 0.75 * size, x + wide, y + 0.22 * size)


def assert_nothing_meets(svg):
    for whole in WIDTHS:
        placed = texts(svg, whole)
        for said, box in placed:
            assert -1 <= box.left <= box.right <= whole + 1, (said, whole, box)
        for (said, box), (other, its) in combinations(placed, 2):
            assert not box.meets(its), (said, other, whole)


def drawn(node_class, svg):
    return [one for one in ElementTree.fromstring(svg).iter() if one.get("class") == node_class]


def ticks(svg):
    words = [one.text for one in ElementTree.fromstring(svg).iter(f"{SVG}text")
             if one.get("class").startswith("tick")]  # fmt: skip
    return words


def dot_at(svg):
    root = ElementTree.fromstring(svg)
    for nested in root.iter(f"{SVG}svg"):
        if nested.find(f"{SVG}circle") is not None:
            return float(nested.get("x").rstrip("%"))
    return None


def rows(*amounts):
    return [
        Row(one, Told(f"row-{place}", "A row", "In words")) for place, one in enumerate(amounts)
    ]


OVERLAPPING = rows(
    amount(1100, lower=900, upper=1300),
    amount(1400, lower=1150, upper=1700),
    amount(1250, lower=1000, upper=1500, worked_out=True),
)
