"""A claim is looked up as it was read: every word must occur, however it is written."""

import csv
import io
from datetime import timedelta
from unicodedata import normalize
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.requests.forms import MAX_CHARACTERS, MAX_WORDS
from datasets.models import Carried, Caveat, Citation, Measure, Source
from datasets.records import NOUNS
from datasets.store.search import FEW, parse_query, search_text

from .world import FIRST_DAY, World

# A walk that goes round in circles ends all the same.
MORE_THAN_THERE_ARE = 50


@pytest.fixture
def lake(remembering):
    """Return the world after its release."""
    return remembering(_a_lake_in_the_gazette)


def _a_lake_in_the_gazette():
    """Publish 2,041 nests whose report went through a gazette that credits the warden."""
    world = World()
    Source.objects.filter(pk="bird-club").update(also_written=["Vogelverein", "Клуб птиц"])
    Source.objects.filter(pk="warden").update(also_written=["Ms Strauß"])
    Source.objects.filter(pk="gazette").update(also_written=["Café Gazette"])
    world.change("nests-2023", value="2041")
    Citation.objects.filter(observation="nests-2023", hop=1).update(as_printed="2.041")
    Citation.objects.filter(observation="nests-2023", hop=2).update(
        as_printed="some 2 050",
        reported_value="2050",
        reported_attribution="warden",
        fragment="the herons’ 50% rise_in 1.5 years",
        no_words="",
        start=10,
        end=60,
    )
    world.caveat("frost", text="Frost in April emptied nests.")
    hop = Citation.objects.get(observation="nests-2023", hop=2)
    Carried.objects.create(citation=hop, caveat_id="frost")
    world.event("departure", "2023-09-01")
    world.figure("nests-2022", value="30", period="2022")
    world.publish()
    return world


def found(api, text, more=""):
    """Return the ids of the figures that a claim is about."""
    return api.ids(f"observations?q={quote(text)}{more}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2,076 desertion", ["2076", "desertion"]),
        ("2,076", ["2076"]),
        ("2.076", ["2076"]),
        ("2'076", ["2076"]),
        ("2’076", ["2076"]),
        ("2\u00a0076", ["2076"]),
        ("2\u202f076", ["2076"]),
        ("2\u2009076", ["2076"]),
        ("2 076", ["2076"]),
        ("1,234,567.5", ["1234567.5"]),
        ("1.234.567", ["1234567"]),
        ("1,00,000", ["100000"]),
        ("1.5", ["1.5"]),
        ("0.305", ["0.305"]),
        ("304.4854", ["304.4854"]),
        ("2,07 2,0765 12345,678", ["2.07", "2.0765", "12345.678"]),
        ("1,234.567,890", ["1234.567", "890"]),
        ("2023-09-11", ["2023-09-11"]),
        ("in 2023, 2,076 cases.", ["in", "2023", "2076", "cases"]),
        ("“Almost doubled” (said) …", ["almost", "doubled", "said"]),
        ("don’t DON'T", ["don't", "don't"]),
        ("-3 89% R&D", ["3", "89", "r&d"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("Cafe\u0301", ["café"]),
        (" \u00a0 . ", []),
    ],
)
def test_a_question_is_read_as_words(text, words):
    assert [one[0].strip("# ") for one in parse_query(text)] == words


@given(st.integers(1000, 10**15), st.sampled_from(",.'’\u00a0\u2009\u202f"))
def test_every_number_is_looked_up_by_its_digits(number, separator):
    (spellings,) = parse_query(f"{number:,}".replace(",", separator))
    assert spellings[0] == f"#{number} "
    assert parse_query(str(number)) == [(f"#{number} ",)]


@pytest.mark.parametrize(
    ("what", "claim"),
    [
        ("the statement", "bird club counted 2,041 nests"),
        ("the measure", "nests counted"),
        ("what a document presents it as", "breeding pairs"),
        ("whom it counts", "grey herons"),
        ("where", "mill lake"),
        ("the period as it was printed", "this spring"),
        ("the origin", "the bird club"),
        ("another spelling of the origin", "vogelverein"),
        ("a spelling in another script", "КЛУБ птиц"),
        ("whom a document credits", "the warden"),
        ("another spelling of whom it credits", "strauss"),
        ("who published a document", "gazette"),
        ("another spelling of the publisher", "cafe\u0301 GAZETTE"),
        ("the wording of a document", "the herons' rise"),
        ("the number", "2041"),
        ("the number with separators", "2,041"),
        ("the number as it was printed", "2.041"),
        ("a number that a document gives instead", "2,050"),
        ("the same, as it was printed", "some 2 050"),
        ("a decimal", "1.5 years"),
        ("a beginning of a word", "heron"),
        ("a middle of a word", "ogelverei"),
        ("the punctuation around it", "“2,041 nests,” (the Gazette)."),
        ("words far from each other", "strauss vogelverein 1.5 lake"),
        ("a caveat of it", "nests behind the reeds cannot be seen"),
        ("a caveat that a document passes on", "frost in april"),
    ],
)
def test_a_figure_is_found_by(lake, api, what, claim):
    assert "nests-2023" in found(api, claim)
    assert "nests-2023" not in found(api, f"{claim} pelican")


@pytest.mark.parametrize(
    "claim",
    [
        *("2,041+", "~2041", "≈2,041", "$2,041", "2 041", "2.041k", "about 2,041 nests", "٢٠٤١"),
        *("२०४१", "٢٬٠٤١", "0.002041 million", "over 2041", "2041%", "(2,041)"),
        *("2,050", "2.05k", "50 per cent"),
    ],
)
def test_a_number_is_found_however_it_is_written(lake, api, claim):
    assert "nests-2023" in found(api, claim)


@pytest.mark.parametrize(
    "claim", ["41 nests", "204", "20", "041 nests", "2041000", "2.041 million"]
)
def test_a_number_is_found_whole_or_not_at_all(lake, api, claim):
    assert "nests-2023" not in found(api, claim)


def test_labels_are_looked_up_whatever_the_sentence_says(lake, api):
    def labels(noun, slug):
        if noun == "measure":
            return [Measure.objects.get(pk=slug).label]
        if noun == "caveat":
            return [Caveat.objects.get(pk=slug).text]
        source = Source.objects.get(pk=slug)
        return [source.label, *source.also_written]

    record = api.json("observations/nests-2023") | {"statement": "Nothing."}
    text = search_text(record, labels)
    for word in (
        "nothing",
        "grey",
        "mill",
        "counted",
        "breeding",
        "bird",
        "vogelverein",
        "2041",
        "frost",
    ):
        assert word in text
    assert len(set(text.split())) == len(text.split())


def test_every_word_must_occur(lake, api):
    assert found(api, "nests lake") == ["nests-2022", "nests-2023"]
    assert found(api, "nests pairs") == ["nests-2023"]
    assert found(api, "nests 2022") == ["nests-2022"]
    assert found(api, "pairs 2022") == []


@pytest.mark.parametrize("claim", ["%", "50%", "rise_in", "_"])
def test_signs_that_databases_read_as_anything_stand_for_themselves(lake, api, claim):
    assert found(api, claim) == ["nests-2023"]


@pytest.mark.parametrize("claim", ["ne_ts", "n%s", "rise\\_in", "\\", "*", "nests*", "2?41"])
def test_nothing_stands_for_anything_else(lake, api, claim):
    assert found(api, claim) == []


# The sentence that gives a number says what it is a multiple of: it quotes it for the ratios too.
RATIOS_OF_IT = ["awol-2023-s1-vs-2021", "awol-2023-s1-vs-2022"]


@pytest.mark.parametrize(
    ("claim", "true", "beside"),
    [
        ("2,076 desertion", "awol-2023-s1", RATIOS_OF_IT),
        ("2,076 criminal cases were opened against Russian soldiers", "awol-2023-s1", RATIOS_OF_IT),
        ("soldiers desert on a daily basis", "resignations-daily", []),
        ("almost doubled 89%", "desertion-requests-2023-09-11-vs-summer", []),
    ],
)
def test_the_claims_of_the_article_lead_to_the_true_figures(deserters, api, claim, true, beside):
    assert found(api, claim) == [true, *beside]
    first, *_ = api.json(f"search?q={quote(claim)}")["hits"]
    assert (first["noun"], first["id"]) == ("observation", true)


def test_a_word_in_the_name_of_an_outlet_finds_its_figures_beside_the_true_one(deserters, api):
    claimed = found(api, "desertions daily")
    assert "resignations-daily" in claimed
    for slug in claimed:
        hops = api.json(f"observations/{slug}")["citations"]
        assert "The Daily Digest" in {hop["document"]["source_label"] for hop in hops}


def test_a_source_is_found_as_the_article_misspells_it(deserters, api):
    misspelt = set(found(api, "Mediazone", "&limit=1000"))
    assert "awol-2023-s1" in misspelt
    assert misspelt >= set(api.ids("observations?origin=mediazona&limit=1000"))


@pytest.mark.slow(reason="looks up every figure of the real seeds")
def test_every_figure_is_found_by_its_own_sentence_and_wordings(deserters, api):
    for record in api.json("observations?limit=1000&detail=full")["results"]:
        fragments = (hop["fragment"] for hop in record["citations"])
        for text in filter(None, (record["statement"], *fragments)):
            claim = " ".join(text[:MAX_CHARACTERS].split()[:MAX_WORDS])
            assert record["id"] in found(api, claim, "&limit=1000"), claim


def test_looking_up_goes_with_everything_that_a_list_takes(lake, api):
    assert found(api, "nests", "&period=2022") == ["nests-2022"]
    assert found(api, "nests", "&sort=value") == ["nests-2022", "nests-2023"]
    assert found(api, "nests", "&sort=-value") == ["nests-2023", "nests-2022"]
    assert api.json("observations?q=nests&count=exact&limit=1")["count"] == 2
    assert api.json("observations?q=pelican&count=exact")["count"] == 0
    page = api.json("observations?q=nests&limit=1&sort=-value")
    assert [record["id"] for record in page["results"]] == ["nests-2023"]
    following = api.json(page["next"])
    assert [record["id"] for record in following["results"]] == ["nests-2022"]
    cursor = page["next"].partition("cursor=")[2]
    assert (
        api.wrong(f"observations?q=nest&limit=1&sort=-value&cursor={cursor}").parameter == "cursor"
    )


@pytest.mark.parametrize("claim", ["nests", "2,041", "pelican"])
def test_an_export_holds_what_was_looked_up_and_declares_it(lake, api, claim):
    ids = found(api, claim)
    for suffix in ("csv", "ndjson"):
        response = api.get(f"observations.{suffix}?q={claim}&dataset=herons")
        assert response["Row-Count"] == str(len(ids))
        assert int(response["Content-Length"]) == len(response.body)
    text = api.get(f"observations.csv?q={claim}").body.decode()
    assert [row["id"] for row in csv.DictReader(io.StringIO(text))] == ids


def test_each_release_is_looked_up_in_its_own_words(lake, api):
    lake.change("nests-2022", value="31", change_note="A nest was missed.")
    Citation.objects.filter(observation="nests-2022").update(as_printed="31")
    lake.publish(on=FIRST_DAY + timedelta(days=10))
    assert found(api, "31 nests") == ["nests-2022"]
    assert found(api, "30 nests") == []
    assert found(api, "30 nests", "&dataset=herons&release=1") == ["nests-2022"]
    assert found(api, "31 nests", "&dataset=herons&release=1") == []
    assert found(api, "30 nests", "&as_of=2024-01-20") == ["nests-2022"]
    assert found(api, "31 nests", "&as_of=2024-01-20") == []


def test_drafts_are_not_found(lake, api):
    lake.figure("nests-2019", value="777")
    Measure.objects.filter(pk="nests-counted").update(label="Pelicans")
    assert found(api, "777") == []
    assert found(api, "pelicans") == []


@pytest.mark.slow(reason="publishes figures by the hundred")
def test_what_very_many_figures_say_is_walked_in_pages_and_exported_whole(world, api):
    world.figures(FEW + 100)
    world.figure("nests-2022", period="2022")
    world.publish()
    for claim, number in {"nests": FEW + 102, "nests+march": FEW + 101}.items():
        page, walked = api.json(f"observations?q={claim}&limit=100"), []
        for _ in range(MORE_THAN_THERE_ARE):
            walked += [record["id"] for record in page["results"]]
            if page["next"] is None:
                break
            page = api.json(page["next"])
        assert len(walked) == number
        assert walked == sorted(set(walked))
        assert ("nests-2022" in walked) == (claim == "nests")
        assert api.get(f"observations.csv?q={claim}")["Row-Count"] == str(number)
    assert found(api, "nests", "&period=2022") == ["nests-2022"]
    assert found(api, "nests gazette") == ["nests-2023"]


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (" ", "no word to look up"),
        ("\u00a0\u2009", "no word to look up"),
        ("...", "no word to look up"),
        (" ".join(["a"] * (MAX_WORDS + 1)), "21 words"),
        ("n" * (MAX_CHARACTERS + 1), "201 characters"),
        ("nests\nlake", "a control character"),
        ("nests\x00", "a control character"),
        ("", "empty"),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".csv", ".ndjson"])
def test_a_claim_without_words_or_with_too_many_is_refused(published, api, claim, reason, suffix):
    wrong = api.wrong(f"observations{suffix}?q={quote(claim)}")
    assert (wrong.parameter, wrong.reason) == ("q", reason)
    assert wrong.expected or reason == "a control character"


def test_the_longest_claim_is_still_looked_up(published, api):
    words = " ".join(["nests"] * MAX_WORDS)
    assert found(api, words) == ["nests-2023"]
    assert found(api, words.ljust(MAX_CHARACTERS)) == ["nests-2023"]
    assert found(api, "n" * MAX_CHARACTERS) == []


@pytest.mark.parametrize("path", ["observations/nests-2023", "observations/nests-2023/citations"])
def test_one_record_is_not_looked_up(published, api, path):
    assert api.wrong(f"{path}?q=nests").reason == "unknown parameter"


# What of a record of each other noun is read, of a noun (its id: words that find it).
OTHERS = [
    ("datasets", "herons", "herons mill reported walks"),
    ("measures", "nests-counted", "nests counted “what the walkers see”"),
    ("units", "nests", "nests"),
    ("populations", "grey-herons", "grey herons"),
    ("areas", "mill-lake", "mill lake"),
    ("sources", "bird-club", "the bird club vogelverein"),
    ("documents", "gazette-june", "gazette-june café"),
    ("caveats", "hidden-nests", "reeds cannot warden strauss"),
    ("caveats", "frost", "frost in april"),
    ("events", "departure", "departure 2023-09"),
]


@pytest.mark.parametrize(("noun", "slug", "claim"), OTHERS)
def test_every_list_is_looked_up(lake, api, noun, slug, claim):
    assert api.ids(f"{noun}?q={quote(claim)}") == [slug]
    assert api.ids(f"{noun}?q={quote(claim)}%20pelican") == []
    export = api.get(f"{noun}.csv?q={quote(claim)}")
    assert export["Row-Count"] == "1"
    assert [row["id"] for row in csv.DictReader(io.StringIO(export.body.decode()))] == [slug]


def test_a_finding_is_looked_up_by_what_it_and_its_figures_say(clubs, api):
    clubs.rival("nests-rival")
    clubs.publish()
    (finding,) = api.ids("checks")
    for claim in ("41 50 no number in common", "trust counted", "behind the reeds"):
        assert api.ids(f"checks?q={quote(claim)}") == [finding], claim
    assert api.ids("checks?q=pelican") == []


def test_every_noun_has_a_list_that_is_looked_up(published, api):
    for noun in NOUNS:
        assert api.ids(f"{noun.plural}?q=pelican") == []


def test_looking_up_costs_one_query_more(published, api, django_assert_num_queries):
    with django_assert_num_queries(4, info="pin the release; look up; the keys; the texts"):
        assert found(api, "nests lake grey 41") == ["nests-2023"]


def test_letters_with_marks_are_found_however_they_are_asked_for(world, api):
    world.measure("eyries", label="Größe der Hürst Ё")
    world.figure("eyries-2023", measure_id="eyries")
    world.publish()
    for claim in ("größe hürst ё", "GRÖSSE HÜRST Ё"):
        for asked_as in ("NFC", "NFD"):
            assert found(api, normalize(asked_as, claim)) == ["eyries-2023"]


def test_the_description_says_what_may_be_looked_up_and_where(published, api):
    document = api.json("openapi.json")
    described = document["components"]["parameters"]["observation.q"]
    assert described["schema"]["maxLength"] == MAX_CHARACTERS
    assert described["schema"]["type"] == "string"
    taking = {
        path
        for path, item in document["paths"].items()
        if {"$ref": "#/components/parameters/observation.q"} in item["get"]["parameters"]
    }
    lists = {"/api/v1/observations", "/api/v1/observations.{suffix}"}
    assert lists <= taking
    assert not [path for path in taking if "{id}" in path]
