"""A pasted text finds what it speaks of: its numbers first, then its words, nothing naked."""

from datetime import timedelta
from urllib.parse import quote

import orjson
import pytest

from api.views.search import MOST_CHARACTERS, MOST_NUMBERS
from datasets.models import Caveat, Citation, Measure, Observation
from datasets.records import OBSERVATION
from datasets.store.pasted_text import STOP_WORDS, read, stem
from datasets.store.ranking import MOST_CANDIDATES, MOST_HITS

from .world import FIRST_DAY, World

# What an article about the herons may say.
ARTICLE = (
    "At Mill Lake the herons had a good year, the Gazette writes: 2,041 nests were counted in "
    "2023, although pelicans kept 77 places. In 2022 they were fewer. Nobody sees behind the reeds."
)


@pytest.fixture
def lake(remembering):
    """Return the world after its release: 2,041 nests of this spring, 30 of the year before."""
    return remembering(_two_springs)


def _two_springs():
    world = World()
    world.change("nests-2023", value="2041")
    hop = Citation.objects.filter(observation="nests-2023", hop=2)
    hop.update(as_printed="some 2 050 after the frost of 2021", reported_value="2050")
    world.figure("nests-2022", value="30", period="2022")
    world.event("departure", "2023-09-01", title="All birds depart for Africa")
    world.publish()
    return world


def search(api, text, more=""):
    """Return the answer to a pasted text."""
    return api.json(f"search?q={quote(text)}{more}")


def found(api, text, more=""):
    """Return the ids of what a text may speak of, best first."""
    return [hit["id"] for hit in search(api, text, more)["hits"]]


@pytest.mark.parametrize(
    ("text", "numbers", "years", "words"),
    [
        ("In 2023, 2,076 cases", ["2023", "2076"], {"2023"}, ["cases"]),
        ("2\u202f076 or 2 076 or 2.076", ["2076"], set(), []),
        ("2076 cases", ["2076"], {"2076"}, ["cases"]),
        ("89% more, $5.5 and -3°", ["89", "5.5"], set(), []),
        ("on 2023-09-11 in Q3 at 12:30", [], set(), []),
        ("It is what it is", [], set(), []),
        ("Putin’s war, the WAR", [], set(), ["putin's", "war"]),
        ("Größe, Ёлка", [], set(), ["grösse", "ёлка"]),
    ],
)
def test_a_text_is_read_as_numbers_and_words(text, numbers, years, words):
    pasted = read(text)
    assert list(pasted.numbers) == numbers
    assert pasted.years == years
    assert pasted.words == words


def test_a_day_has_no_neighbours_and_is_no_figures_own(lake, api):
    answer = search(api, "The herons of 16 June 2023")
    assert answer["nearest"] == []
    assert search(api, "16 herons")["nearest"]


@pytest.mark.parametrize(
    "forms",
    [
        "desert deserted deserting deserts deserter deserters desertion desertions",
        "case cases case's",
        "double doubled doubles doubling",
        "mobilise mobilised mobilisation mobilization mobilizing",
        "increase increases increased increasing",
    ],
)
def test_the_forms_of_a_word_are_one(forms):
    assert len({stem(form) for form in forms.split()}) == 1
    # Texts are searched for the stem: each form has to begin with it.
    assert all(form.startswith(stem(form)) for form in forms.split())


def test_how_many_is_no_word_to_look_for():
    assert read("How many herons deserted").words == ["herons", "deserted"]


@pytest.mark.parametrize("word", ["war", "wars", "news", "deserve"])
def test_another_word_stays_another_word(word):
    assert stem(word) not in map(stem, ["desert", "ward", "new"])


@pytest.mark.parametrize("number", ["2,041", "2.041", "2041", "2 041", "2\u202f041", "2’041"])
def test_a_number_is_found_however_its_digits_are_written(lake, api, number):
    answer = search(api, f"Some say that {number} were there.")
    assert answer["hits"][0]["id"] == "nests-2023"
    assert answer["hits"][0]["matched"] == ["2041"]
    assert answer["nearest"] == []


def test_the_number_of_a_document_is_found_too(lake, api):
    assert found(api, "It was 2,050, they say")[0] == "nests-2023"


def test_a_number_comes_before_words(lake, api):
    words = "All birds depart for Africa"
    assert found(api, words)[0] == "departure"
    assert found(api, f"{words}: 2,041")[:2] == ["nests-2023", "departure"]


def test_a_year_is_no_number_of_a_figure_that_a_document_dates_by_it(lake, api):
    assert found(api, "departing birds 2021")[0] == "departure"


@pytest.mark.parametrize(
    ("noun", "slug", "text"),
    [
        ("dataset", "herons", "Nests as they were counted and as they were reported"),
        ("observation", "nests-2022", "30 nests"),
        ("measure", "nests-counted", "what the walkers are seeing"),
        ("unit", "nests", "a nest"),
        ("population", "grey-herons", "grey heron"),
        ("area", "mill-lake", "the lake and the mill"),
        ("source", "gazette", "the Gazette's"),
        ("document", "gazette-june", "Gazette of June"),
        ("caveat", "hidden-nests", "Some cannot be seen behind reeds"),
        ("event", "departure", "The birds had departed"),
    ],
)
def test_every_kind_of_noun_is_found(lake, api, noun, slug, text):
    hits = search(api, text)["hits"]
    best = hits[0]
    assert (best["noun"], best["id"], best["dataset"]) == (noun, slug, "herons")
    assert best["record"]["id"] == slug
    assert best["says"] in best["record"].values()


def test_a_finding_is_found_with_its_figures(clubs, api):
    clubs.rival("nests-rival")
    clubs.publish()
    hits = search(api, "[41, 41] and [50, 50] have no number in common")["hits"]
    check = next(hit for hit in hits if hit["noun"] == "check")
    assert "answer the same question, and no number fits both." in check["says"]
    assert "[" not in check["says"]
    for figure in check["record"]["figures"]:
        assert figure["statement"]
        assert figure["caveat_text"]


def test_no_number_of_a_figure_leaves_naked(lake, api):
    answer = search(api, ARTICLE)
    figures = [hit for hit in answer["hits"] if hit["noun"] == "observation"]
    records = [hit["record"] for hit in figures]
    records += [one for near in answer["nearest"] for one in near["observations"]]
    assert {record["id"] for record in records} == {"nests-2022", "nests-2023"}
    for record in records:
        assert record.keys() == {*OBSERVATION.mandatory}
        whole = api.json(f"observations/{record['id']}")
        assert record == {name: whole[name] for name in record}
        for caveat in record["caveats"]:
            assert caveat["text"]
            assert caveat["direction"]
            assert caveat["asserted_by"]
    assert [hit["says"] for hit in figures] == [hit["record"]["statement"] for hit in figures]


def test_the_answer_says_what_matched_and_what_did_not(lake, api):
    answer = search(api, ARTICLE)
    best = answer["hits"][0]
    assert best["id"] == "nests-2023"
    assert {"2041", "nests", "lake", "reeds", "gazette"} <= {*best["matched"]}
    assert not {"the", "although", "pelicans", "77"} & {*best["matched"]}
    assert {"pelicans", "77", "kept"} <= {*answer["unused"]}
    matched = {word for hit in answer["hits"] for word in hit["matched"]}
    assert not matched & {*answer["unused"]}
    text = read(ARTICLE)
    assert matched | {*answer["unused"]} == {*text.numbers, *text.words}
    assert not STOP_WORDS & {*answer["unused"]}


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("2,042 nests", {"2042": ["nests-2023"]}),
        ("29 nests", {"29": ["nests-2022"]}),
        ("77 and 500", {"77": ["nests-2022", "nests-2023"], "500": ["nests-2022", "nests-2023"]}),
        ("30 nests, or 2,041", {}),
        ("2,050 nests", {}),
        ("nests in 2023", {}),
        ("nests", {}),
    ],
)
def test_a_number_that_was_not_published_has_its_neighbours(lake, api, text, nearest):
    answer = search(api, text)["nearest"]
    assert {
        near["number"]: [one["id"] for one in near["observations"]] for near in answer
    } == nearest


def test_at_most_fifty_are_answered_and_none_of_them_twice(world, api):
    world.figures(MOST_HITS + 20)
    world.publish()
    ids = found(api, "41 nests at Mill Lake")
    assert len(ids) == len(set(ids)) == MOST_HITS
    assert search(api, "41 nests")["nearest"] == []


def test_a_number_whose_figures_are_all_beyond_the_fifty_is_published_all_the_same(world, api):
    world.figures(MOST_HITS + 20)
    Citation.objects.filter(observation__slug__startswith="nests-n").update(as_printed="41 or 77")
    world.figure("nests-2022", value="30", period="2022")
    world.publish()
    answer = search(api, "41 or 77, and 30")
    assert "nests-2022" not in [hit["id"] for hit in answer["hits"]]
    assert answer["nearest"] == []


@pytest.mark.slow(reason="publishes more figures than are read for an answer")
def test_a_number_is_found_among_any_number_of_figures_with_more_of_the_words(world, api):
    world.figures(MOST_CANDIDATES + 20)
    world.measure("eggs-laid", label="Eggs", phrase="eggs")
    world.figure("eggs-2022", measure_id="eggs-laid", value="30", period="2022")
    world.publish()
    words = "nests of March 2023"
    assert "eggs-2022" not in found(api, words)
    assert found(api, f"{words}, 30")[0] == "eggs-2022"


def test_each_snapshot_is_searched_in_its_own_words(lake, api):
    lake.change("nests-2022", value="31", change_note="A nest was missed.")
    lake.publish(on=FIRST_DAY + timedelta(days=10))
    first, day = "&dataset=herons&release=1", "&as_of=2024-01-20"
    assert found(api, "31")[0] == "nests-2022"
    assert [one["number"] for one in search(api, "30")["nearest"]] == ["30"]
    for earlier in (first, day):
        assert found(api, "30", earlier)[0] == "nests-2022"
        assert search(api, "30", earlier)["hits"][0]["record"]["value"] == 30
        (near,) = search(api, "31", earlier)["nearest"]
        assert [one["value_digits"] for one in near["observations"]] == ["30", "2041"]


def test_one_dataset_is_searched_where_it_is_named(lake, api):
    lake.figure("egrets-2023", value="7", dataset=lake.dataset("egrets", title="Little egrets"))
    lake.publish(dataset="egrets")
    assert {hit["dataset"] for hit in search(api, "nests")["hits"]} == {"egrets", "herons"}
    for dataset in ("egrets", "herons"):
        hits = search(api, "nests", f"&dataset={dataset}")["hits"]
        assert {hit["dataset"] for hit in hits} == {dataset}


def test_drafts_are_found_by_nothing(lake, api):
    before = search(api, ARTICLE + " 777 storks")
    lake.figure("storks", value="777")
    Measure.objects.update(label="Storks")
    Caveat.objects.update(text="Storks.")
    Observation.objects.filter(pk="nests-2022").update(value="777")
    assert search(api, ARTICLE + " 777 storks") == before
    assert "storks" in before["unused"]


@pytest.mark.parametrize(
    ("query", "parameter", "reason"),
    [
        ("", "q", "missing"),
        ("?dataset=herons", "q", "missing"),
        ("?q=", "q", "empty"),
        ("?q=it+is+what+it+is", "q", "no word to look up"),
        ("?q=...", "q", "no word to look up"),
        (f"?q={'n' * (MOST_CHARACTERS + 1)}", "q", f"{MOST_CHARACTERS + 1} characters"),
        (
            f"?q={'+or+'.join(map(str, range(100, 101 + MOST_NUMBERS)))}",
            "q",
            f"{MOST_NUMBERS + 1} numbers",
        ),
        ("?q=nests%0Alake", "q", "a control character"),
        ("?q=nests&q=lake", "q", "repeated"),
        ("?q=nests&limit=5", "limit", "unknown parameter"),
        ("?q=nests&measure=nests-counted", "measure", "unknown parameter"),
        ("?q=nests&dataset=heron", "dataset", "“heron” is unknown"),
        ("?q=nests&release=1", "release", "it counts the releases of one dataset"),
        ("?q=nests&as_of=2999-01-01", "as_of", "a day in the future"),
        ("?q=nests&format=csv", "format", "not a format of this address"),
    ],
)
def test_what_is_not_understood_is_refused(lake, api, query, parameter, reason):
    wrong = api.wrong(f"search{query}")
    assert (wrong.parameter, wrong.reason) == (parameter, reason)


def test_the_longest_text_is_searched(lake, api):
    numbers = " or ".join(str(number) for number in range(100, 100 + MOST_NUMBERS))
    answer = search(api, f"{numbers} nests ".ljust(MOST_CHARACTERS, "n"))
    assert len(answer["nearest"]) == MOST_NUMBERS
    assert answer["hits"]


def test_nothing_is_found_before_anything_is_published(world, api):
    assert search(api, "41 nests") == {
        "hits": [],
        "unused": ["41", "nests"],
        "nearest": [{"number": "41", "observations": []}],
    }


def test_an_answer_need_not_be_sent_twice_until_something_is_published(lake, api):
    path = "search?q=2,041+nests"
    first = api.get(path)
    assert api.get(path, **{"if-none-match": first["ETag"]}).status_code == 304
    assert api.get("search?q=2,041", **{"if-none-match": first["ETag"]}).status_code == 200
    head = api.client.head(f"/api/v1/{path}")
    assert (head.status_code, head["ETag"]) == (200, first["ETag"])
    lake.figure("nests-2021", value="28", period="2021")
    lake.publish(on=FIRST_DAY + timedelta(days=10))
    again = api.get(path, **{"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert orjson.loads(again.body)["hits"][0]["id"] == "nests-2023"


def test_however_long_the_text_it_costs_few_queries(lake, api, django_assert_num_queries):
    with django_assert_num_queries(4, info="the release; candidates; their words; the records"):
        search(api, "2,041 nests")
    why = "77: is it published, the next below, the next above"
    with django_assert_num_queries(4 + 3, info=why):
        search(api, ARTICLE)


def test_the_description_says_which_nouns_and_that_a_text_is_needed(lake, api):
    operation = api.json("openapi.json")["paths"]["/api/v1/search"]["get"]
    (text,) = [one for one in operation["parameters"] if one.get("name") == "q"]
    assert text["required"]
    assert text["schema"]["maxLength"] == MOST_CHARACTERS
    schemas = api.json("openapi.json")["components"]["schemas"]
    assert {"noun", "id", "says", "matched", "record"} == {*schemas["SearchHit"]["required"]} - {
        "dataset"
    }
