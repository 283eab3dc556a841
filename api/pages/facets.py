"""How many of the figures that are asked for have each word of a filter, to choose fewer by."""

from dataclasses import dataclass

from api.requests.elsewhere import address
from datasets.store.facet_counts import facet_counts
from datasets.wording import alterations
from datasets.wording.labels import capitalised

# So many figures are looked at: a page costs no more where there are millions.
MOST_COUNTED = 2_000
SHOWN = 6
BIAS = {
    "understated": "Likely higher",
    "overstated": "Likely lower",
    "mixed": "Could be higher or lower",
    "unknown": "Not known",
    "none_recorded": "No caveat on the number",
}
QUANTITIES = {
    "level": "Counts and amounts",
    "rate": "Rates",
    "share": "Shares",
    "ratio": "Ratios",
    "percent_change": "Changes in percent",
    "point_change": "Changes of shares",
    "difference": "Differences",
}
TITLES = {
    "bias": "Likely",
    "topic": "Subject",
    "origin": "Counted or given by",
    "alterations": "On the way",
    "quantity": "Kind",
}


@dataclass(frozen=True)
class Choice:
    """A word of a filter with how many have it; ``link`` chooses it, or takes the choice back."""

    name: str
    number: int
    chosen: bool
    link: str


def facets(records, query, path, names):
    """Return [(title, choices)], whether more figures were not counted, and how many were.

    ``names({filter: words})`` returns {(filter, word): what it is called}.
    """
    columns = ("bias", "topic", "origin", "quantity")
    counted = facet_counts(records, columns, ("alterations",), MOST_COUNTED)
    number = counted["bias"].total()
    most = {name: _most(words) for name, words in counted.items()}
    labels = names({name: [word for word, _ in words] for name, words in most.items()})
    found = []
    for name, title in TITLES.items():
        choices = [
            _choice(name, word, number, query, path, labels)
            for word, number in most[name]
            if (name, word) in labels
        ]
        if len(choices) > 1 or any(one.chosen for one in choices):
            found.append((title, choices))
    return found, number == MOST_COUNTED, number


def _most(words):
    """Return (word, how many have it) of the words that most have."""
    there = ((word, number) for word, number in words.items() if word)
    return sorted(there, key=lambda one: (-one[1], one[0]))[:SHOWN]


def altered(figures):
    """Return how many of some figures had each thing altered on the way."""
    return facet_counts(figures, (), ("alterations",), MOST_COUNTED)["alterations"]


def _choice(name, word, number, query, path, labels):
    chosen = query.get(name) == word
    kept = {one: text for one, text in query.items() if one not in (name, "cursor")}
    link = address(path, kept if chosen else {**kept, name: word})
    return Choice(labels[name, word], number, chosen, link)


def words_of_terms():
    """Return {(filter, word): what it is called} of the filters whose words are terms."""
    return {
        **{("bias", term): words for term, words in BIAS.items()},
        **{("quantity", term): words for term, words in QUANTITIES.items()},
        **{("alterations", term): capitalised(words) for term, words in alterations.WORDS.items()},
    }
