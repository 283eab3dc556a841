"""The vocabularies as shared schemas: open in answers, closed in requests.

An answer may hold a term that is younger than the client that reads it, so the terms of today stand
in ``x-extensible-enum``: generators make text of it, and a new term breaks none of their clients.
Clients ask for the terms that they know, so a request has an ``enum``.
"""

from datasets import vocabularies
from datasets.records.change import SORTS

from .refs import schema_ref

VOCABULARIES = {
    f"{name.title().replace('_', '')}Term": words
    for name, words in vars(vocabularies).items()
    if name.isupper() and isinstance(words, dict)
} | {"NounTerm": SORTS}


def answered(vocabulary):
    """Return the reference to the schema of a term that an answer holds."""
    return schema_ref(_name(vocabulary))


def asked(member):
    """Return the reference to the schema of a term that the filter on a member takes."""
    return schema_ref(_name_of_asked(member))


def term_schemas(nouns):
    """Return the schemas of the terms that answers hold and that the filters of nouns take."""
    members = [member for noun in nouns for member in noun.members if member.vocabulary]
    filtered = [member for member in members if member.filter]
    return {
        **{_name(one.vocabulary): growing(one.vocabulary) for one in members},
        **{
            _name_of_asked(one): {
                "type": "string",
                "enum": [*one.vocabulary, *one.filter.words],
                "description": _sentences({**one.vocabulary, **one.filter.words}),
            }
            for one in filtered
        },
    }


def growing(vocabulary):
    """Return the schema of a term of a vocabulary that may grow."""
    return {
        "type": "string",
        "x-extensible-enum": [*vocabulary],
        "description": f"{_sentences(vocabulary)} Later releases may add a term.",
    }


def _name(vocabulary):
    """Return the name of the component of a vocabulary."""
    return next(name for name, words in VOCABULARIES.items() if {*words} == {*vocabulary})


def _name_of_asked(member):
    """Return the name of the component of the terms that a filter takes, with its own words."""
    more = "".join(f"Or{word.title().replace('_', '')}" for word in member.filter.words)
    return f"Asked{_name(member.vocabulary)}{more}"


def _sentences(words):
    return " ".join(f"{word}: {meaning}." for word, meaning in words.items())
