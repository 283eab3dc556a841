"""Publishing: what a release holds, what it refuses, and that it never changes."""

import datetime

import orjson
import pytest

from datasets import publishing
from datasets.models import (
    Document,
    Input,
    Measure,
    Observation,
    Record,
    Release,
    Source,
    Withdrawal,
)
from datasets.records import NOUNS
from datasets.releases.release_day import today

from .planning import tables_counted
from .unguarded import drop_triggers
from .world import FIRST_DAY

LATER = datetime.date(2024, 2, 1)


def stored():
    """Return every published text with the record's id and version."""
    records = Record.objects.select_related("json", "csv").order_by("pk")
    return {
        (one.noun, one.slug, one.version): (bytes(one.json.body), bytes(one.csv.body))
        for one in records
    }


def test_a_first_release_holds_the_figure_and_all_that_it_refers_to(published, api):
    for noun, ids in {
        "datasets": ["herons"],
        "observations": ["nests-2023"],
        "measures": ["nests-counted", "pairs-breeding"],
        "units": ["nests"],
        "populations": ["grey-herons"],
        "areas": ["mill-lake"],
        "sources": ["bird-club", "gazette", "warden"],
        "documents": ["club-log", "club-report", "gazette-june"],
        "caveats": ["hidden-nests"],
        "events": [],
    }.items():
        assert api.ids(noun) == ids


def test_the_database_counts_what_a_release_holds_so_that_it_need_not_guess(world):
    world.publish()
    assert {"datasets_record", "datasets_termset"} <= tables_counted()


def test_nothing_changed_makes_no_release(published):
    assert published.publish(on=LATER) is None
    assert Release.objects.count() == 1


def test_a_correction_is_a_new_version_with_its_reason_and_the_old_one_stays(published, api):
    before = stored()
    published.change("nests-2023", value="42", change_note="The club counted again.")
    published.publish(on=LATER)
    now = api.json("observations/nests-2023")
    assert (now["value_digits"], now["version"], now["release"]) == ("42", 2, 2)
    assert now["change_note"] == "The club counted again."
    first = api.json("observations?dataset=herons&release=1&detail=full")["results"][0]
    assert (first["value_digits"], first["version"], first["change_note"]) == ("41", 1, None)
    assert before.items() <= stored().items()


def test_a_correction_without_a_reason_is_refused(published):
    published.change("nests-2023", value="42")
    with pytest.raises(publishing.Refused, match="nests-2023: it changes without a reason"):
        published.publish(on=LATER, note="")
    assert Release.objects.count() == 1


def test_the_reason_of_an_earlier_correction_is_no_reason_for_the_next(published):
    published.change("nests-2023", value="42", change_note="The club counted again.")
    published.publish(on=LATER, note="")
    published.change("nests-2023", value="43")
    with pytest.raises(publishing.Refused, match="without a reason"):
        published.publish(on=LATER, note="")
    published.publish(on=LATER, note="A third walk.")
    assert Record.objects.get(slug="nests-2023", version=3).change_note == "A third walk."
    # Nor for any after that, though the last version has another one.
    published.change("nests-2023", value="44")
    with pytest.raises(publishing.Refused, match="without a reason"):
        published.publish(on=LATER, note="")


def test_every_unpublishable_figure_is_named_at_once(world):
    world.figure("nests-2024", caveats_reviewed_on=None)
    world.figure("nests-2025", period_printed="")
    world.figure("nests-2026").citations.all().delete()
    with pytest.raises(publishing.Refused) as refused:
        world.publish()
    told = "\n".join(refused.value.problems)
    assert "nests-2024: nobody has considered its caveats" in told
    assert "nests-2025: it has no period_printed" in told
    assert "nests-2026: it has no citation" in told
    assert "nests-2023" not in told
    assert not Record.objects.exists()


def test_what_is_wrong_with_computed_figures_is_named_with_all_else(world):
    world.figure("nests-2022", caveats_reviewed_on=None)
    world.derive("nests-twice", "a * b", {"a": "nests-2023", "b": "constant:2"})
    world.derive("nests-lost", "a + 1", {"a": "nests-1999"})
    with pytest.raises(publishing.Refused) as refusal:
        world.publish()
    named = [problem.partition(":")[0] for problem in refusal.value.problems]
    assert named == ["derivation nests-lost", "observation nests-2022"]
    assert not Record.objects.exists()


def test_a_figure_that_an_edit_elsewhere_broke_is_refused_with_the_rule(world):
    Document.objects.filter(pk="gazette-june").update(seen="not_found")
    world.change("nests-2023", value="41.5")
    world.cite("nests-2023", 3, "club-report", via=2, reported_measure="eggs-counted")
    with pytest.raises(publishing.Refused) as refused:
        world.publish()
    told = "\n".join(refused.value.problems)
    assert "nests-2023: hop 2 relation “paraphrases”: nobody saw the document" in told
    assert "nests-2023: hop 3 reported_measure: there is no “eggs-counted”" in told
    assert "nests-2023: value “41.5”: nests are counted in whole numbers" in told


def test_a_withdrawal_leads_nobody_to_a_figure_that_is_not_there(published):
    Observation.objects.get(pk="nests-2023").delete()
    Withdrawal.objects.create(
        observation="nests-2023", dataset=published.herons, reason="Typo.", replaced_by="nest-2023"
    )
    with pytest.raises(publishing.Refused, match="“nest-2023”, which replaces it, is not there"):
        published.publish(on=LATER)


def test_a_published_figure_does_not_just_vanish(published):
    Observation.objects.get(pk="nests-2023").delete()
    with pytest.raises(publishing.Refused, match="nests-2023: it is published, and gone"):
        published.publish(on=LATER)


def test_a_withdrawn_figure_answers_gone_with_the_reason(published, api):
    Observation.objects.get(pk="nests-2023").delete()
    Withdrawal.objects.create(
        observation="nests-2023", dataset=published.herons, reason="They were storks."
    )
    published.publish(on=LATER)
    assert "They were storks." in api.wrong("observations/nests-2023", 410).detail
    gone = "observations/nests-2023?dataset=herons&release=2"
    assert "They were storks." in api.wrong(gone, 410).detail
    assert "They were storks." in api.wrong("observations/nests-2023?as_of=2024-02-01", 410).detail
    assert api.ids("observations") == []
    assert api.ids("observations?dataset=herons&release=1") == ["nests-2023"]
    assert api.json("observations/nests-2023?as_of=2024-01-31")["value_digits"] == "41"


def test_a_figure_of_a_later_release_is_not_in_an_earlier_one(published, api):
    published.figure("nests-2024")
    published.publish(on=LATER)
    answer = api.wrong("observations/nests-2024?dataset=herons&release=1", 404)
    assert "published later" in answer.detail
    assert api.wrong("observations/nests-2024?as_of=2024-01-20", 404).detail == answer.detail


def test_an_id_stays_in_the_dataset_that_published_it(published):
    published.dataset("egrets")
    published.change("nests-2023", dataset="egrets")
    with pytest.raises(publishing.Refused, match="nests-2023: dataset herons published it"):
        published.publish(on=LATER, dataset="egrets")


def test_a_withdrawal_of_another_dataset_withdraws_nothing(published):
    Observation.objects.get(pk="nests-2023").delete()
    egrets = published.dataset("egrets")
    Withdrawal.objects.create(observation="nests-2023", dataset=egrets, reason="Ours.")
    with pytest.raises(publishing.Refused, match="gone without a withdrawal"):
        published.publish(on=LATER)


@pytest.mark.parametrize("note", ["", " ", "\n"])
def test_a_blank_is_no_reason(published, note):
    published.change("nests-2023", value="42")
    with pytest.raises(
        publishing.Refused, match=r"nests-2023: it changes without a reason|control"
    ):
        published.publish(on=LATER, note=note)


@pytest.mark.parametrize("note", ["a\x00b", "a\x1b[31m", "half of one: \ud83d"])
def test_a_note_that_no_reader_could_be_shown_is_refused(published, note):
    published.change("nests-2023", value="42")
    with pytest.raises(
        publishing.Refused, match=r"\(U\+\w+\) is a control character|U\+D83D is half"
    ):
        published.publish(on=LATER, note=note)


def test_a_definition_does_not_change_without_a_reason_either(published):
    Measure.objects.filter(pk="nests-counted").update(definition="Something else.")
    with pytest.raises(publishing.Refused, match="measure nests-counted: it changes without"):
        published.publish(on=LATER, note="")
    changes = published.publish(on=LATER, note="The definition said too little.").changes
    assert changes["measure"].changed == ["nests-counted"]
    assert not changes["observation"]


def test_a_finding_follows_its_figures_and_needs_no_reason_of_its_own(clubs, api):
    def correct(value, why):
        clubs.change("nests-2023-of-trust", value=value, change_note=why)
        clubs.publish(note="")

    clubs.rival("nests-2023-of-trust", value="60")
    clubs.publish()
    (finding,) = api.json("checks")["results"]
    assert (finding["rule"], finding["change_note"]) == ("contradiction", None)
    correct("50", "The trust counted again.")
    (again,) = api.json("checks")["results"]
    assert (again["id"], again["version"]) == (finding["id"], 2)
    assert again["change_note"] == (
        "The figures that it is about changed, or what is said of them."
    )
    correct("41", "The trust counted a third time.")
    gone = api.wrong(f"checks/{finding['id']}", 410)
    assert "The rules do not find it any more." in gone.detail
    correct("50", "The second count was right.")
    assert api.json(f"checks/{finding['id']}")["version"] == 3


def test_a_replaced_figure_leads_to_the_one_that_replaces_it(published, api):
    published.figure("nests-recount")
    Observation.objects.get(pk="nests-2023").delete()
    Withdrawal.objects.create(
        observation="nests-2023",
        dataset=published.herons,
        reason="Counted again.",
        replaced_by="nests-recount",
    )
    published.publish(on=LATER)
    response = api.get("observations/nests-2023.json")
    assert response.status_code == 308
    assert response["Location"] == "/api/v1/observations/nests-recount.json"


def test_what_no_figure_refers_to_any_more_is_withdrawn_with_it(published, api):
    Observation.objects.get(pk="nests-2023").citations.filter(hop=2).delete()
    published.publish(on=LATER)
    assert "gazette-june" not in api.ids("documents")
    assert "No published figure" in api.wrong("documents/gazette-june", 410).detail


def test_a_figure_that_comes_back_goes_on_counting_its_versions(published, api):
    figure = Observation.objects.get(pk="nests-2023")
    figure.delete()
    gone = Withdrawal.objects.create(
        observation="nests-2023", dataset=published.herons, reason="In doubt."
    )
    published.publish(on=LATER)
    gone.delete()
    published.figure("nests-2023")
    published.publish(on=LATER, note="The doubt was unfounded.")
    back = api.json("observations/nests-2023")
    assert (back["version"], back["release"]) == (2, 3)
    assert back["change_note"] == "The doubt was unfounded."


def test_a_release_is_never_dated_before_the_last_one_or_in_the_future(published):
    published.figure("nests-2024")
    with pytest.raises(publishing.Refused, match="before its last release"):
        published.publish(on=FIRST_DAY - datetime.timedelta(days=1))
    with pytest.raises(publishing.Refused, match="in the future"):
        published.publish(on=today() + datetime.timedelta(days=2))


def test_an_unknown_dataset_is_refused_with_the_known_ones(world):
    with pytest.raises(publishing.Refused, match=r"egrets: there is no such dataset, only: herons"):
        world.publish(dataset="egrets")


def test_a_publication_that_fails_half_way_leaves_nothing(world, monkeypatch):
    monkeypatch.setattr("datasets.publishing.publication._seal", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        world.publish()
    assert not Record.objects.exists()
    assert not Release.objects.exists()


def test_as_of_a_day_is_the_last_release_of_that_day(published, api):
    published.change("nests-2023", value="42", change_note="Counted again.")
    published.publish(on=LATER)
    values = {
        day: [one["value_digits"] for one in api.json(f"observations?as_of={day}")["results"]]
        for day in ("2024-01-14", "2024-01-15", "2024-01-31", "2024-02-01")
    }
    assert values == {
        "2024-01-14": [],
        "2024-01-15": ["41"],
        "2024-01-31": ["41"],
        "2024-02-01": ["42"],
    }


def test_each_dataset_has_its_own_numbers_and_its_own_days(published, api):
    egrets = published.dataset("egrets", license="CC0-1.0")
    published.figure("egret-nests-2023", dataset=egrets)
    published.publish(on=LATER, dataset="egrets")
    assert api.ids("observations?dataset=egrets&release=1") == ["egret-nests-2023"]
    assert api.ids("observations?as_of=2024-01-20") == ["nests-2023"]
    assert api.ids("observations?as_of=2024-02-01") == ["egret-nests-2023", "nests-2023"]
    copies = api.json("sources?kind=ngo")["results"]
    assert [(one["dataset"], one["license"]) for one in copies] == [
        ("egrets", "CC0-1.0"),
        ("herons", "CC-BY-4.0"),
    ]


def test_the_release_names_its_digest_rows_and_bytes(published, api):
    (release,) = api.json("datasets/herons/releases")["results"]
    export = api.get(release["files"][0]["path"])
    assert len(export.body) == release["bytes"] == release["files"][0]["bytes"]
    assert release["rows"] == 1
    assert api.get("datasets/herons/releases/latest")["Location"].endswith("/releases/1")
    assert api.json("datasets/herons/releases/1") == release


@pytest.mark.parametrize("accept", ["application/problem+json", "image/png", "text/html"])
@pytest.mark.usefixtures("published")
def test_the_way_to_the_newest_release_is_told_whatever_may_be_read_there(api, accept):
    response = api.get("datasets/herons/releases/latest", accept=accept)
    assert response.status_code == 302
    assert response["Location"].endswith("/releases/1")


def test_a_release_stays_as_it_was_for_who_asks_for_its_number(published, api):
    first = api.get("observations.csv?dataset=herons&release=1").body
    published.change("nests-2023", value="42", change_note="Counted again.")
    published.figure("nests-2024")
    published.publish(on=LATER)
    assert api.get("observations.csv?dataset=herons&release=1").body == first
    digests = [one["digest"] for one in api.json("datasets/herons/releases")["results"]]
    assert len(set(digests)) == 2


def test_a_stored_text_knows_nothing_of_hosts_clocks_and_what_came_later(published):
    published.change("nests-2023", value="42", change_note="Counted again.")
    published.publish(on=LATER)
    for document, _ in stored().values():
        told = orjson.loads(document)
        assert told["links"]["self"].startswith("/")
        assert not {"valid_to", "latest", "valid_to_release"} & told.keys()


def test_a_home_begins_every_address(world, api):
    world.herons.home = "https://herons.example"
    world.herons.save()
    world.publish()
    record = api.json("observations/nests-2023")
    assert record["links"]["page"] == "https://herons.example/observations/nests-2023"
    assert record["links"]["self"] == "https://herons.example/api/v1/observations/nests-2023"
    measure = api.json("measures/nests-counted")
    assert measure["links"]["page"] == "https://herons.example/measures/nests-counted"


def test_what_has_a_page_says_its_address_beside_that_of_its_record(clubs, api):
    clubs.rival("trust-2023")
    clubs.publish()
    with_page = set()
    for noun in NOUNS:
        whole = "?detail=full" if noun.brief else ""
        for record in api.json(f"{noun.plural}{whole}")["results"]:
            links = record["links"]
            assert links["self"] == f"/api/v1/{noun.plural}/{record['id']}"
            if "page" in links:
                assert links["page"] == f"/{noun.plural}/{record['id']}"
                with_page.add(noun.name)
    assert with_page == {
        *("dataset", "observation", "measure", "source", "document", "check", "question")
    }


def test_the_order_in_which_rows_were_curated_changes_no_byte(world, api):
    Input.objects.create(observation_id="nests-2023", document_id="gazette-june", basis="inferred")
    world.caveat("early-walk")
    world.attach("early-walk", observation_id="nests-2023")
    world.publish()
    once = api.get("observations.csv").body
    drop_triggers()
    Record.objects.all().delete()
    Release.objects.all().delete()
    Input.objects.all().delete()
    for document in ("gazette-june", "club-log"):
        Input.objects.create(observation_id="nests-2023", document_id=document, basis="stated")
    Source.objects.filter(pk="gazette").update(also_written=[])
    world.publish()
    assert api.get("observations.csv").body == once


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("published_on", "shown"),
    [
        ("2023-06-01", "2023-06-01"),
        ("XXXX", "undated"),
        ("2022~", "about 2022"),
        ("2023-12-05/..", "2023-12-05 or later"),
        ("../2023", "2023 or earlier"),
        ("2025-01/2025-06~", "2025-01 to about 2025-06"),
    ],
)
def test_a_citation_names_who_counted_who_reported_it_and_when(world, api, published_on, shown):
    Document.objects.filter(pk="club-report").update(source="gazette", published=published_on)
    Document.objects.filter(pk="gazette-june").update(published="XXXX")
    world.publish()
    assert api.json("observations/nests-2023")["cite_as"] == (
        f"The bird club, as reported by the Gazette, “The club-report”, {shown} "
        "(the whole original was read); in: Caveat, Herons at Mill Lake, release 1, nests-2023."
    )
