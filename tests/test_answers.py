"""What a developer gets: formats, pages, fields, headers; and what each answer costs."""

import csv
import io
import re

import orjson
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.formats.csv import guard, line, unguard
from datasets.models import Observation
from datasets.records import NOUNS, OBSERVATION

from .length import examples
from .world import World

# A walk that goes round in circles ends all the same.
MORE_THAN_THERE_ARE = 50
KEPT = (
    "id,statement,measure,population,area,event,period,comparator,value,value_digits,unit,value_low,"
    "value_high,range_kind,quantity,base_period,bias,bias_asserted_by,caveats,origin,release,license,cite_as"
)


class ElevenFigures(World):
    """Ten more figures of rising value, two of them without any, published after the first."""

    def __init__(self):
        super().__init__()
        self.publish()
        for number in range(8):
            self.figure(f"nests-n{number}", value=str(number % 3), period=f"20{10 + number}")
        for slug in ("nests-some", "nests-few"):
            self.figure(slug, value="", comparator="vague", period="XXXX")
        self.publish()


@pytest.fixture
def herons(remembering):
    """Return the world after both releases."""
    return remembering(ElevenFigures)


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        ("observations", "*/*", "application/json"),
        ("observations", "text/csv", "text/csv"),
        ("observations", "application/x-ndjson", "application/x-ndjson"),
        ("observations", "text/csv;q=0.5, application/json;q=0.4", "text/csv"),
        ("observations", "text/html, */*;q=0.1", "application/json"),
        ("observations", "application/json;q=0, */*", "text/csv"),
        ("observations.csv", "application/json", "text/csv"),
        ("observations?format=ndjson", "text/csv", "application/x-ndjson"),
        ("observations.csv?format=csv", "*/*", "text/csv"),
        ("observations/nests-2023.csv", "*/*", "text/csv"),
    ],
)
def test_the_format_follows_suffix_then_parameter_then_accept(
    published, api, path, accept, media_type
):
    response = api.get(path, accept=accept)
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert "Accept" in response["Vary"]


@pytest.mark.slow(reason="asks for every noun in every format")
@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.plural)
def test_each_noun_says_the_same_in_every_format(deserters, api, noun):
    detail = "&detail=full" if noun.brief else ""
    records = api.json(f"{noun.plural}?limit=1000{detail}")["results"]
    lines = api.get(f"{noun.plural}.ndjson").body.splitlines()
    rows = list(csv.reader(io.StringIO(api.get(f"{noun.plural}.csv").body.decode(), newline="")))
    assert [orjson.loads(line) for line in lines] == records
    assert rows[0] == [column.name for column in noun.columns]
    assert [row[0] for row in rows[1:]] == [record["id"] for record in records]
    if noun.plural not in ("checks", "gaps"):  # which come with what matters most
        assert records == sorted(records, key=lambda record: record["id"].encode())
    for record in records:
        assert api.json(f"{noun.plural}/{record['id']}") == record


def walk(api, path):
    """Return the ids of every page, first forwards and then back again from the last."""
    forwards, back = [], []
    page = api.json(path)
    while len(forwards) < MORE_THAN_THERE_ARE:
        forwards += [record["id"] for record in page["results"]]
        if page["next"] is None:
            break
        page = api.json(page["next"])
    while page["previous"] is not None and len(back) < MORE_THAN_THERE_ARE:
        page = api.json(page["previous"])
        back = [record["id"] for record in page["results"]] + back
    return forwards, back


@pytest.mark.slow(reason="walks a list in every order, by pages of every length")
@pytest.mark.parametrize("limit", [1, 2, 3, 5, 11])
@pytest.mark.parametrize("sort", ["id", "-id", "value", "-value", "period_start", "-period_start"])
def test_pages_visit_every_record_once_in_order_and_back(herons, api, sort, limit):
    whole = api.ids(f"observations?sort={sort}&limit=1000")
    forwards, back = walk(api, f"observations?sort={sort}&limit={limit}")
    assert forwards == whole
    assert len(set(whole)) == 11
    last_page = (len(whole) - 1) // limit * limit
    assert back == whole[:last_page]
    assert api.get(f"observations.csv?sort={sort}").body.count(b"\r\n") == 12


@pytest.mark.parametrize("sort", ["value", "-value", "period_start", "-period_start"])
def test_rows_without_a_value_come_last_whichever_way(herons, api, sort):
    assert set(api.ids(f"observations?sort={sort}")[-2:]) == {"nests-some", "nests-few"}


def test_an_export_is_in_the_order_that_was_asked_for(herons, api):
    listed = api.ids("observations?sort=-value")
    rows = csv.DictReader(io.StringIO(api.get("observations.csv?sort=-value").body.decode()))
    assert [row["id"] for row in rows] == listed


def test_pages_go_on_seeing_the_release_that_the_first_one_saw(herons, api):
    first = api.json("observations?limit=6")
    herons.figure("nests-zz")
    herons.publish()
    second = api.json(first["next"])
    assert "nests-zz" not in [record["id"] for record in second["results"]]
    assert "nests-zz" in api.ids("observations")


def test_a_cursor_answers_no_other_question(herons, api):
    cursor = api.json("observations?limit=2")["next"].partition("cursor=")[2]
    for path in ("documents", "observations?sort=value", "observations?value=1"):
        joint = "&" if "?" in path else "?"
        assert api.wrong(f"{path}{joint}cursor={cursor}").parameter == "cursor"


def test_a_word_is_looked_for_among_its_own_noun_only(published, api):
    assert api.wrong("observations?measure=bird-club").parameter == "measure"
    assert api.ids("observations?origin=bird-club") == ["nests-2023"]


def test_the_neighbouring_pages_stand_in_the_link_header_too(herons, api):
    page = api.json("observations?limit=2")
    link = api.get(page["next"])["Link"]
    assert 'rel="next"' in link
    assert 'rel="previous"' in link
    assert "service-desc" in link
    assert page["previous"] is None


def test_the_number_of_all_records_comes_when_asked_for(herons, api):
    assert api.json("observations?count=exact&limit=2&value=1")["count"] == 3
    assert "count" not in api.json("observations")


def test_fields_never_drop_what_keeps_a_number_from_misleading(published, api):
    (record,) = api.json("observations?fields=verification")["results"]
    assert set(record) == {*KEPT.split(","), "verification"}
    whole = api.json("observations/nests-2023")
    assert {name: whole[name] for name in record} == record


def test_the_citations_come_with_the_caveats_of_the_figure(published, api):
    answer = api.json("observations/nests-2023/citations")
    assert set(answer) == {*KEPT.split(","), "citations"}
    assert [hop["document"]["id"] for hop in answer["citations"]] == [
        "club-report",
        "gazette-june",
    ]


def test_the_same_question_is_answered_once(published, api):
    tag = api.get("observations")["ETag"]
    again = api.get("observations", if_none_match=tag)
    assert (again.status_code, again.body, again["ETag"]) == (304, b"", tag)
    assert api.get("observations?limit=2")["ETag"] != tag
    assert api.get("observations", if_none_match=f"W/{tag}").status_code == 304
    assert api.get("observations", if_none_match=tag, accept="text/csv").status_code == 200
    assert api.get("observations.csv", if_none_match=tag).status_code == 200
    published.figure("nests-2024")
    published.publish()
    assert api.get("observations", if_none_match=tag).status_code == 200


def test_an_answer_that_is_not_sent_again_does_not_claim_to_be_empty(published, api):
    file = api.json("releases")["results"][0]["files"][0]["path"]
    for path in ("observations", "observations.csv", "observations/nests-2023", file):
        tag = api.get(path)["ETag"]
        again = api.get(path, If_None_Match=tag)
        assert (again.status_code, again.body) == (304, b"")
        assert not {"Content-Length", "Content-Type"} & {*again.headers}


def test_a_wrong_question_is_wrong_whatever_the_client_holds(published, api):
    assert api.get("observations?mesure=x", if_none_match="*").status_code == 400


def test_a_bom_begins_the_csv_and_counts_in_its_length(published, api):
    plain, marked = api.get("observations.csv"), api.get("observations.csv?bom=1")
    assert marked.body == b"\xef\xbb\xbf" + plain.body
    assert int(marked["Content-Length"]) == len(marked.body)


def test_every_site_may_read_the_api(published, api):
    response = api.get("observations", origin="https://elsewhere.example")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Row-Count" in response["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in api.get("/admin/", origin="https://e.example")


def test_options_says_what_is_possible(published, api):
    response = api.client.options("/api/v1/observations")
    assert (response.status_code, response["Allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'x", "''"),
        # attacks 26
        *("＝1+1", "＋1", "－1", "＠x", "\0=1+1", "\0"),
    ],
)
def test_no_text_is_a_formula_and_one_apostrophe_less_is_the_text(text):
    assert guard(text) == f"'{text}"
    assert unguard(guard(text)) == text
    assert guard(f"a{text}") == f"a{text}"


OPENERS = (*"=+-@＝＋－＠\t\r\n\0'\"", "''")
ROWS = st.lists(
    st.text(st.characters(codec="utf-8"), max_size=12)
    | st.builds(str.__add__, st.sampled_from(OPENERS), st.text("a1'=＝\n", max_size=4)),
    min_size=10,
    max_size=10,
)


@settings(max_examples=examples(200), deadline=None)
@given(ROWS)
def test_what_is_read_back_of_a_guarded_line_is_what_was_written(row):
    """Attacks 26: ten texts each time, with LONG_TESTS fifty thousand."""
    written = line(map(guard, row)).decode()
    (read,) = csv.reader(io.StringIO(written, newline=""), strict=True)
    assert [unguard(cell) for cell in read] == row
    assert not any(cell.startswith(tuple("=+-@＝＋－＠\t\r\n\0")) for cell in read)


def test_a_spreadsheet_that_splits_at_semicolons_and_tabs_finds_the_same_cells(deserters, api):
    for noun in NOUNS:
        text = api.get(f"{noun.plural}.csv").body.decode()
        rows = csv.reader(io.StringIO(text, newline=""))
        for row, outside in zip(rows, unquoted(text), strict=True):
            assert len(re.split("[,;\t]", outside)) == len(row), outside


def unquoted(text):
    """Return the lines of a CSV with nothing left of its quoted cells."""
    return re.sub(r'"(?:[^"]|"")*"', "", text).removesuffix("\r\n").split("\r\n")


def test_a_cell_with_a_tab_or_a_semicolon_is_quoted_and_others_are_not():
    assert line(["a;b", "a\tb", "a b", 'a"b', "a,b", "a\nb", ""]) == (
        b'"a;b","a\tb",a b,"a""b","a,b","a\nb",\r\n'
    )


def test_a_title_that_is_a_formula_is_guarded_and_a_negative_number_is_not(world, api):
    world.document("formula", source_id="gazette", published="2024", seen="read", title="x")
    type(world.herons).objects.filter(pk="herons").update(title="=HYPERLINK(1)")
    world.figure("nests-change", quantity="difference", base_period="2022", value="-4")
    world.publish()
    assert b",'=HYPERLINK(1)," in api.get("datasets.csv").body
    assert b",-4,nests," in api.get("observations.csv").body


@pytest.mark.slow(reason="publishes sixty figures for each list")
@pytest.mark.parametrize(
    ("path", "queries", "why"),
    [
        ("observations", 3, "pin the release; the keys of the page; its texts"),
        ("observations?count=exact", 4, "and the count"),
        ("observations?measure=nests-counted", 4, "and whether the word is a published id"),
        ("observations?topic=breeding", 4, "and whether any figure has the word"),
        ("observations?value__gt=1&period=2023", 3, "numbers and periods are closed by form"),
        ("observations?bias=understated", 3, "terms are known without asking"),
        ("observations/nests-2023", 3, "pin; the key; the text"),
        ("observations/nests-2023/citations", 3, "the same"),
        ("observations.csv", 4, "pin; the name of the file; rows and bytes; one block"),
        ("sources", 3, "as observations"),
    ],
)
def test_an_answer_costs_this_many_queries_however_many_rows(
    published, api, django_assert_num_queries, path, queries, why
):
    with django_assert_num_queries(queries, info=why):
        assert api.get(path).status_code == 200
    published.figures(60)
    published.publish()
    with django_assert_num_queries(queries, info=why):
        assert api.get(path).status_code == 200


def test_every_column_is_described_and_has_its_place_in_the_document():
    for noun in NOUNS:
        assert len({column.name for column in noun.columns}) == len(noun.columns)
        for member in noun.members:
            assert member.description.endswith("."), member.path
    assert set(KEPT.split(",")) == set(OBSERVATION.mandatory)


def test_a_form_without_its_token_is_refused_as_everything_else_is(db):
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"


def test_where_a_proxy_puts_the_service_changes_what_no_query_means(published, api):
    wrong = api.client.get("/api/v1/observations?mesure=x", SCRIPT_NAME="/admin")
    assert wrong.status_code == 400


def test_a_whole_number_of_sixteen_digits_is_published_and_found_digit_for_digit(world, api):
    world.figure("state-budget", value="3325100000000000")
    world.publish()
    assert b'"value":3325100000000000,' in api.get("observations/state-budget").body
    assert api.ids("observations?value__gte=3325100000000000") == ["state-budget"]
    assert api.ids("observations?value__gt=3325100000000000") == []


@pytest.mark.parametrize("digits", ["9007199254740993", "1" + "0" * 18, "0.1234567890123456"])
def test_a_number_that_a_double_does_not_hold_is_refused_wherever_it_is_given(world, api, digits):
    assert "18 that a double holds exactly" in api.wrong(f"observations?value={digits}").expected
    with pytest.raises(ValidationError, match="too many digits"):
        Observation(value=digits).clean_fields()
