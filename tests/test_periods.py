"""Reference periods: many notations, the same days, one code."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.periods import code_of, parse


@pytest.mark.parametrize(
    ("text", "code", "start", "end", "precision"),
    [
        ("2023", "2023", "2023-01-01", "2023-12-31", "exact"),
        ("2023-S1", "2023-S1", "2023-01-01", "2023-06-30", "exact"),
        ("2023-01/2023-06", "2023-S1", "2023-01-01", "2023-06-30", "exact"),
        ("2023-Q4", "2023-Q4", "2023-10-01", "2023-12-31", "exact"),
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29", "exact"),
        ("2023-09/2023-11", "2023-09/2023-11", "2023-09-01", "2023-11-30", "exact"),
        ("2023-11-30", "2023-11-30", "2023-11-30", "2023-11-30", "exact"),
        ("2022-02-24/2022-07~", "2022-02-24/2022-07~", "2022-02-24", "2022-07-31", "approximate"),
        ("2022?", "2022?", "2022-01-01", "2022-12-31", "approximate"),
        ("2022-02-24/..", "2022-02-24/..", "2022-02-24", None, "open"),
        ("../2023", "../2023", None, "2023-12-31", "open"),
        ("XXXX", "XXXX", None, None, "unknown"),
    ],
)
def test_a_notation_means_days_and_a_code(text, code, start, end, precision):
    period = parse(text)
    days = tuple(day and day.isoformat() for day in (period.start, period.end))
    assert (period.code, *days, period.precision) == (code, start, end, precision)


@pytest.mark.parametrize(
    "text",
    [
        *("", "/", "..", "../..", "2019-21", "2023-13", "2023-S3", "2023-Q5", "2023-02-30", "0000"),
        *("2023-00", "2023-05-00", "2023-02-29", "0000-01"),
        *("20XX", "２０２３", "2023-9", "2023-09/2023-05", "2023/2022", "soon", "2023-01-01T00:00"),
    ],
)
def test_what_names_no_days_without_a_doubt_is_refused(text):
    with pytest.raises(ValueError, match=r"“|expected"):
        parse(text)


days = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))


@given(days, days)
def test_the_code_of_any_days_means_these_days(one, other):
    start, end = sorted((one, other))
    period = parse(code_of(start, end))
    assert (period.start, period.end) == (start, end)
    assert period.days == (end - start).days + 1
