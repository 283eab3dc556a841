"""A misunderstood question is not answered: bad input in every format names what is wrong."""

import base64
import datetime
from urllib.parse import quote, unquote_to_bytes

import orjson
import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from api.requests.filters import FILTERSETS
from api.requests.parameters import of_list
from datasets.records import NOUNS, OBSERVATION

from .conftest import API, Api
from .length import examples
from .strict_questions import ANSWERS, ANY, INEXACT, TOO_LONG, UNKNOWN_WORDS, UNREADABLE
from .world import World

SUFFIXES = (".json", ".csv", ".ndjson")
MEDIA = {".json": "application/json", ".csv": "text/csv", ".ndjson": "application/x-ndjson"}
BASE = {"base_period": "2019"}
RATIO = {"quantity": "ratio", **BASE}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def api(django_db_setup, django_db_blocker):
    """Return the API over a few figures of herons, published once: nothing here writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        world.figure("nests-2022", value="42", period="2022")
        world.figure("nests-2021", value="6.5", measure_id="pairs-breeding", period="2021", **RATIO)
        world.figure("nests-fewer", value="-3", period="2020", quantity="difference", **BASE)
        world.figure("nests-some", value="", comparator="vague", period="2019")
        world.figure("nests-undated", value="7", period="XXXX")
        world.figure("nests-since", value="100", period="2023-07/..")
        world.figure("nests-until", value="9", period="../2018")
        world.publish()
        yield Api(Client(raise_request_exception=False))
        transaction.set_rollback(True)


def ask(api, path, query=b"", method="GET", **environ):
    """Return the answer to these very bytes, which no client has escaped or mended."""
    raw = query.encode() if isinstance(query, str) else query
    environ["QUERY_STRING"] = raw.decode("latin-1")
    response = api.client.generic(method, f"{API}/{path}", **environ)
    response.body = response.getvalue()
    return response


def problem(response, status=400):
    """Return the problem that the answer tells, after a look at its form."""
    assert response.status_code == status, response.body[:500]
    assert response["Content-Type"] == "application/problem+json"
    told = orjson.loads(response.body)
    assert told["status"] == status
    assert told["detail"]
    return told


def refusal(api, path, query, parameter, status=400):
    """Return the entry of the problem that names the parameter."""
    told = problem(ask(api, path, query), status)
    named = [entry for entry in told["errors"] if entry["parameter"] == parameter]
    assert named, told
    assert named[0]["reason"]
    assert named[0]["expected"]
    return named[0]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("noun", "query", "parameter", "nearest"), UNKNOWN_WORDS)
def test_an_unknown_word_is_named_with_the_nearest_valid_one(
    api, noun, query, parameter, nearest, suffix
):
    wrong = refusal(api, noun + suffix, query, parameter)
    if nearest is not ANY:
        assert wrong["nearest"] == nearest


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("noun", "query", "parameter"), INEXACT)
def test_a_value_that_is_not_exactly_of_its_form_is_named(api, noun, query, parameter, suffix):
    path = noun if "format=" in query else noun + suffix
    assert refusal(api, path, query, parameter)["expected"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-0043", "years before 1 cannot be given, the first is 0001"),
        ("2019/0000", "years before 1 cannot be given, the first is 0001"),
        (
            "2023-06-01T08:00",
            "hours cannot be given, the shortest period is a day such as 2023-06-01",
        ),
        ("2023-13", "a year has the months 01 to 12"),
        ("2023Q5", "a year has the quarters 1 to 4"),
        ("2023-02-30", "not a period"),
    ],
)
def test_a_time_that_no_period_can_tell_is_refused_with_the_reason(api, text, reason):
    wrong = refusal(api, "observations", f"period={quote(text)}", "period")
    assert wrong["reason"] == reason


@pytest.mark.parametrize(
    ("text", "digits"), [("2,076", "2076"), ("-1,234,567.5", "-1234567.5"), ("41,42", None)]
)
def test_a_number_with_separators_is_told_apart_from_a_list(api, text, digits):
    wrong = refusal(api, "observations", f"value__gte={text}", "value__gte")
    assert (wrong["expected"] == f"digits alone: {digits}") == bool(digits)
    assert (wrong["reason"] == "a list") != bool(digits)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("value__in=41,,42", "item 2 of the list is empty"),
        ("value__in=41,", "item 2 of the list is empty"),
        ("origin=,bird-club", "item 1 of the list is empty"),
        ("fields=id,,value", "an item of the list is empty"),
        ("limit=9999", "a page holds no such number of records"),
    ],
)
def test_what_is_wrong_with_a_value_is_named_as_it_was_typed(api, query, reason):
    assert api.wrong(f"observations?{query}", 400).reason == reason


def test_a_suffix_that_is_none_is_told_by_the_address_that_ends_in_it(api):
    detail = api.wrong("observations.pdf", 400).detail
    assert detail == "the address ends in .pdf: there is no format pdf"


def test_what_was_expected_is_said_in_words_that_help(api):
    wrong = refusal(api, "observations", "fields=reported_measure", "fields")
    assert wrong["expected"] == (
        "words such as id, statement, value, value_digits, unit; /api/v1/openapi.json lists all"
    )
    assert wrong["nearest"] == "reported_measures"
    empty = refusal(api, "observations", "q=", "q")
    assert empty["expected"] == "a value behind q=, or no q= at all"
    unknown = refusal(api, "obervations", "", "path", status=404)
    assert unknown["expected"].startswith("an address of this service")
    nobody = refusal(api, "sources/nobody", "", "id", status=404)
    assert nobody["expected"] == "a published source"


def test_whoever_asks_an_unknown_parameter_is_told_where_the_known_ones_are_listed(api):
    wrong = refusal(api, "observations", "foo=1", "foo")
    assert wrong["nearest"] is None
    assert "/api/v1/openapi.json lists them" in wrong["expected"]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("query", "parameter"), UNREADABLE)
def test_what_cannot_be_read_exactly_once_is_refused(api, query, parameter, suffix):
    refusal(api, "observations" + suffix, query, parameter)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("what", TOO_LONG)
def test_a_question_too_long_is_refused_in_a_short_answer(api, what, suffix):
    query, status = TOO_LONG[what]
    response = ask(api, "observations" + suffix, query)
    problem(response, status)
    assert len(response.body) < 20_000


@pytest.mark.parametrize("suffix", [".csv", ".ndjson"])
@pytest.mark.parametrize("noun", ["observations", "sources"])
@pytest.mark.parametrize(
    ("parameter", "value"),
    [("limit", "10"), ("cursor", "AAAA"), ("count", "exact"), ("limit", "0")],
)
def test_an_export_refuses_the_words_that_it_would_ignore(api, noun, parameter, value, suffix):
    wrong = refusal(api, noun + suffix, f"{parameter}={value}", parameter)
    assert "whole" in wrong["reason"]
    named = suffix.removeprefix(".")
    refusal(api, noun, f"{parameter}={value}&format={named}", parameter)
    assert ask(api, noun, f"{parameter}={value}", HTTP_ACCEPT=MEDIA[suffix]).status_code == 400


@pytest.mark.parametrize(
    "limit",
    ["0", "-1", "1001", 10**9, 2**63, 2**64, "9" * 400, "1.0", "1e2", "%2B5", "５", "010", "all"],
)
@pytest.mark.parametrize("noun", ["observations", "sources"])
def test_a_limit_out_of_bounds_is_refused_not_clipped(api, noun, limit):
    assert "1000" in refusal(api, noun, f"limit={limit}", "limit")["expected"]


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ("fields=vlaue", "fields", "value"),
        ("fields=id,mesure", "fields", "measure"),
        ("fields=id,", "fields", ANY),
        ("fields=id, value", "fields", "value"),
        ("fields=id,id", "fields", ANY),
        ("fields=citations", "fields", ANY),
        ("count=exakt", "count", "exact"),
        ("count=true", "count", ANY),
        ("bom=1", "bom", ANY),
    ],
)
def test_the_words_of_a_page_are_read_as_strictly(api, query, parameter, nearest):
    wrong = refusal(api, "observations", query, parameter)
    if nearest is not ANY:
        assert wrong["nearest"] == nearest


def test_only_a_csv_takes_a_byte_order_mark(api):
    assert ask(api, "observations.csv", "bom=1").body.startswith(b"\xef\xbb\xbf")
    refusal(api, "observations.ndjson", "bom=1", "bom")


# Cursors


@pytest.fixture
def cursor(api):
    """Return the cursor of the second page of one question."""
    return api.json("observations?sort=value&limit=2")["next"].partition("cursor=")[2]


def turned(cursor, place):
    """Return the cursor with one bit of its bytes turned."""
    raw = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    raw[place] ^= 1
    return based(raw)


def based(raw):
    """Return the bytes as a cursor spells them."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_a_cursor_leads_on_only_in_its_own_question(api, cursor):
    assert len(api.ids(f"observations?sort=value&limit=2&cursor={cursor}")) == 2
    assert len(api.ids(f"observations?sort=value&limit=3&cursor={cursor}")) == 3
    for other in ("sort=-value", "sort=id", "measure=nests-counted&sort=value", "period=2023"):
        refusal(api, "observations", f"{other}&cursor={cursor}", "cursor")
    for other in ("as_of=2024-01-15", "dataset=herons&release=1"):
        refusal(api, "observations", f"sort=value&{other}&cursor={cursor}", "cursor")
    refusal(api, "sources", f"cursor={cursor}", "cursor")


@pytest.mark.parametrize("place", [0, 15, 16, 20, -1])
def test_a_forged_cursor_is_refused(api, cursor, place):
    refusal(api, "observations", f"sort=value&cursor={turned(cursor, place)}", "cursor")


NO_CURSOR = {
    "cut by one": lambda cursor: cursor[:-1],
    "cut to the seal": lambda cursor: cursor[:20],
    "another spelling of its last bits": lambda cursor: cursor[:-1] + chr(ord(cursor[-1]) + 1),
    "longer": lambda cursor: cursor + "A",
    "padded": lambda cursor: cursor + "%3D",
    "with a space": lambda cursor: cursor + "%20",
    "in other case": str.swapcase,
    "backwards": lambda cursor: cursor[::-1],
    "twice": lambda cursor: cursor + cursor,
    "one character": lambda _: "A",
    "page number": lambda _: "2",
    "json": lambda _: "%7B%22newest%22:1%7D",
    "not ascii": lambda _: "é",
    "without a seal": lambda _: "W10",
    "with zeros for a seal": lambda _: based(b"\0" * 16 + b'[1,["a","b"],false]'),
    "very long": lambda _: "A" * 7000,
}


@pytest.mark.parametrize("change", NO_CURSOR)
def test_a_cursor_cut_short_or_made_up_is_refused(api, cursor, change):
    refusal(api, "observations", f"sort=value&cursor={NO_CURSOR[change](cursor)}", "cursor")


# Formats


@pytest.mark.parametrize(
    ("path", "query", "parameter"),
    [
        ("observations.xml", "", "suffix"),
        ("observations.CSV", "", "suffix"),
        ("observations.jsonl", "", "suffix"),
        ("observations/nests-2023.pdf", "", "suffix"),
        ("observations.csv", "format=json", "format"),
        ("observations.json", "format=ndjson", "format"),
        ("observations/nests-2023.csv", "format=json", "format"),
        ("observations/nests-2023/citations", "format=csv", "format"),
        ("releases", "format=csv", "format"),
        ("datasets/herons/releases/1", "format=ndjson", "format"),
    ],
)
def test_a_format_that_is_unknown_or_said_twice_over_is_refused(api, path, query, parameter):
    assert "json" in refusal(api, path, query, parameter)["expected"] or parameter == "format"


def test_an_unknown_format_is_answered_with_the_nearest(api):
    assert refusal(api, "observations", "format=ndjsn", "format")["nearest"] == "ndjson"
    assert refusal(api, "observations.cvs", "", "suffix")["nearest"] == "csv"


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "image/png, text/html;q=0.9",
        "application/json;q=0, text/csv;q=0, application/x-ndjson;q=0",
        "application/json;q=0",
        "nonsense",
        ",",
        ";",
        "text/html" + ";a=b" * 1000,
        "\xff\xfe/\x80",
    ],
)
def test_an_accept_that_nothing_meets_is_answered_so(api, accept):
    told = problem(ask(api, "observations", HTTP_ACCEPT=accept), 406)
    assert "text/csv" in told["detail"]


@pytest.mark.parametrize("accept", ["text/csv; q*=bogus''0.5", "*/*, a/b; c*=nowhere''%ff"])
def test_an_accept_that_cannot_be_read_is_refused(api, accept):
    told = problem(ask(api, "observations", HTTP_ACCEPT=accept))
    assert told["errors"][0]["parameter"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/*", "text/csv"),
        ("text/html, */*;q=0.1", "application/json"),
        ("application/json;q=0.5, text/csv", "text/csv"),
        ("*/*, application/json;q=0, text/csv;q=0", "application/x-ndjson"),
        ("application/x-ndjson", "application/x-ndjson"),
    ],
)
def test_accept_chooses_by_quality(api, accept, media_type):
    response = ask(api, "observations", HTTP_ACCEPT=accept)
    assert response["Content-Type"].startswith(media_type)
    assert response["Vary"].startswith("Accept")


# Methods and addresses


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
@pytest.mark.parametrize(
    "path",
    [
        "observations",
        "observations.csv",
        "observations.ndjson",
        "observations/nests-2023",
        "observations/nests-2023/citations",
        "releases",
        "datasets/herons/releases/1",
    ],
)
def test_only_reading_is_possible(api, path, method):
    response = ask(api, path, method=method)
    assert method in problem(response, 405)["detail"]
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nothing",
        "observation",
        "observations/",
        "observations.csv/",
        "observations/nests-2023/",
        "observations/nests-2023/citations/",
        "observations/nests-2023/nothing",
        "observations/nests-2o23",
        "observations/Nests-2023",
        "observations/%00",
        "observations/%FF",
        "observations/%ED%A0%80",
        "observations/a%0Ab",
        "observations/..%2F..%2Fetc%2Fpasswd",
        f"observations/{'a' * 5000}",
        "observations.",
        "observations.json.csv",
        "sources/nests-2023",
        "datasets/heron/releases",
        "datasets/herons/releases/0",
        "datasets/herons/releases/2",
        "datasets/herons/releases/-1",
        "datasets/herons/releases/1.0",
        f"datasets/herons/releases/{2**63}",
        f"datasets/herons/releases/{'9' * 5000}",
        "datasets/%00/releases",
        "datasets/heron/releases/latest",
    ],
)
def test_an_address_that_is_none_is_not_found(api, path):
    told = problem(ask(api, path), 404)
    assert len(orjson.dumps(told)) < 2000


def test_a_misspelt_id_is_answered_with_the_nearest(api):
    assert refusal(api, "observations/nests-2032", "", "id", 404)["nearest"] == "nests-2023"
    assert refusal(api, "datasets/heron/releases", "", "dataset", 404)["nearest"] == "herons"


@pytest.mark.parametrize(
    ("path", "query", "parameter"),
    [
        ("observations/nests-2023", "feilds=id", "feilds"),
        ("observations/nests-2023", "limit=5", "limit"),
        ("observations/nests-2023.csv", "limit=5", "limit"),
        ("observations/nests-2023", "sort=id", "sort"),
        ("observations/nests-2023", "dataset=heron", "dataset"),
        ("observations/nests-2023", "release=1", "release"),
        ("observations/nests-2023/citations", "fields=id", "fields"),
        ("observations/nests-2023/citations", "mesure=x", "mesure"),
        ("observations/nests-2023/citations", "bom=1", "bom"),
        ("releases", "limit=5", "limit"),
        ("releases", "dataset=herons", "dataset"),
        ("datasets/herons/releases", "number=1", "number"),
        ("datasets/herons/releases/1", "x=1", "x"),
        ("datasets/herons/releases/latest", "x=1", "x"),
        ("releases", "format=", "format"),
    ],
)
def test_every_view_refuses_what_it_does_not_take(api, path, query, parameter):
    refusal(api, path, query, parameter)


def test_everything_that_is_wrong_is_said_at_once(api):
    query = "mesure=x&value__gte=abc&bias=up&limit=0&sort=no&fields=no&count=no&as_of=no"
    told = problem(ask(api, "observations", query))
    assert {entry["parameter"] for entry in told["errors"]} == {
        *("mesure", "value__gte", "bias", "limit", "sort", "fields", "count", "as_of")
    }


# What is right still works


@pytest.mark.parametrize(("query", "slugs"), ANSWERS)
def test_the_exact_question_gets_the_exact_answer(api, query, slugs):
    assert sorted(api.ids(f"observations?{query}")) == slugs
    csv = api.get(f"observations.csv?{query}").body.decode().splitlines()
    assert sorted(line.partition(",")[0] for line in csv[1:]) == slugs
    lines = api.get(f"observations.ndjson?{query}").body.splitlines()
    assert sorted(orjson.loads(line)["id"] for line in lines) == slugs


def test_rows_without_a_value_come_last_either_way(api):
    up, down = api.ids("observations?sort=value"), api.ids("observations?sort=-value")
    assert up[0] == down[-2] == "nests-fewer"
    assert up[-1] == down[-1] == "nests-some"


def test_utf8_is_read_as_it_is_and_only_then_refused(api):
    for spelling in (quote("nöst").encode(), "nöst".encode()):
        wrong = refusal(api, "observations", b"measure=" + spelling, "measure")
        assert wrong["value"] == "nöst"
    assert refusal(api, "observations", "measure=a+b", "measure")["value"] == "a b"
    assert refusal(api, "observations", "measure=a%2Bb", "measure")["value"] == "a+b"


# Whatever may come


def takes(noun):
    """Return the names of all parameters that the list of a noun takes."""
    return {*of_list(noun), *FILTERSETS[noun.name].base_filters}


def _words():
    declared = [
        name for noun in NOUNS for name in (*of_list(noun), *FILTERSETS[noun.name].base_filters)
    ]
    names = [*declared, "mesure", "value__gtee", "page", "", " ", "_", "__in", "value__", "q"]
    values = [
        *("nests-counted", "nests-2023", "herons", "gazette", "breeding", "none_recorded", "nests"),
        *("41", "-3", "1e5", "NaN", "1_000", "9" * 30, "0", "1", "2", "1000", "1001", str(2**63)),
        *("2023", "2023-S1", "2023-13", "unknown", "2023/..", "..", "2024-01-15", "2999-01-01"),
        *("id", "-value", "exact", "json", "csv", "ndjson", "level", "A", "eq", "vague", "media"),
        *(
            "%",
            "%00",
            "%ED%A0%80",
            "%FF",
            "%C3%A9",
            "+",
            "%2B",
            ",",
            "'",
            '"',
            "<",
            "\\",
            "(",
            "%25",
        ),
        *("..%2f", "{{7*7}}", "' OR 1=1 --", "\x00", "\x85", "é", "\ud800", "a" * 300, "", " "),
    ]
    pieces = st.sampled_from([*values, ",", "-", "&", "=", ";", "#"])
    value = st.one_of(st.sampled_from(values), st.lists(pieces, max_size=4).map("".join))
    pair = st.tuples(st.sampled_from(names), value).map("=".join)
    return st.lists(st.one_of(pair, pieces), max_size=4).map("&".join)


@pytest.mark.slow(reason="asks hundreds of questions that chance puts together")
@given(
    query=st.one_of(
        _words().map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=40)
    ),
    noun=st.sampled_from(NOUNS),
    suffix=st.sampled_from(["", *SUFFIXES]),
)
@settings(max_examples=examples(400), deadline=None)
def test_no_question_whatever_breaks_the_service_or_is_answered_in_part(api, query, noun, suffix):
    response = ask(api, noun.plural + suffix, query)
    if response.status_code == 200:
        pairs = [pair.partition(b"=") for pair in query.split(b"&")] if query else []
        asked = [unquote_to_bytes(name.replace(b"+", b" ")).decode() for name, _, _ in pairs]
        assert set(asked) <= takes(noun)
        assert len(set(asked)) == len(asked)
    else:
        assert problem(response)["errors"]


@pytest.mark.slow(reason="asks hundreds of questions that chance puts together")
@given(
    path=st.text(st.characters(codec="utf-8"), max_size=30).map(quote)
    | st.binary(max_size=30).map(quote),
    accept=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=30)
    | st.lists(
        st.sampled_from(
            ["text/csv", "*/*", ";q=", "0", ",", ";", "=", "*", "''", ";q*=", "utf-8", "u"]
        )
    ).map("".join),
)
@settings(max_examples=examples(200), deadline=None)
def test_no_address_or_header_whatever_breaks_the_service(api, path, accept):
    assert ask(api, path, HTTP_ACCEPT=accept).status_code in (200, 400, 404, 406)
    response = ask(api, "observations", HTTP_ACCEPT=accept, HTTP_IF_NONE_MATCH=accept)
    assert response.status_code in (200, 304, 400, 406)


def test_each_noun_answers_without_any_question(api):
    for noun in NOUNS:
        for suffix in SUFFIXES:
            assert ask(api, noun.plural + suffix).status_code == 200


def test_today_is_no_day_of_the_future(api):
    today = datetime.datetime.now(datetime.UTC).date()
    assert "nests-2023" in api.ids(f"observations?as_of={today}")
    refusal(api, "observations", f"as_of={today + datetime.timedelta(days=1)}", "as_of")


def test_fields_never_drop_what_keeps_a_figure_from_misleading(api):
    (record,) = api.json("observations?value=41&fields=id")["results"]
    assert set(OBSERVATION.mandatory) <= record.keys()
