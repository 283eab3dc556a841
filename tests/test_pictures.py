"""Strips and forest plots: what stands in them and where, and that no two labels meet."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pictures.amounts import DIRECTIONS, Amount
from api.pictures.forest import Mark, forest
from api.pictures.strip import strip

from .pictured import (
    AMOUNTS,
    NARROW,
    OVERLAPPING,
    TOLD,
    WORKED_OUT,
    amount,
    assert_nothing_meets,
    dot_at,
    drawn,
    rows,
    texts,
    ticks,
)


@pytest.mark.parametrize("one", AMOUNTS, ids=range(len(AMOUNTS)))
def test_a_strip_has_its_dot_inside_and_no_two_labels_meet(one):
    svg = strip(one, TOLD).svg
    assert_nothing_meets(svg)
    at = dot_at(svg)
    assert (at is None) == (one.value is None)
    assert at is None or 0 <= at <= 100


ROUND = ("1", "1.5", "2", "2.5", "3", "4", "5")
numbers = st.decimals(min_value=-(10**6), max_value=10**10, places=2)


@given(
    ends=st.lists(numbers, min_size=1, max_size=3),
    direction=st.sampled_from([None, *DIRECTIONS]),
    given_ends=st.sampled_from(["none", "lower", "upper", "both"]),
    suffix=st.sampled_from(["", "×", " %"]),
)
def test_whatever_a_strip_is_of_its_labels_do_not_meet(ends, direction, given_ends, suffix):
    low, value, high = min(ends), sorted(ends)[len(ends) // 2], max(ends)
    one = Amount(
        value=value,
        lower=low if given_ends in ("lower", "both") else None,
        upper=high if given_ends in ("upper", "both") else None,
        direction=direction,
    )
    svg = strip(one, TOLD, suffix=suffix).svg
    assert_nothing_meets(svg)
    assert 0 <= dot_at(svg) <= 100


@given(value=st.integers(min_value=1, max_value=10**6))
def test_a_number_lies_near_the_middle_of_its_strip_on_round_ticks(value):
    svg = strip(Amount(value=value), TOLD).svg
    # Words for every tick are worth the difference between 60 and 62 percent.
    assert 42 <= dot_at(svg) <= 63
    steps = len(drawn("axis", svg)) - 2
    step = Decimal(ticks(svg)[-1].replace(",", "")) / steps
    assert 2 <= steps <= 5
    assert str(step.normalize().scaleb(-step.adjusted())).rstrip("0").rstrip(".") in ROUND


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (amount(2076), ["0", "1,000", "2,000", "3,000", "4,000"]),
        (amount(218), ["0", "100", "200", "300", "400"]),
        (WORKED_OUT, ["0", "500", "1,000", "1,500", "2,000"]),
        (NARROW, ["1,100", "1,150", "1,200", "1,250", "1,300"]),
        (amount(Decimal("0.03")), ["0", "0.02", "0.04", "0.06"]),
        (amount(-12), ["−20", "−15", "−10", "−5", "0"]),
        (amount(10**9), ["0", "1 billion", "2 billion"]),
    ],
)
def test_ticks_are_few_and_round(one, words):
    assert ticks(strip(one, TOLD).svg) == words


def test_of_long_ticks_those_are_told_that_have_room():
    suffix = " for every hundred thousand"
    assert ticks(strip(amount(2076), TOLD, suffix=suffix).svg) == [f"4,000{suffix}"]
    assert ticks(strip(amount(-2076), TOLD, suffix=suffix).svg) == [f"−4,000{suffix}"]


def test_what_cannot_be_halved_has_whole_ticks():
    assert ticks(strip(amount(1), TOLD, whole=True).svg) == ["0", "1", "2"]
    assert ticks(strip(amount(3), TOLD, whole=True).svg) == ["0", "2", "4", "6"]


def test_a_narrow_band_is_spread_and_the_caption_says_where_the_line_begins():
    drawing = strip(NARROW, TOLD)
    assert drawn("stroke", drawing.svg)
    assert "The line begins at 1,100, not at 0." in drawing.caption
    assert not drawn("stroke", strip(WORKED_OUT, TOLD).svg)
    below = strip(amount(-1211, lower=-1246, upper=-1178), TOLD)
    assert "The line ends at −1,100, not at 0." in below.caption


def test_without_a_number_and_without_ends_there_is_nothing_to_draw():
    assert strip(amount(said="“many”"), TOLD) is None


def test_an_end_that_nobody_gives_fades_and_is_said():
    above = strip(amount(50_000, lower=50_000), TOLD)
    assert "no upper end given" in above.svg
    assert "url(#one-fade)" in above.svg
    assert "No upper end is given." in above.caption
    below = strip(amount(-12, upper=-12), TOLD)
    assert "no lower end given" in below.svg
    counted = strip(amount(1363, upper=1363), TOLD)
    assert "fade" not in counted.svg
    assert "Only an upper end is given." in counted.caption


def test_the_words_of_both_ends_stand_beside_the_band():
    svg = strip(WORKED_OUT, TOLD).svg
    (band,) = drawn("band", svg)
    start, wide = (float(band.get(name)[:-1]) for name in ("x", "width"))
    for whole in (328, 680):
        placed = dict(texts(svg, whole))
        assert placed["830"].right <= start * whole / 100
        assert placed["1,384"].left >= (start + wide) * whole / 100


def test_what_was_worked_out_is_hollow_and_what_was_counted_is_not():
    assert drawn("ring", strip(WORKED_OUT, TOLD).svg)
    assert not drawn("dot", strip(WORKED_OUT, TOLD).svg)
    assert drawn("dot", strip(amount(2076), TOLD).svg)


@pytest.mark.parametrize(("way", "words"), DIRECTIONS.items())
def test_an_arrow_always_has_its_words_and_no_length_of_its_own(way, words):
    lengths = {
        len(drawn("shaft", strip(amount(value, direction=way), TOLD).svg)) for value in (3, 10**7)
    }
    assert lengths == {2 if way == "either" else 1}
    assert words in strip(amount(5, direction=way), TOLD).svg
    assert all(
        'd="M0 0h36"' in strip(amount(value, direction=way), TOLD).svg for value in (3, 10**7)
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": Decimal("NaN")},
        {"lower": 5, "upper": 4},
        {"value": 1, "direction": "sideways"},
        {"upper": Decimal("Infinity")},
        {"value": 10**25},
        {"value": Decimal("1e-400")},
    ],
)
def test_what_is_no_amount_is_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        Amount(**wrong)


def test_rows_share_one_axis_and_what_fits_all_is_drawn_in_each_and_said():
    plot = forest(OVERLAPPING, TOLD)
    assert plot.overlap == "1,150 to 1,300"
    assert "1,150 to 1,300" in plot.head.svg
    columns = {drawn("column", row.svg)[0].get("x") for row in plot.rows}
    assert columns == {"57.5%"}
    assert all(drawn("shared", row.svg) for row in plot.rows)
    assert ticks(plot.axis.svg) == ["0", "500", "1,000", "1,500", "2,000"]
    assert_nothing_meets(plot.axis.svg)
    assert_nothing_meets(plot.head.svg)


def test_no_overlap_is_claimed_of_what_is_apart_exact_or_not_comparable():
    assert forest(rows(WORKED_OUT, amount(2700, lower=2650, upper=2750)), TOLD).head is None
    assert forest(rows(WORKED_OUT, amount(1000)), TOLD).overlap == ""
    assert forest(OVERLAPPING, TOLD, comparable=False).overlap == ""
    assert forest(OVERLAPPING[:1], TOLD).overlap == ""


def test_two_open_ends_share_what_is_above_both():
    plot = forest(rows(amount(49_000, lower=49_000), amount(50_000, lower=50_000)), TOLD)
    assert plot.overlap == "50,000 or more"
    assert "fit both, 50,000 or more" in " ".join(plot.caption)
    assert ticks(plot.axis.svg)[0] == "0"
    below = forest(rows(amount(upper=900), amount(upper=1000)), TOLD)
    assert below.overlap == "at most 900"


def test_an_axis_of_rows_has_room_for_what_fades_and_for_rows_without_any_number():
    plot = forest(rows(amount(-50, upper=-50), amount(said="“many”"), amount(0)), TOLD)
    assert_nothing_meets(plot.axis.svg)
    assert dot_at(plot.rows[0].svg) > 25
    assert not drawn("band", plot.rows[1].svg)
    assert dot_at(plot.rows[1].svg) is None


def test_rows_that_lie_close_together_are_spread():
    plot = forest(rows(NARROW, amount(1230, direction="either")), TOLD)
    assert drawn("stroke", plot.axis.svg)
    assert any("not at 0" in sentence for sentence in plot.caption)


def test_ratios_have_a_dashed_line_at_as_many():
    two = amount(2, lower=Decimal("1.5"), upper=Decimal("2.5"))
    plot = forest(rows(two, amount(3)), TOLD, suffix="×", mark=Mark(1, "as many"))
    assert [drawn("once", row.svg)[0].get("x1") for row in plot.rows] == ["33.333%"] * 2
    assert "as many" in plot.axis.svg
    assert "1×" in ticks(plot.axis.svg)
    assert_nothing_meets(plot.axis.svg)
