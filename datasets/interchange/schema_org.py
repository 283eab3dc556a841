"""A dataset in the words of schema.org, as search engines read it."""

from typing import Any
from urllib.parse import urljoin

from .entry import LICENCES, NAME, Entry


def schema_org(entry: Entry, base: str) -> dict[str, Any]:
    """Return a dataset as search engines read it, in the words of schema.org."""
    record, address = entry.record, entry.address(base)
    maintainer = {"@type": "Organization", "name": record["maintainer"]}
    dataset = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "identifier": record["id"],
        "name": record["title"],
        "description": record["description"],
        "measurementTechnique": record["method"],
        "maintainer": maintainer,
        "publisher": maintainer,
        "license": LICENCES + record["license"],
        "isAccessibleForFree": True,
        "version": str(entry.last["number"]),
        "datePublished": entry.releases[0]["day"],
        "dateModified": entry.last["day"],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": NAME,
            "url": urljoin(base, "/catalog.jsonld"),
        },
        "distribution": [_download(file, base) for file in entry.files],
    }
    # A page knows no more of its figures than it shows.
    if entry.measures:
        dataset["variableMeasured"] = entry.measures
    if entry.areas:
        dataset["spatialCoverage"] = [{"@type": "Place", "name": one} for one in entry.areas]
    if entry.begins or entry.ends:
        dataset["temporalCoverage"] = f"{entry.begins or '..'}/{entry.ends or '..'}"
    return dataset


def _download(file: dict[str, Any], base: str) -> dict[str, Any]:
    download = {
        "@type": "DataDownload",
        "name": file["name"],
        "contentUrl": urljoin(base, file["path"]),
        "contentSize": f"{file['bytes']} B",
        "sha256": file["sha256"],
    }
    if file["description"]:
        download |= {"description": file["description"], "encodingFormat": file["media_type"]}
    return download
