"""The JSON Schema of a record, put together from the members that its noun declares.

One schema stands for the record wherever it is met: alone, in a list, in a history. Only what is
never left out is required, and members may be added, so none is refused for being unknown.
"""

from copy import deepcopy

from . import terms

# The JSON type of each type of member; `words` maps names to words, `names` is a list of texts,
# `any` is whatever another record says.
TYPES = {
    "text": {"type": "string"},
    "slug": {"type": "string"},
    "term": {"type": "string"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "period": {"type": "string"},
    "path": {"type": "string"},
    "url": {"type": "string"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "names": {"type": "array", "items": {"type": "string"}},
    "words": {"type": "object", "additionalProperties": {"type": "string"}},
    "object": {"type": "object", "properties": {}, "required": []},
    "list": {"type": "array", "items": {"type": "object", "properties": {}, "required": []}},
    "any": {},
}


def record_schema(noun):
    """Return the schema of a noun's record, whatever ``fields`` leaves of it."""
    root = {"description": noun.description, **deepcopy(TYPES["object"])}
    briefly = {path.partition(".")[0].removesuffix("[]") for path in noun.brief}
    for member in noun.members:
        # Of what a brief record holds in part, only that part is there for sure.
        kept = member.top not in briefly or member.path in noun.brief
        _place(root, member.path.split("."), member, kept)
    if noun.mandatory:
        root["required"] = [*noun.mandatory]
    return root


def _place(parent, path, member, kept):
    """Put the member's schema where its path says, making the objects and lists on the way.

    Where it is ``kept`` it is required there, and so is all that it stands in.
    """
    first, *rest = path
    name, members = first.removesuffix("[]"), parent["properties"]
    if not rest:
        members.setdefault(name, _schema(member))
    elif first.endswith("[]"):
        inner = members.setdefault(name, deepcopy(TYPES["list"]))
        _place(inner["items"], rest, member, kept)
    else:
        inner = members.setdefault(name, deepcopy(TYPES["object"]))
        _place(inner, rest, member, kept)
    if kept and name not in parent["required"]:
        parent["required"].append(name)


def _schema(member):
    """Return the schema of a member."""
    about = {"description": member.description}
    if member.vocabulary:
        term = terms.answered(member.vocabulary)
        if member.type == "names":
            return {"type": "array", "items": term, **about}
        return {"anyOf": [term, {"type": "null"}], **about} if member.optional else term | about
    schema = {**deepcopy(TYPES[member.type]), **about}
    if member.optional:
        schema["type"] = [schema["type"], "null"]
    return schema
