"""The same question, answered so that no number fits both; the only finding that disputes."""

from .finding import Finding, apart, spread

RULE = "contradiction"


def find(ground):
    """Yield a finding for each pair of rivals whose intervals are disjoint."""
    for one, other in ground.rivals:
        if one.interval and other.interval and one.interval.disjoint(other.interval):
            yield Finding(
                RULE, (one.slug, other.slug), apart(one, other), spread=spread(one, other)
            )
