"""All that the operations of the description share."""

from datasets.records import NOUNS

from .bodies import body_schemas
from .filter_parameters import filter_parameters
from .responses import HEADERS, RESPONSES


def all_components():
    """Return every component, with the words that are published now."""
    return {
        "schemas": body_schemas(),
        "parameters": {
            f"{noun.name}.{name}": parameter
            for noun in NOUNS
            for name, parameter in filter_parameters(noun)
        },
        "headers": HEADERS,
        "responses": RESPONSES,
    }
