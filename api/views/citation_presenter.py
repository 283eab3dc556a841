"""The hops of a figure's chain in words, as a page shows them: what each document made of it."""

from datasets import vocabularies
from datasets.analysis.citation_chain import OBJECTING
from datasets.models.reported import EITHER, NOT_STATED
from datasets.wording import dates

CAVEAT = "caveat"
# The nouns that the two sides of an alteration name; those of the others are words already.
NOUN_OF = {
    "measure": "measure",
    "population": "population",
    "area": "area",
    "attribution": "source",
    "caveat_lost": CAVEAT,
    "caveat_added": CAVEAT,
    "caveat_weakened": CAVEAT,
    "caveat_strengthened": CAVEAT,
}
PERIODS = ("period", "base_period")
UNSEEN = ("cited_only", "not_found")
INTO = " → "


def present(citations, records):
    """Return the hops of a chain with what a reader is told of each; ``records`` name the nouns."""
    labels = _labels(records, citations)
    return [_hop(hop, labels) for hop in citations]


def _labels(records, citations):
    """Return {(noun, slug): what it is called} of all that the alterations name."""
    slugs = {
        word
        for hop in citations
        for one in hop["alterations"]
        if one["alteration"] in NOUN_OF
        for side in ("before", "after")
        for word in _words(one[side])
    }
    named = records.filter(noun__in=NOUN_OF.values(), slug__in=slugs)
    return {
        (noun, one["id"]): one["text" if noun == CAVEAT else "label"]
        for noun in {*NOUN_OF.values()}
        for one in named.of(noun).parsed()
    }


def _hop(hop, labels):
    document = hop["document"]
    return hop | {
        "when": dates.in_words(document["published"]),
        "seen": vocabularies.SEEN[document["seen"]],
        "does": vocabularies.RELATION[hop["relation"]],
        "objects": hop["relation"] in OBJECTING,
        "not_seen": None if hop["reported_as"] else _not_seen(document),
        "changed": [_alteration(one, labels) for one in hop["alterations"]],
    }


def _not_seen(document):
    what = "Not seen" if document["seen"] in UNSEEN else "The figure was not seen in it"
    return f"{what}: nobody knows what it changed."


def _alteration(one, labels):
    """Return the term, what it means, and the words before and after it."""
    term = one["alteration"]
    sides = [one["before"], one["after"]]
    if NOUN_OF.get(term) == CAVEAT:
        # It stands on one side only, or on both.
        sides = [one["before"] or one["after"]]
    return {
        "term": term.replace("_", " "),
        "means": vocabularies.ALTERATION[term],
        "in_words": INTO.join(_side(term, text, labels) for text in sides),
        "facets": [(name, _facet(text)) for name, text in one["facets"].items()],
    }


def _side(term, text, labels):
    if text is None:
        return "none"
    if term not in NOUN_OF and term not in PERIODS:
        return f"“{text}”"
    return _either(text, lambda word: f"“{_word(term, word, labels)}”")


def _word(term, word, labels):
    if term in PERIODS:
        return dates.when(word)
    return labels[NOUN_OF[term], word]


def _facet(text):
    return INTO.join(_either(side, str) for side in text.split(INTO))


def _either(text, in_words):
    """Return the words of a reading, each as ``in_words`` gives it."""
    if text == NOT_STATED:
        return "not stated"
    return " or ".join(
        "not stated" if word == NOT_STATED else in_words(word) for word in text.split(EITHER)
    )


def _words(text):
    return set(text.split(EITHER)) - {NOT_STATED} if text else set()
