"""Before publishing: the sentence of a figure, what it lacks, and the page that publishes."""

import re
from html import unescape

import pytest

from datasets.models import Citation, Edit, Measure, Observation, Release

from .curator import Curator, address
from .world import FIGURE


@pytest.fixture
def curator(admin_client):
    """Return a curator who has signed in."""
    return Curator(admin_client)


def text(answer):
    """Return what a page says, without its marks."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def outlook(page):
    """Return what the page of a figure begins with."""
    found = re.search(r'id="outlook">(.*?)</div>', page.content.decode(), re.S)
    return found[1]


# The page of a figure begins with its sentence


def test_the_page_of_a_figure_begins_with_the_sentence_that_readers_will_get(
    curator, published, api
):
    page = curator.see("observation", "nests-2023")
    statement = api.json("observations/nests-2023")["statement"]
    assert statement in unescape(outlook(page))
    assert "Nothing is missing for publication." in outlook(page)
    html = page.content.decode()
    assert html.index('id="outlook"') < html.index('name="value"')


def test_what_is_missing_is_a_list_that_leads_to_the_fields(curator, world):
    world.change("nests-2023", period_printed="", caveats_reviewed_on=None)
    found = outlook(curator.see("observation", "nests-2023"))
    assert "41 nests" in found or "41" in found
    assert '<a href="#id_period_printed">it has no period_printed' in found
    assert '<a href="#id_caveats_reviewed_on">' in found
    assert found.count("<li>") == 2


def test_a_hop_that_alters_a_figure_and_shows_no_words_is_missing_them(curator, world):
    Citation.objects.filter(hop=2).update(no_words="")
    found = outlook(curator.see("observation", "nests-2023"))
    assert "41" in found
    assert '<a href="#id_citations-1-fragment">hop 2 fragment: it alters the figure' in found


def test_of_what_is_wrong_no_sentence_is_made(curator, world):
    Observation.objects.create(slug="nests-2024", dataset=world.herons, **FIGURE)
    found = outlook(curator.see("observation", "nests-2024"))
    assert "No sentence can be made of it yet." in found
    assert "it has no citation" in found


def test_a_sentence_that_is_too_long_is_told_on_the_page(curator, world):
    Measure.objects.update(phrase="nests " + "in the reeds " * 20 + "of {population}")
    assert "at most 280 can be pasted" in outlook(curator.see("observation", "nests-2023"))


def test_the_page_of_a_computed_figure_begins_with_its_sentence(curator, world, api):
    world.derive("nests-twice", "a * b", {"a": "nests-2023", "b": "constant:2"})
    world.derive("nests-more", "a + b", {"a": "observation:nests-twice", "b": "constant:1"})
    found = unescape(outlook(curator.see("derivation", "nests-more")))
    world.publish()
    assert api.json("observations/nests-more")["statement"] in found
    assert "Nothing is missing" in found


def test_a_computed_figure_lacks_what_its_operands_lack(curator, world):
    world.derive("nests-twice", "a * b", {"a": "nests-2023", "b": "constant:2"})
    Citation.objects.all().delete()
    found = outlook(curator.see("derivation", "nests-twice"))
    assert "observation nests-2023: it has no citation" in found


# The page that publishes


def look(curator):
    """Open the page that publishes the herons."""
    return curator.see("dataset", "herons", page="publish")


def press(curator, page, **typed):
    """Send the page as it was opened, with what was typed into it."""
    sent = {one.html_name: one.value() or "" for one in page.context["form"]}
    to = address("dataset", "publish", "herons")
    return curator.client.post(to, sent | typed, follow=True)


def test_every_figure_that_changes_is_shown_as_it_was_and_as_it_will_be(curator, published):
    published.change("nests-2023", value="42")
    published.figure("nests-2022", period="2022")
    page = look(curator)
    changed, added = sorted(page.context["changes"], key=lambda one: one.kind, reverse=True)
    assert (changed.slug, changed.kind, added.slug, added.kind) == (
        *("nests-2023", "changes"),
        *("nests-2022", "appears"),
    )
    assert " 41 " in changed.was
    assert " 42 " in changed.now
    assert ("value_digits", "41", "42") in changed.members
    assert ("citations 1 as_printed", "41", "42") in changed.members
    assert 'name="reason-nests-2023"' in page.content.decode()
    assert 'name="reason-nests-2022"' not in page.content.decode()
    assert not Release.objects.filter(number=2).exists()


def test_a_caveat_and_a_hop_that_come_are_named_and_not_poured_out(curator, published):
    published.attach("hidden-nests", observation_id="nests-2023")
    published.caveat("fog", text="It was foggy.")
    published.attach("fog", observation_id="nests-2023")
    published.cite("nests-2023", 3, "gazette-june", via=2)
    (changed,) = look(curator).context["changes"]
    members = {name: (old, new) for name, old, new in changed.members}
    assert members["caveats fog"] == ("none", "fog")
    assert members["citations 3"] == ("none", "gazette-june")
    assert all(len(text) < 100 for texts in members.values() for text in texts), members


def test_a_reason_stands_beside_each_figure_and_readers_are_told_it(curator, published, api):
    published.change("nests-2023", value="42")
    page = press(curator, look(curator), **{"reason-nests-2023": "One was overlooked."})
    assert "release 2" in text(page)
    assert '<a href="/datasets/herons">See what readers see</a>' in page.content.decode()
    assert api.json("observations/nests-2023")["change_note"] == "One was overlooked."
    edit = Edit.objects.get()
    assert (edit.row, edit.by, edit.fields[0]["new"]) == (
        *("nests-2023", "admin"),
        "One was overlooked.",
    )
    assert "Nothing has changed since the last release." in text(look(curator))


def test_without_a_reason_nothing_is_published_and_what_was_typed_stays(curator, published):
    published.change("nests-2023", value="42")
    published.change("nests-2023", status="P")
    refused = press(curator, look(curator))
    assert "nests-2023: it changes without a reason" in text(refused)
    assert not Release.objects.filter(number=2).exists()
    published.figure("nests-2022", period="2022", caveats_reviewed_on=None)
    refused = press(curator, refused, note="A walk.")
    assert "observation nests-2022" in text(refused)
    assert refused.context["form"]["note"].value() == "A walk."


def test_what_was_edited_since_the_page_was_opened_is_not_published_unseen(curator, published):
    published.change("nests-2023", value="42")
    page = look(curator)
    published.change("nests-2023", value="43")
    answer = press(curator, page, note="The warden counted again.")
    assert answer.status_code == 409
    assert "was edited since: look at it again" in text(answer)
    assert not Release.objects.filter(number=2).exists()
    assert answer.context["form"]["note"].value() == "The warden counted again."
    assert "release 2" in text(press(curator, answer))


def test_a_publication_that_is_refused_saves_no_reason(curator, published):
    published.change("nests-2023", value="42")
    page = look(curator)
    published.change("nests-2023", value="43")
    stale = press(curator, page, **{"reason-nests-2023": "One was overlooked."})
    assert stale.status_code == 409
    assert stale.context["form"]["reason-nests-2023"].value() == "One was overlooked."
    published.figure("nests-2022", period="2022", caveats_reviewed_on=None)
    refused = press(curator, stale)
    assert "observation nests-2022" in text(refused)
    assert Observation.objects.get(pk="nests-2023").change_note == ""
    assert not Edit.objects.exists()


def test_a_figure_may_be_called_as_a_field_of_the_form_is(curator, world, api):
    names = ("seen", "note", "reason-note", "data", "fields")
    for number, name in enumerate(names):
        world.figure(name, period=str(2010 + number))
    world.publish()
    for name in names:
        world.change(name, value="42")
    page = look(curator)
    html = page.content.decode()
    assert re.search(r'<input type="hidden" name="seen" value="[0-9a-f]{64}"', html)
    assert all(f'name="reason-{name}"' in html for name in names)
    reasons = {f"reason-{name}": f"Of {name}." for name in names[1:]}
    press(curator, page, note="One was overlooked.", **reasons)
    told = {name: api.json(f"observations/{name}")["change_note"] for name in names}
    assert told == {name: f"Of {name}." for name in names} | {"seen": "One was overlooked."}
    assert Release.objects.get(number=2).note == "One was overlooked."


def test_where_nothing_has_changed_no_reason_is_kept(curator, published):
    sent = {"seen": look(curator).context["form"]["seen"].value()}
    sent["reason-nests-2023"] = "One was overlooked."
    answer = curator.client.post(address("dataset", "publish", "herons"), sent, follow=True)
    assert "nothing changed, no release" in text(answer)
    assert Observation.objects.get(pk="nests-2023").change_note == ""
    assert not Edit.objects.exists()


@pytest.mark.usefixtures("deserters")
def test_a_figure_of_a_seed_file_has_its_reason_there(curator):
    Observation.objects.filter(pk="awol-2023-s1").update(credibility="4")
    page = curator.see("dataset", "russian-desertion", page="publish")
    assert "awol-2023-s1" in [one.slug for one in page.context["changes"]]
    assert all(one.box is None for one in page.context["changes"])


def test_looking_publishes_nothing_and_says_where_nothing_has_changed(curator, published):
    assert "Nothing has changed since the last release." in text(look(curator))
    assert Release.objects.count() == 1


def test_what_cannot_be_published_is_a_list(curator, world):
    world.figure("nests-2022", period="2022", caveats_reviewed_on=None)
    world.figure("nests-2021", period="2021", period_printed="")
    page = look(curator)
    assert len(page.context["problems"]) == 2
    assert 'value="Publish this"' not in page.content.decode()


def test_whoever_may_not_edit_datasets_publishes_nothing(client, django_user_model, world):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    assert client.get(address("dataset", "publish", "herons")).status_code == 403


def test_a_dataset_leads_to_the_page_that_publishes_it(curator, world):
    link = f'href="{address("dataset", "publish", "herons")}"'
    assert link in curator.see("dataset", page="changelist").content.decode()
    assert link in curator.see("dataset", "herons").content.decode()
