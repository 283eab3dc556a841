"""The description of the API says what the API does: every operation is called and compared."""

import re
from urllib.parse import urlencode

import orjson
import pytest
from django.urls import resolve
from jsonschema import Draft202012Validator, FormatChecker

from api import urls
from api.limits import made_file, making, throttles
from api.views.references import RECORDS
from datasets.models import Record
from datasets.records import NOUNS

from .world import FIRST_DAY

pytestmark = pytest.mark.release_files

# What means something only beside another parameter.
BESIDE = {
    "release": {"dataset": "herons"},
    "between": {"dataset": "herons", "between": "1,2"},
}
# Nouns with references, whose forms are described.
CITED = [noun for noun in NOUNS if noun.name in RECORDS]
TOTAL = "/api/v1/observations/total"
# Forms of a reference, which holds no members to choose from.
REFERENCES = ("bib", "csl", "ris", "txt")
# Words of a pattern that Python's engine knows, and the one of JavaScript does not or otherwise.
ONLY_IN_PYTHON = re.compile(r"\\[AZz]|\(\?[P#aiLmsux(]|[*+?}]\+|\(\?>")


class Description:
    """The served document, and what answers are compared with."""

    def __init__(self, document):
        self.document = document

    def of(self, part):
        """Return a part of the document, its reference followed."""
        if "$ref" not in part:
            return part
        found = self.document
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        return found

    def schema(self, name):
        """Return the schema of a component."""
        return self.document["components"]["schemas"][name]

    def operations(self):
        """Yield (path, operation with its parameters and answers at hand)."""
        for path, item in self.document["paths"].items():
            operation = item["get"]
            parameters = [self.parameter(one) for one in operation["parameters"]]
            answers = {status: self.of(one) for status, one in operation["responses"].items()}
            yield path, operation | {"parameters": parameters, "responses": answers}

    def parameter(self, part):
        """Return a parameter with its schema at hand."""
        found = self.of(part)
        schema = self.of(found["schema"])
        if "items" in schema:
            schema = schema | {"items": self.of(schema["items"])}
        return found | {"schema": schema}

    def operation(self, path):
        """Return one of them."""
        return dict(self.operations())[path]

    def parameters(self, path):
        """Return the parameters of an operation by name."""
        return {one["name"]: one for one in self.operation(path)["parameters"]}

    def check(self, schema, instance):
        """Fail where the instance does not fit the schema."""
        root = {"components": self.document["components"], **schema}
        Draft202012Validator(root, format_checker=FormatChecker()).validate(instance)

    def compare(self, operation, response):
        """Fail where an answer is not as its operation says."""
        described = operation["responses"][str(response.status_code)]
        for name, header in described.get("headers", {}).items():
            header = self.of(header)
            if name in response.headers:
                self.check(header["schema"], response.headers[name])
            else:
                assert not header["required"], name
        if "content" in described:
            media_type = response.headers["Content-Type"].partition(";")[0]
            if described["content"][media_type]["schema"].get("format") == "binary":
                assert response.body or response["Row-Count"] == "0"
                return
            body = response.body.decode()
            if media_type.endswith("json") and not media_type.endswith("ndjson"):
                body = orjson.loads(body)
            self.check(described["content"][media_type]["schema"], body)
        elif response.status_code != 414:
            assert response.body == b""


@pytest.fixture
def description(api):
    """Return the description as it is served."""
    return Description(api.json("openapi.json"))


def address(path, operation, **chosen):
    """Return the path with the example of every variable, or with the word chosen for it."""
    for one in operation["parameters"]:
        if one["in"] == "path":
            word = chosen.get(one["name"], one["example"])
            path = path.replace(f"{{{one['name']}}}", str(word))
    return path


def suffixes(operation):
    """Return the suffixes that an address may end in, None where it has no choice."""
    variables = {one["name"]: one for one in operation["parameters"] if one["in"] == "path"}
    return variables["suffix"]["schema"]["enum"] if "suffix" in variables else [None]


def question(path, operation, suffix=None, **asked):
    """Return the address with the example of every variable and of every parameter it needs."""
    needed = {
        one["name"]: example(one["schema"], FIRST_DAY.isoformat())
        for one in operation["parameters"]
        if one["in"] == "query" and one.get("required")
    }
    query = urlencode(needed | asked)
    return address(path, operation, suffix=suffix) + (f"?{query}" if query else "")


def example(schema, day):
    """Return the text of a value that fits the schema of a parameter."""
    if schema["type"] == "array":
        return example(schema["items"], day)
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "boolean":
        return "true"
    if schema["type"] == "integer":
        return str(schema["minimum"])
    if schema.get("format") == "date":
        return day
    return "2023" if re.fullmatch(schema["pattern"], "2023") else "5"


def answered(path):
    """Return the statuses that say that a question was understood."""
    return (200, 302, 422) if path == TOTAL else (200, 302)


def test_the_description_says_nothing_of_the_program_that_made_it(api):
    body = api.get("openapi.json").body.decode()
    assert not re.search(r"0x[0-9a-f]{6}|<function|Noun\(", body)
    assert len(body) < 370_000


@pytest.mark.slow(reason="asks every operation of the real seeds")
@pytest.mark.usefixtures("deserters")
def test_every_operation_answers_as_described(api, description):
    for path, operation in description.operations():
        for suffix in suffixes(operation):
            response = api.get(question(path, operation, suffix))
            assert response.status_code in answered(path), (path, suffix)
            description.compare(operation, response)


@pytest.mark.usefixtures("deserters")
def test_a_variable_of_a_path_that_no_id_can_be_names_nothing(api, description):
    for path, operation in description.operations():
        variables = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
        for name in variables:
            broken = address(path.replace(f"{{{name}}}", "%00"), operation)
            assert api.get(broken).status_code == 404, broken
    assert api.get("/observations/%00").status_code == 404


@pytest.fixture
def every_noun(world):
    """Publish a record of each noun, and two releases."""
    world.event("departure", "2023-09-01")
    world.figure("nests-2022", value="30", period="2022-03/2022-05")
    world.derive("nests-twice", "a * 2", {"a": "nests-2022"}, compares_id="nests-2023")
    # The gazette counts the nests of the same spring, which is a question.
    world.document("gazette-count", source_id="gazette", published="2023-06-02", seen="read")
    world.figure("nests-of-gazette", "gazette-count", origin_id="gazette")
    # A ratio without its base, which is a gap.
    world.figure("twice", quantity="ratio", value="2", base_period="2020")
    world.publish()
    world.figure("nests-of-2021", value="29", period="2021-03/2021-05")
    world.publish()


@pytest.mark.slow(reason="asks every operation with each of its parameters")
@pytest.mark.usefixtures("every_noun")
def test_every_parameter_is_understood_as_described(api, description):
    day = FIRST_DAY.isoformat()
    for path, operation, suffix, one in each_in_turn(description):
        if one["name"] in ("fields", "detail") and suffix in REFERENCES:
            suffix = "csv"
        asked = {one["name"]: example(one["schema"], day), **BESIDE.get(one["name"], {})}
        response = api.get(question(path, operation, suffix, **asked))
        assert response.status_code in answered(path), f"{path} {asked}: {response.body}"
        description.compare(operation, response)


def each_in_turn(description):
    """Yield (path, operation, suffix, parameter), each at one of the suffixes in turn.

    All suffixes of an address read their parameters by the same declarations.
    """
    for path, operation in description.operations():
        words = suffixes(operation)
        for place, one in enumerate(operation["parameters"]):
            # A cursor is made by the answer before it, and has a test of its own.
            if one["in"] == "query" and one["name"] != "cursor":
                suffix = "csv" if one["name"] == "bom" else words[place % len(words)]
                yield path, operation, suffix, one


@pytest.mark.usefixtures("deserters")
def test_a_cursor_is_described_too(api, description):
    following = api.json("observations?limit=1&detail=full")["next"]
    description.compare(description.operation("/api/v1/observations"), api.get(following))
    cursor = re.search("cursor=([^&]*)", following)[1]
    described = description.parameters("/api/v1/observations")["cursor"]
    description.check(described["schema"], cursor)


@pytest.mark.parametrize(
    ("asked", "headers", "status"),
    [
        ("observations?mesure=x", {}, 400),
        ("observations/nosuch", {}, 404),
        ("observations", {"accept": "image/png"}, 406),
        (f"observations?measure={'x' * 8000}", {}, 414),
        ("observations", {"if-none-match": "*"}, 304),
        ("observations.csv", {"if-none-match": "*"}, 304),
        ("observations.csv?dataset=herons&release=1", {"range": "bytes=0-9"}, 206),
        ("observations.ndjson?dataset=herons&release=1", {"range": "bytes=0-9"}, 206),
        ("documents.ndjson?dataset=herons&release=1", {"range": "bytes=999999999-"}, 416),
        ("openapi.json", {"if-none-match": "*"}, 304),
        ("docs?theme=dark", {}, 400),
        ("releases?limit=1", {}, 400),
        ("datasets/nosuch/releases", {}, 404),
        ("datasets/herons/releases/2", {}, 404),
        ("datasets/herons/releases/01", {}, 404),
    ],
)
@pytest.mark.usefixtures("published")
def test_what_is_not_answered_whole_is_described(api, description, asked, headers, status):
    response = api.get(asked, **headers)
    assert response.status_code == status
    place = "/api/v1/" + asked.partition("?")[0]
    for documented, operation in description.operations():
        if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/.]+", re.escape(documented)), place):
            description.compare(operation, response)
            return
    raise AssertionError(f"{place} is not described")


WRONG = (
    *("mesure=x", "limit=0", "value=1&value=2", "q=", "release=1", "as_of=3000-01-01", "sort=x"),
    *("dataset=nosuch", "cursor=x", "format=xlsx", "format=nosuch", "x=" + "y" * 8000, "q=%FF"),
)
HEADERS = (
    *({"accept": "image/png"}, {"accept": "text/csv"}, {"if-none-match": "*"}, {"accept": "q"}),
    *({"range": "bytes=0-9"}, {"range": "bytes=99999999-"}, {"if-match": '"x"'}),
)


@pytest.mark.slow(reason="asks every operation in a score of wrong ways")
@pytest.mark.usefixtures("deserters")
def test_no_answer_has_a_status_that_is_not_described(api, description):
    # attacks 42
    for path, operation in description.operations():
        right = question(path, operation, suffixes(operation)[0])
        asked = [(right, headers) for headers in ({}, *HEADERS)]
        asked += [(f"{right}{'&' if '?' in right else '?'}{wrong}", {}) for wrong in WRONG]
        for variable in re.findall(r"{(\w+)}", path):
            # The newest release has an address of its own.
            words = ("nosuch", "%00", "9" if path.endswith("{number}") else "latest")
            for word in words:
                asked.append((address(path, operation, **{"suffix": "csv", variable: word}), {}))
        for where, headers in asked:
            status = str(api.get(where, **headers).status_code)
            assert status in operation["responses"], (where[:200], headers, status)


@pytest.mark.usefixtures("published")
def test_what_can_keep_every_answer_from_being_given_is_described(api, description, monkeypatch):
    # attacks 42
    for path, operation in description.operations():
        assert {"429", "503", "507"} <= operation["responses"].keys(), path
    operation = description.operation("/api/v1/observations.{suffix}")
    monkeypatch.setattr(made_file, "MOST_BYTES", 0)
    description.compare(operation, api.get("observations.xlsx?value=41"))
    monkeypatch.setattr(making.MAKING, "count", 0)
    monkeypatch.setattr(making.WAITING, "count", 0)
    description.compare(operation, api.get("observations.xlsx?value=41"))
    monkeypatch.setattr(throttles.Throttle, "policy", throttles.Policy("reading", 0, 60))
    refused = api.client.get("/api/v1/observations.xlsx", REMOTE_ADDR="203.0.113.7")
    refused.body = refused.content
    description.compare(operation, refused)


@pytest.mark.usefixtures("deserters")
def test_other_methods_are_refused_whatever_the_query_says(api, description):
    for path, operation in description.operations():
        response = api.client.post(address(path, operation) + "?a=1&a=1")
        response.body = response.content
        assert response.status_code == 405
        description.compare(operation, response)


@pytest.mark.usefixtures("deserters")
def test_every_published_record_has_the_members_and_terms_of_its_schema_and_no_others(description):
    for noun in NOUNS:
        whole = exact(description, description.schema(noun.name.capitalize()))
        records = Record.objects.of(noun.name).values_list("json__body", flat=True)
        assert records
        for text in records:
            description.check(whole, orjson.loads(bytes(text)))


def exact(description, part):
    """Return a schema as it is today: all members, no others, and the terms that there are."""
    if isinstance(part, list):
        return [exact(description, one) for one in part]
    if not isinstance(part, dict):
        return part
    part = {name: exact(description, one) for name, one in description.of(part).items()}
    if part.get("properties"):
        part |= {"required": [*part["properties"]], "additionalProperties": False}
    if "x-extensible-enum" in part:
        part["enum"] = part["x-extensible-enum"]
    return part


@pytest.mark.usefixtures("deserters")
def test_every_change_has_the_required_members_of_its_noun(api, description):
    changes = api.json("changes?limit=1000")["results"]
    assert changes
    for change in changes:
        schema = description.schema(change["noun"].capitalize())
        kept = {name: schema["properties"][name] for name in schema["required"]}
        for side in filter(None, (change["before"], change["record"])):
            whole = exact(description, {"type": "object", "properties": kept})
            description.check(whole, side)


@pytest.mark.usefixtures("published")
def test_members_and_terms_of_tomorrow_break_no_client_of_today(api, description):
    page = api.json("observations?limit=1")
    page["results"][0] |= {"comparator": "nearly", "new": 1, "bias": "sideways"}
    page["results"][0]["origin"]["new"] = {"of": "tomorrow"}
    description.check({"$ref": "#/components/schemas/ObservationPage"}, page)


@pytest.mark.usefixtures("published")
def test_one_schema_stands_for_a_record_alone_in_a_list_and_cut_down(api, description):
    one = description.operation("/api/v1/observations/{id}")["responses"]["200"]
    page = description.schema("ObservationPage")
    reference = {"$ref": "#/components/schemas/Observation"}
    assert one["content"]["application/json"]["schema"] == reference
    assert page["properties"]["results"]["items"] == reference
    description.check(reference, api.json("observations/nests-2023?fields=id"))
    required = {*description.schema("Observation")["required"]}
    assert {"statement", "value", "unit", "bias", "caveats", "origin"} <= required
    assert "citations" not in required


@pytest.mark.usefixtures("published")
def test_answers_are_open_and_questions_ask_for_today_s_terms(description):
    text = str(description.document["components"]["schemas"])
    assert "'additionalProperties': False" not in text
    bias = description.parameters("/api/v1/observations")["bias"]["schema"]["items"]
    assert "understated" in bias["enum"]
    answered = description.schema("BiasTerm")
    assert "enum" not in answered
    assert answered["x-extensible-enum"] == bias["enum"]


@pytest.mark.usefixtures("published")
def test_clients_send_no_parameter_that_nobody_asked_for(description):
    for path, operation in description.operations():
        for one in operation["parameters"]:
            assert "default" not in one["schema"], (path, one["name"])
    limit = description.parameters("/api/v1/observations")["limit"]
    assert limit["description"].endswith("Left out, it is 50.")


@pytest.mark.usefixtures("published")
def test_every_pattern_means_the_same_to_other_engines(description):
    patterns = [*every("pattern", description.document)]
    assert len(patterns) > 20
    for pattern in patterns:
        assert not ONLY_IN_PYTHON.search(pattern), pattern
    assert ONLY_IN_PYTHON.search(r"^-0\Z")


def every(keyword, part):
    """Yield the texts that stand under a keyword, however deep."""
    if isinstance(part, dict):
        for name, one in part.items():
            if name == keyword and isinstance(one, str):
                yield one
            yield from every(keyword, one)
    elif isinstance(part, list):
        for one in part:
            yield from every(keyword, one)


@pytest.mark.usefixtures("published")
def test_every_operation_says_what_it_is_for_and_whose_licence_it_has(description):
    document = description.document
    assert document["servers"][0]["url"] == "/"
    assert document["security"] == []
    assert document["info"]["license"]["identifier"] == "MIT"
    assert "contact" not in document["info"]
    for path, operation in description.operations():
        assert operation["description"], path
        assert operation["description"] != operation["summary"], path
        assert {"400", "405", "414", "500"} <= operation["responses"].keys(), path


@pytest.mark.usefixtures("published")
def test_it_is_the_same_for_every_host(api):
    here = api.get("openapi.json")
    there = api.get("openapi.json", host="localhost:9999")
    assert (here.status_code, there.status_code) == (200, 200)
    assert here.body == there.body


@pytest.mark.usefixtures("deserters")
def test_every_address_is_described_and_nothing_else(api, description):
    routes = {f"api/v1/{pattern.pattern}" for pattern in urls.urlpatterns} | {"api/v1"}
    described = {
        resolve(address(path, operation)).route for path, operation in description.operations()
    }
    assert described <= routes
    # Of one record in the formats of lists, the record's own operation says it.
    named = {f"api/v1/{one.plural}/<slug:slug>.<slug:suffix>" for one in NOUNS if one not in CITED}
    assert routes - described == named
    for noun in NOUNS:
        path = f"/api/v1/{noun.plural}/{{id}}"
        operation = description.operation(path)
        for suffix in re.findall(r"`\.(\w+)`", operation["description"]):
            asked = api.get(f"{address(path, operation)}.{suffix}")
            assert asked.status_code == 200, (path, suffix)


@pytest.mark.usefixtures("published")
def test_an_export_takes_no_page_of_itself(description):
    export = description.parameters("/api/v1/observations.{suffix}")
    assert not export.keys() & {"limit", "cursor", "count", "format"}
    assert {"bom", "measure", "measure__not", "sort"} <= export.keys()
    assert export["suffix"]["schema"]["enum"] == ["csv", "ndjson", "xlsx", "parquet"]
    assert "bom" not in description.parameters("/api/v1/observations")


def measures(api):
    """Return the schema of the measure filter as it is served now."""
    description = Description(api.json("openapi.json"))
    return description.parameters("/api/v1/observations")["measure"]["schema"]["items"]


def test_published_words_are_examples_and_the_form_is_what_may_be_asked(api, published):
    before = measures(api)
    assert before["examples"] == ["nests-counted", "pairs-breeding"]
    published.measure("chicks-ringed")
    published.figure("chicks-2023", measure_id="chicks-ringed")
    assert measures(api) == before
    published.publish()
    after = measures(api)
    assert after["examples"] == ["chicks-ringed", "nests-counted", "pairs-breeding"]
    assert "enum" not in after
    assert {name: one for name, one in after.items() if name != "examples"} == {
        "type": "string",
        "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        "maxLength": 120,
    }


@pytest.mark.usefixtures("published")
def test_a_word_that_stands_for_no_caveat_fits_the_form_of_the_filter(api, description):
    caveats = description.parameters("/api/v1/observations")["caveats"]["schema"]
    description.check(caveats, ["none_recorded"])
    api.json("observations?caveats=none_recorded")


def test_before_any_release_no_word_is_claimed(api):
    assert measures(api)["pattern"]
    assert "examples" not in measures(api)


@pytest.mark.usefixtures("published")
def test_the_index_leads_to_every_list(api):
    index = api.json("/api/v1")
    paths = {endpoint["path"] for endpoint in index["endpoints"]}
    assert {f"/api/v1/{noun.plural}" for noun in NOUNS} <= paths
    assert "/api/v1/openapi.json" in paths
    assert all(endpoint["description"] for endpoint in index["endpoints"])


@pytest.mark.usefixtures("published")
def test_the_description_need_not_be_sent_twice(api):
    first = api.get("openapi.json")
    again = api.get("openapi.json", **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.body) == (304, b"")
    head = api.client.head("/api/v1/openapi.json")
    assert (head.status_code, head["ETag"]) == (200, first["ETag"])
    assert api.client.options("/api/v1/openapi.json")["Allow"] == "GET, HEAD, OPTIONS"
