"""Files of others, where copies of them lie beside us, are imported whole, as their maps say.

The data are not part of the project; the maps in real_imports/ are.
"""

import csv
import re
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise

import orjson
import pytest
from django.conf import settings as project

from .length import LONG
from .real_imports.desk import Desk, name_them, table_of
from .real_shapes import in_order, path_of, read

# Where the data are not here the coverage has to be the same.
pytestmark = pytest.mark.no_cover

REGIONS, PROVINCES = "covid-ita/regioni.csv", "covid-ita/province.csv"
EVENTS = "ucdp-ged-syria/ged_syria.csv"
CO2, TEMP = "co2-ppm/data/co2-{}.csv", "global-temp/data/{}.csv"
LOSSES = "ua-losses/data/russia_losses_{}.json"
# How many figures each file has, how many blank cells, and how many running totals fall.
SMALL = {
    CO2.format("annmean-gl"): (47, 0, 0),
    CO2.format("annmean-mlo"): (67, 0, 0),
    CO2.format("gr-gl"): (67, 0, 0),
    CO2.format("gr-mlo"): (67, 0, 0),
    CO2.format("mm-gl"): (1_136, 0, 0),
    CO2.format("mm-mlo"): (1_640, 0, 0),
    TEMP.format("annual"): (319, 0, 0),
    TEMP.format("monthly"): (3_823, 0, 0),
    LOSSES.format("personnel"): (1_688, 1_564, 0),
    LOSSES.format("equipment_correction"): (392, 0, 0),
    LOSSES.format("equipment_oryx"): (338, 0, 0),
}
LARGE = {LOSSES.format("equipment"): (20_687, 6_955, 13)}
# Cells of the regions that count something, and those of them that are below nothing.
COUNTED, BELOW_NOTHING = 608_139, 19
# Their running totals.
RUNNING = [
    "dimessi_guariti",
    "deceduti",
    "casi_da_sospetto_diagnostico",
    "casi_da_screening",
    "totale_casi",
    "tamponi",
    "casi_testati",
    "totale_positivi_test_molecolare",
    "totale_positivi_test_antigenico_rapido",
    "tamponi_test_molecolare",
    "tamponi_test_antigenico_rapido",
]
# Rows of the regions among which one has a note that tells of such.
WITH_TECHNICAL_PROBLEMS = slice(6_250, 6_450)
MEGABYTES = 300


@pytest.fixture
def desk(db, tmp_path, settings, capsys):
    """Return a place to import at, nothing imported yet."""
    settings.SEEDS_DIR = tmp_path / "seeds"
    return Desk(tmp_path / "seeds", lambda: capsys.readouterr().out)


def told(lines, what):
    """Return the number that begins the line with these words, 0 where there is none."""
    return sum(int(line.split()[0]) for line in lines if what in line)


def check_places(path, figures):
    """Check that each figure is what stands in the row and column that it names."""
    header, rows = table_of(path)
    places = {(): {frozenset({f"row {number}"}): row for number, row in numbered(header, rows)}}
    for one in figures:
        place, column = one["first_place"].rsplit(", column ", 1)
        keys = tuple(name for name in rows[-1] if f", {name} " in f", {place}")
        if keys not in places:
            places[keys] = {_told(row, keys): row for row in rows if row}
        stands = str(places[keys][_parts(place, keys)][column])
        assert stands == one["first_printed"], one
        assert Decimal(stands) == Decimal(one["value"]), one


def numbered(header, rows):
    """Return (number, row) as spreadsheets count: the header is 1."""
    return enumerate(rows, 2 if header else 1)


def _told(row, keys):
    return frozenset(f"{name} {row[name]}" for name in keys)


def _parts(place, keys):
    """Return what a place says of each column: what a cell says may have a comma in it."""
    if not keys:
        return frozenset({place})
    return frozenset(re.split(f", (?={'|'.join(f'{re.escape(name)} ' for name in keys)})", place))


# Every file


@pytest.mark.parametrize("file", [*SMALL, *LARGE])
def test_a_file_is_imported_whole_and_brings_nothing_new_the_second_time(desk, file):
    figures, missing, falls = (SMALL | LARGE)[file]
    first, again = desk.bring(file), desk.bring(file)
    name = path_of(file).name
    assert first[-1] == f"{name}: {figures} new, 0 changed, 0 same, 0 gone"
    assert again[-1] == f"{name}: 0 new, 0 changed, {figures} same, 0 gone"
    assert told(first, "left blank, or declared missing") == missing
    assert told(first, "a running total that falls") == falls
    assert len(desk.figures(file)) == figures


@pytest.mark.parametrize("file", [one for one in (SMALL | LARGE) if "-mm-" not in one])
def test_every_figure_is_what_stands_in_its_row_and_column(desk, file):
    desk.bring(file)
    check_places(path_of(file), desk.figures(file))


@pytest.mark.thorough
@pytest.mark.skipif(not LONG, reason="publishes thousands of real figures: make test-long")
@pytest.mark.parametrize("dataset", ["global-temp", "co2-ppm", "ua-losses"])
def test_what_was_imported_is_loaded_and_published(desk, dataset):
    files = [file for file in SMALL if file.startswith(dataset)]
    for file in files:
        desk.bring(file)
    assert desk.publish(dataset) == sum(SMALL[file][0] for file in files)


# What is particular


def test_rows_with_more_cells_than_the_header_has_names_are_refused(desk):
    for name, cells, names in (("mm-gl", 6, 4), ("mm-mlo", 7, 6)):
        file = CO2.format(name)
        by_header = desk.map(file).read_text().splitlines()
        by_header = [one for one in by_header if not one.startswith(("names", "header"))]
        columns, _ = table_of(path_of(file))
        ignored = f"ignore = {[one for one in columns if one not in ('Date', 'Average')]}"
        by_header = [ignored if one.startswith("ignore") else one for one in by_header]
        first_value = "\n".join(by_header).split("margin")[0]
        desk.map(file).write_text(first_value)
        assert f"row 2 has {cells} cells, its header {names}" in desk.refused(file)


def test_names_in_the_place_of_a_header_are_refused_when_it_is_another(desk, tmp_path):
    text = path_of(CO2.format("mm-gl")).read_text()
    mended = tmp_path / "co2-mm-gl.csv"
    mended.write_text(text.replace("Date,Decimal Date", "Month,Decimal Date", 1))
    why = desk.refused(mended)
    assert "has the header Month,Decimal Date,Average,Trend" in why
    assert "see whether they still fit" in why


def test_a_range_is_a_standard_error_either_way_unless_none_is_given(desk):
    desk.bring(CO2.format("mm-mlo"))
    first, *_, last = [
        one for one in desk.figures(CO2.format("mm-mlo")) if "trend" not in one["id"]
    ]
    assert (first["value"], first["value_low"], first["range_kind"]) == ("315.71", "", "")
    assert (last["value"], last["value_low"], last["value_high"]) == ("431.44", "431.29", "431.59")
    assert last["range_kind"] == "se"


def test_a_blank_row_is_passed_over_and_rows_are_counted_with_it(desk):
    desk.bring(CO2.format("gr-mlo"))
    first, *_ = desk.figures(CO2.format("gr-mlo"))
    assert (first["period"], first["first_place"]) == ("1959", "Year 1959, column Annual Increase")


def test_a_month_that_looks_like_two_years_is_the_month_that_the_map_says(desk):
    desk.bring(TEMP.format("monthly"))
    printed = {one["period_printed"]: one["period"] for one in desk.figures(TEMP.format("monthly"))}
    assert printed["2001-02 (February 2001)"] == "2001-02"
    assert printed["2001-05"] == "2001-05"


def test_a_word_in_a_column_of_its_own_is_about_one_value_of_the_row_alone(desk):
    desk.bring(LOSSES.format("personnel"))
    figures = desk.figures(LOSSES.format("personnel"))
    of = {one["id"]: one["comparator"] for one in figures}
    assert of["lost-soldiers-2022-02-25"] == "about"
    assert of["captured-2022-02-25"] == "eq"
    assert {one["origin"] for one in figures} == {"ua-staff", "ua-invaders"}


def test_corrections_are_differences_and_may_be_below_nothing(desk):
    desk.bring(LOSSES.format("equipment_correction"))
    figures = desk.figures(LOSSES.format("equipment_correction"))
    assert {one["quantity"] for one in figures} == {"difference"}
    below = [one["value"] for one in figures if one["value"].startswith("-")]
    assert "-25" in below


# Best, low and high


@pytest.mark.thorough
@pytest.mark.skipif(not LONG, reason="imports 16,566 events twice: make test-long")
def test_events_whose_best_estimate_is_outside_of_its_range_are_refused_or_named(desk, tmp_path):
    outside = [one for one in read(EVENTS) if not in_order(one)]
    assert "best: 101 cells: lies outside of its own range" in desk.refused(EVENTS)
    rejects = tmp_path / "rejects.csv"
    lines = desk.bring(EVENTS, skip_invalid=True, rejects=rejects)
    assert "16465 new" in lines[-1]
    with rejects.open(newline="") as written:
        named = [(one["column"], one["value"]) for one in csv.DictReader(written)]
    assert named == [("best", one["best"]) for one in outside]
    figures = desk.figures(EVENTS)
    ids = {f"ged-{one['id']}" for one in outside}
    assert not ids & {one["id"] for one in figures}


@pytest.mark.thorough
@pytest.mark.skipif(not LONG, reason="keeps 16,566 of them: make test-long")
def test_or_they_are_kept_without_their_range(desk):
    lines = desk.bring(EVENTS, by="kept")
    assert told(lines, "values lie outside of their ranges: kept without, with status U") == 101
    figures = {one["id"]: one for one in desk.figures(EVENTS, by="kept")}
    check_places(path_of(EVENTS), figures.values())
    for one in read(EVENTS):
        figure = figures[f"ged-{one['id']}"]
        ends = [one["low"], one["high"]] if in_order(one) else ["", ""]
        assert [figure["value_low"], figure["value_high"]] == ends
        assert (figure["status"] == "U") != in_order(one)
    assert "0 new, 0 changed, 16566 same" in desk.bring(EVENTS, by="kept")[-1]


# The bulletins of Italy


@pytest.mark.thorough
@pytest.mark.skipif(not LONG, reason="imports 870,946 cells twice: make test-long")
def test_the_bulletins_are_imported_in_little_memory(desk, tmp_path):
    rejects, cost = tmp_path / "rejects.csv", []
    for file, cells, below in ((REGIONS, COUNTED, BELOW_NOTHING), (PROVINCES, 262_807, 0)):
        name_them(desk.map(file))
        first, again = (measured(desk, file, rejects) for _ in range(2))
        new = cells - below
        name = path_of(file).name
        assert first["said"][-1] == f"{name}: {new} new, 0 changed, 0 same, 0 gone"
        assert again["said"][-1] == f"{name}: 0 new, 0 changed, {new} same, 0 gone"
        assert told(first["said"], "a running total that falls") == falls(file)
        with rejects.open(newline="") as written:
            assert len([*csv.DictReader(written)]) == below
        cost += [first, again]
    assert max(one["megabytes"] for one in cost) < MEGABYTES


def measured(desk, file, rejects):
    """Return what an import said and took in a process of its own."""
    given = desk.map(file)
    words = [given.parents[2], path_of(file), given, given.parents[1].name, rejects]
    run = subprocess.run(
        [sys.executable, "-m", "tests.real_imports.measured", *map(str, words)],
        capture_output=True,
        check=True,
        cwd=project.BASE_DIR,
    )
    return orjson.loads(run.stdout)


def falls(file):
    """Return how often a running total of a file of bulletins is less than the day before."""
    where = "codice_provincia" if file == PROVINCES else "denominazione_regione"
    running = RUNNING if file == REGIONS else ["totale_casi"]
    totals = {}
    for row in read(file):
        for name in running:
            if row[name]:
                totals.setdefault((row[where], name), []).append(int(row[name]))
    return sum(one > other for days in totals.values() for one, other in pairwise(days))


@pytest.mark.thorough
@pytest.mark.skipif(not LONG, reason="publishes three thousand real figures: make test-long")
def test_some_of_the_bulletins_are_loaded_and_published_with_what_their_notes_say(desk, api):
    part = desk.part(REGIONS, WITH_TECHNICAL_PROBLEMS)
    desk.bring(part)
    figures = desk.figures(REGIONS)
    check_places(part, figures)
    assert desk.publish("covid-ita") == len(figures)
    noted = [one["id"] for one in figures if "it-technical" in one["caveats"]]
    record = api.json(f"observations/{noted[0]}")
    assert "it-technical" in {one["id"] for one in record["caveats"]}
