"""What is counted above a base is told as below it where the number is negative."""

import pytest

from api.pages.drawn import words_of
from datasets.models import Unit
from datasets.wording.headlines import headline, thing
from datasets.wording.statements import first_sentence, statement

from .test_statements import NESTS, in_unit, says

BASE = "degrees Celsius above the average of 1951–1980"
WATER = NESTS | {
    "phrase": f"{BASE} as the mean temperature of the lake",
    "unit": in_unit("celsius"),
}


def told(value, **changes):
    """Return the record of a temperature of the lake."""
    return says(measure=WATER, value=value, unit="celsius", status="E", **changes)


def claimed(record):
    """Return what its sentence claims, the name of its origin apart."""
    return first_sentence(statement(record, ())).partition(" estimated ")[2]


def test_a_temperature_above_its_base_is_told_as_above():
    assert claimed(told("0.5")) == f"0.5 {BASE} as the mean temperature of the lake in 2023"


def test_a_temperature_below_its_base_is_told_as_below_and_without_a_sign():
    below = "0.4177 degrees Celsius below the average of 1951–1980 as the mean temperature"
    assert claimed(told("-0.4177")) == f"{below} of the lake in 2023"


def test_its_headline_and_its_row_in_a_table_say_the_same():
    record = told("-0.4177")
    assert headline(record).number == "0.4177"
    assert headline(record).what.startswith("degrees Celsius below the average")
    assert thing(record).startswith("degrees Celsius below the average")


def test_a_drawing_with_an_axis_keeps_its_sign():
    assert words_of(headline(told("-0.4177"))) == "-0.4177"
    assert words_of(headline(told("-0.5", comparator="lt"))) == "under -0.5"
    assert words_of(headline(told("0.5"))) == "0.5"


def test_where_no_words_stand_beside_it_the_number_keeps_its_sign():
    assert headline(told("-0.4177")).alone == "-0.4177"
    assert headline(told("0.4177")).alone == "0.4177"


def test_how_exact_it_is_turns_with_it():
    record = told("-0.5", comparator="lt")
    assert claimed(record).startswith("more than 0.5 degrees Celsius below the average")
    assert headline(record).line.startswith("more than 0.5 degrees Celsius below the average")
    assert claimed(told("-0.5", comparator="gt")).startswith("more than -0.5 degrees Celsius above")


def test_the_ends_of_its_range_turn_with_it():
    ends = {
        "value_low": "-0.6",
        "value_high": "-0.4",
        "bounds_basis": "estimated",
        "range_kind": "stated",
    }
    assert "0.5 (0.4 to 0.6) degrees Celsius below" in claimed(told("-0.5", **ends))
    across = told(
        "-0.1", value_low="-0.3", value_high="0.1", bounds_basis="estimated", range_kind="stated"
    )
    assert claimed(across).startswith("-0.1 (-0.3 to 0.1) degrees Celsius above the average")


def test_a_number_that_is_not_counted_above_anything_keeps_its_sign():
    cold = WATER | {"phrase": "degrees Celsius at the shore"}
    record = says(measure=cold, value="-3", unit="celsius")
    assert "-3 degrees Celsius at the shore" in statement(record, ())


@pytest.mark.parametrize("value", ["-0.42", "0.42"])
def test_the_total_of_one_temperature_keeps_its_sign(world, api, value):
    Unit.objects.create(slug="celsius", label="degrees Celsius", countable=False)
    world.measure("warmth", label="Warmth", phrase=BASE, unit_id="celsius")
    world.figure("warmth-2022", measure_id="warmth", period="2022", value=value)
    world.publish()
    total = api.json("observations/total?id=warmth-2022")["total"]
    assert f"{BASE} (Mill Lake), in 2022, comes to {value} (" in total["statement"]
