"""How much of the first known texts was read, as a sentence about a dataset."""

from collections.abc import Mapping

# The terms of how a document was seen, as they stand in the sentence.
_SEEN = {
    "read": "read whole",
    "copy": "read whole in a copy",
    "excerpt": "read in part",
    "cited_only": "known only from others",
    "not_found": "not found",
}


def read_of(seen: Mapping[str, int]) -> str:
    """Return of how many figures the first known text was seen how well; ``seen`` counts them."""
    if not seen:
        return "It has no reported figures."
    whole = sum(seen.values())
    told = [f"{words} for {seen[term]}" for term, words in _SEEN.items() if term in seen]
    return f"Of {whole} reported figures, the first known text was {', '.join(told)}."
