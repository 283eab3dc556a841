"""Where no text that was seen says what an origin counted, nobody is told to have said it."""

import pytest

from api.agents.figures import origin
from datasets.models import Citation, Document

from .findings import figure
from .test_pages import FIGURE, page, text

INFERRED = "as Caveat’s editors reconstruct it"
UNREAD = "(1 June 2023; known only from others)"
FROM_OTHERS = f"{INFERRED} from texts that give it differently"


@pytest.fixture
def unseen(world):
    """The club's 41 nests, whose report nobody saw, known from the Gazette."""
    Document.objects.filter(pk="club-report").update(seen="cited_only")
    Citation.objects.filter(observation="nests-2023", hop=1).update(as_printed="")
    return world


def gazette(world, **fields):
    """Let the Gazette give the figure so, and publish."""
    second = Citation.objects.filter(observation="nests-2023", hop=2)
    second.update(**{"reported_measure": "", "as_printed": "41"} | fields)
    world.publish()


OTHERWISE = [
    {"reported_measure": "pairs-breeding"},
    {"reported_value": "44", "as_printed": "44"},
    {"reported_value": "40", "as_printed": "40", "reported_comparator": "about"},
]


@pytest.mark.parametrize("gives", OTHERWISE)
def test_a_text_that_says_something_else_is_not_named_for_it(unseen, api, gives):
    gazette(unseen, **gives)
    told = figure(api, "nests-2023")
    assert told["known_through"] is None
    assert told["statement"].startswith(
        f"The bird club counted 41 nests of Grey herons, from March to May 2023 (Mill Lake), "
        f"{INFERRED}. "
    )
    assert f"by the bird club {UNREAD} , {FROM_OTHERS}." in text(page(api, FIGURE))


def test_a_text_that_says_it_is_named_for_it(unseen, api):
    gazette(unseen)
    told = figure(api, "nests-2023")
    assert told["known_through"] == "The Gazette"
    assert "(Mill Lake), as the Gazette reports." in told["statement"]
    assert f"by the bird club {UNREAD} , as the Gazette tells it." in text(page(api, FIGURE))


@pytest.mark.parametrize(
    "gives",
    [
        # A text that leaves open what it counts does not say something else.
        {"reported_measure": "-"},
        {"reported_measure": "nests-counted|pairs-breeding"},
        {"reported_value": "41|44", "as_printed": "41 or 44"},
        {"reported_period": "2022"},
    ],
)
def test_a_text_that_has_a_part_otherwise_or_open_is_named_as_read_by_caveat(unseen, api, gives):
    gazette(unseen, **gives)
    told = figure(api, "nests-2023")
    assert told["known_through"] == "The Gazette"
    assert "(Mill Lake), as Caveat reads the Gazette." in told["statement"]
    assert f"by the bird club {UNREAD} , as Caveat reads the Gazette." in text(page(api, FIGURE))


def test_the_text_that_says_it_is_named_though_it_came_later(unseen, api):
    unseen.source("daily", label="The Daily", kind="media", reliability="C")
    unseen.document("daily-june", source_id="daily", published="2023-06-21", seen="excerpt")
    unseen.cite("nests-2023", 3, "daily-june", via=1, as_printed="41")
    gazette(unseen, reported_measure="pairs-breeding")
    assert figure(api, "nests-2023")["known_through"] == "The Daily"


def test_of_a_range_both_ends_are_asked(unseen, api):
    ends = {"value": "", "comparator": "range", "value_low": "30", "value_high": "50"}
    unseen.change("nests-2023", **ends)
    Citation.objects.filter(observation="nests-2023", hop=1).update(as_printed="")
    other = {"reported_value_low": "30", "reported_value_high": "60"}
    gazette(unseen, reported_comparator="range", as_printed="30 to 60", **other)
    assert figure(api, "nests-2023")["known_through"] is None


def test_what_its_origin_itself_says_otherwise_is_not_inferred_from_others(world, api):
    Citation.objects.filter(observation="nests-2023", hop=1).update(
        reported_measure="pairs-breeding"
    )
    gazette(world, reported_measure="pairs-breeding")
    told = figure(api, "nests-2023")
    assert told["known_through"] is None
    assert "reconstruct" not in told["statement"]


def test_where_it_grows_too_long_that_it_was_inferred_stays(unseen, api):
    label = "The bird club of the village on the northern shore of Mill Lake and kin in "
    unseen.measure(
        "long",
        label="Long",
        phrase=f"nests of {{population}} counted by {label} the towns around and further away",
    )
    unseen.change("nests-2023", measure_id="long")
    gazette(unseen, reported_measure="pairs-breeding")
    told = figure(api, "nests-2023")["statement"]
    assert len(told) <= 280
    assert f", {INFERRED}." in told


def test_models_are_told_that_it_was_inferred(unseen, api):
    gazette(unseen, reported_measure="pairs-breeding")
    assert origin(figure(api, "nests-2023")).startswith(
        f"Counted or stated by The bird club, {FROM_OTHERS}"
    )
