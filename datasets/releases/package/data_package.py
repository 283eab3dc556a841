"""datapackage.json: the tables as a Data Package, for machines."""

from .base import PackageFile, write_json
from .cited_documents import counting_documents
from .described_columns import FIELD_TYPES, GUARD, described, is_filled, terms
from .tables import NOUN_OF

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
PACKAGE = "datapackage.json"
# What no row has twice.
KEYS = {"citations": ["observation", "hop"]}
# Columns that name one row of another table; lists can't be said to.
NAMED = {
    "observations": {"measure": "measures", "origin": "sources", "first_document": "documents"},
    "citations": {
        "observation": "observations",
        "document": "documents",
        "source": "sources",
        "origin": "sources",
    },
    "caveats": {"asserted_by": "sources", "document": "documents"},
    "documents": {"source": "sources"},
}


def _package(file, contents):
    release, dataset = contents.release, contents.dataset
    address = f"{dataset['links']['self']}/releases/{release.number}"
    members = {
        "$schema": PROFILE,
        "name": release.dataset,
        **({"id": address, "homepage": dataset["links"]["self"]} if contents.address else {}),
        "title": dataset["title"],
        "description": f"{dataset['description']}\n\n{GUARD}",
        "version": str(release.number),
        "created": f"{release.day}T00:00:00Z",
        "licenses": [{"name": dataset["license"]}],
        "contributors": [{"title": dataset["maintainer"], "roles": ["maintainer"]}],
        "sources": counting_documents(contents),
        "resources": [_resource(one) for one in contents.kept if one["name"] in NOUN_OF],
    }
    write_json(file, members)


def _resource(kept):
    noun = NOUN_OF[kept["name"]]
    return {
        "name": noun.plural,
        "path": kept["name"],
        "type": "table",
        "title": noun.plural.capitalize(),
        "description": noun.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": kept["bytes"],
        "hash": f"sha256:{kept['sha256']}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
        "schema": _schema(noun),
    }


def _schema(noun):
    schema = {
        "fields": [_field(column) for column in noun.columns],
        "missingValues": [""],
        "primaryKey": KEYS.get(noun.plural, ["id"]),
    }
    links = [
        {"fields": [column], "reference": {"resource": table, "fields": ["id"]}}
        for column, table in NAMED.get(noun.plural, {}).items()
    ]
    return schema | ({"foreignKeys": links} if links else {})


def _field(column):
    words = terms(column)
    constraints = {"required": True} if is_filled(column) else {}
    if words and column.listed:
        one = "|".join(words)
        constraints["pattern"] = f"({one})(;({one}))*"
    elif words:
        constraints["enum"] = words
    field = {
        "name": column.name,
        "type": "string" if column.listed else FIELD_TYPES.get(column.type, "string"),
        "description": described(column),
    }
    return field | ({"constraints": constraints} if constraints else {})


FILES = (
    PackageFile(
        PACKAGE,
        "application/json",
        "The tables as a Data Package, version 2: columns, keys, hashes, sources, licence.",
        _package,
    ),
)
