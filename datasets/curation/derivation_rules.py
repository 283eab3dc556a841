"""What a derivation must obey: a formula and operands that fit each other and its dataset."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import Any

from datasets.arithmetic import formula_syntax
from datasets.nearest import suggestion
from datasets.vocabularies import NOT_PUBLISHED

from .identity_rules import operand_cycle


def derivation_problems(
    derivation: Any,
    observations: Mapping[str, Any],
    derivations: Mapping[str, Any],
    events: Mapping[str, Any],
) -> Iterator[tuple[str, str]]:
    """Yield (field, message) for what is wrong with a derivation among the rows of its dataset.

    These come as mappings from ids to rows; the derivation is among the ``derivations``.
    """
    figures = ChainMap(dict(derivations), observations)  # type: ignore[arg-type] # only read
    known = {"observation": figures, "event": events}
    dated = formula_syntax.dates(derivation.formula)
    written = formula_syntax.letters(derivation.formula)
    for letter, name in derivation.operands.items():
        noun, _, what = name.partition(":")
        if letter not in written:
            yield "operands", f"the formula has no letter {letter}"
        elif (letter in dated) != (noun == "event"):
            yield (
                "operands",
                f"{letter} = {name}: events stand in days() or months(), and only they",
            )
        elif noun in known and what not in known[noun]:
            near = suggestion(what, known[noun])
            yield "operands", f"there is no {noun} “{what}” in the dataset{near}"
        elif noun == "observation" and (status := _not_published(observations.get(what))):
            yield "operands", f"{letter} = {name}: no number of it was published (status {status})"
    if missing := written - derivation.operands.keys():
        yield "formula", f"nothing says what {', '.join(sorted(missing))} is"
    if {name.partition(":")[0] for name in derivation.operands.values()} == {"constant"}:
        yield "operands", "it rests on no figure and no event"
    if derivation.compares_id and derivation.compares_id not in figures:
        yield "compares", f"there is no observation “{derivation.compares_id}” in the dataset"
    if held := figures.get(derivation.compares_id):
        for name in ("measure_id", "population_id", "area_id", "quantity"):
            if getattr(held, name) != getattr(derivation, name):
                yield "compares", f"it differs in {name.removesuffix('_id')}"
    if path := operand_cycle(derivation.pk, derivations):
        yield "operands", f"goes in a circle: {' → '.join(path)}"


def _not_published(observation: Any) -> str:
    """Return the status of a figure of which no number was published; empty for all others."""
    status = observation.status if observation else ""
    return status if status in NOT_PUBLISHED else ""
