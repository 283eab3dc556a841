"""One figure all the way: from its seed rows to every format, and through every law on the way."""

import csv
import hashlib
import io
from pathlib import Path

import orjson
import pytest

from datasets.models import Record
from datasets.records import OBSERVATION

GOLDEN = Path(__file__).parent / "golden"
FIGURE = "observations?measure=awol-cases-received&period=2023-S1&quantity=level"

pytestmark = pytest.mark.usefixtures("deserters")


@pytest.fixture
def record(api):
    """Return the 2,076 as a developer gets it."""
    (record,) = api.json(FIGURE)["results"]
    return record


def test_it_comes_with_comparator_unit_and_origin(record):
    assert (record["comparator"], record["value"], record["unit"]) == ("eq", "2076", "cases")
    assert record["origin"]["label"] == "Mediazona"


def test_its_chain_names_every_document_and_says_which_nobody_saw(record):
    seen = {hop["document"]["slug"]: hop["document"]["seen"] for hop in record["citations"]}
    assert len(seen) >= 4
    assert seen["msn"] == "not_found"
    assert seen["defconpress"] == "read"


def test_it_is_understated_and_says_so_in_sentences(record):
    assert record["bias"] == "understated"
    higher = next(one for one in record["caveats"] if one["slug"] == "analysts-higher")
    assert higher["direction"] == "understated"
    assert "higher" in higher["text"]


def test_by_the_time_of_the_article_unauthorised_absence_has_become_desertion(record):
    given = {
        hop["document"]["slug"]: (hop["given"] or {}).get("measure")
        for hop in record["citations"][:8]
    }
    assert given["rferl-2023-12"] == "awol-cases-opened"
    assert given["defconpress"] == "desertion-cases-opened"


def test_every_format_says_the_same(api, record):
    (row,) = csv.DictReader(io.StringIO(api.get(FIGURE.replace("?", ".csv?")).body.decode()))
    (line,) = api.get(FIGURE.replace("?", ".ndjson?")).body.splitlines()
    assert orjson.loads(line) == record
    assert row["value"] == record["value"]
    assert row["caveats"].split(";") == [one["slug"] for one in record["caveats"]]
    assert row["caveat_text"] == " ".join(one["text"] for one in record["caveats"])
    assert row["unit"] == "cases"
    assert row["origin"] == "mediazona"


def test_its_texts_are_these_to_the_byte():
    stored = Record.objects.of("observation").get(slug="awol-2023-s1")
    assert orjson.dumps(orjson.loads(stored.document.text), option=orjson.OPT_INDENT_2) == (
        (GOLDEN / "awol-2023-s1.json").read_bytes().rstrip(b"\n")
    )
    assert bytes(stored.line.text) == (GOLDEN / "awol-2023-s1.csv").read_bytes()


def test_each_line_is_the_projection_of_its_document():
    records = Record.objects.of("observation").select_related("document", "line")
    assert len(records) == 17
    for record in records:
        document = orjson.loads(record.document.text)
        assert bytes(record.line.text) == OBSERVATION.project(document)


def test_the_digest_of_the_release_is_that_of_the_csv(api, deserters):
    body = api.get("observations.csv?dataset=russian-desertion").body
    assert hashlib.sha256(body).hexdigest() == deserters.release.digest
