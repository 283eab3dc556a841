"""All derivations of a dataset, each worked out after those that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from datasets.arithmetic import formulas
from datasets.curation.derivation_rules import derivation_problems
from datasets.curation.identity_rules import id_problems
from datasets.models import Dataset, Derivation, Observation

from .derivations import Derived
from .operands import NamedRows, Operands


@dataclass(frozen=True)
class Worked:
    """Computed figures by id, operands before what rests on them; and why others cannot be."""

    derived: dict[str, Derived] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def work_out(dataset: Dataset) -> Worked:
    """Work out all derivations of a dataset; none where the rows of some are wrong."""
    rows = Derivation.objects.filter(dataset=dataset).in_bulk()
    known = NamedRows.load(dataset, rows)
    reported = Observation.objects.filter(pk__in=rows).values_list("pk", flat=True)
    worked = Worked(problems=_problems(rows, known, set(reported)))
    if not worked.problems:
        for slug in sorted(rows):
            _work_out(slug, rows, known, worked)
    return worked


def _problems(rows: Mapping[str, Derivation], known: NamedRows, reported: set[str]) -> list[str]:
    """What is wrong with the rows of derivations; an edit elsewhere can break them."""
    return [
        f"derivation {slug}: {field}: {message}"
        for slug in sorted(rows)
        for field, message in (
            *id_problems(slug, Derivation, reported),
            *derivation_problems(rows[slug], known.observations, rows, known.events),
        )
    ]


def _work_out(
    slug: str, rows: Mapping[str, Derivation], known: NamedRows, worked: Worked
) -> Derived | None:
    """Work out a derivation after those that it rests on; None where one of them cannot be."""
    if slug in worked.derived:
        return worked.derived[slug]
    row = rows[slug]
    going_in = Operands()
    for letter, name in row.operands.items():
        noun, _, what = name.partition(":")
        if noun == "observation" and what in rows:
            other = _work_out(what, rows, known, worked)
            if other is None:
                return None
            going_in.add_computed(letter, name, other)
        elif noun == "constant":
            going_in.add(letter, formulas.constant(what))
        else:
            once_a_day = known.once_a_day(noun, what)
            going_in.add_known(letter, name, *known.limits(noun, what), once_a_day)
            if noun == "event":
                going_in.dated[what] = known.events[what]
    try:
        derived = going_in.compute(row, known.measures[row.measure_id])
    except ValueError as error:
        worked.problems.append(f"derivation {slug}: formula “{row.formula}” {error}")
        return None
    worked.derived[slug] = derived
    return derived
