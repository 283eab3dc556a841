"""The clause of a sentence that says what is known to be wrong with its number."""

from collections.abc import Callable, Collection, Iterable

from .labels import within
from .record import Record
from .terms import KIND_IN_WORDS

LIKELY_WRONG = {"understated": "likely too low", "overstated": "likely too high"}
EITHER_WAY = {"mixed": "likely wrong in both directions", "unknown": "may be wrong either way"}
NO_CAVEAT = "no caveat is recorded"
# Findings that leave a doubt about the number of each figure that they name.
FAULTS = (
    *("part_exceeds_whole", "share_above_whole", "parts_disagree", "ratio_disagrees"),
    "cumulative_falls",
)


def doubted(clauses: list[str], rules: Collection[str]) -> list[str]:
    """Return the clauses on what is wrong with a number; ``rules`` are those of its findings.

    Where there is none it says so, but never of a figure that a rule found fault with.
    """
    if clauses:
        return clauses
    return [NO_CAVEAT if set(rules).isdisjoint(FAULTS) else "a check found fault with it"]


def doubt(
    record: Record,
    wrong: str,
    ways: Collection[str],
    listed: Callable[[Iterable[str]], str],
) -> str:
    """Return how wrong the number likely is according to whom, and what it is easily taken for.

    ``wrong`` says which way it is wrong, ``ways`` are the directions of those caveats whose
    asserters are named for it, and ``listed`` makes their labels a part of the sentence. Where
    nobody says it alone, all who doubt the number are named. Empty where no caveat is recorded.
    """
    of_count = [one for one in record["caveats"] if one["affects"] == "accuracy"]
    of_meaning = [one["kind"] for one in record["caveats"] if one["affects"] == "interpretation"]
    clauses = []
    if record["bias"] != "none_recorded":
        that_way = [one for one in of_count if one["direction"] in ways] or of_count
        named = listed(within(one["asserted_by_label"]) for one in that_way)
        clauses.append(f"{wrong}, according to {named}" if named else wrong)
    if of_meaning:
        kinds = "; ".join(KIND_IN_WORDS[kind] for kind in dict.fromkeys(of_meaning))
        clauses.append(f"easily misread ({kinds})")
    return ", and ".join(clauses)
