"""Ids, terms, days and numbers of a package have their forms: cells and addresses rely on them."""

import gzip
import re

import orjson
import pytest

from datasets import exact_json
from datasets.models import Record, RecordJson
from datasets.records.declaration import content_digest_of

from .test_restore import documents, elsewhere, package, refused, rewritten
from .test_verify_releases import history, verified

__all__ = ["elsewhere", "history", "package"]

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.slow(reason="restores all files of a release for each case"),
]

FORMULA = "=HYPERLINK(A1)"
OPERAND = {"letter": "a", "operand": "observation:../x", "interval": "[1, 1]"}
OF_NO_FIGURE = {
    "text": "a",
    "formula": "a",
    "compares": None,
    "operands": [OPERAND | {"statement": None, "origin_label": None}],
}


def replaced_by_what_turns_round(files):
    """Let what took the place of a figure be no id."""
    told = orjson.loads(files["release.json"])
    told["gone"][0]["replaced_by"] = "nests\u202e0702"
    files["release.json"] = orjson.dumps(told)


def figure(**members):
    """Return the change that has the first figure say something else."""

    def alter(lines):
        first, *rest = lines.split(b"\n")
        return b"\n".join([orjson.dumps(orjson.loads(first) | members), *rest])

    return documents(alter)


def sources_of_another_id(files):
    """Call the sources of all records otherwise."""
    lines = gzip.decompress(files["records.ndjson.gz"])
    lines = re.sub(rb'"noun":"source","record":\{"id":"', rb"\g<0>../../", lines)
    files["records.ndjson.gz"] = gzip.compress(lines)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (replaced_by_what_turns_round, "release.json: nests-1999: replaced_by: “nests\u202e0702”"),
        (figure(id=FORMULA), f"id: “{FORMULA}” is not a slug: expected lower-case words"),
        (figure(id="n" * 121), "id: it has 121 characters: expected at most 120"),
        (figure(comparator=FORMULA), f"comparator: “{FORMULA}” is no such term: expected eq, "),
        (figure(documents=["a", "../b"]), "documents: “../b” is not a slug"),
        (figure(checks=[{"rule": "ratio_agrees", "id": "b\n"}]), "checks[].id: “b\n” is not a"),
        (figure(checked_on=FORMULA), f"checked_on: “{FORMULA}” is no day: expected one such as"),
        (figure(replaced=FORMULA), f"replaced: “{FORMULA}” is no true or false"),
        (figure(version=FORMULA), f"version: “{FORMULA}” is no whole number"),
        (figure(lower_bound=FORMULA), f"lower_bound: “{FORMULA}” is no number"),
        (figure(derivation=OF_NO_FIGURE), "operand: “observation:../x” is no operand: expected "),
        (sources_of_another_id, "id: “../../"),
    ],
)
def test_what_has_not_the_form_of_its_member_is_not_restored(elsewhere, change, told):
    assert told in refused(rewritten(elsewhere, change))


def test_what_was_stored_in_another_form_is_named(history):
    Record.objects.filter(slug="nests-1999").update(replaced_by="../../x")
    (row,) = Record.objects.filter(noun="observation", slug="nests-2024")
    record = exact_json.loads(bytes(row.json.body)) | {"comparator": FORMULA}
    RecordJson.objects.filter(pk=row.pk).update(body=exact_json.dumps(record))
    Record.objects.filter(pk=row.pk).update(content_digest=content_digest_of(record))
    told, holds = verified()
    assert not holds
    assert "nests-1999 version 1 of release 2: replaced_by: “../../x” is not a slug" in told
    assert f"observation nests-2024: comparator: “{FORMULA}” is no such term" in told
