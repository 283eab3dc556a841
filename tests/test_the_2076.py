"""One figure all the way: from its seed rows to every format, and through every law on the way."""

import csv
import hashlib
import io

import orjson
import pytest

from datasets import exact_json
from datasets.models import Record
from datasets.records import OBSERVATION

from .goldens import HOW, golden

# As somebody asks who has read of 2,076 cases of desertion.
FIGURE = "observations?reported_measures=desertion-cases-opened&value=2076&detail=full"

pytestmark = pytest.mark.usefixtures("deserters")


@pytest.fixture
def record(api):
    """Return the 2,076 as a developer gets it."""
    (record,) = api.json(FIGURE)["results"]
    return record


def test_it_comes_with_comparator_unit_and_origin(record):
    assert (record["comparator"], record["value_digits"], record["unit"]) == ("eq", "2076", "cases")
    assert record["origin"]["label"] == "Mediazona"


def test_its_chain_names_every_document_and_says_how_much_of_it_was_seen(record):
    seen = {hop["document"]["id"]: hop["document"]["seen"] for hop in record["citations"]}
    in_part = ("mediazona-2023-07", "moscow-times-2023-07", "new-times-2023-07", "rferl-2023-12")
    in_part += ("allworldreport-2023-12", "daily-digest-2024-es", "oparaibano-2024-07")
    in_part += ("pravda-ua-2023-07",)
    assert seen == dict.fromkeys(in_part, "excerpt") | {"defconpress": "read", "msn": "not_found"}


def test_it_is_understated_and_says_so_in_sentences(record):
    assert record["bias"] == "understated"
    higher = next(one for one in record["caveats"] if one["id"] == "analysts-higher")
    assert higher["direction"] == "understated"
    assert "higher" in higher["text"]


def test_its_statement_is_safe_to_print_alone(record):
    assert record["statement"] == (
        "Mediazona counted 2,076 cases of absence without leave that reached Russian military "
        "courts in the first half of 2023. The real figure is likely higher, say analysts quoted "
        "by RFE/RL. Cases, not people; absence, not desertion."
    )
    assert (record["lower_bound"], record["upper_bound"]) == (2076, 2076)
    assert (record["interval"], record["bounds_basis"]) == ("[2076, 2076]", "exact")


def test_by_the_time_of_the_article_unauthorised_absence_has_become_desertion(record):
    reading = {
        hop["document"]["id"]: hop["reported_as"]["measure"]
        for hop in record["citations"]
        if hop["relation"] != "restates" and hop["reported_as"]
    }
    assert reading["mediazona-2023-07"] == "awol-cases-received"
    assert reading["rferl-2023-12"] == "awol-cases-opened"
    assert reading["daily-digest-2024-es"] == "desertion-cases-opened"
    assert reading["defconpress"] == "desertion-cases-opened"


def test_a_heading_makes_people_who_left_the_country_of_it(record):
    (heading,) = (hop for hop in record["citations"] if hop["as_printed"] == "over 2000")
    assert heading["reported_as"]["measure"] == "people-leaving-country"
    assert heading["fragment"] == "over 2000 Russians desert country to flee war duties"


def test_each_change_is_told_with_both_sides_at_the_document_that_first_has_it(record):
    changes = {
        (hop["document"]["source_label"], hop["relation"]): hop for hop in record["citations"]
    }
    (opened,) = changes["RFE/RL", "paraphrases"]["alterations"]
    assert opened["facets"] == {"stage": "received by courts → opened by investigators"}
    spanish, article = (changes[who, "translates"] for who in ("The Daily Digest", "DEFCONPress"))
    # Between RFE/RL and the article stands a text that nobody saw, and not the Spanish one.
    assert (spanish["unseen"], article["unseen"]) == (None, "altered by one of: MSN, DEFCONPress")
    for hop in (spanish, article):
        assert [(one["alteration"], one["facets"]) for one in hop["alterations"]] == [
            ("measure", {"offence": "unauthorised absence (Art. 337) → desertion (Art. 338)"}),
            ("caveat_strengthened", {}),
        ]
        assert hop["printed_before"] == "2,076"
    assert (spanish["as_printed"], article["as_printed"]) == ("2.076", "2,076")
    assert record["alterations"] == ["measure", "caveat_weakened", "caveat_strengthened"]


def test_two_pages_contradict_themselves_and_nothing_contradicts_the_figure(api, record):
    told = api.json(f"checks?observations={record['id']}")["results"]
    assert {one["id"] for one in told} == {one["id"] for one in record["checks"]}
    assert sorted(one["text"].partition(" gives it in two ways")[0] for one in told) == [
        "The figures give [2.0739, 2.074], the comparison is [1.5, 2.5).",
        "The figures give [3.3756, 3.3757], the comparison is [2.5, 3.5).",
        "allworldreport-2023-12",
        "defconpress",
    ]
    assert (record["disputed"], record["independent_origins"]) == (False, 1)


def test_every_format_says_the_same(api, record):
    (row,) = csv.DictReader(io.StringIO(api.get(FIGURE.replace("?", ".csv?")).body.decode()))
    (line,) = api.get(FIGURE.replace("?", ".ndjson?")).body.splitlines()
    assert orjson.loads(line) == record
    assert row["value"] == record["value_digits"]
    assert row["caveats"].split(";") == [one["id"] for one in record["caveats"]]
    assert row["caveat_text"] == " ".join(one["text"] for one in record["caveats"])
    assert row["unit"] == "cases"
    assert row["origin"] == "mediazona"
    assert row["statement"] == record["statement"]
    assert row["interval"] == "[2076, 2076]"
    assert row["alterations"].split(";") == record["alterations"]
    assert row["check_rules"].split(";") == [one["rule"] for one in record["checks"]]


def test_its_texts_are_these_to_the_byte():
    stored = Record.objects.of("observation").current().get(slug="awol-2023-s1")
    indented = orjson.dumps(orjson.loads(stored.json.body), option=orjson.OPT_INDENT_2) + b"\n"
    for name, told in {"json": indented, "csv": bytes(stored.csv.body)}.items():
        assert golden(f"awol-2023-s1.{name}", told) == told, HOW


def test_each_line_is_the_projection_of_its_document(deserters):
    records = Record.objects.of("observation").current().select_related("json", "csv")
    assert len(records) == deserters.rows > 100
    for record in records:
        document = exact_json.loads(bytes(record.json.body))
        assert bytes(record.csv.body) == OBSERVATION.project(document)


def test_the_digest_of_the_release_is_that_of_the_csv(api, deserters):
    body = api.get("observations.csv?dataset=russian-desertion").body
    assert hashlib.sha256(body).hexdigest() == deserters.digest
