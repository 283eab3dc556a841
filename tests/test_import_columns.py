"""What a map says of one column of values alone, and what an import refuses before loading."""

import pytest

from datasets.models import Attachment, Observation

from .test_import_observations import FILE, MAP, Lake

SINCE = '{ column = "day", format = "%Y-%m-%d", shown = "2021-01-01/{day}" }'
BY_DAY = MAP.replace('{ column = "year" }', '{ column = "day", format = "%Y-%m-%d" }')


@pytest.fixture
def lake(db, tmp_path, settings):
    """Return the herons' seed folder with a file and a map to import it by."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    return Lake(tmp_path / "seeds")


def test_a_column_may_have_a_period_origin_and_id_of_its_own(lake, capsys):
    lake.given("day,lake,nests,so far,who\n2021-03-01,Mill,3,41,Gazette\n")
    lake.map(
        BY_DAY + '\n[[value]]\ncolumn = "so far"\nmeasure = "nests-counted"\n'
        f'id = "{{measure}}-so-far-{{day}}"\nperiod = {SINCE}\n'
        'origin = { column = "who", words = { Gazette = "gazette" } }\n'
    )
    lake.run(capsys)
    rows = lake.rows()
    assert rows["nests-counted-mill-lake-2021-03-01"]["period"] == "2021-03-01"
    so_far = rows["nests-counted-so-far-2021-03-01"]
    assert (so_far["period"], so_far["origin"]) == ("2021-01-01/2021-03-01", "gazette")
    lake.load()


def test_a_difference_has_a_base_and_a_rate_its_stretch_of_time(lake, capsys):
    lake.given("year,lake,nests\n2021,Mill,-3\n")
    lake.map(MAP + 'quantity = "difference"\nbase_period = "2020"\n')
    lake.run(capsys)
    lake.load()
    figure = Observation.objects.get(pk="nests-counted-mill-lake-2021")
    assert (figure.quantity, figure.base_period, figure.value) == ("difference", "2020", "-3")
    lake.given("year,lake,nests\n2021,Mill,3\n")
    lake.map(MAP + 'quantity = "rate"\nper = "month"\n')
    lake.run(capsys, reason="It is a rate.")
    (row,) = lake.rows().values()
    assert (row["quantity"], row["per"]) == ("rate", "month")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ('quantity = "difference"\n', "A ratio or change needs a base_period"),
        ('quantity = "rate"\n', "A rate, and only a rate, says per what (per)."),
        ('quantity = "levle"\n', "quantity “levle”"),
        ('base_period = "2020"\n', "A level or a rate is measured against no base_period."),
        ('base_period = "then"\n', "no period that is understood"),
        ('status = "Z"\n', "status “Z”"),
        ('area = "mil-lake"\n', "there is no such area\n  row 2 “38” (mil-lake)"),
        ('origin = "club"\n', "there is no such origin"),
        ('population = "otters"\n', "there is no such population"),
        ('id = "{year}-{measure}"\n', "no id: expected lower-case words and digits joined"),
        ('id = "{measure}-{population}"\n', "has no column population, which the map names"),
    ],
)
def test_what_could_not_be_loaded_is_refused_when_it_is_imported(lake, more, why):
    lake.map(MAP + more)
    lake.refused(why)


def test_a_number_with_more_digits_than_can_be_kept_is_refused(lake):
    lake.given(FILE.replace("38", "1234567890123456789"))
    lake.refused("nests: 1 cell: too many digits: expected", "row 2 “1234567890123456789”")


def test_names_may_stand_in_the_place_of_a_header_that_the_map_knows(lake, capsys):
    lake.given("year,nests\n2021,Mill,38\n")
    lake.refused("has no column lake")
    named = '[file]\nheader = ["year", "nests"]\nnames = ["year", "lake", "nests"]\n'
    lake.map(named + MAP)
    lake.run(capsys)
    assert lake.rows().keys() == {"nests-counted-mill-lake-2021"}
    lake.given("nests,year\n38,Mill,2021\n")
    lake.refused("has the header nests,year, and the names in the map stand for year,nests")


def test_a_file_without_a_header_is_read_by_names_alone(lake, capsys):
    lake.given("2021,Mill,38\n2022,Mill,41\n")
    lake.map('[file]\nheader_row = 0\nnames = ["year", "lake", "nests"]\n' + MAP)
    lake.run(capsys)
    assert [row["value"] for row in lake.rows().values()] == ["38", "41"]


def test_names_and_header_rows_are_not_passed_over_where_they_mean_nothing(lake):
    lake.given('[{"year": "2021", "lake": "Mill", "nests": 38}]', "nests.json")
    lake.map("[file]\nheader_row = 3\n" + MAP)
    lake.refused("header_row: for .csv files alone, leave out of the map")


def test_notes_of_several_columns_hang_their_caveats_on_the_figure(lake, capsys):
    lake.given("year,lake,nests,note,more\n2021,Mill,38,partial,late\n2022,Mill,41,,partial\n")
    rules = (
        '[{ match = "partial", caveat = "hidden-nests" }, { match = "late", caveat = "one-walk" }]'
    )
    lake.map(MAP + f'\n[notes]\ncolumn = ["note", "more"]\nrules = {rules}\n')
    lake.run(capsys)
    first, second = lake.rows().values()
    assert (first["caveats"], second["caveats"]) == ("hidden-nests;one-walk", "hidden-nests")
    lake.load()
    assert Attachment.objects.filter(observation="nests-counted-mill-lake-2022").count() == 1


def test_a_month_that_looks_like_two_years_is_printed_with_its_month(lake, capsys):
    lake.given("year,lake,nests\n2001-02,Mill,38\n2001-05,Mill,41\n")
    lake.refused("“2001-02” names two years, and this is February 2001")
    lake.map(MAP, '"year" }', '"year", format = "%Y-%m", shown = "{month}" }')
    lake.run(capsys)
    first, second = lake.rows().values()
    assert first["period_printed"] == "2001-02 (February 2001)"
    assert second["period_printed"] == "2001-05"
    lake.load()


def test_a_running_total_falls_by_time_and_not_by_the_order_of_the_file(lake, capsys):
    lake.given("day,lake,nests\n2021-03-03,Mill,9\n2021-03-02,Mill,8\n2021-03-01,Mill,10\n")
    lake.map(MAP, '{ column = "year" }', SINCE)
    assert "1 times a running total that falls:" in lake.run(capsys)


def test_events_are_no_series_and_differences_no_running_totals(lake, capsys):
    lake.given("day,lake,nests\n2021-03-01,Mill,900\n2021-03-02,Mill,8\n")
    event = '\n[event]\nid = "walk-{day}"\ntitle = "A walk"\n'
    lake.map(MAP + event, '{ column = "year" }', SINCE)
    assert " times " not in lake.run(capsys)
    change = 'quantity = "difference"\nbase_period = "XXXX"\n'
    lake.map(MAP + change, '{ column = "year" }', SINCE)
    assert "falls" not in lake.run(capsys, reason="They are differences.")


def test_values_that_are_kept_outside_of_their_ranges_are_counted(lake, capsys):
    lake.given("year,lake,nests,low,high\n2021,Mill,38,40,45\n")
    lake.map(MAP + 'low = "low"\nhigh = "high"\nrange_kind = "ci95"\nwhen_order_broken = "keep"\n')
    assert "1 values lie outside of their ranges: kept without, with status U" in lake.run(capsys)
