"""How the description tells of the parameters that are no filters."""

from api.requests.parameters import fields_of, sort_of

from .filter_parameters import COMMAS
from .refs import schema_ref, title

# Lists and their exports take the same words.
SHARED = {"sort": "Order", "fields": "Column"}


def described(parameter, noun):
    """Return a parameter of an address that answers records of this noun, None for no noun.

    No schema has a ``default``: generated clients would send it themselves, and an export refuses a
    limit. What is answered without the parameter stands in its description.
    """
    schema = parameter.schema
    if parameter.name in SHARED:
        words = schema_ref(f"{title(noun)}{SHARED[parameter.name]}")
        schema = schema | {"items": words} if schema["type"] == "array" else words
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "schema": schema,
        **(COMMAS if schema.get("type") == "array" else {}),
    }


def word_schemas(nouns):
    """Return the schemas of the words that such parameters take, for each noun."""
    return {
        f"{title(noun)}{SHARED[name]}": {"type": "string", "enum": words}
        for noun in nouns
        for name, words in {
            "sort": sort_of(noun).schema["enum"],
            "fields": fields_of(noun).schema["items"]["enum"],
        }.items()
    }
