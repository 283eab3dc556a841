"""What the page of a figure marks on its way: all changes, each once, quoted only if printed."""

import pytest

from datasets.models import Citation, Document, Measure, Population

from .test_pages import FIGURE, marks, page, section, text

CI = "95 % confidence interval"
ESTIMATE = {"value": "98000", "value_low": "8000", "value_high": "194000", "range_kind": "ci95"}


def hop(world, **fields):
    """Let the Gazette give the figure otherwise; it names the same pairs unless it does not."""
    second = Citation.objects.filter(observation="nests-2023", hop=2)
    second.update(**{"reported_measure": ""} | fields)
    world.publish()


def way(api):
    """Return the marks and the words of the way of the figure."""
    shown = page(api, FIGURE)
    return marks(shown), section(shown, "travelled")


@pytest.mark.parametrize(
    ("gives", "marked"),
    [
        (
            {"reported_value": "100000", "as_printed": "100,000", "reported_value_low": "-"},
            [
                ("del", "“98000”"),
                ("ins", "“100,000”"),
                ("del", f"{CI} 8,000 to 194,000"),
            ],
        ),
        # Rounded both, which is one term for two changes.
        (
            {
                "reported_value": "100000",
                "as_printed": "100,000",
                "reported_value_low": "10000",
                "reported_value_high": "200000",
            },
            [
                ("del", "“98000”"),
                ("ins", "“100,000”"),
                ("del", f"{CI} 8,000 to 194,000"),
                ("ins", f"{CI} 10,000 to 200,000"),
            ],
        ),
        (
            {"reported_value": "15", "reported_value_high": "94000"},
            [
                ("del", "“98000”"),
                ("ins", "15"),
                ("del", f"{CI} 8,000 to 194,000"),
                ("ins", f"{CI} 8,000 to 94,000"),
            ],
        ),
    ],
)
def test_a_number_and_its_range_are_both_marked_where_both_change(world, api, gives, marked):
    world.change("nests-2023", **ESTIMATE)
    hop(world, **gives)
    assert way(api)[0] == marked


def test_a_range_that_changes_beside_the_same_number_leaves_that_in_sight(world, api):
    world.change("nests-2023", **ESTIMATE)
    hop(world, as_printed="98,000 (8,000–94,000)", reported_value_high="94000")
    marked, told = way(api)
    assert marked == [("del", f"{CI} 8,000 to 194,000"), ("ins", f"{CI} 8,000 to 94,000")]
    assert "“98,000 (8,000–94,000)” was: 95 % confidence" in told


def test_a_range_that_was_put_beside_a_number_is_marked_with_it(world, api):
    ends = {"reported_value_low": "33", "reported_value_high": "1049"}
    hop(world, **ends, reported_range_kind="stated", reported_value="44", as_printed="44")
    assert way(api)[0] == [("del", "“41”"), ("ins", "“44”"), ("ins", "33 to 1,049")]


def test_the_programs_own_words_for_a_number_are_not_quoted(world, api):
    world.change("nests-2023", value="4123")
    hop(world, reported_value="5000", reported_comparator="about", as_printed="")
    assert way(api)[0] == [("del", "“4123”"), ("ins", "about 5,000")]


# What was counted, and of whom


@pytest.fixture
def of_whom(world):
    """Pairs of herons that breed, and nests of herons, or of whatever bird."""
    Population.objects.create(slug="storks", label="Storks")
    Measure.objects.filter(pk="pairs-breeding").update(phrase="pairs of {population} that breed")
    world.measure("nests-at-all", label="Nests at all", phrase="nests of whatever bird")
    return world


@pytest.mark.parametrize(
    ("gives", "told"),
    [
        (
            {"reported_measure": "pairs-breeding", "reported_population": "storks"},
            "was: nests of Grey herons now: pairs of Storks that breed",
        ),
        ({"reported_population": "storks"}, "nests of was: Grey herons now: Storks"),
        (
            {"reported_population": "-"},
            "was: nests of Grey herons now: nests of those it does not name",
        ),
        (
            {"reported_population": "storks|grey-herons"},
            "nests of now: Storks or Grey herons",
        ),
        # Where the words name nobody, whom it is about stands behind them.
        (
            {"reported_measure": "nests-at-all", "reported_population": "storks"},
            "nests of was: Grey herons now: whatever bird now: of Storks",
        ),
    ],
)
def test_what_and_whom_are_said_once_where_both_change(of_whom, api, gives, told):
    hop(of_whom, as_printed="41", **gives)
    assert f"“41” {told} from March to May 2023" in way(api)[1]


# Where it can be read


def test_the_day_and_the_reading_stand_beside_the_text_that_a_link_opens(world, api):
    Document.objects.filter(pk="club-report").update(seen="cited_only")
    Citation.objects.filter(observation="nests-2023", hop=1).update(as_printed="")
    gazette = Document.objects.filter(pk="gazette-june")
    gazette.update(url="https://gazette.example/n", no_address="")
    world.publish()
    link = "Open the nearest text with an address: The Gazette (20 June 2023; a part was read)"
    assert link in text(page(api, FIGURE))


def test_without_a_link_the_first_text_is_told(world, api):
    world.publish()
    assert "(1 June 2023; read in full)" in text(page(api, FIGURE))
