"""Who made a dataset, how, and where to complain: what nobody has set is shown as not set."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from datasets.models import Attachment, Citation, Dataset, Document, Observation
from datasets.records.dataset import EDITORIAL

from .findings import figure
from .test_pages import text


def test_what_the_editors_say_of_their_work_is_published(world, api):
    Dataset.objects.update(inclusion="Nests of this lake.", interests="The club pays.")
    world.publish()
    record = api.json("datasets/herons")
    assert record["inclusion"] == "Nests of this lake."
    assert record["interests"] == "The club pays."
    assert [name for name in EDITORIAL if record[name] is None] == [
        *("left_out", "gathering", "letters", "corrections")
    ]
    front = text(api.get("/how-we-work"))
    assert "Which figures belong in it, and which do not. Nests of this lake." in front
    assert "What was left out, and why. The editors have not said." in front


def test_how_much_of_the_first_texts_was_read_is_counted(world, api):
    world.document("letter", source_id="gazette", published="2023-07", seen="cited_only")
    world.figure("nests-2022", document="letter", period="2022")
    Citation.objects.filter(observation="nests-2022").update(as_printed="")
    world.derive("half", "a / 2", {"a": "nests-2023"})
    world.publish()
    assert api.json("datasets/herons")["originals_read"] == (
        "Of 2 reported figures, the first known text was read whole for 1, "
        "known only from others for 1."
    )


def test_a_dataset_whose_texts_were_read_better_says_why_its_record_is_new(world, api):
    world.publish()
    Document.objects.filter(pk="club-report").update(seen="excerpt")
    world.publish()
    record = api.json("datasets/herons")
    assert record["version"] == 2
    assert record["change_note"] == "Figures came, left, or are known from another text."


def test_how_far_a_dataset_reaches_is_told(world, api):
    world.figure("nests-2024", period="2024-04", status="F")
    world.document("letter", source_id="gazette", published="2023-12~", seen="read")
    world.document("echo", source_id="gazette", published="2023-11-30", seen="read")
    for hop, document in ((3, "letter"), (4, "echo")):
        world.cite("nests-2023", hop, document, via=1)
    world.publish()
    record = api.json("datasets/herons")
    assert record["newest_day"] == "2023-05-31"
    told = api.json(f"documents/{record['newest_document']}")["published"]
    dates = {one["published"] for one in api.json("documents")["results"]}
    assert told == max(dates - {"XXXX"}) == "2025-01-10"


def test_a_dataset_without_reported_figures_says_so(world, api):
    Observation.objects.all().delete()
    world.event("arrival", "2023-03-01")
    world.event("departure", "2023-09-01")
    world.derive("stay", "days(b - a)", {"a": "event:arrival", "b": "event:departure"})
    world.publish()
    record = api.json("datasets/herons")
    assert record["originals_read"] == "It has no reported figures."
    assert record["newest_day"] is None


def test_a_second_reading_is_told_with_its_day(world, api):
    by = "a second editor, against the page"
    world.change("nests-2023", checked_by=by, checked_on=datetime.date(2024, 1, 20))
    world.publish()
    record = api.json("observations/nests-2023")
    assert (record["checked_by"], record["checked_on"]) == (by, "2024-01-20")
    world.figure("nests-2022", period="2022")
    one = Observation.objects.get(pk="nests-2022")
    one.checked_by = by
    with pytest.raises(ValidationError, match="stand together"):
        one.full_clean()


def test_a_document_without_an_address_says_why(world, api):
    Document.objects.filter(pk="club-report").update(retrieved=datetime.date(2024, 1, 2))
    world.publish()
    record = api.json("documents/club-report")
    assert (record["url"], record["no_address"]) == (None, "It is on paper.")
    assert record["retrieved"] == "2024-01-02"
    for fields in ({"no_address": ""}, {"url": "https://example.org/a"}):
        one = Document(slug="x", title="X", source_id="gazette", kind="article")
        one.published, one.language, one.seen = "2023", "en", "read"
        for name, said in ({"no_address": "Gone."} | fields).items():
            setattr(one, name, said)
        with pytest.raises(ValidationError, match="says in no_address why"):
            one.full_clean()


def test_the_operator_is_reached_where_a_setting_says_so(published, api, settings):
    assert api.json("/api/v1")["contact"] is None
    assert "is reached at" not in text(api.get("/"))
    settings.CONTACT = "herons@example.org"
    assert api.json("/api/v1")["contact"] == "herons@example.org"
    assert "Whoever runs this service is reached at herons@example.org." in text(api.get("/"))
    assert "example.org" not in api.get("observations.ndjson").body.decode()


def test_the_parts_of_a_measure_are_told_as_people_call_them(world, api):
    Dataset.objects.update(facet_labels={"from the shore": "from the bank"})
    world.publish()
    hop = api.json("observations/nests-2023")["citations"][1]
    (altered,) = [one for one in hop["alterations"] if one["alteration"] == "measure"]
    assert altered["facets"] == {"seen": "from the bank → not stated"}
    assert api.json("measures/nests-counted")["facets"] == {"seen": "from the shore"}


@pytest.mark.parametrize("name", ["facet_labels", "topic_labels"])
def test_labels_are_words_for_words(world, name):
    one = Dataset.objects.get()
    setattr(one, name, {"shore": 5})
    with pytest.raises(ValidationError, match="expected names and words"):
        one.full_clean()


@pytest.mark.parametrize(
    ("maintainer", "held"),
    [
        ("The Caveat editors", "in Caveat’s view"),
        ("The Alder Post", "in the view of the Alder Post"),
    ],
)
def test_what_the_editors_hold_is_told_as_the_view_of_whoever_keeps_the_data(
    world, api, maintainer, held
):
    world.source("editors", label="the Caveat editors", kind="editors", reliability="F")
    Dataset.objects.update(maintainer=maintainer)
    world.caveat(
        "one-walk",
        direction="understated",
        asserted_by_id="editors",
        grounds="One walk sees less than two.",
        no_words="",
    )
    world.attach("one-walk", observation_id="nests-2023")
    Attachment.objects.filter(caveat="hidden-nests").delete()
    world.publish()
    assert f"The real figure is likely higher, {held}." in figure(api, "nests-2023")["statement"]
