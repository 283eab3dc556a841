"""Nobody is accused without his words: who alters or doubts a figure is quoted, or why not."""

import pytest
from django.core.exceptions import ValidationError

from datasets import publishing
from datasets.models import Caveat, Citation, Source
from datasets.wording.statements import LONGEST

SHA = "0" * 64


def words_of(**fields):
    """Edit what the Gazette's hop shows of its text."""
    Citation.objects.filter(observation="nests-2023", hop=2).update(**{"no_words": ""} | fields)


def test_a_document_that_alters_a_figure_shows_its_words_or_is_not_published(world):
    words_of()
    with pytest.raises(publishing.Refused) as refusal:
        world.publish()
    assert (
        "observation nests-2023: hop 2 fragment: it alters the figure (measure) "
        "and shows no words: quote at most 12 of them, or say in no_words why not"
    ) in refusal.value.problems


def test_the_words_of_a_hop_are_published_with_their_place(world, api):
    words_of(fragment="pairs that breed", place_in_text="heading", sentence_sha256=SHA)
    world.publish()
    hop = api.json("observations/nests-2023")["citations"][1]
    assert (hop["fragment"], hop["no_words"]) == ("pairs that breed", None)
    assert hop["locator"]["place_in_text"] == "heading"
    assert hop["locator"]["sentence_sha256"] == SHA
    assert hop["locator"]["start"] is None


def test_a_hop_without_words_says_why(published, api):
    hop = api.json("observations/nests-2023")["citations"][1]
    assert (hop["fragment"], hop["no_words"]) == (None, "Nobody noted them.")


def test_a_hop_that_alters_nothing_needs_no_words(world):
    words_of(reported_measure="", no_words="")
    Citation.objects.get(observation="nests-2023", hop=2).carries.clear()
    assert world.publish()


def caveat(**fields):
    """Return a caveat of the editors that nobody saved yet."""
    Source.objects.get_or_create(slug="editors", label="The editors", kind="editors")
    given = {"kind": "coverage", "affects": "accuracy", "direction": "unknown", "weight": 2}
    said = {"text": "Some nests are hidden.", "short": "some hidden", "asserted_by_id": "editors"}
    return Caveat(slug="hidden", **given | said | fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "needs a document, or grounds"),
        ({"asserted_by_id": "warden"}, "needs a fragment of their words, or no_words"),
        (
            {"asserted_by_id": "warden", "fragment": "hidden"},
            "has its place_in_text and a document",
        ),
        ({"grounds": "The map.", "place_in_text": "lead"}, "has its place_in_text and a document"),
        ({"grounds": "The map.", "short": "some hidden."}, "a phrase without a stop at its end"),
        ({"grounds": "The map.", "short": "x" * 41}, "at most 40 characters"),
        ({"grounds": "The map.", "weight": 4}, "4 is not a valid choice"),
        (
            {"grounds": "The map.", "fragment": "so " * 13, "place_in_text": "lead"},
            "at most 12 words and 120 characters",
        ),
    ],
)
def test_a_caveat_says_on_what_it_rests_in_a_phrase_that_can_be_printed(world, fields, message):
    with pytest.raises(ValidationError, match=message):
        caveat(**fields).full_clean()


@pytest.mark.parametrize(
    "fields",
    [
        {"grounds": "The map of the reeds."},
        {"document_id": "gazette-june"},
        {"asserted_by_id": "warden", "no_words": "He said so."},
        {
            "asserted_by_id": "warden",
            "document_id": "gazette-june",
            "fragment": "hidden in the reeds",
            "place_in_text": "lead",
            "sentence_sha256": SHA,
        },
    ],
)
def test_what_says_on_what_it_rests_is_published_so(world, api, fields):
    one = caveat(**fields)
    one.full_clean()
    one.save()
    world.attach("hidden", observation_id="nests-2023")
    world.publish()
    record = api.json("caveats/hidden")
    for name, said in fields.items():
        assert record[name.removesuffix("_id")] == said
    told = {said["id"]: said for said in api.json("observations/nests-2023")["caveats"]}
    assert told["hidden"]["fragment"] == fields.get("fragment")
    assert told["hidden"]["document"] == fields.get("document_id")


def test_the_decisive_caveat_stands_first(world, api):
    for slug, weight in {"detail": 3, "decisive": 1}.items():
        world.caveat(slug, weight=weight)
        world.attach(slug, measure_id="nests-counted")
    world.publish()
    record = api.json("observations/nests-2023")
    assert [one["id"] for one in record["caveats"]] == ["decisive", "hidden-nests", "detail"]
    assert record["statement"].endswith("says the warden. Decisive; detail.")
    table = api.get("observations.csv").body.decode()
    assert "decisive; hidden nests; detail" in table


def test_a_statement_that_nobody_can_paste_is_refused_with_what_to_shorten(world):
    world.measure("long-counted", label="Long", phrase=f"nests of {{population}} {'x' * 230}")
    world.figure("long-2023", measure_id="long-counted")
    with pytest.raises(publishing.Refused) as refusal:
        world.publish()
    (problem,) = refusal.value.problems
    assert problem.startswith("observation long-2023: its statement has ")
    assert f"at most {LONGEST} can be pasted: shorten the phrase of measure long-counted" in problem


def test_a_computed_statement_is_refused_as_well(world):
    world.measure("long-counted", label="Long", phrase=f"nests of {{population}} {'x' * 230}")
    world.derive("twice", "a * 2", {"a": "nests-2023"}, measure_id="long-counted")
    with pytest.raises(publishing.Refused, match="observation twice: its statement has"):
        world.publish()
