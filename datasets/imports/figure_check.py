"""Whether a figure that was read may be one: by the rules of its row, before any file is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from datasets.arithmetic.digits import EXACTLY, a_double_holds
from datasets.curation.figure_rules import own_problems
from datasets.models import Area, Measure, Observation, Population, Source, Unit
from datasets.models.characters import character_fault
from datasets.models.validators import LONGEST_SLUG, SLUG, SLUG_FORM
from datasets.seeds.files import MODEL_OF
from datasets.seeds.folder import rows_in
from datasets.seeds.load import COMMON
from datasets.seeds.row_rules import constraint_problems, field_problems
from datasets.seeds.values import converted
from datasets.vocabularies import FORECAST

from .cells import NotBelieved
from .when import check_begun

Figure = dict[str, str]
_NUMBERS = ("value", "value_low", "value_high")
_TERMS = ("quantity", "per", "comparator", "range_kind", "status", "credibility")
_TIMES = ("period", "base_period", "period_printed")
_ASKED = (*_NUMBERS, *_TERMS, *_TIMES)
_NAMED = {"area": Area, "population": Population, "origin": Source}
_MODELS = (Unit, Measure, *_NAMED.values())
_FILES = {name for name, model in MODEL_OF.items() if model in _MODELS}
_NOT_ASKED = ("slug", "dataset", "measure", "population", "area", "origin", "seed_file")


@dataclass
class FigureCheck:
    """Refuses what no figure may be. ``units`` are those of the measures, ``ids`` what there is.

    What depends on nothing but terms, and on which cells are blank, is asked once of each such
    shape: a file has few of them.
    """

    units: Mapping[str, Unit]
    ids: Mapping[str, set[str]]
    _shapes: dict[tuple[str, ...], str] = field(default_factory=dict)

    def __call__(self, figure: Figure) -> None:
        """NotBelieved says what is wrong."""
        unit = self.units.get(figure["measure"])
        if unit is None:
            raise NotBelieved("there is no such measure", figure["measure"])
        for name, ids in self.ids.items():
            if (slug := figure.get(name)) and slug not in ids:
                raise NotBelieved(f"there is no such {name}", slug)
        if not SLUG.fullmatch(figure["id"]) or len(figure["id"]) > LONGEST_SLUG:
            raise NotBelieved(
                f"no id: expected {SLUG_FORM}, at most {LONGEST_SLUG} characters", figure["id"]
            )
        if fault := next(filter(None, map(character_fault, figure.values())), ""):
            raise NotBelieved(fault)
        if not all(a_double_holds(figure.get(name) or "0") for name in _NUMBERS):
            raise NotBelieved(f"too many digits: expected {EXACTLY}")
        observation = Observation(**{name: figure.get(name, "") for name in _ASKED})
        shape = _shape(figure)
        if shape not in self._shapes:
            self._shapes[shape] = _problem(observation)
        if problem := self._shapes[shape]:
            raise NotBelieved(problem)
        if figure["status"] != FORECAST:
            check_begun(figure["period"])
        for _, message in own_problems(observation, unit, None):
            raise NotBelieved(message)


def figure_check(folder: Path) -> FigureCheck:
    """Return the check of figures of the dataset in a folder, by what it and all datasets have."""
    rows = [row for name in (COMMON, folder.name) for row in rows_in(folder.parent / name, _FILES)]
    called: dict[type, dict[str, dict[str, object]]] = {model: {} for model in _MODELS}
    for row in rows:
        called[row.model][row.values.get("slug", "")] = row.values
    units = {slug: _unit(values) for slug, values in called[Unit].items()}
    measures = {
        slug: units[values["unit"]]
        for slug, values in called[Measure].items()
        if values.get("unit") in units
    }
    return FigureCheck(measures, {name: {*called[model]} for name, model in _NAMED.items()})


def _unit(values: dict[str, object]) -> Unit:
    countable, _ = converted(Unit._meta.get_field("countable"), values.get("countable", False))
    return Unit(slug=values.get("slug"), label=values.get("label"), countable=countable)


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
