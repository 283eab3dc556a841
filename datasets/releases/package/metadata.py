"""What machines are told of the tables: a Data Package, and CSV on the Web."""

import orjson

from datasets.models import TermSet
from datasets.records import NOUNS, OBSERVATION
from datasets.releases import digests

from .base import PackageFile
from .tables import NOUN_OF

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
PACKAGE = "datapackage.json"
FIGURES = f"{OBSERVATION.plural}.csv"
CSVW = f"{FIGURES}-metadata.json"
SOURCE, DOCUMENT = (
    next(noun for noun in NOUNS if noun.name == name) for name in ("source", "document")
)
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
FIELD_TYPES = {"number": "number", "date": "date", "integer": "integer", "boolean": "boolean"}
DATATYPES = {**FIELD_TYPES, "number": "decimal"}
# Types that leave a cell empty only where the column says that it may be.
FILLED = ("slug", "term", *FIELD_TYPES)
GUARD = (
    "In a column of texts, a cell that begins with = + - @ a tab, a line end or ' has one ' put in "
    "front, so that no spreadsheet takes it for a formula; take one ' off to have it as it was."
)
DIGITS = "Its digits are as published: reading it as text keeps them."
JOINED = "Several are joined by ;."


def address_of(dataset):
    """Return what the addresses of the dataset's records begin with; empty where they are paths."""
    return dataset["links"]["self"].removesuffix(f"/api/v1/datasets/{dataset['id']}")


def carrying(contents):
    """Return the ids of the documents that carry a figure of the release."""
    figures = digests.in_force(contents.release, OBSERVATION)
    named = TermSet.objects.filter(kind="cited_in", set_id__in=figures.values("cited_document_set"))
    return set(named.values_list("term", flat=True).distinct())


def described(column):
    """Return what is said of a column, with how its cells are written."""
    more = {"number": DIGITS} if not column.listed else {}
    told = [column.description, more.get(column.type), JOINED if column.listed else None]
    if column.empty:
        told.append(f"{column.empty} where there is nothing.")
    return " ".join(filter(None, told))


def terms(column):
    """Return the words of a column whose list is closed, none of others."""
    if not column.vocabulary:
        return []
    return list(dict.fromkeys([*column.vocabulary, *filter(None, [column.empty])]))


def is_filled(column):
    """Return whether no cell of the column is ever empty."""
    several = column.type in ("names", "words") or "[]" in column.path
    return bool(column.empty) or (column.type in FILLED and not column.optional and not several)


def _package(file, contents):
    release, dataset = contents.release, contents.dataset
    home = address_of(dataset)
    address = f"{dataset['links']['self']}/releases/{release.number}"
    told = {
        "$schema": PROFILE,
        "name": release.dataset,
        **({"id": address, "homepage": dataset["links"]["self"]} if home else {}),
        "title": dataset["title"],
        "description": f"{dataset['description']}\n\n{GUARD}",
        "version": str(release.number),
        "created": f"{release.day}T00:00:00Z",
        "licenses": [{"name": dataset["license"]}],
        "contributors": [{"title": dataset["maintainer"], "roles": ["maintainer"]}],
        "sources": _sources(contents),
        "resources": [_resource(one) for one in contents.kept if one["name"] in NOUN_OF],
    }
    _write(file, {name: said for name, said in told.items() if said != []})


def _sources(contents):
    """Return the documents that carry a figure and were published by whoever counted some."""
    figures = digests.in_force(contents.release, OBSERVATION)
    origins = set(figures.values_list("origin", flat=True).distinct())
    carried = carrying(contents)
    return [
        {"title": one["title"], **({"path": one["url"]} if one["url"] else {})}
        for one in contents.records(DOCUMENT)
        if one["id"] in carried and one["source"] in origins
    ]


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


def _csvw(file, contents):
    release, dataset = contents.release, contents.dataset
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": FIGURES,
        "dc:title": f"{dataset['title']}, release {release.number}",
        "dc:description": f"{dataset['description']} {GUARD}",
        "dc:publisher": dataset["maintainer"],
        "dc:license": dataset["license"],
        "dc:issued": release.day.isoformat(),
        "dc:identifier": f"sha256:{release.digest}",
        "dc:source": [
            {"dc:title": one["title"], **({"@id": one["path"]} if "path" in one else {})}
            for one in _sources(contents)
        ],
        "dialect": {
            "delimiter": ",",
            "doubleQuote": True,
            "encoding": "utf-8",
            "header": True,
            "lineTerminators": ["\r\n"],
            "quoteChar": '"',
        },
        "tableSchema": {
            "aboutUrl": f"{address_of(dataset)}/observations/{{id}}",
            "primaryKey": "id",
            "columns": [_column(column) for column in OBSERVATION.columns],
        },
    }
    _write(file, {name: said for name, said in told.items() if said != []})


def _column(column):
    words = terms(column)
    told = {
        "name": column.name,
        "titles": column.name,
        "dc:description": described(column),
        "datatype": DATATYPES.get(column.type, "string"),
        "required": is_filled(column),
    }
    if words:
        told["datatype"] = {"base": "string", "format": "|".join(words)}
    return told | ({"separator": ";"} if column.listed else {})


def _write(file, told):
    file.write(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


FILES = (
    PackageFile(
        PACKAGE,
        "application/json",
        "The tables as a Data Package, version 2: columns, keys, hashes, sources, licence.",
        _package,
    ),
    PackageFile(
        CSVW,
        "application/csvm+json",
        "The columns of the observations as CSV on the Web.",
        _csvw,
    ),
)
