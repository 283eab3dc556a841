"""A dataset in the words of schema.org is one more format of its record."""

import pytest

from .test_openapi import Description
from .test_releases import LATER

HERONS = "datasets/herons"
JSON_LD = "application/ld+json"
WAYS = [
    (f"{HERONS}.jsonld", {}),
    (f"{HERONS}?format=jsonld", {}),
    (HERONS, {"accept": JSON_LD}),
    (HERONS, {"accept": f"{JSON_LD}, application/json;q=0.5"}),
]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(("address", "headers"), WAYS)
def test_suffix_format_and_accept_answer_the_same(api, address, headers):
    response = api.get(address, **headers)
    assert response.status_code == 200
    assert response["Content-Type"] == JSON_LD
    assert response.json()["@context"] == "https://schema.org/"
    assert response.body == api.get(f"{HERONS}.jsonld").body


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", f"application/json, {JSON_LD};q=0.9"]
)
def test_whoever_does_not_ask_for_it_gets_the_record(api, accept):
    response = api.get(HERONS, accept=accept)
    assert response["Content-Type"].startswith("application/json")
    assert response.json()["id"] == "herons"


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(("address", "headers"), WAYS)
def test_a_cache_knows_what_decided_and_asks_with_the_tag(api, address, headers):
    response = api.get(address, **headers)
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"
    assert ("Accept" in response["Vary"].split(", ")) == bool(headers)
    again = api.get(address, if_none_match=response["ETag"], **headers)
    assert (again.status_code, again.body) == (304, b"")
    assert response["ETag"] != api.get(HERONS)["ETag"]


def test_it_tells_of_the_release_that_is_asked_for(published, api):
    published.change("nests-2023", value="42", change_note="Counted again.")
    published.publish(on=LATER)
    assert api.json(f"{HERONS}.jsonld")["version"] == "2"
    for question in ("dataset=herons&release=1", "as_of=2024-01-16"):
        told = api.json(f"{HERONS}.jsonld?{question}")
        assert (told["version"], told["dateModified"]) == ("1", "2024-01-15")
        assert {one["contentUrl"].split("/")[-2] for one in told["distribution"]} == {"1"}
    pinned = api.get(f"{HERONS}?dataset=herons&release=1", accept=JSON_LD)
    assert "immutable" in pinned["Cache-Control"]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("address", "parameter", "reason"),
    [
        ("observations/nests-2023.jsonld", "suffix", "not a format of this address"),
        ("observations.jsonld", "suffix", "not a format of this address"),
        ("observations/nests-2023?format=jsonld", "format", "not a format of this address"),
        (f"{HERONS}.jsonld?format=csv", "format", "the address ends in .jsonld"),
        (f"{HERONS}.jsonld?fields=title", "fields", "jsonld has no such choice"),
        (f"{HERONS}?format=jsonld&bom=1", "bom", "jsonld has no such choice"),
        (f"{HERONS}.jsonld?style=1", "style", "unknown parameter"),
    ],
)
def test_what_is_not_offered_is_refused(api, address, parameter, reason):
    wrong = api.wrong(address)
    assert (wrong.parameter, wrong.reason) == (parameter, reason)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("address", ["datasets", "observations/nests-2023", "sources/warden"])
def test_what_has_no_such_form_says_what_it_has(api, address):
    response = api.get(address, accept=JSON_LD)
    assert response.status_code == 406
    assert "application/json" in response.json()["detail"]


@pytest.mark.usefixtures("published")
def test_the_description_tells_of_it_once_at_its_address(api):
    description = Description(api.json("openapi.json"))
    told = description.operation("/api/v1/datasets/{id}.jsonld")
    assert told["operationId"] == "read_dataset_as_jsonld"
    assert [*told["responses"]["200"]["content"]] == [JSON_LD]
    names = {one["name"] for one in told["parameters"]}
    assert names == {"id", "dataset", "release", "as_of"}
    files = description.operation("/api/v1/datasets/{id}.{suffix}")
    (suffix,) = (one for one in files["parameters"] if one["name"] == "suffix")
    assert "jsonld" not in suffix["schema"]["enum"]
    assert JSON_LD not in files["responses"]["200"]["content"]
    record = description.operation("/api/v1/datasets/{id}")
    assert [*record["responses"]["200"]["content"]] == ["application/json"]
    assert "`.jsonld`" in record["description"]
