"""Reference periods: many notations, the same days, one code."""

import contextlib
import datetime

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from datasets.arithmetic.periods import code_of, parse
from datasets.imports.cells import NotBelieved
from datasets.imports.when import period_of
from datasets.wording.dates import published, span, up_to, when


@pytest.mark.parametrize(
    ("text", "code", "start", "end", "precision"),
    [
        ("2023", "2023", "2023-01-01", "2023-12-31", "exact"),
        ("2023-S1", "2023-S1", "2023-01-01", "2023-06-30", "exact"),
        ("2023-01/2023-06", "2023-S1", "2023-01-01", "2023-06-30", "exact"),
        ("2023-Q4", "2023-Q4", "2023-10-01", "2023-12-31", "exact"),
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29", "exact"),
        ("2024-M02", "2024-02", "2024-02-01", "2024-02-29", "exact"),
        ("2023-A1", "2023", "2023-01-01", "2023-12-31", "exact"),
        ("2023-T2", "2023-05/2023-08", "2023-05-01", "2023-08-31", "exact"),
        ("2020-W53", "2020-12-28/2021-01-03", "2020-12-28", "2021-01-03", "exact"),
        ("2023-W05/2023-W06", "2023-01-30/2023-02-12", "2023-01-30", "2023-02-12", "exact"),
        ("2023-W05/..", "2023-01-30/..", "2023-01-30", None, "open"),
        ("../2023-T1", "../2023-04", None, "2023-04-30", "open"),
        ("2023-M03/2023~", "2023-03/2023~", "2023-03-01", "2023-12-31", "approximate"),
        ("2022-A1/..", "2022/..", "2022-01-01", None, "open"),
        ("2023-09/2023-11", "2023-09/2023-11", "2023-09-01", "2023-11-30", "exact"),
        ("2023-11-30", "2023-11-30", "2023-11-30", "2023-11-30", "exact"),
        ("2022-02-24/2022-07~", "2022-02-24/2022-07~", "2022-02-24", "2022-07-31", "approximate"),
        ("2022?", "2022?", "2022-01-01", "2022-12-31", "approximate"),
        ("2022-02-24/..", "2022-02-24/..", "2022-02-24", None, "open"),
        ("../2023", "../2023", None, "2023-12-31", "open"),
        ("2006/2008", "2006/2008", "2006-01-01", "2008-12-31", "exact"),
        ("2006-01/2008-12", "2006/2008", "2006-01-01", "2008-12-31", "exact"),
        ("2001/2010", "2001/2010", "2001-01-01", "2010-12-31", "exact"),
        ("2000/2019", "2000/2019", "2000-01-01", "2019-12-31", "exact"),
        ("201X", "201X", "2010-01-01", "2019-12-31", "exact"),
        ("2010/2019", "201X", "2010-01-01", "2019-12-31", "exact"),
        ("18XX", "18XX", "1800-01-01", "1899-12-31", "exact"),
        ("199X/201X", "1990/2019", "1990-01-01", "2019-12-31", "exact"),
        ("201X/..", "201X/..", "2010-01-01", None, "open"),
        ("201X/2023~", "201X/2023~", "2010-01-01", "2023-12-31", "approximate"),
        ("001X", "001X", "0010-01-01", "0019-12-31", "exact"),
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
        *(
            "2023-A2",
            "2023-T4",
            "2023-M13",
            "2023-M3",
            "2023-W00",
            "2023-W53",
            "2023-W5",
            "0000-W01",
        ),
        *(
            "20X3",
            "2XXX",
            "201X~",
            "201x",
            "000X",
            "00XX",
            "２０２３",
            "2023-9",
            "2023-09/2023-05",
            "2023/2022",
            "soon",
            "2023-01-01T00:00",
            "1990s5",
            "1990-H5",
            "1990m13",
            "9999-W52",
        ),
    ],
)
def test_what_names_no_days_without_a_doubt_is_refused(text):
    with pytest.raises(ValueError, match=r"“|expected"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2023Q1", "“2023Q1” is no period: write 2023-Q1"),
        ("2023Q7", "“2023Q7” is no period: a year has the quarters 1 to 4"),
        ("2024-13", "“2024-13” is no period: a year has the months 01 to 12"),
        ("2023S3", "“2023S3” is no period: expected 2023,"),
        ("2011m3", "“2011m3” is no period: write 2011-M03"),
        ("2023-H2", "“2023-H2” is no period: write 2023-S2"),
        ("2023Q1/2023Q3", "“2023Q1” is no period: write 2023-Q1"),
        ("2023-Q1/2023W5", "“2023W5” is no period: write 2023-W05"),
        ("2023-W54", "“2023-W54” is no period: 2023 has no week 54"),
        ("-0043", "“-0043” is no period: years before 1 cannot be given"),
        ("-0043/0012", "“-0043” is no period: years before 1 cannot be given"),
        ("0000-05", "“0000-05” is no period: years before 1 cannot be given"),
        ("Y-12000", "“Y-12000” is no period: years before 1 cannot be given"),
        ("43 BC", "“43 BC” is no period: years before 1 cannot be given"),
        ("2023-06-01T08:00", "“2023-06-01T08:00” is no period: hours cannot be given"),
        ("2023-06-01/2023-06-01 18", "“2023-06-01 18” is no period: hours cannot be given"),
        ("08:00", "“08:00” is no period: hours cannot be given"),
    ],
)
def test_what_was_meant_is_named_where_that_can_be_seen(text, why):
    with pytest.raises(ValueError, match=f"^{why}"):
        parse(text)


days = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))


@given(days, days)
def test_the_code_of_any_days_means_these_days(one, other):
    start, end = sorted((one, other))
    period = parse(code_of(start, end))
    assert (period.start, period.end) == (start, end)
    assert period.days == (end - start).days + 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2023", "in 2023"),
        ("2023-S1", "in the first half of 2023"),
        ("2023-S2", "in the second half of 2023"),
        ("2023-Q3", "in the third quarter of 2023"),
        ("2023-Q4", "in the fourth quarter of 2023"),
        ("2023-06", "in June 2023"),
        ("2023-11-08", "on 8 November 2023"),
        ("2023-09/2023-11", "from September to November 2023"),
        ("2023-06/2023", "from June to December 2023"),
        ("2022-09/2023-11", "from September 2022 to November 2023"),
        ("2022-11/2023-11", "from November 2022 to November 2023"),
        ("2023-06-03/2023-06-09", "from 3 to 9 June 2023"),
        ("2023-06-03/2023-07-03", "from 3 June to 3 July 2023"),
        ("2022-09-21/2024-06-18", "from 21 September 2022 to 18 June 2024"),
        # Who begins with a month has named no day of it, and the days are the same.
        ("2003-03/2005-12-01", "from March 2003 to 1 December 2005"),
        ("2003-03-01/2005-12-01", "from March 2003 to 1 December 2005"),
        ("2003/2005-12-01", "from January 2003 to 1 December 2005"),
        ("2023-01/2023-05-15", "from January to 15 May 2023"),
        # What is approximate keeps what was written.
        ("2023-01-01/2023-05-15~", "from 1 January 2023 to about 15 May 2023"),
        ("2023-01/2023-05-15~", "from January 2023 to about 15 May 2023"),
        ("2023-05-01/2023-05-15", "from 1 to 15 May 2023"),
        ("2003-03-20/2005-12", "from 20 March 2003 to 31 December 2005"),
        ("2006-01/2008-12", "from 2006 to 2008"),
        ("201X", "in the 2010s"),
        ("200X", "in the decade from 2000 to 2009"),
        ("201X/..", "since the 2010s"),
        ("../201X", "up to the end of the 2010s"),
        ("201X/2023~", "from the 2010s to about 2023"),
        ("20XX", "in the 21st century"),
        ("12XX", "in the 13th century"),
        ("21XX", "in the 22nd century"),
        ("2014~", "in about 2014"),
        ("2023-11-18?", "on perhaps 18 November 2023"),
        ("2022%", "in perhaps about 2022"),
        ("2022-02~/2022-03~", "from about February to about March 2022"),
        ("2022-09-21~/2023-06~", "from about 21 September 2022 to about June 2023"),
        ("2022-02~/2022-04", "from about February 2022 to April 2022"),
        ("2023-06-03/2023%", "from 3 June 2023 to perhaps about 2023"),
        ("2022-02/2022-04~", "from February 2022 to about April 2022"),
        ("2022-02-24/2022-07~", "from 24 February 2022 to about July 2022"),
        ("2022-02-24/..", "since 24 February 2022"),
        ("2023-S2/", "since the second half of 2023"),
        ("../2023-11", "up to the end of November 2023"),
        ("/2023-11-18", "up to 18 November 2023"),
        ("../2023~", "up to about 2023"),
        ("XXXX", "at a time that is not stated"),
    ],
)
def test_a_period_is_said_in_words(code, words):
    assert when(code) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2024-12-27", "up to 27 December 2024"),
        ("2024", "up to the end of 2024"),
        ("2024-S1", "up to the end of the first half of 2024"),
        ("2024-12-20/2024-12-27", "up to 27 December 2024"),
        ("2024-12/..", "up to a time that is not stated"),
        ("XXXX", "up to a time that is not stated"),
    ],
)
def test_what_was_counted_up_to_is_its_last_day(code, words):
    assert up_to(code) == words


@given(days, days)
def test_any_period_is_said_with_both_of_its_years(one, other):
    start, end = sorted((one, other))
    code = code_of(start, end)
    assume("X" not in code)
    words = when(code)
    assert {str(start.year), str(end.year)} <= set(words.replace(",", "").split())


# What periods are written with, as codes and in words.
CODED = [*"0123456789-/.XASTQMWHasqmwh~?% :", "2023", "9999", "0001", "-W53", "1990s", "..", "201X"]
SAID = ["March", "Sept.", "5th", "the ", "first ", "half of ", "Q1", "quarter", "since ", "about "]
SAID += [" to ", "between ", " and ", "–", "31 ", "in ", "fourth", "Monday, ", "2011–12", "12/05/"]


@settings(deadline=None, max_examples=500)
@given(st.lists(st.sampled_from(CODED), max_size=12).map("".join))
def test_any_text_is_a_period_that_can_be_said_or_is_refused(text):
    try:
        code = parse(text).code
    except ValueError:
        return
    assert parse(code).code == code
    assert when(code)
    assert up_to(code)


@settings(deadline=None, max_examples=500)
@example("5 to 2023-09/2023-11")
@example("since XXXX")
@example("since 2001/..")
@given(st.lists(st.sampled_from(CODED + SAID), max_size=8).map("".join))
def test_any_cell_is_a_period_or_a_doubt(text):
    with contextlib.suppress(NotBelieved):
        parse(period_of(text))


def test_a_month_that_begins_a_span_is_told_as_a_month():
    assert span("2003-03/2005-12-01") == "March 2003 to 1 December 2005"
    # A document was published on its day, not from the month on.
    assert published("2022-10-01/2023-06-05") == "1 October 2022 to 5 June 2023"
