"""How the description tells of looking a pasted text up."""

from datasets.records import NOUNS, OBSERVATION

from .operations import SERVICE, NounOperation
from .refs import schema_ref, title

FIGURE = f"{title(OBSERVATION)}Part"


def search_schema():
    """Return the schema of what is found."""
    others = [schema_ref(title(noun)) for noun in NOUNS if noun is not OBSERVATION]
    record = {
        "anyOf": [schema_ref(FIGURE), *others],
        "description": "Of an observation, what no number of it leaves without; others whole.",
    }
    hit = {
        "noun": {"type": "string", "enum": [noun.name for noun in NOUNS]},
        "id": {"type": "string"},
        "dataset": {"type": "string"},
        "says": {"type": "string", "description": "Its sentence, label or title."},
        "matched": _words("The numbers and words of the text that it says."),
        "record": record,
    }
    near = {
        "number": {"type": "string", "description": "A number of the text that no figure has."},
        "observations": _list(schema_ref(FIGURE), "The figures next below and next above it."),
    }
    return _object(
        {
            "hits": _list(_object(hit), "Best first: own numbers before words."),
            "unused": _words("The numbers and words of the text that no hit says."),
            "nearest": _list(_object(near), "Numbers that were not published, years left out."),
        }
    )


def _object(properties):
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def _list(items, description):
    return {"type": "array", "items": items, "description": description}


def _words(description):
    return _list({"type": "string"}, description)


class SearchOperation(NounOperation):
    """The records that a pasted text may speak of."""

    tag = SERVICE
    name = "search"
    summary = "Records of every noun that a pasted text may speak of, best first."

    def json(self):
        """Return the schema of what is found."""
        return schema_ref("Search")

    def _in_query(self):
        for parameter in super()._in_query():
            yield parameter | ({"required": True} if parameter["name"] == "q" else {})
