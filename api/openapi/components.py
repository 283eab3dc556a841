"""All that the operations of the description share."""

from datasets.records import NOUNS
from datasets.records.change import CHANGE
from datasets.records.release import RELEASE
from datasets.totals.declaration import TOTAL

from .bodies import body_schemas
from .exports import EXPORT_SUFFIX
from .filter_parameters import filter_parameters
from .own_parameters import word_schemas
from .parameter_groups import grouped
from .responses import HEADERS, RESPONSES
from .terms import term_schemas


def all_components():
    """Return every component, with examples that are published now."""
    return {
        "schemas": {
            **body_schemas(),
            **term_schemas((*NOUNS, CHANGE, RELEASE, TOTAL)),
            **word_schemas(NOUNS),
            "ExportSuffix": EXPORT_SUFFIX,
        },
        "parameters": {
            f"{noun.name}.{name}": grouped(parameter)
            for noun in NOUNS
            for name, parameter in filter_parameters(noun)
        },
        "headers": HEADERS,
        "responses": RESPONSES,
    }
