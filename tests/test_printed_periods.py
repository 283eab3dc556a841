"""Two years printed in one are not taken for a month, whoever enters them."""

import pytest

from datasets import publishing
from datasets.arithmetic.printed_periods import is_year_of_its_own, years_in

from .seed_folder import OBSERVATIONS, Seeds

DECEMBER = (
    "“2011–12” names two years, and this is December 2011: write 2011/2012, or days such as "
    "2011-04-01/2012-03-31; if the text means December 2011, let period_printed say so"
)


@pytest.mark.parametrize(
    ("printed", "years"),
    [
        ("2011–12", (2011, 2012)),
        ("2011-12", (2011, 2012)),
        ("2011/12", (2011, 2012)),
        ("in 2011 – 12", (2011, 2012)),
        ("1999-2000", (1999, 2000)),
        ("1999/00", (1999, 2000)),
        ("2005–2010", (2005, 2010)),
        ("2005–10", (2005, 2010)),
        ("2005-15", (2005, 2015)),
        ("from 2011-05 to the 2012/13 season", (2012, 2013)),
        # A month, a day, an interval of months, years that go backwards, other numbers.
        ("2005-10", None),
        ("2011-05", None),
        ("2011–05", None),
        ("2011-12-05", None),
        ("2011-12/2012-03", None),
        ("2012-2011", None),
        ("12011-12", None),
        ("2011-120", None),
        ("December 2011", None),
        ("-", None),
    ],
)
def test_two_years_in_one_are_known_from_months_and_days(printed, years):
    found = years_in(printed)
    assert (found and found[1:]) == years


@pytest.mark.parametrize(
    ("printed", "named"),
    [
        *(("FY23", True), ("fy 2023/24", True), ("FYROM in 2023", False), ("fiscal 2024", True)),
        *(("the Financial Year to June", True), ("two seasons", True), ("2023", False)),
        *(("the school year", True), ("the year to March", False), ("this spring", False)),
    ],
)
def test_a_year_of_its_own_is_known_by_its_name(printed, named):
    assert is_year_of_its_own(printed) == named


@pytest.mark.parametrize(
    ("printed", "period"),
    [
        ("2011–12", "2011-12"),
        ("2011-12", "2011-M12"),
        ("the 2011/12 season", "2011-12~"),
        ("1999-2000", "1999-12"),
        ("2011–12", "2012-03"),
    ],
)
def test_a_month_that_stands_for_two_years_is_asked_back(world, printed, period):
    world.change("nests-2023", period_printed=printed, period=period)
    with pytest.raises(publishing.Refused, match=r"nests-2023: period “.*” names two years"):
        world.publish()


@pytest.mark.parametrize(
    ("printed", "period"),
    [
        ("2011-12 (December 2011)", "2011-12"),
        ("2011-12, décembre 2011", "2011-12"),
        ("March of the 2011/12 season", "2012-03"),
        ("2011–12", "2011/2012"),
        ("2011–12", "2011-04/2012-03"),
        ("2011–12", "2011"),
        ("2011-05", "2011-05"),
    ],
)
def test_a_text_that_says_which_month_it_means_is_believed(world, printed, period):
    world.change("nests-2023", period_printed=printed, period=period)
    assert world.publish()


@pytest.mark.usefixtures("db")
def test_a_seed_file_that_confuses_them_is_refused_with_its_line(tmp_path):
    folder = Seeds(tmp_path)
    folder.edit(OBSERVATIONS, "this spring,2023-03/2023-05", "2011–12,2011-12")
    (problem,) = folder.refused()
    assert problem == f"{OBSERVATIONS}:2: row 1 (nests-2023) period “2011-12”: {DECEMBER}"
