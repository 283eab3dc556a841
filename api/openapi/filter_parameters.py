"""How the description tells of the filters: each as a parameter of its noun."""

from api.requests.filters import FILTERSETS, LOOKED_UP, operators
from api.requests.forms import (
    MAX_CHARACTERS,
    MAX_LISTED,
    MAX_WORDS,
    SPAN,
    Day,
    Flag,
    Number,
    Span,
    Whole,
    Words,
    closed_list,
)
from api.requests.parameters import SLUG_SCHEMA
from datasets.models.validators import DIGITS, SLUG

from . import terms

# What is published is described by its form, so that a client of today can ask for what is
# published tomorrow.
EXAMPLES = 3
COMMAS = {"style": "form", "explode": False}


def filter_parameters(noun):
    """Yield (name, parameter) of every filter of a noun."""
    filters = FILTERSETS[noun.name].base_filters
    if LOOKED_UP in filters:
        yield LOOKED_UP, CLAIM
    for member in noun.filtered:
        one = _one(noun, member, filters[member.filter.name].field)
        for operator, meaning in operators(member).items():
            name = f"{member.filter.name}__{operator}" if operator else member.filter.name
            yield (
                name,
                {
                    "name": name,
                    "in": "query",
                    "description": f"{member.description} Comparison: {meaning}.",
                    **_form(filters[name].field, one),
                },
            )


FORMS = {
    Number: {"type": "string", "pattern": f"^{DIGITS.pattern}$", "maxLength": 40},
    Whole: {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    Flag: {"type": "boolean"},
    Day: {"type": "string", "format": "date"},
    Span: {"type": "string", "pattern": f"^({SPAN.pattern})$"},
}


CLAIM = {
    "name": LOOKED_UP,
    "in": "query",
    "description": (
        "Words of a claim as it was read, every one of which must occur in what the record says, "
        "in the labels and spellings of its measures and sources, in the wording of its documents "
        "or in its caveats. Case, punctuation around words and the separators of thousands do not "
        "matter."
    ),
    "schema": {
        "type": "string",
        "pattern": rf"^\s*\S+(\s+\S+){{0,{MAX_WORDS - 1}}}\s*$",
        "maxLength": MAX_CHARACTERS,
    },
}


def _one(noun, member, field):
    """Return the schema of one value that the filter on a member takes."""
    if not isinstance(field, Words):
        return FORMS[type(field)]
    if member.vocabulary:
        return terms.asked(member)
    examples = sorted(closed_list(noun.name, member) - {*member.filter.words})[:EXAMPLES]
    return _published(member) | ({"examples": examples} if examples else {})


def _published(member):
    """Return the form of a published word, or of one that stands for something else."""
    if member.type not in ("slug", "names"):
        return {"type": "string", "minLength": 1}
    pattern = "|".join((SLUG.pattern, *member.filter.words))
    return SLUG_SCHEMA | {"pattern": f"^({pattern})$"} if member.filter.words else SLUG_SCHEMA


def _form(field, one):
    """Return what a parameter says of its value, one or several, which this form field reads."""
    if not getattr(field, "several", False):
        return {"schema": one}
    several = {"type": "array", "items": one, "minItems": 1}
    if isinstance(field, Words):
        several |= {"maxItems": MAX_LISTED, "uniqueItems": True}
    return {"schema": several, **COMMAS}
