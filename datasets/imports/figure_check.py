"""Whether a figure that was read may be one: by the rules of its row, before any file is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from datasets.arithmetic.digits import EXACTLY, a_double_holds
from datasets.curation.figure_rules import own_problems
from datasets.models import Observation, Unit
from datasets.models.validators import SLUG, SLUG_FORM
from datasets.seeds.row_rules import constraint_problems, field_problems

from .cells import NotBelieved

Figure = dict[str, str]
_NUMBERS = ("value", "value_low", "value_high")
_TERMS = ("quantity", "per", "comparator", "range_kind", "status", "credibility")
_TIMES = ("period", "base_period", "period_printed")
_ASKED = (*_NUMBERS, *_TERMS, *_TIMES)
_NOT_ASKED = ("slug", "dataset", "measure", "population", "area", "origin", "seed_file")


@dataclass
class FigureCheck:
    """Refuses what no figure may be. ``units`` are those of the measures.

    What depends on nothing but terms, and on which cells are blank, is asked once of each such
    shape: a file has few of them.
    """

    units: Mapping[str, Unit]
    _shapes: dict[tuple[str, ...], str] = field(default_factory=dict)

    def __call__(self, figure: Figure) -> None:
        """NotBelieved says what is wrong."""
        unit = self.units.get(figure["measure"])
        if unit is None:
            raise NotBelieved("there is no such measure", figure["measure"])
        if not SLUG.fullmatch(figure["id"]) or len(figure["id"]) > 120:
            raise NotBelieved(f"no id: expected {SLUG_FORM}, at most 120 characters", figure["id"])
        if not all(a_double_holds(figure.get(name) or "0") for name in _NUMBERS):
            raise NotBelieved(f"too many digits: expected {EXACTLY}")
        observation = Observation(**{name: figure.get(name, "") for name in _ASKED})
        shape = _shape(figure)
        if shape not in self._shapes:
            self._shapes[shape] = _problem(observation)
        if problem := self._shapes[shape]:
            raise NotBelieved(problem)
        for _, message in own_problems(observation, unit, None):
            raise NotBelieved(message)


def _shape(figure: Figure) -> tuple[str, ...]:
    terms = [figure.get(name, "") for name in _TERMS]
    blank = ["1" if figure.get(name) else "" for name in (*_NUMBERS, "base_period")]
    return (*terms, *blank)


def _problem(observation: Observation) -> str:
    """Return the first thing that is wrong with the terms of a figure, or with them together."""
    for name, value, message in field_problems(observation, without=_NOT_ASKED):
        return f"{name} “{value}”: {message}"
    for message, about in constraint_problems(observation):
        return f"{message} ({about})"
    return ""
