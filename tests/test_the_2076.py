"""One figure all the way: from its seed rows to every format, and through every law on the way."""

import csv
import hashlib
import io
from pathlib import Path

import orjson
import pytest

from datasets import exact_json
from datasets.models import Record
from datasets.records import OBSERVATION

GOLDEN = Path(__file__).parent / "golden"
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


def test_its_chain_names_every_document_and_says_which_nobody_saw(record):
    seen = {hop["document"]["id"]: hop["document"]["seen"] for hop in record["citations"]}
    assert len(seen) >= 4
    assert seen["msn"] == "not_found"
    assert seen["defconpress"] == "read"


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
        hop["document"]["id"]: hop["reported_as"] and hop["reported_as"]["measure"]
        for hop in record["citations"]
    }
    assert reading["mediazona-2023-07"] == "awol-cases-received"
    assert reading["rferl-2023-12"] == "awol-cases-opened"
    assert reading["defconpress"] == "desertion-cases-opened"
    assert reading["msn"] is None
    assert record["reported_measures"] == [
        "awol-cases-received",
        "awol-cases-opened",
        "desertion-cases-opened",
    ]


def test_each_change_is_told_with_both_sides_and_where_nobody_saw_who_made_it(record):
    changes = {
        (hop["document"]["source_label"], hop["relation"]): hop for hop in record["citations"]
    }
    (opened,) = changes["RFE/RL", "paraphrases"]["alterations"]
    assert opened["facets"] == {"stage": "received → opened"}
    article = changes["DEFCONPress", "translates"]
    assert [(one["alteration"], one["facets"]) for one in article["alterations"]] == [
        ("measure", {"offence": "337 → 338"}),
        ("caveat_strengthened", {}),
    ]
    assert (article["printed_before"], article["as_printed"]) == ("2,076", "2,076")
    assert article["unseen"] == "altered by one of: MSN, DEFCONPress"
    assert record["alterations"] == ["measure", "rounded", "caveat_strengthened"]


def test_the_article_contradicts_itself_and_nobody_else_contradicts_the_figure(api, record):
    (finding,) = record["checks"]
    assert finding["rule"] == "self_contradiction"
    (told,) = api.json(f"checks?observations={record['id']}")["results"]
    assert told["id"] == finding["id"]
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
    assert row["check_rules"] == "self_contradiction"


def test_its_texts_are_these_to_the_byte():
    stored = Record.objects.of("observation").current().get(slug="awol-2023-s1")
    assert orjson.dumps(orjson.loads(stored.json.body), option=orjson.OPT_INDENT_2) == (
        (GOLDEN / "awol-2023-s1.json").read_bytes().rstrip(b"\n")
    )
    assert bytes(stored.csv.body) == (GOLDEN / "awol-2023-s1.csv").read_bytes()


def test_each_line_is_the_projection_of_its_document(deserters):
    records = Record.objects.of("observation").current().select_related("json", "csv")
    assert len(records) == deserters.rows > 100
    for record in records:
        document = exact_json.loads(bytes(record.json.body))
        assert bytes(record.csv.body) == OBSERVATION.project(document)


def test_the_digest_of_the_release_is_that_of_the_csv(api, deserters):
    body = api.get("observations.csv?dataset=russian-desertion").body
    assert hashlib.sha256(body).hexdigest() == deserters.digest
