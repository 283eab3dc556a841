"""What a curator sees and may do in the admin, by real requests."""

import pytest
from django.apps import apps
from django.core.management import call_command

from datasets.models import (
    Attachment,
    Carried,
    Caveat,
    Citation,
    Derivation,
    Event,
    Input,
    Measure,
    Observation,
    Record,
    Release,
    Source,
)
from datasets.records import NOUNS

from .curator import Curator, address, forms, rows
from .published_seeds import alone
from .world import FIGURE

NOUNS_BY_HAND = [
    *("dataset", "unit", "population", "area", "measure", "source", "document", "event"),
    *("caveat", "observation", "derivation", "withdrawal"),
]
# The curated nouns that are published under their own name.
PUBLISHED = [noun.name for noun in NOUNS if noun.name not in ("check", "question", "gap")]
SECRET = "zugzwang"
COUNTED_AGAIN = {"value": "42", "citations-0-as_printed": "42"}


@pytest.fixture
def curator(admin_client):
    """Return a curator who has signed in."""
    return Curator(admin_client)


FIRST = {"hop": 1, "document": "club-report", "relation": "publishes", "as_printed": "44"}
SECOND = {
    "hop": 2,
    "via": 1,
    "document": "gazette-june",
    "relation": "quotes",
    "basis": "stated",
}


def figure(*chain, **fields):
    """Return a new figure as it is typed, with its chain."""
    typed = {name.removesuffix("_id"): value for name, value in FIGURE.items()}
    parts = rows("citations", *(chain or [FIRST, SECOND]))
    typed |= {"slug": "nests-2024", "dataset": "herons", "period": "2024"}
    return parts | typed | fields


SUM = {
    "slug": "nests-twice",
    "dataset": "herons",
    "measure": "nests-counted",
    "population": "grey-herons",
    "area": "mill-lake",
    "period": "2023-03/2023-05",
    "quantity": "level",
    "formula": "a * b",
    "operands": '{"a": "observation:nests-2023", "b": "constant:2"}',
    "caveats_reviewed_on": "2024-01-15",
}


# Looking


@pytest.mark.slow(reason="renders the form of every noun")
@pytest.mark.parametrize("noun", NOUNS_BY_HAND)
def test_the_form_for_a_new_row_of_every_noun_opens(curator, noun):
    assert curator.see(noun).status_code == 200


@pytest.mark.slow(reason="renders every list by the choices of its filters")
@pytest.mark.parametrize("noun", [*NOUNS_BY_HAND, "citation", "release"])
def test_every_list_opens_finds_and_filters(curator, deserters, world, noun):
    world.publish()
    assert curator.see(noun, page="changelist").status_code == 200
    found = curator.client.get(address(noun, "changelist"), {"q": "e"})
    for filter_ in found.context["cl"].get_filters(found.wsgi_request)[0]:
        # The first shows all rows; the others are made alike.
        for choice in [*filter_.choices(found.context["cl"])][:3]:
            chosen = address(noun, "changelist") + choice["query_string"]
            assert curator.client.get(chosen).status_code == 200, chosen


def test_a_list_shows_terms_in_short_and_what_they_mean_to_whoever_points_at_them(curator, world):
    shown = curator.see("observation", page="changelist").content.decode()
    cell = '<span title="exactly as printed">eq</span>'
    assert f'<td class="field-comparator">{cell}</td>' in shown
    assert '<a href="?o=5.1">Comparator</a>' in shown
    # The choices of the filters say what they mean.
    assert '<td class="field-kind"><span title="' in (
        curator.see("measure", page="changelist").content.decode()
    )


def test_the_menu_names_the_second_factor(curator):
    assert "Second factor" in curator.client.get("/admin/").content.decode()


def test_everything_referred_to_can_be_searched_for(curator, world):
    asked = {"app_label": "datasets", "model_name": "observation", "field_name": "measure"}
    found = curator.client.get("/admin/autocomplete/", {"term": "", **asked}).json()
    assert {one["id"] for one in found["results"]} == {"nests-counted", "pairs-breeding"}
    found = curator.client.get("/admin/autocomplete/", {"term": "breeding", **asked}).json()
    assert [one["id"] for one in found["results"]] == ["pairs-breeding"]


def test_nobody_else_sees_anything(client, world):
    for noun in (*NOUNS_BY_HAND, "citation", "release"):
        assert "/login/" in client.get(address(noun, "changelist"))["Location"]


# Curating


@pytest.mark.slow(reason="renders the largest form again and again")
def test_a_figure_is_added_with_its_chain_and_published(curator, world, api):
    parts = rows("input_set", {"document": "club-log", "basis": "stated"})
    assert curator.add("observation", **figure(value="44", status="F"), **parts) == {}
    assert Observation.objects.get(pk="nests-2024").seed_file == ""
    assert any("release 1" in message for message in curator.publish("herons"))
    record = api.json("observations/nests-2024")
    assert record["value_digits"] == "44"
    assert [hop["document"]["id"] for hop in record["citations"]] == [
        "club-report",
        "gazette-june",
    ]
    assert record["inputs"] == [{"document": "club-log", "basis": "stated"}]


def test_a_caveat_is_added_where_it_hangs_and_where_it_does_not(curator, world, api):
    wrong = curator.add(
        "caveat",
        slug="fog",
        kind="coverage",
        affects="accuracy",
        direction="understated",
        text="It was foggy.",
        short="fog",
        weight=2,
        asserted_by="warden",
        no_words="The warden said so.",
        **rows("attachments", {"dataset": "herons"}, {"source": "bird-club"}),
        **rows("waivers", {"observation": "nests-2023", "reason": "The sun shone."}),
    )
    assert wrong == {}
    assert [str(one) for one in Attachment.objects.filter(caveat="fog")] == [
        "fog on dataset:herons",
        "fog on source:bird-club",
    ]


@pytest.mark.slow(reason="renders the largest form again and again")
def test_a_hop_gets_the_caveats_that_it_carries_on_a_page_of_its_own(curator, world):
    hop = Citation.objects.get(hop=2)
    link = address("citation", "change", hop.pk)
    assert f'href="{link}"' in curator.see("observation", "nests-2023").content.decode()
    carried = rows("carried_set", {"caveat": "hidden-nests", "strength": "-"})
    assert curator.edit("citation", hop.pk, hop=1, as_printed="40", **carried) == {}
    assert str(Carried.objects.get()) == "hidden-nests-"
    unchanged = Citation.objects.get(pk=hop.pk)
    assert (unchanged.hop, unchanged.as_printed) == (2, "")
    assert not curator.delete("citation", hop.pk)


@pytest.mark.slow(reason="renders and sends the form of every noun")
def test_saving_what_was_opened_changes_nothing(curator, published):
    Caveat.objects.update(text="Nests behind the reeds\ncannot be seen.")
    Event.objects.create(
        slug="storm", dataset=published.herons, title="Storm", date="2024", document_id="club-log"
    )
    published.derive("nests-twice", "a * b", {"a": "nests-2023", "b": "constant:2"})
    curator.publish("herons", note="A line break.")
    for noun in [*PUBLISHED, "derivation"]:
        for slug in apps.get_model("datasets", noun).objects.values_list("pk", flat=True):
            assert curator.edit(noun, slug) == {}
    assert curator.publish("herons") == ["dataset herons: nothing changed, no release"]


@pytest.mark.slow(reason="renders the largest form again and again")
def test_a_figure_that_is_computed_is_added_edited_and_published(curator, world, api):
    assert curator.add("derivation", **SUM) == {}
    assert Derivation.objects.get().operands == {"a": "observation:nests-2023", "b": "constant:2"}
    assert any("release 1" in message for message in curator.publish("herons"))
    record = api.json("observations/nests-twice")
    assert (record["value_digits"], record["origin"]["id"]) == ("82", "software")
    assert curator.edit("derivation", "nests-twice", formula="a + b", change_note="A sum.") == {}
    assert "release 2" in " ".join(curator.publish("herons"))
    record = api.json("observations/nests-twice")
    assert (record["value_digits"], record["change_note"]) == ("43", "A sum.")


@pytest.mark.slow(reason="renders the largest form again and again")
def test_what_a_measure_and_a_hop_say_is_typed_and_published(curator, world, api):
    assert curator.edit("measure", "nests-counted", phrase="heronries of {population}") == {}
    assert curator.add("area", slug="reed-lake", label="Reed Lake") == {}
    assert (
        curator.edit("observation", "nests-2023", **{"citations-1-reported_area": "reed-lake"})
        == {}
    )
    curator.publish("herons")
    record = api.json("observations/nests-2023")
    assert "the number of heronries of Grey herons" in record["statement"]
    assert "at 41 nests" in record["statement"]
    assert "area" in record["alterations"]
    assert record["citations"][1]["reported_as"]["area"] == "reed-lake"


def test_an_emptied_list_of_words_is_an_empty_one(curator, world):
    Source.objects.update(also_written=["The Gazzette"])
    assert curator.edit("source", "gazette", also_written="") == {}
    assert curator.edit("measure", "nests-counted", facets="") == {}
    assert Source.objects.get(pk="gazette").also_written == []
    assert Measure.objects.get(pk="nests-counted").facets == {}


# What is refused, and where it says so


@pytest.mark.slow(reason="renders the largest form for each broken chain")
@pytest.mark.parametrize(
    ("chain", "field", "message"),
    [
        ([FIRST | {"hop": 2}], "0-hop", "a chain begins with hop 1"),
        ([FIRST, SECOND | {"via": 2}], "1-__all__", "via is the number of an earlier hop."),
        ([FIRST, SECOND | {"via": 3}], "1-__all__", "via is the number of an earlier hop."),
        (
            [FIRST, SECOND | {"hop": 4, "via": 3}],
            "1-via",
            "there is no hop 3: expected one of 1, 4",
        ),
        ([FIRST | {"via": 1, "basis": "stated"}], "0-__all__", "earlier hop"),
        ([FIRST, SECOND | {"relation": "restates"}], "1-relation", "of the same document"),
        ([FIRST | {"document": "club-log"}], "0-as_printed", "nobody saw how"),
        ([FIRST, SECOND | {"basis": ""}], "1-__all__", "says its basis"),
        ([FIRST, SECOND, SECOND], "", "correct the duplicate"),
        (
            [FIRST, SECOND | {"reported_measure": "pairs-breding|nests-counted"}],
            "1-reported_measure",
            "there is no “pairs-breding”; did you mean “pairs-breeding”?",
        ),
        (
            [FIRST, SECOND | {"reported_area": "mill-lane"}],
            "1-reported_area",
            "there is no “mill-lane”; did you mean “mill-lake”?",
        ),
        ([FIRST, SECOND | {"reported_value": "1,5"}], "1-reported_value", "expected digits"),
        ([FIRST, SECOND | {"document": "club-raport"}], "1-document", "valid choice"),
        (
            [
                SECOND | {"hop": 1, "via": "", "basis": ""},
                FIRST | {"hop": 2, "via": 1, "basis": "stated"},
            ],
            "1-via",
            "club-report (2023-06-01) was published before gazette-june (2023-06-20)",
        ),
        (
            [FIRST, SECOND | {"reported_value": "-3"}],
            "1-reported_value",
            "there are never fewer nests than none",
        ),
    ],
)
def test_a_broken_chain_is_refused_where_it_iswrong_fields(curator, world, chain, field, message):
    wrong = curator.add("observation", **figure(*chain))
    assert message in " ".join(
        text for name, text in wrong.items() if name in (f"citations-{field}", "citations")
    ), wrong
    assert not Observation.objects.filter(pk="nests-2024").exists()


@pytest.mark.slow(reason="renders the largest form for each rule")
@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"value": "44.5"}, "value", "nests are counted in whole numbers"),
        (
            {"comparator": "range", "value": "", "value_low": "9", "value_high": "7"},
            "value_high",
            "the high end is below the low end 9",
        ),
        ({"comparator": "range"}, "__all__", "A range has value_low and value_high"),
        (
            {"comparator": "range", "value": "", "value_low": "few", "value_high": "7"},
            "value_low",
            "“few” is no number",
        ),
        ({"quantity": "rate"}, "__all__", "says per what"),
        ({"status": "Q"}, "__all__", "no number was published"),
        ({"period": "2023-13"}, "period", ""),
        ({"period": "2011-12", "period_printed": "2011–12"}, "period", "names two years"),
        ({"period": "2203"}, "citations", "period “2203”: it had not begun when club-report"),
        ({"data_cutoff": "2022"}, "citations", "data_cutoff “2022”: it lies outside of the period"),
        (
            {"comparator": "range", "value": "", "value_low": "26", "value_high": "31000"},
            "value_low",
            "the high end 31000 is 1,000 times as much or more",
        ),
        ({"slug": "Nests 2024"}, "slug", "not a slug"),
        ({"slug": "nests-2023"}, "slug", "already exists"),
    ],
)
def test_a_figure_that_breaks_a_rule_is_refused(curator, world, fields, field, message):
    assert message in curator.add("observation", **figure(**fields))[field]


@pytest.mark.slow(reason="renders a form for each formula")
@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"formula": "a **"}, "formula", ""),
        ({"formula": "a * b * c"}, "formula", "nothing says what c is"),
        ({"formula": "a"}, "operands", "the formula has no letter b"),
        ({"operands": "a = 1"}, "operands", "Enter a valid JSON"),
        ({"operands": ""}, "operands", "required"),
        ({"operands": '["a"]'}, "operands", "expected names and operands"),
        ({"operands": '{"a": "nests-2023", "b": "constant:2"}'}, "operands", "expected a letter"),
        (
            {"operands": '{"a": "observation:nests-2032", "b": "constant:2"}'},
            "operands",
            "there is no observation “nests-2032” in the dataset; did you mean “nests-2023”?",
        ),
        ({"operands": '{"a": "constant:3", "b": "constant:2"}'}, "operands", "rests on no figure"),
        (
            {"operands": '{"a": "observation:nests-twice", "b": "constant:2"}'},
            "operands",
            "goes in a circle: nests-twice → nests-twice",
        ),
        ({"formula": "days(a - b)"}, "operands", "events stand in days()"),
        ({"compares": "nests-2023", "measure": "pairs-breeding"}, "compares", "differs in measure"),
        ({"compares": "eggs-2023"}, "compares", "no observation “eggs-2023” in the dataset"),
        ({"quantity": "rate"}, "__all__", "says per what"),
        ({"comparator": "about"}, "comparator", "valid choice"),
        ({"slug": "nests-2023"}, "slug", "the observation nests-2023 is there already"),
    ],
)
def test_a_figure_that_cannot_be_computed_is_refused(curator, world, fields, field, message):
    world.figure("eggs-2023", dataset=world.dataset("eggs"))
    assert message in curator.add("derivation", **SUM | fields)[field]
    assert not Derivation.objects.exists()


def test_an_edit_that_closes_a_circle_is_refused(curator, world):
    world.derive("nests-twice", "a * b", {"a": "nests-2023", "b": "constant:2"})
    world.derive("nests-more", "a + b", {"a": "nests-twice", "b": "constant:1"})
    changed = '{"a": "observation:nests-more", "b": "constant:2"}'
    wrong = curator.edit("derivation", "nests-twice", operands=changed)
    assert wrong == {"operands": "goes in a circle: nests-twice → nests-more → nests-twice"}


@pytest.mark.slow(reason="renders the largest form again and again")
def test_no_figure_takes_the_slug_of_one_that_is_computed(curator, world):
    world.derive("nests-2024", "a * b", {"a": "nests-2023", "b": "constant:2"})
    wrong = curator.add("observation", **figure())
    assert wrong["slug"] == "the derivation nests-2024 is there already"


def test_what_the_software_says_itself_is_no_row_of_a_curator(curator, world):
    ours = {"slug": "software", "label": "X", "kind": "media", "identified": "named"}
    wrong = curator.add("source", **ours, reliability="F")
    assert wrong["__all__"] == "The source software is Caveat itself."
    rule = {"slug": "unequal-periods", "kind": "unequal_periods", "affects": "accuracy"}
    wrong = curator.add(
        "caveat",
        **rule,
        direction="mixed",
        text="X",
        short="x",
        weight=1,
        no_words="-",
        asserted_by="warden",
    )
    assert wrong["__all__"] == "unequal-periods and not-traced are attached by rule."
    wrong = curator.edit("measure", "nests-counted", phrase="nests of {herons}")
    assert "{population} at most once" in wrong["phrase"]


@pytest.mark.slow(reason="renders the largest form again and again")
def test_taking_a_hop_away_from_under_another_is_refused(curator, world):
    wrong = curator.edit("observation", "nests-2023", **{"citations-0-DELETE": "on"})
    assert wrong == {
        "citations-1-hop": "a chain begins with hop 1",
        "citations-1-via": "there is no hop 1: expected one of 2",
    }


def test_circles_are_refused(curator, world):
    assert curator.add("area", slug="valley", label="Valley", part_of="mill-lake") == {}
    wrong = curator.edit("area", "mill-lake", part_of="valley")
    assert wrong == {"part_of": "goes in a circle: mill-lake → valley → mill-lake"}
    assert curator.edit("unit", "nests", base="nests", factor="1")["base"].startswith("goes in a")


def test_a_caveat_hangs_on_exactly_one_thing(curator, world):
    two = rows("attachments", {"dataset": "herons", "source": "gazette"})
    wrong = curator.edit("caveat", "hidden-nests", **two)
    assert "exactly one thing" in wrong["attachments-0-__all__"]


@pytest.mark.slow(reason="renders four forms for each noun")
@pytest.mark.parametrize(
    ("noun", "slug"),
    [
        *[("dataset", "herons"), ("measure", "nests-counted"), ("observation", "nests-2023")],
        *[("event", "storm"), ("withdrawal", "storm"), ("derivation", "nests-twice")],
    ],
)
def test_a_slug_stays_as_it_was_saved(curator, world, noun, slug):
    of_herons = {"slug": "storm", "dataset": "herons", "observation": "storm", "reason": "Wrong."}
    assert curator.add("withdrawal", **of_herons) == {}
    assert curator.add("derivation", **SUM) == {}
    of_herons |= {"title": "Storm", "date": "2024", "document": "club-log"}
    assert curator.add("event", **of_herons) == {}
    page = curator.see(noun, slug)
    names = {"slug", "dataset"} if noun != "withdrawal" else {"observation", "dataset"}
    assert not names & page.context["adminform"].form.fields.keys()
    assert curator.edit(noun, slug, **dict.fromkeys(names, "another")) == {}
    assert curator.see(noun, slug).status_code == 200
    assert curator.see(noun, "another").status_code == 302


# Seeds have another master


@pytest.mark.usefixtures("deserters")
class TestSeeds:
    """The rows of russian-desertion, whose master is its folder."""

    ROWS = [
        ("dataset", "russian-desertion", "russian-desertion/dataset.toml"),
        ("unit", "cases", "common/units.toml"),
        ("area", "ru", "common/areas.toml"),
        ("source", "mediazona", "russian-desertion/sources.toml"),
        ("measure", "awol-cases-received", "russian-desertion/measures.toml"),
        ("document", "defconpress", "russian-desertion/documents.toml"),
        ("caveat", "analysts-higher", "russian-desertion/caveats.toml"),
        ("observation", "awol-2023-s1", "russian-desertion/observations.csv"),
        ("derivation", "requests-summer-implied", "russian-desertion/derivations.toml"),
    ]

    @pytest.mark.slow(reason="renders the form of every noun")
    @pytest.mark.parametrize(("noun", "slug", "file"), ROWS)
    def test_they_are_shown_with_their_file_and_cannot_be_changed(self, curator, noun, slug, file):
        page = curator.see(noun, slug)
        (message,) = page.context["messages"]
        assert f"seeds/{file}" in message.message
        assert 'name="_save"' not in page.content.decode()
        assert not any(form.fields for form in forms(page) if form.prefix is None)
        for inline in page.context["inline_admin_formsets"]:
            assert not inline.has_add_permission
            assert not inline.has_change_permission
            assert not inline.has_delete_permission
        changed = curator.client.post(address(noun, "change", slug), {"label": "x"})
        assert changed.status_code == 403
        assert not curator.delete(noun, slug)
        curator.act(noun, "delete_selected", slug, post="yes")
        assert curator.see(noun, slug).status_code == 200

    def test_their_hops_cannot_be_given_caveats(self, curator):
        hop = Citation.objects.filter(observation="awol-2023-s1").first()
        page = curator.see("citation", hop.pk)
        assert "seeds/russian-desertion/observations.csv" in page.content.decode()
        assert curator.client.post(address("citation", "change", hop.pk), {}).status_code == 403

    @pytest.mark.slow(reason="renders the largest forms, among the real seeds")
    def test_no_row_of_the_admin_becomes_part_of_them(self, curator, world):
        wrong = curator.add("observation", **figure(dataset="russian-desertion"))
        assert "seeds/russian-desertion/dataset.toml" in wrong["dataset"]
        operands = {"operands": '{"a": "observation:awol-2023-s1", "b": "constant:2"}'}
        wrong = curator.add("derivation", **SUM | {"dataset": "russian-desertion"} | operands)
        assert "seeds/russian-desertion/dataset.toml" in wrong["dataset"]
        hanging = rows("attachments", {"source": "mediazona"})
        wrong = curator.edit("caveat", "hidden-nests", **hanging)
        assert "seeds/russian-desertion/sources.toml" in wrong["attachments-0-source"]
        hanging = rows("attachment_set", {"caveat": "analysts-higher"})
        wrong = curator.edit("observation", "nests-2023", **hanging)
        assert "seeds/russian-desertion/caveats.toml" in wrong["attachment_set-0-caveat"]


# Publishing


def test_what_lacks_something_is_refused_with_every_reason(curator, world):
    world.figure("nests-2022", period_printed="", caveats_reviewed_on=None)
    world.figure("nests-2021", caveats_reviewed_on=None)
    messages = curator.publish("herons")
    assert len(messages) == 3
    assert any("nests-2022" in message and "period_printed" in message for message in messages)
    assert not Release.objects.exists()


def test_a_curator_says_once_of_all_figures_that_their_caveats_were_considered(curator, world, api):
    world.change("nests-2023", caveats_reviewed_on=None)
    (refusal,) = curator.publish("herons")
    assert "in measure nests-counted and in dataset herons" in refusal
    assert curator.edit("dataset", "herons", caveats_reviewed_on="2024-01-01") == {}
    assert curator.edit("measure", "nests-counted", caveats_reviewed_on="2024-01-02") == {}
    assert "release 1" in curator.publish("herons")[0]
    assert api.json("observations/nests-2023")["caveats_reviewed_for"] == "measure"


@pytest.mark.slow(reason="renders the largest form again and again")
def test_an_edit_of_a_published_figure_needs_a_reason(curator, published):
    assert curator.edit("observation", "nests-2023", **COUNTED_AGAIN) == {}
    (refusal,) = curator.publish("herons")
    assert "nests-2023: it changes without a reason" in refusal
    assert "release 2" in curator.publish("herons", note="The warden counted again.")[0]
    assert Release.objects.get(number=2).note == "The warden counted again."


@pytest.mark.slow(reason="renders the largest form again and again")
def test_a_value_that_its_document_does_not_print_is_refused_at_the_hop(curator, published):
    assert curator.edit("observation", "nests-2023", value="42") == {
        "citations-0-reported_value": "it prints 41, and would be told to say 42: "
        "expected 41, another value of the observation, or reckoned where the number follows from "
        "the words and does not stand in them"
    }


@pytest.mark.slow(reason="renders the largest form for each text")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value": "4I"}, "value"),
        ({"citations-0-reported_value": "4I"}, "citations-0-reported_value"),
        ({"citations-0-reported_value": "41|-"}, "citations-0-reported_value"),
        ({"citations-0-reported_value": "|"}, "citations-0-reported_value"),
    ],
)
def test_what_is_no_number_is_refused_where_it_stands(curator, published, wrong, field):
    assert field in curator.edit("observation", "nests-2023", **wrong)


@pytest.mark.slow(reason="renders the largest form again and again")
def test_an_edit_with_its_own_reason_needs_no_other(curator, published, api):
    reason = {"change_note": "One was overlooked."}
    assert curator.edit("observation", "nests-2023", **COUNTED_AGAIN, **reason) == {}
    assert "release 2" in curator.publish("herons")[0]
    assert api.json("observations/nests-2023")["change_note"] == "One was overlooked."


@pytest.mark.slow(reason="publishes the real seeds beside the herons")
def test_several_datasets_are_published_each_for_itself(curator, deserters, published):
    messages = curator.publish("herons", "russian-desertion")
    assert messages == [
        "dataset herons: nothing changed, no release",
        "dataset russian-desertion: nothing changed, no release",
    ]


@pytest.mark.slow(reason="renders and sends the form of every noun")
def test_an_edit_is_not_visible_until_it_is_published(curator, published, api):
    edits = {
        "dataset": ("herons", "title"),
        "measure": ("nests-counted", "label"),
        "unit": ("nests", "label"),
        "population": ("grey-herons", "label"),
        "area": ("mill-lake", "label"),
        "source": ("bird-club", "label"),
        "document": ("club-report", "title"),
        "caveat": ("hidden-nests", "text"),
        "observation": ("nests-2023", "period_printed"),
    }
    for noun, (slug, field) in edits.items():
        assert curator.edit(noun, slug, **{field: SECRET}) == {}
    lists = [f"{noun.plural}.{suffix}" for noun in NOUNS for suffix in ("json", "csv", "ndjson")]
    lists += ["releases", "datasets/herons/releases", "observations/nests-2023"]
    answers = [api.get(path) for path in lists]
    assert {answer.status_code for answer in answers} == {200}
    assert [path for path in lists if SECRET.encode() in api.get(path).body] == []
    curator.publish("herons", note="As it should be.")
    visible = {path for path in lists if SECRET.encode() in api.get(path).body}
    assert {f"{noun.plural}.csv" for noun in NOUNS if noun.name in edits} <= visible


@pytest.mark.slow(reason="bootstraps real seeds")
def test_a_restart_publishes_nothing_and_overwrites_nothing(curator, world):
    with alone("iraq-deaths"):
        call_command("bootstrap")
        curator.publish("herons")
        curator.edit("observation", "nests-2023", **COUNTED_AGAIN)
        curator.edit("source", "gazette", label=SECRET)
        before = list(Release.objects.values()), Record.objects.count()
        call_command("bootstrap")
    assert (list(Release.objects.values()), Record.objects.count()) == before
    assert Observation.objects.get(pk="nests-2023").value == "42"
    assert Source.objects.get(pk="gazette").label == SECRET


# Leaving


def test_a_draft_is_deleted_with_its_parts(curator, world):
    assert curator.delete("observation", "nests-2023")
    assert not Citation.objects.exists()
    assert not Input.objects.exists()


@pytest.mark.slow(reason="renders the largest form again and again")
def test_what_readers_know_leaves_with_a_reason(curator, published, api):
    assert not curator.delete("dataset", "herons")
    assert not curator.delete("observation", "nests-2023")
    assert curator.act("observation", "delete_selected", "nests-2023", post="y").status_code == 403
    reason = {"observation": "nests-2023", "dataset": "herons", "reason": "They were storks."}
    assert curator.add("withdrawal", **reason) == {}
    assert curator.delete("observation", "nests-2023")
    assert "release 2" in curator.publish("herons")[0]
    assert "They were storks." in api.wrong("observations/nests-2023", 410).detail
    assert not curator.delete("dataset", "herons")


@pytest.mark.slow(reason="renders the largest form again and again")
def test_what_is_computed_leaves_with_a_reason_too(curator, published, api):
    curator.add("derivation", **SUM)
    curator.publish("herons")
    assert not curator.delete("derivation", "nests-twice")
    reason = {"observation": "nests-twice", "dataset": "herons", "reason": "Nobody asked."}
    assert curator.add("withdrawal", **reason) == {}
    assert curator.delete("derivation", "nests-twice")
    assert "release 3" in curator.publish("herons")[0]
    assert "Nobody asked." in api.wrong("observations/nests-twice", 410).detail


def test_nobody_withdraws_the_figure_of_another_dataset(curator, published):
    published.dataset("egrets")
    of_egrets = {"observation": "nests-2023", "dataset": "egrets", "reason": "Ours."}
    assert "a figure of herons" in str(curator.add("withdrawal", **of_egrets)["dataset"])
    curator.add("derivation", **SUM)
    of_egrets["observation"] = "nests-twice"
    assert "a figure of herons" in str(curator.add("withdrawal", **of_egrets)["dataset"])


def test_releases_are_only_looked_at(curator, published):
    (release,) = Release.objects.all()
    page = curator.see("release", release.pk)
    assert release.digest in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert curator.see("release").status_code == 403
    assert curator.client.post(address("release", "change", release.pk), {}).status_code == 403
    assert not curator.delete("release", release.pk)


def test_the_event_of_a_figure_is_one_of_its_dataset(curator, world):
    world.event("storm", "2023")
    world.event("flood", "2023", dataset=world.dataset("ducks"))
    wrong = {"event": "it is an event of ducks: expected one of herons"}
    assert curator.add("observation", **figure(value="44", status="F", event="flood")) == wrong
    assert curator.add("observation", **figure(value="44", status="F", event="storm")) == {}
    assert curator.edit("observation", "nests-2024", event="flood") == wrong
    assert curator.edit("observation", "nests-2024", event="") == {}
