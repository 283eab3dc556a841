"""What is missing: bases that no figure gives, parts without which a whole cannot be checked."""

import datetime

import pytest

from datasets.models import Document, Event, Measure, Observation

from .findings import figure, found, rows
from .world import FIGURE

BEFORE = "2022-03/2022-05"
LATER = datetime.date(2024, 3, 10)
TWICE = {"quantity": "ratio", "value": "2", "comparator": "about", "base_period": BEFORE}
KINDS = ["base_missing", "part_missing", "document_unread"]


def gaps(api, query=""):
    """Return the records of the gaps."""
    return api.json(f"gaps{query}")["results"]


def missing(api):
    """Return [(kind, measures, period, figures)] of all gaps, in the order of the list."""
    return [
        (one["kind"], " ".join(one["measures"]), one["period"], " ".join(one["observations"]))
        for one in gaps(api)
    ]


@pytest.fixture
def twice(clubs):
    """The club says that there are twice as many nests as in the spring before."""
    clubs.figure("twice", **TWICE)
    return clubs


@pytest.fixture
def reeds(clubs):
    """Nests in the reeds and nests in trees are all nests; the club counted those in the reeds."""
    Measure.objects.filter(pk="nests-counted").update(parts_complete=True)
    for slug, phrase in {"reeds": "in the reeds", "trees": "in trees"}.items():
        words = {"phrase": f"nests of {{population}} {phrase}", "part_of_id": "nests-counted"}
        clubs.measure(f"nests-in-{slug}", label=f"Nests {phrase}", **words)
    clubs.figure("reeds-2023", measure_id="nests-in-reeds", value="30")
    return clubs


def in_trees(clubs, slug="trees-2023", **fields):
    """Add the part that is missing, as the club counted it."""
    clubs.figure(slug, **{"measure_id": "nests-in-trees", "value": "11"} | fields)


# A base that no figure gives


def test_a_ratio_whose_base_no_figure_gives_lacks_it(twice, api):
    twice.publish()
    (gap,) = gaps(api)
    slug = gap["id"]
    assert slug.startswith("base-missing-")
    assert gap == {
        "id": slug,
        "kind": "base_missing",
        "text": (
            "No source in this dataset gives the number of nests of Grey herons, "
            "from March to May 2022 (Mill Lake), which another figure is measured against."
        ),
        "settles": 1,
        "observations": ["twice"],
        "measures": ["nests-counted"],
        "population": "grey-herons",
        "area": "mill-lake",
        "event": None,
        "period": BEFORE,
        "quantity": "level",
        "document": None,
        "dataset": "herons",
        "license": "CC-BY-4.0",
        "links": {"self": f"/api/v1/gaps/{slug}"},
        "version": 1,
        "release": 1,
        "valid_from": "2024-01-15",
        "change_note": None,
    }
    assert api.json(f"gaps/{slug}") == gap


def test_the_base_fills_the_gap_and_makes_the_ratio_checked(twice, api):
    twice.publish()
    (gap,) = gaps(api)
    twice.figure("nests-2022", value="21", period=BEFORE)
    twice.publish(LATER)
    assert gaps(api) == []
    assert found(api, "ratio_agrees") == [("ratio_agrees", "twice nests-2023 nests-2022")]
    gone = api.wrong(f"gaps/{gap['id']}", 410)
    assert "It is filled, or no figure hangs on it any more." in gone.detail
    # Of the first release it is still told.
    assert gaps(api, "?dataset=herons&release=1") == [gap]
    assert gaps(api, "?as_of=2024-02-01") == [gap]
    (change,) = api.json("changes?noun=gap&updated_after=2024-02-01")["results"]
    assert (change["change"], change["id"]) == ("withdrawn", gap["id"])


@pytest.mark.parametrize(
    ("claim", "base"),
    [
        ({"quantity": "ratio", "value": "2"}, "level"),
        ({"quantity": "percent_change", "value": "89"}, "level"),
        ({"quantity": "difference", "value": "20"}, "level"),
        ({"quantity": "point_change", "value": "5"}, "share"),
        ({"quantity": "share", "value": "18"}, "level"),
        ({"quantity": "share", "value": "18", "base_period": "../2023-12"}, "level"),
    ],
)
def test_whatever_has_a_base_may_lack_it(clubs, api, claim, base):
    clubs.figure("claim", **{"base_period": BEFORE} | claim)
    clubs.publish()
    (gap,) = gaps(api)
    period = claim.get("base_period", BEFORE)
    assert (gap["quantity"], gap["period"], gap["observations"]) == (base, period, ["claim"])
    clubs.figure("base", value="21", quantity=base, period=period)
    clubs.publish(LATER)
    assert gaps(api) == []


@pytest.mark.parametrize(
    "claim",
    [
        {"base_period": "XXXX"},
        {"area_id": "not-stated"},
        {"value": "", "comparator": "vague"},
        {"status": "F"},
        {"quantity": "share", "base_period": FIGURE["period"], "measure_id": "pairs-breeding"},
        {"quantity": "share", "base_period": ""},
    ],
    ids=["base unknown", "area unknown", "no number", "forecast", "own period", "no base"],
)
def test_what_could_not_be_held_against_a_base_lacks_none(clubs, api, claim):
    clubs.figure("claim", **TWICE | claim)
    clubs.publish()
    assert gaps(api) == []


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2022"},
        {"measure_id": "pairs-breeding"},
        {"population_id": "herons"},
        {"area_id": "reed-lake"},
        {"quantity": "rate", "per": "month"},
        {"value": "", "comparator": "vague"},
        {"status": "F"},
    ],
    ids=["period", "measure", "population", "area", "quantity", "no number", "forecast"],
)
def test_another_figure_is_no_base(twice, api, other):
    twice.figure("other", **{"period": BEFORE, "value": "21"} | other)
    twice.publish()
    assert [one["observations"] for one in gaps(api)] == [["twice"]]


def test_a_base_that_a_rival_counted_is_one(twice, api):
    twice.rival("trust-2022", period=BEFORE)
    twice.publish()
    assert gaps(api) == []


def test_a_base_of_another_event_is_one_since_no_claim_says_which(clubs, api):
    clubs.event("march", "2023-05-01")
    clubs.event("march-before", "2022-05-01")
    clubs.figure("twice", **TWICE, event_id="march")
    clubs.figure("nests-2022", value="21", period=BEFORE, event_id="march-before")
    clubs.publish()
    assert gaps(api) == []


def test_what_is_computed_from_a_claim_is_not_its_base_and_hangs_on_it_too(twice, api):
    twice.computed("implied", "a / b", "nests-2023 twice", period=BEFORE)
    twice.computed("implied-again", "a * 2", "implied", period="2022")
    twice.publish()
    (gap,) = gaps(api)
    assert gap["observations"] == ["implied", "implied-again", "twice"]
    assert gap["settles"] == 3
    assert "which another figure is measured against" in gap["text"]


def test_what_is_computed_from_a_ceiling_of_a_claim_hangs_on_it_too(twice, api):
    twice.computed("at-most", "a / b", "nests-2023 twice", period="2022", comparator="lte")
    twice.computed("half-of-it", "a / 2", "at-most", period="2022")
    twice.publish()
    (gap,) = gaps(api)
    assert gap["observations"] == ["at-most", "half-of-it", "twice"]


def test_what_is_computed_from_other_figures_is_a_base(twice, api):
    for month in ("2022-03", "2022-04/2022-05"):
        twice.figure(f"nests-{month[:7]}", value="10", period=month)
    twice.computed("both", "a + b", "nests-2022-03 nests-2022-04", period=BEFORE)
    twice.publish()
    assert gaps(api) == []


def test_claims_that_lack_one_base_are_one_gap(twice, api):
    twice.publish()
    (before,) = gaps(api)
    twice.rival("trust-89", quantity="percent_change", value="89", base_period=BEFORE)
    twice.publish(LATER, note="")
    (gap,) = gaps(api)
    assert (gap["id"], gap["version"], gap["settles"]) == (before["id"], 2, 2)
    assert gap["observations"] == ["trust-89", "twice"]
    assert gap["text"].endswith("which 2 other figures are measured against.")
    assert gap["change_note"] == (
        "The figures that hang on it changed, or the words for what is missing."
    )


# A part that nobody gives


def test_a_whole_of_which_an_origin_gives_a_part_lacks_the_other(reeds, api):
    reeds.publish()
    (gap,) = gaps(api)
    assert gap["id"].startswith("part-missing-")
    assert gap["text"] == (
        "No source in this dataset gives one part of the number of nests of Grey herons, "
        "from March to May 2023 (Mill Lake): the number of nests of Grey herons in trees."
    )
    assert gap["observations"] == ["nests-2023", "reeds-2023"]
    asked = [gap[name] for name in ("measures", "population", "area", "period", "quantity")]
    assert asked == [["nests-in-trees"], "grey-herons", "mill-lake", "2023-03/2023-05", "level"]
    # The measure that no figure has is published with the gap that names it.
    assert "nests-in-trees" in api.ids("measures")


def test_the_part_fills_the_gap_and_makes_the_whole_checked(reeds, api):
    reeds.publish()
    (gap,) = gaps(api)
    in_trees(reeds)
    reeds.publish(LATER)
    assert gaps(api) == []
    parts = "nests-2023 reeds-2023 trees-2023"
    assert found(api) == [("parts_agree", parts)]
    api.wrong(f"gaps/{gap['id']}", 410)


def test_several_parts_that_are_missing_are_one_gap_until_the_last_is_there(reeds, api):
    words = {"phrase": "nests of {population} on posts", "part_of_id": "nests-counted"}
    reeds.measure("nests-on-posts", **words)
    reeds.publish()
    (gap,) = gaps(api)
    assert gap["measures"] == ["nests-in-trees", "nests-on-posts"]
    assert gap["text"].endswith(
        ": the number of nests of Grey herons in trees and the number of nests of Grey herons "
        "on posts."
    )
    in_trees(reeds)
    reeds.publish(LATER)
    (after,) = gaps(api)
    assert (after["id"], after["measures"]) == (gap["id"], ["nests-on-posts"])
    assert after["observations"] == ["nests-2023", "reeds-2023", "trees-2023"]


def test_a_part_that_a_rival_counted_is_given(reeds, api):
    reeds.rival("trust-trees", measure_id="nests-in-trees", value="11")
    reeds.publish()
    assert gaps(api) == []


@pytest.mark.parametrize(
    "other",
    [
        {"value": "", "comparator": "vague"},
        {"period": "2022-03/2022-05"},
        {"area_id": "reed-lake"},
        {"population_id": "herons"},
        {"status": "F"},
        {"quantity": "rate", "per": "month"},
    ],
    ids=["no number", "period", "area", "population", "forecast", "quantity"],
)
def test_another_figure_is_not_the_part(reeds, api, other):
    in_trees(reeds, **other)
    reeds.publish()
    assert [one["measures"] for one in gaps(api)] == [["nests-in-trees"]]


def test_a_part_that_is_only_what_the_others_leave_is_not_given(reeds, api):
    reeds.computed("rest", "a - b", "nests-2023 reeds-2023", measure_id="nests-in-trees")
    reeds.publish()
    (gap,) = gaps(api)
    assert gap["observations"] == ["nests-2023", "reeds-2023", "rest"]


def test_a_whole_that_nobody_took_apart_lacks_nothing(reeds, api):
    Observation.objects.filter(pk="reeds-2023").delete()
    reeds.rival("trust-reeds", measure_id="nests-in-reeds", value="30")
    reeds.publish()
    assert gaps(api) == []


def test_parts_without_a_whole_lack_nothing(reeds, api):
    Observation.objects.filter(pk="nests-2023").delete()
    reeds.publish()
    assert gaps(api) == []


def test_parts_that_nobody_says_are_all_lack_nothing(reeds, api):
    Measure.objects.filter(pk="nests-counted").update(parts_complete=False)
    reeds.publish()
    assert gaps(api) == []


def test_a_part_is_missing_of_the_event_of_which_the_others_are_given(reeds, api):
    reeds.event("march", "2023-05-01", title="The march of the bird watchers")
    Observation.objects.update(event="march")
    in_trees(reeds)
    reeds.publish()
    (gap,) = gaps(api)
    assert gap["event"] == "march"
    assert "(the march of the bird watchers; Mill Lake)" in gap["text"]
    Observation.objects.filter(pk="trees-2023").update(event="march", change_note="It was there.")
    reeds.publish(LATER)
    assert gaps(api) == []
    assert Event.objects.count() == 1


def test_a_part_counted_up_to_the_day_of_its_whole_is_given_whichever_says_the_day(reeds, api):
    cut_off = Observation.objects.filter(pk__in=["nests-2023", "reeds-2023"])
    cut_off.update(data_cutoff="2023-05-20")
    in_trees(reeds, document="club-report")
    reeds.publish()
    assert gaps(api) == []
    assert [rule for rule, _ in found(api)] == ["parts_agree"]


# A document that nobody read


@pytest.mark.parametrize(
    ("seen", "relation", "said"),
    [
        ("cited_only", "publishes", "it is known only because another document cites it"),
        ("not_found", "unknown", "it was looked for and not found"),
    ],
)
def test_a_chain_that_begins_with_a_document_that_nobody_read_lacks_it(
    world, api, seen, relation, said
):
    world.document("club-note", source_id="bird-club", published="2023-05-30", seen=seen)
    world.figure("pairs", measure_id="pairs-breeding", document="club-note")
    world.herons.observation_set.get(pk="pairs").citations.update(relation=relation, as_printed="")
    world.derive("twice-the-pairs", "a * 2", {"a": "pairs"}, measure_id="pairs-breeding")
    world.publish()
    (gap,) = gaps(api)
    assert gap["id"].startswith("document-unread-")
    assert gap["text"] == (
        "The curators have not read “The club-note” (the bird club, 2023-05-30), with which the "
        f"chain of a figure begins: {said}."
    )
    assert gap["observations"] == ["pairs", "twice-the-pairs"]
    assert (gap["document"], gap["measures"], gap["period"]) == ("club-note", [], None)
    Document.objects.filter(pk="club-note").update(seen="excerpt")
    world.herons.observation_set.get(pk="pairs").citations.update(relation="publishes")
    world.publish(LATER)
    assert gaps(api) == []


def test_the_figures_of_one_unread_document_are_one_gap(world, api):
    world.document("club-note", source_id="bird-club", published="2024-01-01", seen="cited_only")
    for year in ("2022", "2021"):
        world.figure(f"pairs-{year}", period=year, document="club-note")
        world.herons.observation_set.get(pk=f"pairs-{year}").citations.update(as_printed="")
    world.publish()
    (gap,) = gaps(api)
    assert gap["observations"] == ["pairs-2021", "pairs-2022"]
    assert "with which the chains of 2 figures begin" in gap["text"]


# The list


@pytest.fixture
def all_kinds(reeds):
    """A gap of each kind: a base on which one figure hangs, a part (two), a document (three)."""
    reeds.figure("twice", **TWICE)
    reeds.document("club-note", source_id="bird-club", published="2024-01-01", seen="cited_only")
    for year in ("2021", "2020", "2019"):
        reeds.figure(f"nests-{year}", period=year, document="club-note")
        reeds.herons.observation_set.get(pk=f"nests-{year}").citations.update(as_printed="")
    reeds.publish()
    return reeds


@pytest.mark.usefixtures("all_kinds")
def test_the_gap_on_which_most_hangs_comes_first(api):
    assert [(one["kind"], one["settles"]) for one in gaps(api)] == [
        ("document_unread", 3),
        ("part_missing", 2),
        ("base_missing", 1),
    ]
    assert [one["settles"] for one in gaps(api, "?sort=settles")] == [1, 2, 3]
    assert api.ids("gaps?sort=id") == sorted(api.ids("gaps"))
    first = api.json("gaps?limit=1")
    assert [first["results"][0]["kind"], gaps(api, "?limit=2")[1]["kind"]] == [
        "document_unread",
        "part_missing",
    ]
    assert api.json(first["next"])["results"][0]["kind"] == "part_missing"


@pytest.mark.usefixtures("all_kinds")
def test_gaps_are_found_by_kind_figure_document_and_what_they_settle(api):
    for kind in KINDS:
        assert [one["kind"] for one in gaps(api, f"?kind={kind}")] == [kind]
    assert [one["kind"] for one in gaps(api, "?observations=twice")] == ["base_missing"]
    assert [one["kind"] for one in gaps(api, "?document=club-note")] == ["document_unread"]
    assert [one["settles"] for one in gaps(api, "?settles__gte=2")] == [3, 2]
    assert api.wrong("gaps?kind=base_mising").nearest == "base_missing"
    assert api.wrong("gaps?observation=twice").nearest == "observations"


@pytest.mark.usefixtures("all_kinds")
def test_the_csv_of_gaps_says_the_same_and_each_gap_is_looked_up_by_its_words(api):
    told = {row["id"]: row for row in rows(api, "gaps.csv")}
    for gap in gaps(api):
        row = told[gap["id"]]
        assert (row["kind"], row["text"]) == (gap["kind"], gap["text"])
        assert row["settles"] == str(gap["settles"])
        assert row["observations"] == ";".join(gap["observations"])
        assert row["measures"] == ";".join(gap["measures"])
        assert row["document"] == (gap["document"] or "")
    (found_by_words,) = gaps(api, "?q=one%20part%20in%20trees")
    assert found_by_words["kind"] == "part_missing"


@pytest.mark.usefixtures("all_kinds")
def test_a_gap_gives_no_number_of_any_figure_and_always_says_what_is_missing(api):
    for gap in gaps(api, "?fields=settles"):
        assert gap.keys() >= {"id", "kind", "text", "observations", "dataset", "release"}
        for slug in gap["observations"]:
            assert str(figure(api, slug)["value"]) not in gap["text"].replace("2023", "").split()


def test_a_release_in_which_nothing_changed_has_no_other_gaps(all_kinds):
    assert all_kinds.publish() is None


def bases_missing(api, release):
    """Return {(measure, period): figures} of the bases that a release of the seeds lacks."""
    asked = f"?dataset=russian-desertion&kind=base_missing&release={release}"
    return {(*one["measures"], one["period"]): one["observations"] for one in gaps(api, asked)}


@pytest.mark.usefixtures("deserters")
def test_the_bases_of_the_headline_were_missing_and_are_found(api):
    first, second = (bases_missing(api, release) for release in (1, 2))
    assert first["awol-cases-received", "2022"] == [
        *("awol-2022-implied", "awol-2023-s1-vs-2022", "awol-monthly-ratio")
    ]
    assert first["awol-cases-received", "2021"] == ["awol-2021-implied", "awol-2023-s1-vs-2021"]
    for base, slug in {"2021": "awol-cases-2021", "2022": "awol-cases-2022"}.items():
        found_since = figure(api, slug)
        assert (found_since["release"], found_since["period"]["code"]) == (2, base)
    assert {measure for measure, _ in second} == {"desertion-requests"}


@pytest.mark.usefixtures("deserters")
def test_the_whole_of_which_october_was_18_percent_is_still_missing(api):
    assert bases_missing(api, 2) == {
        ("desertion-requests", "../2023-12~"): [
            *("all-desertion-requests-implied", "desertion-requests-2023-10-share")
        ]
    }


@pytest.mark.usefixtures("deserters")
def test_every_figure_on_desertion_whose_first_document_was_not_seen_hangs_on_it(api):
    reported = api.json("observations?origin_kind__not=software&limit=1000&detail=full")["results"]
    begin = {one["id"]: one["citations"][0]["document"]["seen"] for one in reported}
    unread = {slug for slug, seen in begin.items() if seen in ("cited_only", "not_found")}
    hanging = {
        slug
        for one in gaps(api, "?kind=document_unread&limit=1000")
        for slug in one["observations"]
    }
    # And what is computed from such figures, and from them alone or not.
    computed = {
        one["id"]
        for one in api.json("observations?origin_kind=software&detail=full")["results"]
        for operand in one["derivation"]["operands"]
        if operand["operand"].removeprefix("observation:") in unread
    }
    assert len(computed) == 5
    assert hanging == unread | computed
