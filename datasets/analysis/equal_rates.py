"""What figures would be if everything happened once a day: whether lengths of time mislead.

A comparison of half a year with a year then says “half as many”, though nothing changed. One that
divides each by its days says “as many”: the lengths make no difference to it.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Protocol

from datasets.arithmetic import periods
from datasets.arithmetic.formula_syntax import DAYS_A_MONTH
from datasets.arithmetic.formulas import Formula

# Days of the time of a rate; months and years are average ones.
DAYS = {"day": Fraction(1), "week": Fraction(7), "month": DAYS_A_MONTH, "year": 12 * DAYS_A_MONTH}
# How much longer one period is than the other before comparing them misleads; the 28 days of a
# February and the 31 of a January do not.
UNEQUAL = Fraction(6, 5)


class Counted(Protocol):
    """What a curated observation and a derivation have in common of what they count, and when."""

    @property
    def quantity(self) -> str: ...

    @property
    def per(self) -> str: ...

    @property
    def period(self) -> str: ...

    @property
    def base_period(self) -> str: ...


def once_a_day(figure: Counted) -> Fraction | None:
    """What a count over time would be; None where its times are not known, and of a share."""
    if figure.quantity == "rate":
        return DAYS[figure.per]
    days = periods.parse(figure.period).days
    if days is None or figure.quantity == "level":
        return days if days is None else Fraction(days)
    base = periods.parse(figure.base_period).days if figure.base_period else None
    if base is None:
        return None
    compared = {
        "ratio": Fraction(days, base),
        "percent_change": (Fraction(days, base) - 1) * 100,
        "difference": Fraction(days - base),
    }
    return compared.get(figure.quantity)


def evens_out(figure: Counted, formula: Formula, operands: Mapping[str, Fraction | None]) -> bool:
    """Whether a computed figure comes to what it is where nothing changes but lengths of time.

    ``operands`` are what those of the formula are at once a day. The figure is then once as many as
    before, or a change by nothing; a count is as many as its own time has days.
    """
    known = {name: operands[name] for name in formula.names}
    values = {name: number for name, number in known.items() if number is not None}
    if len(values) < len(known):
        return False
    try:
        if figure.quantity == "difference":
            return _close(formula.added.at(values), (-formula).added.at(values))
        result = formula.at(values)
    except ValueError:
        # It divides by a change, which at once a day may be none.
        return False
    if figure.quantity == "percent_change":
        return _close(1 + result / 100, Fraction(1))
    expected = Fraction(1) if figure.quantity == "ratio" else once_a_day(figure)
    return expected is not None and _close(result, expected)


def _close(one: Fraction, other: Fraction) -> bool:
    smaller, larger = sorted([one, other])
    return 0 < larger <= UNEQUAL * smaller
