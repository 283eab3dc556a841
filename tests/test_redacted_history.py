"""What editors did to a record is emptied with it: who did it and when stays."""

import datetime

from datasets.models import Edit

from .curator import Curator, address
from .five_releases import FiveReleases
from .redacted import SECRET, lake, redact, text_of

__all__ = ["lake"]


def test_what_editors_did_to_it_keeps_who_and_when_and_nothing_that_was_said(lake, admin_client):
    curator = Curator(admin_client)
    named = {
        "citations-1-fragment": f"{SECRET} saw 42 nests",
        "citations-1-place_in_text": "page 2",
    }
    named |= {"citations-1-no_words": "", "change_note": SECRET, "_why": ""}
    assert curator.edit("observation", "nests-2023", **named) == {}
    assert curator.edit("observation", "nests-2022", credibility="3") == {}
    assert curator.edit("source", "gazette", label=SECRET) == {}
    first = Edit.objects.get(row="nests-2023")
    before = [*Edit.objects.order_by("pk").values()]
    assert SECRET in first.why
    assert SECRET in str(first.fields)
    assert "emptied in the admin's history: 1 edit of them\n" in redact("nests-2023", yes=False)
    assert [*Edit.objects.order_by("pk").values()] == before
    redact("nests-2023")
    emptied = {"fields": [], "why": "Redacted."}
    before = [one | (emptied if one["row"] == "nests-2023" else {}) for one in before]
    assert [*Edit.objects.order_by("pk").values()] == before
    for page in (
        curator.see("observation", "nests-2023", page="history"),
        curator.see("edit", first.pk),
    ):
        assert "admin: changed" in text_of(page.content)
        assert "redacted" in text_of(page.content)
        assert SECRET not in page.content.decode()
        assert "Undo" not in page.content.decode()
    refused = admin_client.post(address("edit", "undo", first.pk))
    assert refused.status_code == 409
    assert "It is redacted: what stood there is gone." in text_of(refused.content)
    # What is edited later is emptied by saying it again.
    mended = {"change_note": "Without the name."}
    assert curator.edit("observation", "nests-2023", **mended) == {}
    assert SECRET in str(Edit.objects.filter(row="nests-2023").first().fields)
    redact("nests-2023")
    assert SECRET not in str(Edit.objects.filter(row="nests-2023").values())


def test_the_edits_of_a_withdrawal_and_of_a_computed_figure_are_those_of_the_figure(
    remembering,
):
    remembering(FiveReleases)
    edit = {"row": "nests-2021", "kind": "changed", "by": "ann", "fields": [{"old": SECRET}]}
    edit["at"] = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    for noun in ("withdrawal", "derivation", "source"):
        Edit.objects.create(noun=noun, **edit)
    redact("nests-2021")
    assert {one.noun: one.fields != [] for one in Edit.objects.all()} == {
        "withdrawal": False,
        "derivation": False,
        "source": True,
    }
