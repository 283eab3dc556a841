"""Several editors at one row: nothing is lost, everything can be traced and undone."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

from datasets.models import (
    Area,
    Carried,
    Caveat,
    Citation,
    Edit,
    Measure,
    Observation,
    Population,
    Waiver,
)

from .curator import Curator, address, as_sent, rows


@pytest.fixture
def ann(db):
    """Return an editor who has signed in."""
    return _editor("ann")


@pytest.fixture
def bob(db):
    """Return another."""
    return _editor("bob")


def _editor(name):
    client = Client()
    client.force_login(User.objects.create_superuser(name))
    return Curator(client)


def sent(curator, noun, slug, form, **changes):
    """Send a form that was opened before, with these changes; return the answer."""
    data = form | {"_why": "A walk."} | changes
    return curator.client.post(address(noun, "change", slug), data)


def opened(curator, noun, slug):
    """Open the page of a row, and return what its form would send."""
    return as_sent(curator.see(noun, slug))


def table(answer):
    """Return the lines of the table of differences: field, opened, saved since, yours."""
    found = re.search(r'id="differences".*?<tbody>(.*?)</tbody>', answer.content.decode(), re.S)
    lines = re.findall(r"<tr>(.*?)</tr>", found[1], re.S)
    return [
        tuple(map(unescape, re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S))) for line in lines
    ]


# curation A5: a stale page


def test_a_stale_page_is_answered_409_with_both_values_and_saves_nothing(ann, bob, world):
    of_ann = opened(ann, "measure", "nests-counted")
    assert bob.edit("measure", "nests-counted", label="Nests seen") == {}
    answer = sent(ann, "measure", "nests-counted", of_ann, label="Nests found")
    assert answer.status_code == 409
    assert table(answer) == [("label", "Nests counted", "Nests seen", "Nests found")]
    assert Measure.objects.get(pk="nests-counted").label == "Nests seen"


def test_what_only_one_of_two_changed_is_kept_of_both(ann, bob, world):
    """The finding itself: a change of the status undid another's value and credibility."""
    of_ann = opened(ann, "observation", "nests-2023")
    theirs = {"value": "42", "citations-0-as_printed": "42", "credibility": "3"}
    assert bob.edit("observation", "nests-2023", **theirs) == {}
    answer = sent(ann, "observation", "nests-2023", of_ann, status="P")
    assert answer.status_code == 409
    assert ("value", "41", "42", "(not changed)") in table(answer)
    # As the page says: both edits stand in it, and saving it keeps both.
    answer = sent(ann, "observation", "nests-2023", as_sent(answer))
    assert answer.status_code == 302
    row = Observation.objects.get(pk="nests-2023")
    assert (row.value, row.credibility, row.status) == ("42", "3", "P")
    assert Citation.objects.get(observation="nests-2023", hop=1).as_printed == "42"


def test_of_a_field_that_both_changed_yours_stands_in_the_page_to_be_saved_again(ann, bob, world):
    of_ann = opened(ann, "population", "grey-herons")
    bob.edit("population", "grey-herons", label="Herons")
    answer = sent(ann, "population", "grey-herons", of_ann, label="Ardea cinerea")
    again = as_sent(answer)
    assert again["label"] == "Ardea cinerea"
    assert sent(ann, "population", "grey-herons", again).status_code == 302
    assert Population.objects.get(pk="grey-herons").label == "Ardea cinerea"
    # What was given up is not lost: it stands in the history.
    assert [one["old"] for one in Edit.objects.first().fields] == ["Herons"]


def test_parts_that_both_added_are_kept_of_both(ann, bob, world):
    world.figure("nests-2022", period="2022")
    of_ann = opened(ann, "caveat", "hidden-nests")
    reed = {"observation": "nests-2023", "reason": "No reeds."}
    fog = {"observation": "nests-2022", "reason": "No fog."}
    assert bob.edit("caveat", "hidden-nests", **rows("waivers", reed)) == {}
    answer = sent(ann, "caveat", "hidden-nests", of_ann, **rows("waivers", fog))
    assert answer.status_code == 409
    assert sent(ann, "caveat", "hidden-nests", as_sent(answer)).status_code == 302
    assert {*Waiver.objects.values_list("reason", flat=True)} == {"No reeds.", "No fog."}


def test_a_part_that_you_edited_while_another_took_it_away_is_not_lost(ann, bob, world):
    Waiver.objects.create(caveat_id="hidden-nests", observation_id="nests-2023", reason="Reeds.")
    of_ann = opened(ann, "caveat", "hidden-nests")
    assert bob.edit("caveat", "hidden-nests", **{"waivers-0-DELETE": "on"}) == {}
    assert not Waiver.objects.exists()
    answer = sent(ann, "caveat", "hidden-nests", of_ann, **{"waivers-0-reason": "No reeds."})
    assert answer.status_code == 409
    assert as_sent(answer)["waivers-0-reason"] == "No reeds."
    assert sent(ann, "caveat", "hidden-nests", as_sent(answer)).status_code == 302
    assert Waiver.objects.get().reason == "No reeds."


def test_a_part_that_you_took_away_is_taken_away_though_another_edited_the_row(ann, bob, world):
    Waiver.objects.create(caveat_id="hidden-nests", observation_id="nests-2023", reason="Reeds.")
    of_ann = opened(ann, "caveat", "hidden-nests")
    assert bob.edit("caveat", "hidden-nests", short="nests behind reeds") == {}
    answer = sent(ann, "caveat", "hidden-nests", of_ann, **{"waivers-0-DELETE": "on"})
    assert answer.status_code == 409
    again = as_sent(answer)
    assert again["waivers-0-DELETE"] == "True"
    assert sent(ann, "caveat", "hidden-nests", again).status_code == 302
    assert not Waiver.objects.exists()
    assert Caveat.objects.get(pk="hidden-nests").short == "nests behind reeds"


def test_a_page_that_does_not_say_what_it_was_opened_with_saves_nothing(ann, world):
    form = opened(ann, "area", "mill-lake")
    form.pop("_opened")
    answer = sent(ann, "area", "mill-lake", form, label="The lake")
    assert answer.status_code == 409
    assert table(answer) == [("label", "(not known)", "Mill Lake", "The lake")]
    assert Area.objects.get(pk="mill-lake").label == "Mill Lake"
    unchanged = sent(ann, "area", "mill-lake", form)
    assert unchanged.status_code == 409
    assert "What you sent is what is saved." in unchanged.content.decode()


@pytest.mark.parametrize(
    "damage", ["{", "{}", "[]", "null", '{"a": "b"}', '{"//label": 3}', '{"//label": "\\ud800"}']
)
def test_a_page_that_comes_back_damaged_is_told_so_and_nothing_of_it_is_lost(ann, world, damage):
    form = opened(ann, "observation", "nests-2023") | {"_opened": damage}
    typed = {"status": "P", "citations-0-as_printed": "42"}
    answer = sent(ann, "observation", "nests-2023", form, **typed)
    assert answer.status_code == 409
    assert "it does not say what it was opened with" in answer.content.decode()
    assert Observation.objects.get(pk="nests-2023").status == "A"
    again = as_sent(answer)
    assert {name: again[name] for name in typed} == typed
    assert sent(ann, "observation", "nests-2023", again | {"value": "42"}).status_code == 302


@pytest.mark.parametrize("damage", ["abc", "99999999", "0"])
@pytest.mark.parametrize("meanwhile", [False, True])
def test_a_page_that_miscounts_its_parts_changes_none(ann, bob, world, damage, meanwhile):
    form = opened(ann, "observation", "nests-2023") | {"citations-TOTAL_FORMS": damage}
    if meanwhile:
        assert bob.edit("observation", "nests-2023", credibility="3") == {}
    answer = sent(ann, "observation", "nests-2023", form, **{"citations-0-as_printed": "forty"})
    assert answer.status_code == (409 if meanwhile else 200)
    assert 'class="errorlist' in answer.content.decode()
    assert Citation.objects.get(observation="nests-2023", hop=1).as_printed == "41"
    if meanwhile:
        assert as_sent(answer)["citations-0-as_printed"] == "forty"
    else:
        told = {"0": "2 of the 0 below were sent", "99999999": "at most 1000", "abc": "errorlist"}
        assert told[damage] in answer.content.decode()
        assert 'name="citations-2-hop"' not in answer.content.decode()


def test_a_page_refused_for_its_words_still_knows_what_it_was_opened_with(ann, bob, world):
    form = opened(ann, "measure", "nests-counted")
    refused = sent(ann, "measure", "nests-counted", form, label="")
    assert refused.status_code == 200
    bob.edit("measure", "nests-counted", topic="counting")
    assert sent(ann, "measure", "nests-counted", as_sent(refused), label="X").status_code == 409


# History: field, old and new, who, when, why


def test_an_edit_is_remembered_with_old_and_new_values_who_and_why(ann, bob, world):
    changes = {"value": "42", "citations-0-as_printed": "42", "_why": "One was overlooked."}
    assert bob.edit("observation", "nests-2023", **changes) == {}
    edit = Edit.objects.get()
    assert (edit.by, edit.kind, edit.why) == ("bob", "changed", "One was overlooked.")
    assert [(one["name"], one["old"], one["new"]) for one in edit.fields] == [
        ("value", "41", "42"),
        ("citation (nests-2023 hop 1): as_printed", "41", "42"),
    ]
    page = ann.client.get(address("observation", "history", "nests-2023")).content.decode()
    for told in (
        "value",
        '>41</td><td data-label="After">42</td>',
        "bob: changed",
        "One was overlooked.",
    ):
        assert told in page
    assert f"{edit.at:%Y-%m-%d %H:%M}" in page


def test_saving_what_was_opened_is_no_edit(ann, world):
    assert ann.edit("observation", "nests-2023") == {}
    assert not Edit.objects.exists()


def test_what_readers_know_is_not_changed_without_a_why(ann, published):
    wrong = ann.edit("measure", "nests-counted", label="Nests seen", _why=" ")
    assert "“Why you change it”, at the end of this page, is needed" in wrong["__all__"]
    assert Measure.objects.get(pk="nests-counted").label == "Nests counted"
    assert ann.edit("measure", "nests-counted", label="Nests seen", _why="Plainer.") == {}


def test_a_missing_why_is_told_at_its_field(ann, published):
    sent = as_sent(ann.see("measure", "nests-counted")) | {"label": "Nests seen", "_why": ""}
    page = ann.client.post(address("measure", "change", "nests-counted"), sent).content.decode()
    row = re.search(
        r'<div class="form-row errors">(?:(?!<div class="form-row).)*id="id__why"', page, re.S
    )
    assert row
    assert "<li>This field is required.</li>" in row[0]
    assert 'aria-describedby="id__why_error"' in page
    assert "id__why_error" not in ann.see("measure", "nests-counted").content.decode()


def test_a_new_reason_for_readers_is_the_why_where_none_is_given(ann, published):
    changes = {"change_note": "One nest was overlooked.", "value": "42", "_why": ""}
    changes["citations-0-as_printed"] = "42"
    assert ann.edit("observation", "nests-2023", **changes) == {}
    assert Edit.objects.first().why == "One nest was overlooked."
    # The next edit has a reason of its own: the note is not new any more.
    again = {"value": "43", "citations-0-as_printed": "43"}
    assert "__all__" in ann.edit("observation", "nests-2023", **again, _why="")
    assert ann.edit("observation", "nests-2023", **again, _why="Another.") == {}
    assert Edit.objects.first().why == "Another."


def test_a_draft_needs_no_why(ann, world):
    assert ann.edit("measure", "nests-counted", label="Nests seen", _why="") == {}
    assert Edit.objects.get().why == ""


# Undo, itself a change


def undo(curator, edit):
    """Press the button of an edit, and return the answer."""
    return curator.client.post(address("edit", "undo", edit.pk))


def test_undoing_is_said_to_be_that(ann, bob, world):
    bob.edit("measure", "nests-counted", label="Nests seen")
    to = address("edit", "undo", Edit.objects.get().pk)
    (message,) = ann.client.post(to, follow=True).context["messages"]
    assert message.message == "Undone: what bob did with measure nests-counted."


def test_an_edit_is_undone_with_all_its_fields_and_that_is_an_edit(ann, bob, world):
    bob.edit(
        "observation", "nests-2023", **{"value": "42", "citations-0-as_printed": "42"}, _why="Oops."
    )
    assert undo(ann, Edit.objects.get()).url == address("observation", "history", "nests-2023")
    assert Observation.objects.get(pk="nests-2023").value == "41"
    assert Citation.objects.get(observation="nests-2023", hop=1).as_printed == "41"
    undoing = Edit.objects.first()
    assert (undoing.by, undoing.kind) == ("ann", "changed")
    assert re.fullmatch(r"Undoes what bob did on \S+ \S+: Oops\.", undoing.why)
    undo(bob, undoing)
    assert Observation.objects.get(pk="nests-2023").value == "42"


def test_a_part_comes_back_and_goes_again(ann, world):
    waiver = {"observation": "nests-2023", "reason": "No reeds."}
    ann.edit("caveat", "hidden-nests", **rows("waivers", waiver))
    undo(ann, Edit.objects.first())
    assert not Waiver.objects.exists()
    undo(ann, Edit.objects.first())
    assert Waiver.objects.get().reason == "No reeds."


def test_a_row_that_was_deleted_comes_back_with_its_parts(ann, world):
    before = as_sent(ann.see("observation", "nests-2023"))
    assert ann.delete("observation", "nests-2023")
    assert not Observation.objects.exists()
    assert undo(ann, Edit.objects.first()).status_code == 302
    after = as_sent(ann.see("observation", "nests-2023"))
    numbers = re.compile(r".*-id|_opened")
    assert {name: text for name, text in after.items() if not numbers.fullmatch(name)} == {
        name: text for name, text in before.items() if not numbers.fullmatch(name)
    }


def test_what_hops_carried_is_told_to_whoever_brings_a_figure_back(ann, world):
    hop = Citation.objects.get(hop=2)
    Carried.objects.create(citation=hop, caveat_id="hidden-nests", strength="-")
    ann.delete("observation", "nests-2023")
    answer = ann.client.post(address("edit", "undo", Edit.objects.first().pk), follow=True)
    said = unescape(answer.content.decode())
    assert "by hand: carried nests-2023 hop 2, which is gone: caveat hidden-nests-" in said
    assert Citation.objects.count() == 2


def test_a_dataset_that_has_figures_is_not_deleted_with_all_of_them(ann, world):
    assert not ann.delete("dataset", "herons")
    assert ann.delete("observation", "nests-2023")
    assert ann.delete("dataset", "herons")
    undo(ann, Edit.objects.first())
    assert ann.see("dataset", "herons").context["original"].title == "Herons at Mill Lake"


def test_an_edit_of_a_row_that_is_gone_is_not_undone(ann, world):
    ann.add("area", slug="reed-lake", label="Reed Lake")
    ann.edit("area", "reed-lake", label="The reeds")
    edit = Edit.objects.first()
    ann.delete("area", "reed-lake")
    assert undo(ann, edit).status_code == 404


def test_rows_deleted_together_come_back_one_by_one(ann, world):
    ann.add("area", slug="reed-lake", label="Reed Lake")
    ann.act("area", "delete_selected", "reed-lake", post="yes")
    edit = Edit.objects.first()
    assert (edit.kind, edit.row) == ("deleted", "reed-lake")
    undo(ann, edit)
    assert ann.see("area", "reed-lake").context["original"].label == "Reed Lake"


def test_what_was_added_is_undone_on_the_page_that_deletes_it(ann, world):
    ann.add("area", slug="reed-lake", label="Reed Lake")
    assert undo(ann, Edit.objects.get()).url == address("area", "delete", "reed-lake")


def test_what_was_changed_again_since_is_not_undone(ann, bob, world):
    bob.edit("population", "grey-herons", label="Herons")
    first = Edit.objects.get()
    ann.edit("population", "grey-herons", label="Ardea")
    answer = undo(bob, first)
    assert answer.status_code == 409
    assert "Changed again since, so undo that first, or edit it: label" in answer.content.decode()
    assert Population.objects.get(pk="grey-herons").label == "Ardea"


def test_what_breaks_a_rule_by_now_is_shown_to_be_mended(ann, world):
    ann.edit("area", "mill-lake", part_of="")
    ann.add("area", slug="valley", label="Valley")
    ann.edit("area", "mill-lake", part_of="valley")
    ann.edit("area", "mill-lake", part_of="")
    edit = Edit.objects.first()
    ann.edit("area", "valley", part_of="mill-lake")
    answer = undo(ann, edit)
    assert answer.status_code == 200
    assert "goes in a circle" in answer.content.decode()
    assert f'action="{address("area", "change", "mill-lake")}"' in answer.content.decode()


def test_an_edit_itself_is_only_looked_at(ann, world):
    ann.edit("population", "grey-herons", label="Herons")
    edit = Edit.objects.get()
    assert ann.see("edit", edit.pk).status_code == 200
    assert ann.see("edit", page="changelist").status_code == 200
    assert ann.client.get(address("edit", "undo", edit.pk)).status_code == 405
    assert ann.client.post(address("edit", "change", edit.pk), {"why": "x"}).status_code == 403
    assert ann.client.post(address("edit", "delete", edit.pk), {"post": "yes"}).status_code == 403


def test_whoever_may_not_edit_may_not_undo(ann, world):
    ann.edit("population", "grey-herons", label="Herons")
    reader = Client()
    reader.force_login(User.objects.create_user("reader", is_staff=True))
    assert reader.post(address("edit", "undo", Edit.objects.get().pk)).status_code == 403
    assert Population.objects.get(pk="grey-herons").label == "Herons"
