"""What a rule found."""

import hashlib
from dataclasses import dataclass, field
from fractions import Fraction

from datasets.arithmetic.digits import digits


@dataclass(frozen=True)
class Finding:
    """A rule, the figures that it is about in the order in which it names them, and why.

    ``hops`` are the hops of the first figure that it is about, ``facets`` the parts in which two
    measures differ, ``spread`` how many times the larger value is the smaller.
    """

    rule: str
    observations: tuple
    text: str
    hops: tuple = ()
    facets: dict = field(default_factory=dict, hash=False)
    spread: str | None = None

    @property
    def slug(self):
        """Return its id: the same figures under the same rule are the same finding for ever."""
        about = "\n".join([*self.observations, *map(str, self.hops)])
        digest = hashlib.blake2b(about.encode(), digest_size=8).hexdigest()
        return f"{self.rule.replace('_', '-')}-{digest}"


def spread(one, other):
    """Return how many times the larger value is the smaller, to 2 decimals; None without one."""
    values = sorted(answer.value for answer in (one, other) if answer.value)
    if len(values) < 2 or values[0] <= 0:
        return None
    return digits(Fraction(round(values[1] / values[0] * 100), 100))


def apart(one, other):
    """Return the words for two intervals that do not meet."""
    return f"{one.interval} and {other.interval} have no number in common."
