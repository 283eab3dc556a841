"""The same question, answered by another origin or a computation with a number that fits both."""

from .finding import Finding

RULE = "agreement"


def find(ground):
    """Yield a finding for each pair of rivals that are two-sided and meet."""
    for one, other in ground.rivals:
        if one.two_sided and other.two_sided and not one.interval.disjoint(other.interval):
            text = f"{one.interval} and {other.interval} have numbers in common."
            yield Finding(RULE, (one.slug, other.slug), text)
