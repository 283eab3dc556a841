"""What of a pasted claim is a number, a day or a rounding."""

import pytest

from datasets.arithmetic.rounding import rounds_to
from datasets.models import Area
from datasets.store import ranking
from datasets.store.pasted_text import read
from datasets.wording import found


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("one million three hundred thousand in Barcelona", ["1300000"]),
        ("two hundred thousand soldiers", ["200000"]),
        ("half a million Iraqis", ["500000"]),
        ("one and a half million", ["1500000"]),
        ("a hundred and fifty thousand", ["150000"]),
        ("thirty-six percent", ["36"]),
        # Small ones count what is no figure; others name none.
        ("one of the two herons in ten days", []),
        ("hundreds of thousands, a third, twice as many", []),
    ],
)
def test_numbers_in_english_words_are_read(text, numbers):
    assert list(read(text).numbers) == numbers


def test_the_words_of_a_number_are_no_words_of_the_claim():
    assert read("1.2 million herons and half a million storks").of_numbers >= {"million", "half"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("in Hong Kong on 16 June 2019", {"16"}),
        ("on June 16, 2019", {"16"}),
        ("16–18 June and 3 of May", {"16", "18", "3"}),
        ("between 5 and 9 Sept.", {"5", "9"}),
        ("in June 16,000 came", set()),
        ("in June 16% of them, in May 12 thousand", set()),
        ("16 herons on 16 June", set()),
        ("only 3 may have bred", set()),
        ("16 herons, 41 in June", set()),
    ],
)
def test_a_day_is_no_figure(text, days):
    assert read(text).days == days


@pytest.mark.parametrize(
    ("number", "told", "is_rounded"),
    [
        ("1.1692", "1.17", True),
        ("1.1692", "1.2", True),
        ("1.1692", "1.16", False),
        ("1220580", "1200000", True),
        ("-0.4177", "0.42", True),
        ("41", "41", False),
        # A half more is no rounding.
        ("1.4", "1", False),
        ("440000", "500000", False),
    ],
)
def test_a_number_is_another_one_rounded_to_its_last_digit(number, told, is_rounded):
    assert rounds_to(number, told) == is_rounded


@pytest.mark.parametrize(
    ("figures", "altered", "told"),
    [
        (2, 0, "Two figures here have the number 41. See"),
        (2, 1, "Other texts changed one of them on the way."),
        (2, 2, "Other texts changed both on the way."),
        (3, 3, "Other texts changed all of them on the way."),
    ],
)
def test_of_several_figures_it_is_said_how_many_were_changed(figures, altered, told):
    assert told in found.several_have(["41"], figures, figures, altered, by_words=True)


@pytest.mark.parametrize(
    ("figures", "own", "told"),
    [
        (2, 0, "No figure here is 41, but two have it as an end of a range, rounded, or in the "),
        (3, 1, "One figure here has the number 41; two more have it as an end of a range, rounded"),
        (3, 2, "Two figures here have the number 41; one more has it as an end of a range"),
    ],
)
def test_a_number_that_is_no_figure_s_own_is_told_apart(figures, own, told):
    assert found.several_have(["41"], figures, own, 0, by_words=True).startswith(told)


def test_the_end_of_a_range_is_not_the_number_of_a_figure(world, api):
    world.change("nests-2023", value="52", value_low="41", value_high="60", range_kind="ci95")
    world.figure("nests-2022", value="50", value_low="41", value_high="60", range_kind="ci95")
    world.publish()
    told = api.get("/search?q=41+nests").body.decode()
    assert "No figure here is 41, but two have it as an end of a range" in told


def test_a_claim_of_other_words_is_told_that_it_may_speak_of_something_else(world, api):
    world.publish()
    told = "None of the claim’s other words is in it: it may speak of something else."
    assert told in api.get("/search?q=41+frogs+in+Paris").body.decode()
    assert told not in api.get("/search?q=41+nests+in+Paris").body.decode()
    world.figure("nests-2022", value="41", period="2022")
    world.publish()
    told = told.replace(" it:", " them:")
    assert told in api.get("/search?q=41+frogs+in+Paris").body.decode()


def test_of_figures_with_the_number_the_one_with_the_words_comes_first(world, api):
    """However much is said of it, and of others with these words: they have another number."""
    world.figure("nests-2022", value="52", period="2022")
    Area.objects.create(slug="reed-lake", label="Reed Lake in the northern county")
    world.figure("reeds-2023", value="52", area_id="reed-lake")
    for year in range(2005, 2017):
        world.figure(f"reeds-{year}", value="7", period=f"{year}", area_id="reed-lake")
    much = " ".join(f"word{'abcdefghij'[one % 10] * (one // 10 + 1)}" for one in range(200))
    world.caveat("much-said", text=f"Much is said of it: {much}.")
    world.attach("much-said", observation_id="reeds-2023")
    world.publish()
    hits = api.json("search?q=52+in+the+northern+county")["hits"]
    assert [one["id"] for one in hits][:2] == ["reeds-2023", "nests-2022"]


def test_a_day_is_found_in_no_figure_that_has_such_a_number(world, api):
    world.change("nests-2023", value="16")
    world.publish()
    assert "has the number 16" not in api.get("/search?q=herons+on+16+June+2023").body.decode()
    assert "has the number 16" in api.get("/search?q=16+herons").body.decode()


def test_a_day_leads_to_no_figure_past_one_that_has_more_of_the_words(world, api, monkeypatch):
    monkeypatch.setattr(ranking, "MOST_CANDIDATES", 1)
    world.change("nests-2023", value="16")
    Area.objects.create(slug="reed-lake", label="Reed Lake in the northern county")
    world.figure("reeds-2023", value="52", area_id="reed-lake")
    world.publish()
    hits = api.json("search?q=herons+at+Reed+Lake+in+the+northern+county+on+16+June")["hits"]
    assert [one["id"] for one in hits] == ["reeds-2023"]
