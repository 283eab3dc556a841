"""Figures that count different things, or what cannot be added at all."""

from collections.abc import Callable, Iterator

from .violations import (
    Figure,
    Lookup,
    Violation,
    measure_of,
    outliers,
    pair_violation,
)

# Units of parts and multiples, whatever they are parts and multiples of.
OF_A_WHOLE = ("percent", "times")


def other_datasets(figures: list[Figure], lookup: Lookup) -> Iterator[Violation]:
    """Yield the figures of another dataset than most."""
    return _unlike(figures, "dataset", lambda one: one["dataset"])


def other_measures(figures: list[Figure], lookup: Lookup) -> Iterator[Violation]:
    """Yield the figures of another measure than most."""
    return _unlike(figures, "measure", measure_of)


def other_populations(figures: list[Figure], lookup: Lookup) -> Iterator[Violation]:
    """Yield the figures of another population than most."""
    return _unlike(figures, "population", lambda one: one["population"]["id"])


def other_units(figures: list[Figure], lookup: Lookup) -> Iterator[Violation]:
    """Yield the figures in another unit than most."""
    return _unlike(figures, "unit", lambda one: one["unit"])


def _unlike(
    figures: list[Figure], member: str, word: Callable[[Figure], str]
) -> Iterator[Violation]:
    for pair in outliers(figures, word):
        yield pair_violation(
            pair, member, word, f"not the same {member}", f"figures of one {member}"
        )


def no_levels(figures: list[Figure], lookup: Lookup) -> Iterator[Violation]:
    """Yield the figures that are ratios, changes, or parts and multiples of something."""
    for one in figures:
        kind = lookup.measures[measure_of(one)]["kind"]
        if kind == "ratio":
            member, word = "measure", kind
        elif one["quantity"] != "level":
            member, word = "quantity", one["quantity"]
        elif one["unit"] in OF_A_WHOLE:
            member, word = "unit", one["unit"]
        else:
            continue
        reason = f"a {word} cannot be added to anything".replace("_", " ")
        yield Violation((one["id"],), member, (word,), reason, "levels: how many or how much")
