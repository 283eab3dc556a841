"""The description of the API says what the API does: every operation is called and compared."""

import re
from urllib.parse import urlencode

import orjson
import pytest
from django.urls import resolve
from jsonschema import Draft202012Validator, FormatChecker

from api import urls
from datasets.models import Record
from datasets.records import NOUNS

from .world import FIRST_DAY

pytestmark = pytest.mark.release_files

# What means something only beside another parameter.
BESIDE = {"release": {"dataset": "herons"}, "bom": {"format": "csv"}}
TOTAL = "/api/v1/observations/total"
SUFFIXES = 5


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

    def operations(self):
        """Yield (path, operation with its parameters and answers at hand)."""
        for path, item in self.document["paths"].items():
            operation = item["get"]
            parameters = [self.of(one) for one in operation["parameters"]]
            answers = {status: self.of(one) for status, one in operation["responses"].items()}
            yield path, operation | {"parameters": parameters, "responses": answers}

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
                assert response.body
                return
            body = response.body.decode()
            if media_type.endswith("json") and not media_type.endswith("ndjson"):
                body = orjson.loads(body)
            self.check(described["content"][media_type]["schema"], body)
        else:
            assert response.body == b""


@pytest.fixture
def description(api):
    """Return the description as it is served."""
    return Description(api.json("openapi.json"))


def address(path, operation):
    """Return the path with the example of every variable."""
    for one in operation["parameters"]:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(one["example"]))
    return path


def question(path, operation, **asked):
    """Return the address with the example of every variable and of every parameter it needs."""
    needed = {
        one["name"]: example(one["schema"], FIRST_DAY.isoformat())
        for one in operation["parameters"]
        if one["in"] == "query" and one.get("required")
    }
    query = urlencode(needed | asked)
    return address(path, operation) + (f"?{query}" if query else "")


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


@pytest.mark.slow(reason="asks every operation of the real seeds")
@pytest.mark.usefixtures("deserters")
def test_every_operation_answers_as_described(api, description):
    for path, operation in description.operations():
        response = api.get(question(path, operation))
        assert response.status_code in answered(path), path
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
    """Publish a record of each noun."""
    world.event("departure", "2023-09-01")
    world.figure("nests-2022", value="30", period="2022-03/2022-05")
    world.derive("nests-twice", "a * 2", {"a": "nests-2022"}, compares_id="nests-2023")
    world.publish()


@pytest.mark.slow(reason="asks every operation with each of its parameters")
@pytest.mark.slow(reason="asks every operation with each of its parameters")
@pytest.mark.usefixtures("every_noun")
def test_every_parameter_is_understood_as_described(api, description):
    day = FIRST_DAY.isoformat()
    for path, operation, one in each_in_turn(description):
        asked = {one["name"]: example(one["schema"], day), **BESIDE.get(one["name"], {})}
        response = api.get(question(path, operation, **asked))
        assert response.status_code in answered(path), f"{path} {asked}: {response.body}"
        description.compare(operation, response)


def each_in_turn(description):
    """Yield (path, operation, parameter), each at its list and in turn at one of its suffixes.

    All suffixes of a list read their parameters by the same declarations: each suffix is asked with
    some of them, and each of them at one suffix.
    """
    met, turns = set(), {}
    for path, operation in description.operations():
        stem = path.partition(".")[0]
        turn = turns[stem] = turns.get(stem, -1) + 1
        for place, one in enumerate(operation["parameters"]):
            # A cursor is made by the answer before it, and has a test of its own.
            if one["in"] == "query" and one["name"] != "cursor":
                if place % SUFFIXES == turn % SUFFIXES or (stem, one["name"]) not in met:
                    yield path, operation, one
                met.add((stem, one["name"]))


@pytest.mark.usefixtures("deserters")
def test_a_cursor_is_described_too(api, description):
    following = api.json("observations?limit=1")["next"]
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
        ("openapi.json", {"if-none-match": "*"}, 304),
        ("docs?theme=dark", {}, 400),
        ("releases?limit=1", {}, 400),
        ("datasets/nosuch/releases", {}, 404),
        ("datasets/herons/releases/2", {}, 404),
        ("datasets/herons/releases/01", {}, 404),
    ],
)
@pytest.mark.usefixtures("published")
def test_what_is_not_answered_is_described(api, description, asked, headers, status):
    response = api.get(asked, **headers)
    assert response.status_code == status
    place = "/api/v1/" + asked.partition("?")[0]
    for documented, operation in description.operations():
        if re.fullmatch(re.sub(r"{\w+}", "[^/.]+", documented), place):
            description.compare(operation, response)
            return
    raise AssertionError(f"{place} is not described")


@pytest.mark.usefixtures("deserters")
def test_other_methods_are_refused_whatever_the_query_says(api, description):
    for path, operation in description.operations():
        response = api.client.post(address(path, operation) + "?a=1&a=1")
        response.body = response.content
        assert response.status_code == 405
        description.compare(operation, response)


@pytest.mark.usefixtures("deserters")
def test_every_stored_document_fits_its_component(description):
    for noun in NOUNS:
        component = {"$ref": f"#/components/schemas/{noun.name.capitalize()}"}
        records = Record.objects.of(noun.name).values_list("json__body", flat=True)
        assert records
        for text in records:
            description.check(component, orjson.loads(bytes(text)))


@pytest.mark.usefixtures("deserters")
def test_every_address_is_described_and_nothing_else(description):
    routes = {f"api/v1/{pattern.pattern}" for pattern in urls.urlpatterns} | {"api/v1"}
    described = {
        resolve(address(path, operation)).route for path, operation in description.operations()
    }
    assert described == routes


@pytest.mark.usefixtures("published")
def test_an_export_takes_no_page_of_itself(description):
    export = description.parameters("/api/v1/observations.csv")
    assert not export.keys() & {"limit", "cursor", "count", "fields"}
    assert {"bom", "measure", "measure__in", "sort"} <= export.keys()
    assert export["format"]["schema"]["enum"] == ["csv"]
    assert "bom" not in description.parameters("/api/v1/observations.ndjson")


def measures(api):
    """Return the schema of the measure filter as it is served now."""
    description = Description(api.json("openapi.json"))
    return description.parameters("/api/v1/observations")["measure"]["schema"]


@pytest.mark.slow(reason="describes the API again and again")
def test_valid_words_are_those_published(api, published):
    assert measures(api)["enum"] == ["nests-counted", "pairs-breeding"]
    published.measure("chicks-ringed")
    published.figure("chicks-2023", measure_id="chicks-ringed")
    assert "chicks-ringed" not in measures(api)["enum"]
    published.publish()
    assert "chicks-ringed" in measures(api)["enum"]


@pytest.mark.slow(reason="publishes more words than are listed")
def test_a_long_list_of_words_is_described_by_its_form(api, world):
    for number in range(201):
        world.measure(f"nests-{number}")
        world.figure(f"nests-of-{number}", measure_id=f"nests-{number}")
    world.publish()
    assert measures(api) == {
        "type": "string",
        "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        "maxLength": 120,
    }


def test_before_any_release_no_word_is_claimed(api):
    assert measures(api)["pattern"]


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
