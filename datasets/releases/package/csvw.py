"""observations.csv-metadata.json: the columns of the observations as CSV on the Web."""

from datasets.records import OBSERVATION

from .base import PackageFile, write_json
from .cited_documents import counting_documents
from .described_columns import FIELD_TYPES, GUARD, described, is_filled, terms
from .tables import OBSERVATIONS

CSVW = f"{OBSERVATIONS}-metadata.json"
DATATYPES = {**FIELD_TYPES, "number": "decimal"}


def _csvw(file, contents):
    release, dataset = contents.release, contents.dataset
    members = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": OBSERVATIONS,
        "dc:title": f"{dataset['title']}, release {release.number}",
        "dc:description": f"{dataset['description']} {GUARD}",
        "dc:publisher": dataset["maintainer"],
        "dc:license": dataset["license"],
        "dc:issued": release.day.isoformat(),
        "dc:identifier": f"sha256:{release.digest}",
        "dc:source": [
            {"dc:title": one["title"], **({"@id": one["path"]} if "path" in one else {})}
            for one in counting_documents(contents)
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
            "aboutUrl": f"{contents.address}/observations/{{id}}",
            "primaryKey": "id",
            "columns": [_column(column) for column in OBSERVATION.columns],
        },
    }
    write_json(file, members)


def _column(column):
    words = terms(column)
    described_column = {
        "name": column.name,
        "titles": column.name,
        "dc:description": described(column),
        "datatype": DATATYPES.get(column.type, "string"),
        "required": is_filled(column),
    }
    if words:
        described_column["datatype"] = {"base": "string", "format": "|".join(words)}
    return described_column | ({"separator": ";"} if column.listed else {})


FILES = (
    PackageFile(
        CSVW,
        "application/csvm+json",
        "The columns of the observations as CSV on the Web.",
        _csvw,
    ),
)
