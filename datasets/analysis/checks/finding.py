"""What a rule found."""

import hashlib
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from datasets.arithmetic.digits import digits
from datasets.arithmetic.intervals import Interval


@dataclass(frozen=True)
class Finding:
    """A rule, the figures that it is about in the order in which it names them, and why.

    ``hops`` are the hops of the first figure that it is about, ``facets`` the parts in which two
    measures differ, ``spread`` how many times the larger value is the smaller. ``sides`` are what
    it holds against each other, where that is not what the two figures that it names can be.
    """

    rule: str
    observations: tuple[str, ...]
    text: str
    hops: tuple[int, ...] = ()
    facets: dict[str, str] = field(default_factory=dict, hash=False)
    spread: str | None = None
    sides: tuple[Interval, Interval] | None = None

    @property
    def slug(self) -> str:
        """Its id: the same figures under the same rule are the same finding for ever."""
        about = "\n".join([*self.observations, *map(str, self.hops)])
        digest = hashlib.blake2b(about.encode(), digest_size=8).hexdigest()
        return f"{self.rule.replace('_', '-')}-{digest}"


class Valued(Protocol):
    """Whatever has a number, or none."""

    @property
    def value(self) -> Fraction | None: ...


def ratio(one: Valued, other: Valued) -> str | None:
    """How many times the larger value is the smaller, to 2 decimals; None unless both are > 0."""
    values = sorted(figure.value for figure in (one, other) if figure.value)
    if len(values) < 2 or values[0] <= 0:
        return None
    return digits(Fraction(round(values[1] / values[0] * 100), 100))
