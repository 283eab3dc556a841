"""The catalogue of all datasets in DCAT-AP 3, as JSON-LD."""

from typing import Any
from urllib.parse import urljoin

from .entry import LICENCES, NAME, WHAT, Entry

MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
GZIP = "application/gzip"
CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def dcat(entries: list[Entry], base: str) -> dict[str, Any]:
    """Return the catalogue of all datasets in DCAT-AP 3."""
    service = urljoin(base, "/api/v1")
    catalogue = {
        "@context": CONTEXT,
        "@id": urljoin(base, "/catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": NAME,
        "dct:description": WHAT,
        "dct:publisher": _agent(f"Whoever runs {NAME} at {base}"),
        "foaf:homepage": {"@id": base, "@type": "foaf:Document"},
        "dcat:service": {
            "@id": service,
            "@type": "dcat:DataService",
            "dct:title": f"{NAME}: the API",
            "dct:description": "Every figure with its caveats, as JSON, and whole tables.",
            "dcat:endpointURL": _resource(service),
            "dcat:endpointDescription": _resource(f"{service}/openapi.json"),
            "foaf:page": {"@id": f"{service}/docs", "@type": "foaf:Document"},
            "dcat:servesDataset": [{"@id": entry.address(base)} for entry in entries],
        },
        "dcat:dataset": [_dataset(entry, base) for entry in entries],
    }
    days = sorted(release["day"] for entry in entries for release in entry.releases)
    return catalogue | (_dates(days[0], days[-1]) if days else {})


def _dataset(entry, base):
    record = entry.record
    dataset = _version(entry, entry.last, base) | {
        "@id": entry.address(base),
        "dct:title": record["title"],
        "dct:identifier": record["id"],
        "dct:publisher": _agent(record["maintainer"]),
        "dct:provenance": {"@type": "dct:ProvenanceStatement", "rdfs:label": record["method"]},
        **_dates(entry.releases[0]["day"], entry.last["day"]),
        "dcat:keyword": entry.measures,
        "dct:spatial": [
            {"@type": "dct:Location", "skos:prefLabel": label} for label in entry.areas
        ],
        "dcat:distribution": [_distribution(entry, file, base) for file in entry.files],
        "dcat:hasVersion": [_version(entry, release, base) for release in entry.releases],
    }
    if entry.begins or entry.ends:
        period = {"dcat:startDate": _date(entry.begins), "dcat:endDate": _date(entry.ends)}
        known = {name: day for name, day in period.items() if day}
        dataset["dct:temporal"] = {"@type": "dct:PeriodOfTime", **known}
    return dataset


def _version(entry, release, base):
    """Return a release as the dataset that it is, led back to the one before it."""
    number = release["number"]
    version = {
        "@id": entry.address_of(base, release),
        "@type": "dcat:Dataset",
        "dct:title": f"{entry.record['title']}, release {number}",
        "dct:description": entry.record["description"],
        "dct:issued": _date(release["day"]),
        "dcat:version": str(number),
        "dcat:isVersionOf": {"@id": entry.address(base)},
    }
    if release["note"]:
        version["adms:versionNotes"] = release["note"]
    before = [one for one in entry.releases if one["number"] < number]
    if before:
        version["dcat:previousVersion"] = {"@id": entry.address_of(base, before[-1])}
    return version


def _distribution(entry, file, base):
    address = urljoin(base, file["path"])
    licence = {"@id": LICENCES + entry.record["license"], "@type": "dct:LicenseDocument"}
    distribution = {
        "@type": "dcat:Distribution",
        "dct:title": file["name"],
        "dcat:accessURL": _resource(address),
        "dcat:downloadURL": _resource(address),
        "dct:license": licence,
        "dct:issued": _date(entry.last["day"]),
        "dcat:byteSize": {"@value": str(file["bytes"]), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": SHA256, "@type": "spdx:ChecksumAlgorithm"},
            "spdx:checksumValue": {"@value": file["sha256"], "@type": "xsd:hexBinary"},
        },
    }
    if file["description"]:
        distribution["dct:description"] = file["description"]
        distribution["dcat:mediaType"] = _media_type(file["media_type"])
    if file["name"].endswith(".gz"):
        distribution["dcat:compressFormat"] = _media_type(GZIP)
    return distribution


def _media_type(name):
    return {"@id": MEDIA_TYPES + name, "@type": "dct:MediaType"}


def _resource(address):
    return {"@id": address, "@type": "rdfs:Resource"}


def _agent(name):
    return {"@type": "foaf:Agent", "foaf:name": name}


def _dates(first, last):
    return {"dct:issued": _date(first), "dct:modified": _date(last)}


def _date(day):
    return day and {"@value": day, "@type": "xsd:date"}
