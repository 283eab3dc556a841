"""How the description tells of looking a pasted text up."""

from datasets.records import OBSERVATION

from .operations import SERVICE, NounOperation
from .refs import object_of, schema_ref, title


def search_schemas():
    """Return the schemas of what is found, by the names of their components."""
    hit = {
        "noun": schema_ref("NounTerm"),
        "id": {"type": "string"},
        "dataset": {"type": "string"},
        "says": {"type": "string", "description": "Its sentence, label or title."},
        "matched": _words("The numbers and words of the text that it says."),
        "record": {
            "type": "object",
            "additionalProperties": True,
            "description": (
                "The record, as the schema of its `noun` describes it; of an observation what no "
                "number of it leaves without."
            ),
        },
    }
    near = {
        "number": {"type": "string", "description": "A number of the text that no figure has."},
        "observations": _list(
            schema_ref(title(OBSERVATION)), "The figures next below and next above it."
        ),
    }
    found = {
        "hits": _list(schema_ref("SearchHit"), "Best first: own numbers before words."),
        "unused": _words("The numbers and words of the text that no hit says."),
        "nearest": _list(
            schema_ref("NearestFigures"), "Numbers that were not published, years left out."
        ),
    }
    return {
        "Search": object_of(found),
        "SearchHit": object_of(hit),
        "NearestFigures": object_of(near),
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
    description = (
        "At most 50, found by the numbers and words of the text. `unused` are those that no record "
        "says; for each number that nobody published, `nearest` has the published ones next to it."
    )

    def body(self, fmt):
        """Return the schema of what is found."""
        return schema_ref("Search")

    def _in_query(self):
        for parameter in super()._in_query():
            yield parameter | ({"required": True} if parameter["name"] == "q" else {})
