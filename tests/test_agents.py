"""What a language model is told by the tools: figures with all their doubts, or what is wrong."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.agents import room, tools
from datasets.models import Attachment, Caveat, Citation

from .five_releases import FiveReleases
from .world import FIRST_DAY, World

HIDDEN = "Nests behind the reeds cannot be seen."
FEW = {
    "value": "",
    "comparator": "vague",
    "interpreted_as": "[1, 9]",
    "interpretation_note": "As the warden reads it.",
}


def told(name, **arguments):
    """Return the answer of a tool."""
    text, refused = tools.call(name, arguments)
    assert not refused, text
    assert len(text.encode()) < room.MOST_BYTES
    return text


def refused(name, **arguments):
    """Return the refusal of a tool."""
    text, is_refused = tools.call(name, arguments)
    assert is_refused, text
    assert len(text.encode()) < room.MOST_BYTES
    return text


def ids(text):
    """Return the ids of the figures in an answer that holds several."""
    return re.findall(r"^([a-z0-9-]+) \(measure ", text, re.MULTILINE)


def cursor(text):
    """Return the cursor that leads from an answer to the next, None where it is the last."""
    found = re.search(r"^More: the same question with cursor=(\S+)$", text, re.MULTILINE)
    return found and found[1]


@pytest.fixture
def lake(remembering):
    """Publish the lake, five times each of its datasets."""
    return remembering(FiveReleases)


@pytest.fixture
def years(remembering):
    """Publish nests of several years and of several sorts."""
    return remembering(_years)


def _years():
    world = World()
    world.measure("eggs-laid", label="Eggs", phrase="eggs of {population}", kind="flow")
    for year in (2021, 2022):
        world.figure(f"nests-{year}", value="30", period=str(year))
        world.figure(f"eggs-{year}", value="2019", period=str(year), measure_id="eggs-laid")
    world.figure("nests-2019", value="31", period="2019")
    world.figure("nests-doubled", value="2", period="2022", quantity="ratio", base_period="2021")
    world.figure("nests-so-far", value="900", period="../2022")
    world.publish()
    return world


def test_a_claim_finds_its_figure_with_its_doubts_and_its_source(published):
    text = told("find_claim", q="41 nests at\nMill Lake")
    assert ids(text) == ["nests-2023"]
    assert "The bird club counted 41 nests of Grey herons" in text
    assert "Number: 41 nests; exactly. Bias: understated, the truth is likely higher" in text
    assert f"[1] {HIDDEN} (The warden; coverage; number: understated)" in text
    assert "Counted or stated by The bird club" in text
    assert "never the number alone" in text


def test_a_claim_about_a_year_finds_the_figures_of_that_year_first(years):
    text = told("find_claim", q="How many nests of herons were there in 2021?")
    assert ids(text)[:2] == ["nests-2021", "eggs-2021"]
    assert "by how well they fit 2021" in text
    assert "nests-2023" in ids(told("find_claim", q="nests of herons"))


def test_all_figures_that_say_the_number_of_a_claim_come_before_others(years):
    found = ids(told("find_claim", q="30 nests and eggs of herons"))
    assert {*found[:2]} == {"nests-2021", "nests-2022"}


def test_how_many_asks_for_a_count_and_not_for_how_many_times(years):
    found = ids(told("find_claim", q="How many nests of herons were there in 2022?"))
    assert found.index("nests-2022") < found.index("nests-doubled")


def test_of_each_measure_one_figure_comes_before_the_second_of_any(years):
    found = ids(told("find_claim", q="How many nests of herons were there in 2022?"))
    assert found[:2] == ["nests-2022", "eggs-2022"]


def test_four_digits_are_the_number_of_a_figure_as_well_as_a_year(years):
    found = ids(told("find_claim", q="2019 eggs of herons"))
    assert {*found[:2]} == {"eggs-2021", "eggs-2022"}
    assert found[2] == "nests-2019"


def test_four_digits_are_no_year_where_nothing_is_of_it(years):
    assert "how well they fit" in told("find_claim", q="nests in 2021")
    assert "how well they fit" not in told("find_claim", q="over 2000 nests")


def test_what_is_left_out_is_told_by_unit_and_measure(world):
    world.figures(40)
    world.publish()
    text = told("find_claim", q="nests of herons in 2023")
    shown = len(ids(text))
    assert 3 < shown < 13
    assert f"{41 - shown} more figures are left out here." in text
    assert "list_figures with measure=… and period=2023:\n- nests: nests-counted (41)" in text


def test_no_more_measures_are_named_than_help(world):
    for number in range(35):
        world.measure(f"sort-{number}", label=f"Sort {number}")
        world.figure(f"sort-{number}-nests", measure_id=f"sort-{number}")
    world.publish()
    assert told("find_claim", q="nests of herons in 2023").endswith("- and 6 more measures")


def test_a_claim_that_nothing_speaks_of_is_told_so_with_what_there_is(published):
    text = told("find_claim", q="77 storks on chimneys")
    assert "No figure speaks of “77 storks on chimneys”." in text
    assert "Words that nothing found has: 77, storks, chimneys." in text
    assert "No figure is 77; the next smaller and larger: nests-2023." in text
    assert "Here are figures on: Herons at Mill Lake (herons)." in text


def test_a_claim_whose_words_stand_in_no_figure_names_what_else_has_them(published):
    text = told("find_claim", q="the walkers")
    assert "Its words stand in: measure nests-counted" in text


def test_before_anything_is_published_every_tool_says_so(world):
    assert told("find_claim", q="41 nests") == "Nothing has been published here yet."
    assert told("list_figures").startswith("No figure meets all of these conditions")
    assert told("total", period="2023").startswith("No figure meets all of these conditions")
    assert told("what_changed") == "There are no such changes."
    assert "not published" in refused("get_figure", id="nests-2023")


def test_a_figure_is_told_whole(published, api):
    record = api.json("observations/nests-2023")
    text = told("get_figure", id="nests-2023")
    assert text.startswith(record["statement"])
    for said in (HIDDEN, record["cite_as"], record["links"]["page"], record["links"]["self"]):
        assert said in text
    assert "Where: Mill Lake. When: 2023-03/2023-05 (printed: this spring)." in text
    assert "measure: nests-counted → pairs-breeding" in text


def test_a_computed_figure_tells_its_formula_and_what_it_is_held_against(clubs):
    clubs.rival("nests-rival")
    clubs.computed("nests-both", "a + b", "nests-2023 nests-rival")
    clubs.publish()
    assert "Computed: a + b where a = observation:nests-2023" in told("get_figure", id="nests-both")
    text = told("get_figure", id="nests-2023")
    assert "Check contradiction with nests-rival: the same question, another origin" in text


def test_words_in_place_of_a_number_and_ranges_are_told_as_they_are(world):
    world.figure("nests-few", **FEW)
    range_ = {"value": "", "comparator": "range", "value_low": "20", "value_high": "30"}
    world.figure("nests-range", **range_, period="2022")
    world.publish()
    assert "possible: 1 to 9, what the curators" in told("get_figure", id="nests-few")
    assert "Number: 20 to 30 nests" in told("get_figure", id="nests-range")


def test_a_figure_without_caveats_says_that_none_is_recorded(world):
    Attachment.objects.all().delete()
    world.publish()
    assert "Caveats: none recorded." in told("get_figure", id="nests-2023")
    assert "CAVEATS" not in told("list_figures")


def test_a_figure_as_of_a_release_is_told_as_it_was(lake):
    assert " 41 nests" in told("get_figure", id="nests-2023", dataset="herons", release=1)
    assert " 43 nests" in told("get_figure", id="nests-2023")


def test_a_figure_that_was_replaced_leads_to_the_one_to_read(lake):
    text = told("get_figure", id="nests-2022")
    assert text.startswith("nests-2022 was replaced by nests-2022-recount:\n")


def test_a_figure_whose_replacement_was_replaced_leads_to_the_last(lake):
    lake.replace("nests-2022-recount", "nests-2022-third", "Counted a third time.")
    lake.publish(on=FIRST_DAY + timedelta(days=400), note="")
    assert told("get_figure", id="nests-2022").startswith(
        "nests-2022 was replaced by nests-2022-third:"
    )


def test_a_figure_that_was_withdrawn_is_refused_with_the_reason(lake):
    assert "no longer published: They were storks" in refused("get_figure", id="nests-2021")


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        (
            "get_figure",
            {"id": "nests-2032"},
            "id “nests-2032”: not published; expected: a published",
        ),
        ("get_figure", {"id": "nests-2032"}, "nearest: nests-2023"),
        ("get_figure", {"id": "Nests-2023"}, "nearest: nests-2023"),
        ("get_figure", {"id": "nests-2023/history"}, "id “nests-2023/history”: not an id"),
        ("get_figure", {"id": "total"}, "there is no observation total here"),
        ("get_figure", {}, "id: missing; expected: lower-case words"),
        ("get_figure", {"id": "nests-2023", "sort": "id"}, "sort: unknown parameter"),
        ("find_claim", {}, "q: missing; expected: a text of at most 2,000 characters"),
        ("find_claim", {"q": " \n"}, "q: empty"),
        ("find_claim", {"q": "it is what it is"}, "no word to look up"),
        ("find_claim", {"q": "nests \ud800"}, "not UTF-8"),
        ("find_claim", {"claim": "nests"}, "claim: unknown parameter; nearest: q\n"),
        ("find_claim", {"claim": "nests"}, "This tool takes q, dataset, release, as_of."),
        ("find_claim", {"q": "nests", "release": 7}, "release “7”: it counts the releases of one"),
        ("list_figures", {"mesure": "nests"}, "mesure: unknown parameter; nearest: measure"),
        ("list_figures", {"measure": ["nests-count"]}, "nearest: nests-counted"),
        ("list_figures", {"year": 2023}, "year: unknown parameter; nearest: period"),
        ("list_figures", {"value__gte": "1_000"}, "expected: digits such as 2076, -3 or 1.5"),
        ("list_figures", {"limit": 100}, "limit “100”: too many; expected: 1 to 99"),
        ("list_figures", {"format": "csv"}, "format “csv”: the tool decides on the form"),
        ("list_figures", {"measure": {"id": "nests-counted"}}, "expected: text"),
        ("list_figures", {"measure": [1]}, "expected: text"),
        ("list_figures", {"disputed": "maybe"}, "true or false"),
        ("list_figures", {"cursor": "abc"}, "forged, or of another question"),
        ("total", {"period": "last year"}, "period “last year”"),
        ("what_changed", {"updated_after": "2999-01-01"}, "a day in the future"),
        ("what_changed", {"noun": "heron"}, "expected: one of"),
        (
            "find_claims",
            {},
            "tool “find_claims”: unknown; expected: one of find_claim, get_figure,",
        ),
        ("find_claims", {}, "nearest: find_claim"),
    ],
)
def test_what_is_not_understood_is_refused_with_what_was_expected(published, name, arguments, says):
    text = refused(name, **arguments)
    assert text.startswith("Not answered:")
    assert says in text
    assert len(text) < 600


def test_an_argument_that_is_null_was_not_given(published):
    assert ids(told("list_figures", measure=None, disputed=False)) == ["nests-2023"]


def test_pages_lead_through_all_figures_each_once(world):
    world.figures(30)
    world.publish()
    found, following = [], None
    while True:
        text = told("list_figures", measure=["nests-counted"], sort="-value", cursor=following)
        assert "31 figures meet the conditions" in text
        assert HIDDEN in text
        found += ids(text)
        following = cursor(text)
        if following is None:
            break
    assert len(found) == len(set(found)) == 31


def test_no_figure_meets_conditions_that_exclude_each_other(published):
    assert "Leave one out" in told("list_figures", period="2019")


def test_a_total_is_told_with_its_doubts_and_what_went_into_it(years, api):
    total = api.json("observations/total?id=eggs-2021,eggs-2022")["total"]
    text = told("total", id="eggs-2021,eggs-2022")
    assert text.startswith(total["statement"])
    for said in ("Number: 4,038 nests", HIDDEN, total["links"]["self"], "- eggs-2021 (2021)"):
        assert said in text


def test_a_total_without_a_number_says_what_it_may_be(years):
    years.figure("eggs-2020", measure_id="eggs-laid", period="2020", **FEW)
    years.publish(on=FIRST_DAY + timedelta(days=9))
    text = told("total", measure="eggs-laid", period="2020/2021")
    assert "Number: none, in nests; possible: 2,020 to 2,028" in text


def test_a_refused_total_names_each_kind_of_clash_once(years):
    text = refused("total", period="2021/2022")
    assert "not the same measure; expected: figures of one measure; figures: " in text
    assert text.count("not the same measure; expected") == 1
    assert "more clashes of this kind" in text
    assert "\nThese can be added: id=eggs-2021,eggs-2022.\n" in text


def test_a_correction_is_told_with_its_reason_and_both_statements(lake):
    text = told("what_changed", dataset="herons", updated_after=4, noun="observation")
    assert "observation nests-2023 was changed.\n  Reason: A nest was hidden." in text
    assert re.search(r"Before: The bird club counted 42 nests.* Caveats: \[1\]", text)
    assert re.search(r"Now: The bird club counted 43 nests.* Caveats: \[1\]", text)
    assert f"[1] {HIDDEN}" in text


def test_what_left_is_told_with_where_to_read_on(lake):
    text = told("what_changed", noun="observation", dataset="herons", limit=99)
    assert "nests-2021 was withdrawn.\n  Reason: They were storks." in text
    assert "nests-2022 was replaced." in text
    assert "Read instead: nests-2022-recount" in text


def test_pages_lead_through_all_changes(lake):
    seen, following, number = [], None, 0
    while True:
        text = told("what_changed", cursor=following)
        number = number or int(text.partition(" ")[0])
        seen += re.findall(r"^\S+, release .* was \w+\.$", text, re.MULTILINE)
        following = cursor(text)
        if following is None:
            break
    assert len(seen) == number > 30


@pytest.fixture
def wordy(published):
    """Publish a caveat that is longer than an answer, a change of it, and another figure."""
    words = "Reeds hide nests. " * 600
    Caveat.objects.filter(pk="hidden-nests").update(text=words)
    published.figure("nests-2024", value="50", period="2024")
    published.change("nests-2023", value="42", change_note="One was missed.")
    published.publish(on=FIRST_DAY + timedelta(days=9))
    return published


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("get_figure", {"id": "nests-2023"}),
        ("list_figures", {}),
        ("find_claim", {"q": "42 nests"}),
        ("total", {"id": "nests-2023"}),
        ("what_changed", {"updated_after": 1, "dataset": "herons", "noun": "observation"}),
    ],
)
def test_what_is_too_long_says_that_it_is_shortened_and_where_all_of_it_is(wordy, name, arguments):
    text = told(name, **arguments)
    assert re.search(r"SHORTENED: \d+ lines .* caveats may be among them\..*: /api/v1/", text)


def test_what_is_shortened_leads_to_this_very_version(wordy):
    for name, arguments in (("get_figure", {"id": "nests-2023"}), ("list_figures", {})):
        text = told(name, **arguments)
        assert "/api/v1/observations/nests-2023?dataset=herons&release=2" in text
    assert "never the number alone" in text


def test_what_is_shortened_leads_on_all_the_same(wordy):
    text = told("list_figures")
    assert "Mill Lake" in text
    assert "nests-2024" in told("list_figures", cursor=cursor(text))


def test_a_first_line_that_is_too_long_is_cut_and_says_so():
    text = room.shortened(["ё" * room.MOST_BYTES, "more"], "/all", ["tail"])
    assert len(text.encode()) < room.MOST_BYTES
    assert text.startswith("SHORTENED: 2 lines")
    assert text.endswith("ё […]")


def test_a_tool_reads_and_never_writes(lake):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        for name, arguments in {
            "find_claim": {"q": "nests in 2023"},
            "get_figure": {"id": "nests-2023"},
            "list_figures": {},
            "total": {"id": "nests-2023"},
            "what_changed": {},
        }.items():
            told(name, **arguments)
    assert len(captured) > 10
    assert {query["sql"].partition(" ")[0] for query in captured} == {"SELECT"}


def test_what_a_document_made_of_a_figure_is_told_in_its_words(world):
    second = Citation.objects.filter(observation="nests-2023", hop=2)
    second.update(fragment="pairs that breed", place_in_text="heading", no_words="")
    world.publish()
    assert "; in its words: “pairs that breed”" in told("get_figure", id="nests-2023")


def test_a_document_that_disputes_a_figure_is_told_as_such(world):
    world.document("letter", source_id="gazette", published="2024", seen="read")
    world.cite("nests-2023", 3, "letter", via=1, relation="disputes", reported_value="4")
    world.publish()
    figure = told("get_figure", id="nests-2023")
    assert " It is disputed by the Gazette.\n" in figure
    assert "; without its words: Nobody noted them." in figure
    assert "- hop 3, from hop 1: The Gazette, The letter (2024): names it and doubts it" in figure
    assert "Check disputed_by: a document names it and doubts it." in figure
