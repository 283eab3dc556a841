"""Drawings that stand alone, as SVG, as PNG and for sharing; and hostile text in all of them."""

import re
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import pytest

from api.pictures import og, paint, png
from api.pictures.drawing import Told
from api.pictures.forest import Mark, Row, forest
from api.pictures.headline import Run
from api.pictures.marks import Badge
from api.pictures.running import Start, Total, running
from api.pictures.standalone import About, RowWords, standalone, standalone_forest
from api.pictures.stretches import Stretch, stretches
from api.pictures.strip import strip

from .pictured import HOSTILE, OVERLAPPING, SVG, TOLD, WORKED_OUT, amount


def everything_hostile():
    one = amount(5, HOSTILE, lower=2, upper=6, lower_said=HOSTILE, direction="either")
    told = Told("h", HOSTILE, HOSTILE)
    plot = forest([Row(one, told), Row(one, told)], told, mark=Mark(1, HOSTILE))
    day = date(2024, 1, 1)
    chart = running([Total(day, one, HOSTILE)], Start(day, HOSTILE), told, unit=HOSTILE)
    bars = stretches([Stretch(day, day, one, HOSTILE)], told, unit=HOSTILE)
    about = About(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, Badge(HOSTILE), [HOSTILE] * 5)
    shared = og.Shared(HOSTILE, Badge(HOSTILE, "either"), [HOSTILE])
    inline = [strip(one, told), *plot.rows, plot.axis, plot.head, chart, bars]
    yield from (drawing.svg for drawing in inline)
    yield standalone(about, told, [strip(one, told), chart, bars])
    yield standalone_forest(about, told, plot, [RowWords(HOSTILE, HOSTILE, HOSTILE)] * 2)
    runs = [Run(HOSTILE), Run(HOSTILE, "lost"), Run(HOSTILE, "new")]
    stops = [og.Stop(HOSTILE, HOSTILE, "unseen")] * 6
    yield og.altered(told, shared, runs, [(HOSTILE, HOSTILE)], stops)
    yield og.unaltered(told, shared, HOSTILE, HOSTILE, one)


def test_hostile_text_stays_text_everywhere():
    for svg in everything_hostile():
        root = ElementTree.fromstring(svg)
        assert not [*root.iter(f"{SVG}script")]
        assert "<script" not in svg
        assert "\u202e" not in svg
        assert "\x00" not in svg
        assert root.find(f"{SVG}title").text.startswith("<script>alert(\"x\" & 'y')</script>")


def test_no_drawing_has_a_style_of_its_own_and_each_is_told_in_words():
    for svg in everything_hostile():
        root = ElementTree.fromstring(svg)
        for node in root.iter():
            assert "style" not in node.attrib
            assert node.tag != f"{SVG}style"
            assert not [name for name in node.attrib if name.startswith("on")]
        assert root.get("role") == "img"
        ids = [node.get("id") for node in root.iter() if node.get("id")]
        assert root.get("aria-labelledby").split() == ids[:2] == ["h-title", "h-desc"] or {
            *root.get("aria-labelledby").split()
        } <= {*ids}


def test_every_class_of_a_drawing_on_a_page_has_its_rule():
    looks = paint.looks()
    for svg in everything_hostile():
        for node in ElementTree.fromstring(svg).iter():
            for name in (node.get("class") or "").split():
                assert name in looks or name in ("drawing", "strip", "row", "scale", "head",
                                                 "chart", "start"), name  # fmt: skip


def pictures_that_stand_alone():
    badge = Badge("Likely higher", "higher")
    about = About("cases of absence", "Counted by Mediazona", number="2,076", before="about",
                  badge=badge, chips=["not desertions", "requests, not people"])  # fmt: skip
    yield standalone(about, TOLD, [strip(amount(2076, direction="higher"), TOLD)])
    yield standalone_forest(
        About("Each row is one answer", "Caveat, release 1"), TOLD, forest(OVERLAPPING, TOLD),
        [RowWords("900–1,300", "first count", "Sample A")] * 3,
    )  # fmt: skip
    shared = og.Shared("How a number changed on its way", badge, ["not people"])
    stops = [og.Stop("Mediazona", "July 2023"), og.Stop("MSN", "not found", "unseen"),
             og.Stop("DEFCONPress", "December 2023", "changed")]  # fmt: skip
    claim = [Run("2,076 cases of"), Run("absence", "lost"), Run("desertion", "new")]
    yield og.altered(TOLD, shared, claim, [("received", "opened")], stops)
    yield og.unaltered(TOLD, shared, "about 1,040", "cases of absence", WORKED_OUT)


def test_what_stands_alone_says_its_title_its_caveats_and_its_source():
    figure, plot, changed, unchanged = pictures_that_stand_alone()
    said = (
        "2,076",
        "cases of absence",
        "Likely higher",
        "desertions",
        "The arrow shows which way, not how far",
    )
    for words in (*said, "Counted by Mediazona"):
        assert words in figure
    assert plot.count("first count") == 3
    assert "1,150 to 1,300" in plot
    for words in ("absence", "desertion", "DEFCONPress", "not found", "Likely higher"):
        assert words in changed
    assert "about 1,040" in unchanged
    assert "830" in unchanged


def test_what_stands_alone_has_its_colours_and_needs_no_stylesheet():
    for svg in pictures_that_stand_alone():
        assert "class=" not in svg
        assert "var(" not in svg
        assert "#1c1b19" in svg
        assert "#ece9e2" not in svg


def test_a_png_is_the_same_at_every_call_and_of_the_size_asked_for():
    for svg in pictures_that_stand_alone():
        once = png.png(svg)
        assert once.startswith(b"\x89PNG\r\n\x1a\n")
        assert once == png.png(svg)
        size = int.from_bytes(png.png(svg, zoom=2)[16:20]), int.from_bytes(once[16:20])
        assert size[0] == 2 * size[1]
        assert size[1] in (680, 1200)


def test_hostile_text_makes_a_png_all_the_same():
    for svg in everything_hostile():
        if 'width="100%"' not in svg[:200]:
            assert png.png(svg).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("svg", "reason"),
    [
        ('<svg xmlns="x" width="100%" height="84"/>', "width and a height"),
        ('<svg xmlns="x" width="9000" height="9000"/>', "pixels"),
        ('<svg xmlns="x" width="10" height="10">' + " " * 500_001, "bytes"),
        ('<svg xmlns="x" width="10" height="10"><image href="/etc/passwd"/></svg>', "outside"),
    ],
)
def test_a_png_of_what_is_too_large_or_looks_elsewhere_is_refused(svg, reason):
    with pytest.raises(ValueError, match=reason):
        png.png(svg)


def test_pngs_are_set_in_our_own_fonts_which_come_with_their_licence():
    names = {file.name for file in png.FONTS.iterdir()}
    assert {"OFL.txt", "NotoSans-Regular.ttf", "NotoSerif-Bold.ttf"} <= names
    assert sum(file.stat().st_size for file in png.FONTS.iterdir()) < 900_000


def test_the_words_of_a_claim_that_is_too_long_are_cut_where_an_ellipsis_tells_so():
    svg = og.altered(TOLD, og.Shared(""), [Run("word " * 200)], [], [])
    assert svg.count("…") == 1
    changed = og.altered(TOLD, og.Shared(""), [Run("word " * 200), Run("x" * 300, "new")], [], [])
    assert png.png(changed)


def test_the_stylesheet_has_the_colours_of_the_standard_in_both_schemes():
    css = paint.SHEETS[0].read_text()
    light, dark = css.split("@media")
    assert re.findall(r"--(\w+): #", light) == re.findall(r"--(\w+): #", dark)
    assert "--ink: #1c1b19" in light
    assert "--ink: #ece9e2" in dark


def test_a_png_is_set_in_no_font_of_the_system(monkeypatch):
    asked = []
    monkeypatch.setattr(png.resvg_py, "svg_to_bytes", lambda **options: asked.append(options))
    png.png('<svg xmlns="x" width="10" height="10"/>')
    assert asked[0]["skip_system_fonts"] is True
    assert {Path(file).parent for file in asked[0]["font_files"]} == {png.FONTS}
