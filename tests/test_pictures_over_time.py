"""Span charts: running totals and counts of one stretch each, over time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pictures.amounts import DIRECTIONS
from api.pictures.running import Start, Total, running
from api.pictures.stretches import Stretch, stretches

from .pictured import TOLD, WORKED_OUT, amount, assert_nothing_meets, drawn, texts


def total(day, value, said="", **rest):
    return Total(date.fromisoformat(day), amount(value, said), **rest)


TOTALS = [
    total("2023-03-21", 471),
    total("2023-04-03", 629),
    total("2023-11-21", 4121),
    total("2024-04-12", 7400, "almost 7,400"),
    total("2024-06-18", 9059),
    total("2024-12-15", 14182, note="since 24 Feb 2022", start=date(2022, 2, 24)),
    total("2025-05-31", 18159),
]
START = Start(date(2022, 9, 21), "harsher law, 21 Sept 2022")
STRETCHES = [
    Stretch(date(2021, 1, 1), date(2021, 12, 31),
            amount(692, "about 690", lower=461, upper=830, worked_out=True)),
    Stretch(date(2022, 1, 1), date(2022, 12, 31), WORKED_OUT),
    Stretch(date(2023, 1, 1), date(2023, 6, 30), amount(2076, direction="higher"), "six months"),
    Stretch(date(2024, 5, 1), date(2024, 5, 31), amount(844, direction="higher"), "one month"),
]  # fmt: skip


def test_without_any_number_no_time_is_drawn():
    assert running([], START, TOLD) is None
    vague = amount(said="“many”")
    assert running([Total(date(2022, 3, 1), vague)], START, TOLD) is None
    assert stretches([Stretch(date(2022, 1, 1), date(2022, 2, 1), vague)], TOLD) is None


def test_running_totals_are_all_labelled_and_near_ones_share_a_label():
    drawing = running(TOTALS, START, TOLD, unit="cases", direction="higher", whole=True)
    words = [said for said, _ in texts(drawing.svg, 680)]
    assert {"471 and 629", "4,121", "almost 7,400", "9,059", "18,159"} <= {*words}
    assert "14,182since 24 Feb 2022" in words
    assert "20,000 cases" in words
    assert "likely higher" in words
    assert "21 Sept 2022" in words
    assert_nothing_meets(drawing.svg)
    assert len(drawn("ring", drawing.svg)) == 1
    assert len(drawn("dot", drawing.svg)) == 6
    assert len(drawn("join", drawing.svg)) == 6
    assert len(drawn("reach", drawing.svg)) == 7


def test_a_stretch_is_as_long_as_its_time_and_what_was_worked_out_is_dashed():
    drawing = stretches(STRETCHES, TOLD, unit="cases", whole=True)
    assert_nothing_meets(drawing.svg)
    assert len(drawn("inferred", drawing.svg)) == 2
    assert len(drawn("band", drawing.svg)) == 2
    half, month = (float(one.get("x2")[:-1]) - float(one.get("x1")[:-1])
                   for one in drawn("stretch", drawing.svg))  # fmt: skip
    assert half / month == pytest.approx(181 / 31, rel=0.01)
    words = [said for said, _ in texts(drawing.svg, 680)]
    assert {"about 1,040", "830–1,384", "2,076", "six months", "844", "one month"} <= {*words}
    assert not any("Do not add" in sentence for sentence in drawing.caption)


@given(
    st.lists(
        st.tuples(st.integers(0, 4000), st.integers(0, 10**6)), min_size=1, max_size=30, unique=True
    )
)
def test_whatever_totals_there_are_their_labels_do_not_meet(pairs):
    begin = date(2014, 2, 20)
    totals = [Total(begin + timedelta(days=days), amount(value)) for days, value in pairs]
    drawing = running(totals, Start(begin, "the beginning"), TOLD, unit="people")
    assert_nothing_meets(drawing.svg)


@given(
    st.lists(
        st.tuples(st.integers(0, 3000), st.integers(0, 800), st.integers(0, 10**5),
                  st.sampled_from([None, *DIRECTIONS]), st.booleans()),
        min_size=1, max_size=15,
    )
)  # fmt: skip
def test_whatever_stretches_there_are_their_labels_do_not_meet(given_stretches):
    begin = date(2014, 2, 20)
    drawing = stretches(
        [
            Stretch(
                begin + timedelta(days=start),
                begin + timedelta(days=start + length),
                amount(value, direction=way, lower=value // 2 if band else None,
                       upper=value * 2 if band else None),
                "some time",
            )
            for start, length, value, way, band in given_stretches
        ],
        TOLD,
    )  # fmt: skip
    assert_nothing_meets(drawing.svg)


def test_losses_are_drawn_below_the_line_with_their_unit_above():
    year = (date(2023, 1, 1), date(2023, 12, 31))
    drawing = stretches([Stretch(*year, amount(-12, upper=-8, lower=-15))], TOLD, unit="per cent")
    words = [said for said, _ in texts(drawing.svg, 680)]
    assert "0 per cent" in words
    assert "−12" in words
    assert_nothing_meets(drawing.svg)


def test_long_times_have_fewer_years_and_a_start_without_room_no_words():
    totals = [Total(date(year, 6, 1), amount(year)) for year in range(1850, 2020, 10)]
    drawing = running(totals, Start(date(1850, 1, 1), "a beginning"), TOLD)
    years = [said for said, _ in texts(drawing.svg, 680) if len(said) == 4 and said[0] in "12"]
    assert {"1850", "1900", "1950", "2000"} <= {*years}
    assert "1860" not in years
    assert_nothing_meets(drawing.svg)


def test_of_more_than_two_that_stand_together_the_first_and_the_last_are_told():
    totals = [Total(date(2020, 1, day), amount(1000 + day)) for day in (1, 2, 3)]
    totals.append(Total(date(2024, 1, 1), amount(9000)))
    drawing = running(totals, Start(date(2019, 1, 1)), TOLD)
    assert "1,001 to 1,003" in [said for said, _ in texts(drawing.svg, 680)]


def test_many_totals_are_drawn_small_and_told_to_be_without_labels():
    totals = [
        Total(date(2022, 3, 1) + timedelta(days=day), amount(600 * day)) for day in range(300)
    ]
    drawing = running(totals, Start(date(2022, 2, 24)), TOLD)
    assert len(drawn("dot", drawing.svg)) == 300
    assert len(drawn("reach", drawing.svg)) == 1
    assert "stand here without a label" in drawing.caption[-1]
