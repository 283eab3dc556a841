"""Which things the chain of a figure names, by noun and id."""

from datasets.models.reported import EITHER, NOT_STATED

# The nouns that the sides of an alteration name, and the parts of a reading.
NOUN_OF = {
    "measure": "measure",
    "population": "population",
    "area": "area",
    "attribution": "source",
    "caveat_lost": "caveat",
    "caveat_added": "caveat",
    "caveat_weakened": "caveat",
    "caveat_strengthened": "caveat",
}
OF_READING = ("measure", "population")


def named(citations):
    """Yield (noun, id) of all that the hops name."""
    for hop in citations:
        for name in OF_READING if hop["reported_as"] else ():
            yield from _pairs(name, hop["reported_as"][name])
        for one in hop["alterations"]:
            if noun := NOUN_OF.get(one["alteration"]):
                yield from _pairs(noun, one["before"])
                yield from _pairs(noun, one["after"])


def _pairs(noun, text):
    words = set(text.split(EITHER)) - {NOT_STATED} if text else ()
    return ((noun, word) for word in words)
