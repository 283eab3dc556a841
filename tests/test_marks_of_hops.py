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


def test_who_only_rounds_has_told_it_less_exactly_and_changed_nothing(world, api):
    hop(world, reported_value="40", as_printed="40")
    shown = page(api, FIGURE)
    told = section(shown, "travelled")
    assert "Two documents that were seen carry the figure." in told
    assert "One of them told it less exactly; nothing else was told otherwise." in told
    assert 'class="rounded"' in shown.body.decode()
    assert marks(shown) == [("del", "“41”"), ("ins", "“40”")]
    assert "Told less exactly." in text(page(api, "/documents/gazette-june"))


def test_a_change_beside_a_rounding_is_told_apart_from_it(world, api):
    hop(world, reported_value="40", as_printed="40")
    world.document("weekly", source_id="gazette", published="2023-07", seen="excerpt")
    world.cite("nests-2023", 3, "weekly", via=1, reported_value="44", as_printed="44")
    world.publish()
    told = section(page(api, FIGURE), "travelled")
    assert "One of them told it otherwise; one of them told it less exactly." in told


def unread_first(world):
    """Let nobody have read the first text."""
    world.document("unread", source_id="bird-club", published="2023-06", seen="cited_only")
    Citation.objects.filter(observation="nests-2023", hop=1).update(
        document="unread", as_printed=""
    )


def test_what_may_be_another_figure_is_told_without_marks_and_without_blame(world, api):
    unread_first(world)
    hop(world, basis="inferred", reported_value="44", as_printed="44")
    shown = page(api, FIGURE)
    told = section(shown, "travelled")
    assert marks(shown) == []
    assert "“44” nests" in told
    assert "whether it means this figure is not known." in told
    assert "altered by" not in told
    # Nothing is seen that it could have changed.
    assert "One document that was seen carries the figure." in told
    assert "changed" not in told
    assert "Whether it means this figure is not known." in text(
        page(api, "/documents/gazette-june")
    )


def test_an_honest_rounding_means_this_figure_though_its_link_is_inferred(world, api):
    unread_first(world)
    hop(world, basis="inferred", reported_value="40", as_printed="40")
    told = section(page(api, FIGURE), "travelled")
    assert "It told it less exactly; nothing else was told otherwise." in told
    assert "whether it means this figure" not in told
    assert api.json("observations/nests-2023")["alterations"] == ["rounded"]


def test_whoever_gives_another_number_in_a_second_mention_altered_nothing(world, api):
    unread_first(world)
    world.cite("nests-2023", 3, "gazette-june", via=2, relation="restates", reported_value="77")
    hop(world, relation="unknown", as_printed="")
    world.publish()
    hops = api.json("observations/nests-2023")["citations"]
    assert [one["alterations"][0]["alteration"] for one in hops if one["hop"] == 3] == ["value"]
    assert hops[2]["unseen"] == "no earlier document could be read: The bird club, The Gazette"


def test_what_differs_from_an_original_that_was_read_is_a_change_though_its_link_is_inferred(
    world, api
):
    hop(world, basis="inferred", reported_value="44", as_printed="44")
    assert marks(page(api, FIGURE)) == [("del", "“41”"), ("ins", "“44”")]
    assert api.json("observations/nests-2023")["alterations"] == ["value"]


def test_a_number_that_a_text_gives_twice_otherwise_is_not_said_again(world, api):
    world.cite("nests-2023", 3, "gazette-june", via=2, relation="restates", reported_value="77")
    world.publish()
    told = section(page(api, FIGURE), "travelled")
    assert "Elsewhere in it:" in told
    assert "Said again:" not in told


def test_a_text_in_which_the_figure_was_not_seen_does_not_carry_it(world, api):
    Citation.objects.filter(observation="nests-2023", hop=1).update(
        relation="unknown", as_printed=""
    )
    world.cite("nests-2023", 3, "club-report", via=1, relation="restates", reported_value="40")
    hop(world, as_printed="41")
    shown = page(api, FIGURE)
    assert "One document that was seen carries the figure." in section(shown, "travelled")
    cite_as = api.json("observations/nests-2023")["cite_as"]
    assert "(the whole original was read; the figure was not seen in it)" in cite_as
    assert ", as reported by the Gazette, “The gazette-june”" in cite_as
