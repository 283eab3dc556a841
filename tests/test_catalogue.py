"""What catalogues, search engines and feed readers are told, and the way of a figure in PROV."""

import datetime
import os
import subprocess
import uuid
from pathlib import Path
from xml.etree import ElementTree

import orjson
import pytest
from django.conf import settings
from django.test import Client

from api.pages import sitemap
from datasets.models import Caveat, Dataset, Observation, Record, Release, Withdrawal

from .conftest import Api
from .unguarded import drop_triggers
from .world import FIRST_DAY, World

pytestmark = pytest.mark.release_files

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SHAPES = Path(settings.BASE_DIR).parent / "shared" / "judges" / "dcat-ap" / "dcat-ap-SHACL.ttl"
# A Python of its own, which has pyshacl.
JUDGE = Path(os.environ.get("DCAT_JUDGE", "no-judge"))
HERONS = "/api/v1/datasets/herons"
PROVENANCE = "observations/nests-2023/provenance"
CATALOGUE, LINKS, LLMS = "/catalog.jsonld", "/.well-known/api-catalog", "/llms.txt"
DOCS = [f"/docs/{name}" for name in ("questions", "api", "model", "your-own-numbers", "stability")]
FEED, SITEMAP = "/feed.atom", "/sitemap.xml"
FORMS = {
    CATALOGUE: "application/ld+json",
    f"{HERONS}.jsonld": "application/ld+json",
    LINKS: 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
    LLMS: "text/plain; charset=utf-8",
    FEED: "application/atom+xml; charset=utf-8",
    SITEMAP: "application/xml; charset=utf-8",
}
SECOND_DAY, THIRD_DAY = datetime.date(2024, 2, 1), datetime.date(2024, 3, 1)


class Corrected(World):
    """The herons after a correction and a withdrawal."""

    def __init__(self):
        super().__init__()
        self.publish()
        self.figure("nests-2022", period="2022-03/2022-05")
        self.publish(on=FIRST_DAY)
        self.change("nests-2023", value="42", change_note="The club had missed a nest.")
        self.publish(on=SECOND_DAY)
        self.herons.observation_set.filter(pk="nests-2022").delete()
        Withdrawal.objects.create(
            observation="nests-2022", dataset=self.herons, reason="It was never counted."
        )
        self.publish(on=THIRD_DAY)


@pytest.fixture
def corrected(remembering):
    """Return the world after a correction and a withdrawal."""
    return remembering(Corrected)


def xml(api, path):
    """Return the root of an XML answer."""
    return ElementTree.fromstring(api.get(path).body)


def judged(tmp_path, catalogue):
    """Return whether the judge accepts the catalogue, and what it says."""
    file = tmp_path / "catalogue.json"
    file.write_bytes(orjson.dumps(catalogue))
    judge = Path(__file__).parent / "dcat_judge.py"
    asked = subprocess.run([JUDGE, judge, file, SHAPES], capture_output=True, text=True)
    assert asked.returncode in (0, 1), asked.stderr
    assert "Conforms" in asked.stdout, asked.stderr
    return asked.returncode == 0, asked.stdout


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("path", FORMS)
def test_each_has_its_one_form_whatever_is_accepted(api, path):
    response = api.get(path, Accept="image/png")
    assert response.status_code == 200
    assert response["Content-Type"] == FORMS[path]
    head = api.client.head(path)
    assert (head.status_code, head["ETag"], head.content) == (200, response["ETag"], b"")


@pytest.mark.slow(reason="publishes all files of a release for each document")
@pytest.mark.parametrize("path", [*FORMS, f"/api/v1/{PROVENANCE}"])
def test_each_is_sent_once_until_something_is_published(published, api, path):
    tag = api.get(path)["ETag"]
    assert api.get(path, If_None_Match=tag).status_code == 304
    published.change("nests-2023", value="42")
    published.publish()
    assert api.get(path, If_None_Match=tag).status_code == 200


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("path", [*FORMS, f"/api/v1/{PROVENANCE}"])
def test_a_parameter_is_refused_and_named(api, path):
    assert api.wrong(f"{path}?nosuch=1").parameter == "nosuch"


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("path", FORMS)
def test_any_page_may_read_them(api, path):
    assert api.get(path, Origin="https://elsewhere.example")["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", [CATALOGUE, LINKS, LLMS, FEED, SITEMAP])
def test_before_anything_is_published_they_are_empty_and_well_formed(world, api, path):
    response = api.get(path)
    assert response.status_code == 200
    assert b"heron" not in response.body.lower()


def test_a_draft_is_in_none_of_them(published, api):
    published.dataset("draft", title="A Draft Dataset")
    published.figure("nests-draft")
    Dataset.objects.filter(pk="herons").update(title="A Draft Title")
    for path in [*FORMS, f"/api/v1/{PROVENANCE}"]:
        assert b"draft" not in api.get(path).body.lower(), path


# DCAT-AP and schema.org


def test_the_catalogue_lists_each_file_of_the_last_release_with_its_hash(corrected, api):
    dataset = api.json(CATALOGUE)["dcat:dataset"][0]
    release = Release.objects.get(number=4)
    listed = {
        one["dct:title"]: (
            int(one["dcat:byteSize"]["@value"]),
            one["spdx:checksum"]["spdx:checksumValue"]["@value"],
            one["dcat:downloadURL"]["@id"],
        )
        for one in dataset["dcat:distribution"]
    }
    here = f"http://testserver{HERONS}/releases/4"
    assert listed == {
        one["name"]: (one["bytes"], one["sha256"], f"{here}/{one['name']}") for one in release.files
    }
    assert listed["observations.csv"][1] == release.digest


def test_the_catalogue_tells_each_release_as_a_version_after_the_one_before(corrected, api):
    dataset = api.json(CATALOGUE)["dcat:dataset"][0]
    assert dataset["dcat:version"] == "4"
    assert dataset["dct:issued"]["@value"] == "2024-01-15"
    assert dataset["dct:modified"]["@value"] == "2024-03-01"
    here = f"http://testserver{HERONS}/releases"
    assert dataset["dcat:previousVersion"] == {"@id": f"{here}/3"}
    versions = dataset["dcat:hasVersion"]
    assert [one["@id"] for one in versions] == [f"{here}/{number}" for number in (1, 2, 3, 4)]
    assert "dcat:previousVersion" not in versions[0]
    assert versions[1]["dcat:previousVersion"] == {"@id": f"{here}/1"}


@pytest.mark.usefixtures("published")
def test_the_catalogue_says_when_and_where_the_figures_are_from(api):
    dataset = api.json(CATALOGUE)["dcat:dataset"][0]
    assert dataset["dct:temporal"]["dcat:startDate"]["@value"] == "2023-03-01"
    assert dataset["dct:temporal"]["dcat:endDate"]["@value"] == "2023-05-31"
    assert [one["skos:prefLabel"] for one in dataset["dct:spatial"]] == ["Mill Lake"]
    assert dataset["dct:publisher"]["foaf:name"] == "The warden"


def test_figures_of_no_known_days_and_no_stated_place_cover_none(published, api):
    from datasets.models import Area

    Area.objects.create(slug="not-stated", label="Place not stated")
    published.change("nests-2023", period="XXXX", area_id="not-stated", value="42")
    published.publish()
    dataset = api.json(CATALOGUE)["dcat:dataset"][0]
    assert "dct:temporal" not in dataset
    assert dataset["dct:spatial"] == []
    assert "temporalCoverage" not in api.json(f"{HERONS}.jsonld")


def test_a_home_begins_the_addresses_of_its_dataset(published, api):
    Dataset.objects.update(home="https://herons.example")
    published.publish()
    home = f"https://herons.example{HERONS}"
    assert api.json(CATALOGUE)["dcat:dataset"][0]["@id"] == home
    assert api.json(f"{HERONS}.jsonld")["@id"] == home
    assert api.json(PROVENANCE)["prefix"]["figure"] == "https://herons.example/observations/"


def test_search_engines_are_told_the_same(corrected, api):
    told = api.json(f"{HERONS}.jsonld")
    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    assert (told["name"], told["version"]) == ("Herons at Mill Lake", "4")
    assert told["license"] == "http://spdx.org/licenses/CC-BY-4.0"
    assert told["temporalCoverage"] == "2023-03-01/2023-05-31"
    assert told["variableMeasured"] == ["Nests counted"]
    files = Release.objects.get(number=4).files
    assert [one["sha256"] for one in told["distribution"]] == [one["sha256"] for one in files]
    table = next(one for one in told["distribution"] if one["name"] == "observations.csv")
    assert table["encodingFormat"] == "text/csv"


def test_a_file_of_other_software_has_no_made_up_type(published, api):
    release = Release.objects.get()
    drop_triggers()
    Release.objects.update(files=[release.files[0] | {"name": "observations.odd"}])
    [file] = api.json(CATALOGUE)["dcat:dataset"][0]["dcat:distribution"]
    assert "dcat:mediaType" not in file
    [file] = api.json(f"{HERONS}.jsonld")["distribution"]
    assert "encodingFormat" not in file


@pytest.mark.usefixtures("published")
def test_a_dataset_that_is_not_there_is_not_catalogued(api):
    assert api.wrong("datasets/heron.jsonld", status=404).nearest == "herons"


@pytest.fixture
def judge():
    """Skip where there is nothing to judge by, or nobody who judges."""
    if not SHAPES.exists():
        pytest.skip("the shapes of DCAT-AP do not stand beside the project")
    if not JUDGE.exists():
        pytest.skip("DCAT_JUDGE names no Python that has pyshacl")


@pytest.mark.usefixtures("judge")
@pytest.mark.parametrize("name", ["deserters", "corrected", "world"])
def test_the_shapes_of_dcat_ap_accept_the_catalogue(request, api, tmp_path, name):
    request.getfixturevalue(name)
    accepted, told = judged(tmp_path, api.json(CATALOGUE))
    assert accepted, told


@pytest.mark.usefixtures("judge", "published")
def test_the_shapes_of_dcat_ap_refuse_a_broken_catalogue(api, tmp_path):
    catalogue = api.get(CATALOGUE).body
    for part in (b"dct:title", b"dcat:accessURL", b"spdx:algorithm"):
        accepted, _ = judged(tmp_path, orjson.loads(catalogue.replace(part, b"dct:lost")))
        assert not accepted, part


# PROV


@pytest.mark.usefixtures("published")
def test_the_record_in_prov_carries_all_that_no_number_goes_without(api):
    record = api.json("observations/nests-2023")
    told = api.json(PROVENANCE)["entity"]["figure:nests-2023"]
    assert told["caveat:statement"] == told["prov:label"] == record["statement"]
    assert told["caveat:value"] == "41"
    assert told["caveat:caveat_text"] == "Nests behind the reeds cannot be seen."
    assert told["caveat:bias"] == "understated"
    for name in ("unit", "quantity", "period", "comparator", "origin", "license", "cite_as"):
        assert told[f"caveat:{name}"], name


@pytest.mark.usefixtures("published")
def test_the_chain_in_prov_leads_from_each_document_to_the_one_before(api):
    told = api.json(PROVENANCE)
    derived = {
        (one["prov:generatedEntity"], one["prov:usedEntity"]): one.get("prov:type", {}).get("$")
        for one in told["wasDerivedFrom"].values()
    }
    assert derived == {
        ("figure:nests-2023", "here:hop-1"): "prov:PrimarySource",
        ("here:hop-1", "document:club-report"): "prov:Quotation",
        ("here:hop-2", "document:gazette-june"): "prov:Quotation",
        ("here:hop-2", "here:hop-1"): None,
    }
    altered = told["entity"]["here:hop-2"]["caveat:alteration"]
    assert altered == ["measure: nests-counted → pairs-breeding (seen from the shore → not stated)"]
    attributed = {
        (one["prov:entity"], one["prov:agent"]) for one in told["wasAttributedTo"].values()
    }
    assert ("figure:nests-2023", "source:bird-club") in attributed
    assert ("here:hop-2", "source:gazette") in attributed
    used = {(one["prov:activity"], one["prov:entity"]) for one in told["used"].values()}
    assert used == {("here:step-2", "here:hop-1"), ("here:making", "document:club-log")}


def test_a_document_that_nobody_saw_is_no_quotation(published, api):
    published.cite("nests-2023", 3, "club-log", via=1, relation="unknown")
    published.publish()
    told = api.json(PROVENANCE)["wasDerivedFrom"].values()
    [unseen] = [one for one in told if one["prov:usedEntity"] == "document:club-log"]
    assert "prov:type" not in unseen


def test_a_computed_figure_in_prov_is_derived_from_its_operands(published, api):
    published.derive("twice", "b * a", {"a": "nests-2023", "b": "constant:2"})
    published.publish()
    told = api.json("observations/twice/provenance")
    derived = {one["prov:usedEntity"] for one in told["wasDerivedFrom"].values()}
    assert derived == {"figure:nests-2023"}
    assert told["activity"]["here:making"]["prov:label"].startswith("b * a")
    assert told["agent"]["source:software"]["prov:type"]["$"] == "prov:SoftwareAgent"


def test_a_chain_is_told_as_of_a_release(corrected, api):
    then = api.json(f"{PROVENANCE}?dataset=herons&release=1")["entity"]["figure:nests-2023"]
    now = api.json(PROVENANCE)["entity"]["figure:nests-2023"]
    assert (then["caveat:value"], now["caveat:value"]) == ("41", "42")


def test_a_withdrawn_figure_has_its_reason_in_place_of_a_chain(corrected, api):
    assert "never counted" in api.wrong("observations/nests-2022/provenance", status=410).detail


@pytest.mark.slow(reason="has a library of others read every chain")
@pytest.mark.usefixtures("deserters")
def test_readers_of_prov_read_every_chain_and_refuse_a_broken_one(api):
    model = pytest.importorskip("prov.model")
    read = model.ProvDocument.deserialize
    for slug in api.ids("observations?limit=1000"):
        text = api.get(f"observations/{slug}/provenance").body
        told = orjson.loads(text)
        document = read(content=text, format="json")
        relations = sum(len(told[kind]) for kind in told if kind != "prefix")
        assert len(document.get_records()) == relations, slug
        again = read(content=document.serialize(format="json"), format="json")
        assert again == document, slug
        named = {str(one.identifier) for one in document.get_records() if one.is_element()}
        for relation in (one for one in document.get_records() if one.is_relation()):
            ends = {str(end) for _, end in relation.formal_attributes if end is not None}
            assert ends <= named, slug
    del told["prefix"]["source"]
    with pytest.raises(model.ProvException):
        read(content=orjson.dumps(told), format="json")


# Addresses for programs


@pytest.mark.usefixtures("published")
def test_the_api_catalogue_leads_to_what_is_there(api):
    response = api.get(LINKS)
    assert f'<{LINKS}>; rel="api-catalog"' in response["Link"]
    first, second = orjson.loads(response.body)["linkset"]
    assert first["item"] == [{"href": second["anchor"]}]
    for relation in ("service-desc", "service-doc", "service-meta"):
        for link in second[relation]:
            found = api.get(link["href"].removeprefix("http://testserver"))
            assert found["Content-Type"].partition(";")[0] == link["type"]


@pytest.mark.usefixtures("published")
def test_language_models_are_told_the_law_and_addresses_that_answer(api):
    text = api.get(LLMS).body.decode()
    assert text.startswith("# Caveat\n\n> ")
    assert "No number goes without its caveats." in text
    assert f"[Herons at Mill Lake](http://testserver{HERONS})" in text
    addresses = [part.split(")")[0] for part in text.split("](http://testserver")[1:]]
    assert len(addresses) > 5
    for address in addresses:
        assert api.get(address).status_code == 200, address


@pytest.mark.usefixtures("published")
def test_the_front_page_leads_to_the_feed_and_the_catalogue(api):
    page = api.get("/").body.decode()
    assert f'rel="alternate" href="{FEED}" type="application/atom+xml"' in page
    assert f'rel="describedby" href="{CATALOGUE}"' in page


# The sitemap


def test_the_sitemap_has_the_address_of_every_page_and_since_when_it_is_so(corrected, api):
    corrected.figure("nests-2021", period="2021-03/2021-05")
    corrected.publish(on=THIRD_DAY)
    urls = {url.find(f"{MAP}loc").text: url.findtext(f"{MAP}lastmod") for url in xml(api, SITEMAP)}
    here = "http://testserver"
    fixed = ("/", "/how-we-work", "/privacy", "/releases", "/search", *DOCS, "/api/v1/docs")
    fixed += ("/questions", "/measures", "/documents", "/sources", "/caveats", "/checks")
    fixed += tuple(f"/datasets/herons/releases/{number}" for number in range(1, 6))
    assert {address for address, day in urls.items() if day is None} == {
        here + one for one in fixed
    }
    assert urls[f"{here}/observations/nests-2021"] == "2024-03-01"
    assert urls[f"{here}/observations/nests-2023"] == "2024-02-01"
    paged = ("datasets", "measures", "sources", "documents", "observations")
    listed = {f"{here}/{plural}/{slug}" for plural in paged for slug in api.ids(plural)}
    assert urls.keys() == {here + one for one in fixed} | listed


def test_a_long_sitemap_comes_in_parts(published, api, monkeypatch):
    whole = [one.text for one in xml(api, SITEMAP).iter(f"{MAP}loc")]
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 4)
    parts = [
        one.text.removeprefix("http://testserver") for one in xml(api, SITEMAP).iter(f"{MAP}loc")
    ]
    number = -(-Record.objects.filter(noun__in=sitemap.WITH_PAGE).count() // 4)
    assert parts == [f"/sitemap-{part}.xml" for part in range(1, number + 1)]
    assert [one.text for part in parts for one in xml(api, part).iter(f"{MAP}loc")] == whole
    assert api.get(f"/sitemap-{number + 1}.xml").status_code == 404


# The feed


def test_the_feed_tells_releases_and_corrections_newest_first(corrected, api):
    titles = [entry.findtext(f"{ATOM}title") for entry in xml(api, FEED).iter(f"{ATOM}entry")]
    assert titles == [
        "herons: release 4",
        "herons: nests-2022 withdrawn in release 4",
        "herons: release 3",
        "herons: nests-2023 changed in release 3",
        "herons: release 2",
        "herons: release 1",
    ]


def test_a_correction_in_the_feed_has_its_reason_and_both_figures_in_full(corrected, api):
    entry = next(one for one in xml(api, FEED).iter(f"{ATOM}entry") if "changed" in one[1].text)
    text = entry.findtext(f"{ATOM}content")
    assert "Why: The club had missed a nest." in text
    assert "Changed: " in text
    before, now = text.split("Before: ")[1].split("Now: ")
    for side, value in ((before, "41 nests"), (now, "42 nests")):
        assert value in side
        assert "Caveats: Nests behind the reeds cannot be seen." in side
        assert "Bias: understated" in side
        assert "Origin: The bird club" in side
        assert "CC-BY-4.0" in side
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/observations/nests-2023"


def test_a_withdrawal_in_the_feed_has_its_reason_and_leads_to_what_remains(corrected, api):
    entry = next(one for one in xml(api, FEED).iter(f"{ATOM}entry") if "withdrawn" in one[1].text)
    assert "Why: It was never counted." in entry.findtext(f"{ATOM}content")
    path = entry.find(f"{ATOM}link").get("href").removeprefix("http://testserver")
    assert api.get(path).status_code == 200


def test_what_changes_many_figures_is_one_entry_that_names_them_all(published, api):
    for number in range(60):
        published.figure(f"nests-a{number:02}", period=f"{1900 + number}")
    published.publish()
    Caveat.objects.filter(pk="hidden-nests").update(text="Nests in the reeds are not seen.")
    note = "The warden says it in other words."
    published.publish(on=datetime.date(2024, 3, 1), note=note)
    entries = list(xml(api, FEED).iter(f"{ATOM}entry"))
    (entry,) = [one for one in entries if "figures changed" in one.findtext(f"{ATOM}title")]
    told = entry.findtext(f"{ATOM}content")
    assert f"Why: {note}" in told
    changed = set(told.split("Figures: ")[1].split(", "))
    assert changed == {
        one["id"]
        for one in api.json("observations?release=3&dataset=herons&limit=1000&fields=version")[
            "results"
        ]
        if one["version"] > 1
    }
    path = entry.find(f"{ATOM}link").get("href").removeprefix("http://testserver")
    assert {one["id"] for one in api.json(f"{path}&limit=1000")["results"]} >= changed


def test_the_feed_is_valid_atom(corrected, api):
    feed = xml(api, FEED)
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == "http://testserver/feed.atom"
    assert feed.findtext(f"{ATOM}updated") == "2024-03-01T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    [itself] = [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]
    assert itself.get("href") == "http://testserver/feed.atom"
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(uuid.UUID(one).urn == one for one in ids)
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
        assert entry.find(f"{ATOM}content").get("type") == "text"


def test_an_entry_is_the_same_whatever_host_it_is_read_from(corrected, api):
    elsewhere = Api(Client(SERVER_NAME="localhost"))
    here, there = (
        [one.text for one in xml(each, FEED).iterfind(f"{ATOM}entry/{ATOM}id")]
        for each in (api, elsewhere)
    )
    assert here == there != []


@pytest.mark.slow(reason="publishes sixty figures and their files twice")
def test_the_feed_ends_after_fifty_corrections_and_still_has_every_release(published, api):
    published.figures(60)
    published.publish()
    for place, figure in enumerate(Observation.objects.order_by("slug")):
        # Two of them for the same reason, which is one entry.
        why = f"Miscounted, {max(place, 1)}."
        published.change(figure.slug, value=f"{1000 + place}", change_note=why)
    published.publish(on=SECOND_DAY)
    entries = [one.findtext(f"{ATOM}title") for one in xml(api, FEED).iter(f"{ATOM}entry")]
    assert entries[0] == "herons: release 3"
    assert all("in release 3" in one for one in entries[1:51])
    # Attacks 36: whoever saves it has the seals of all.
    assert entries[51:] == ["herons: release 2", "herons: release 1"]


def test_a_character_that_xml_cannot_hold_does_not_break_the_feed(published, api):
    published.change("nests-2023", value="42")
    published.publish(on=SECOND_DAY, note="A note.")
    drop_triggers()
    Release.objects.filter(number=2).update(note="A bell\x07 rings & <stops>.")
    assert "A bell\N{REPLACEMENT CHARACTER} rings & <stops>." in "".join(xml(api, FEED).itertext())
