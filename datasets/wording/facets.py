"""The parts of what is counted, as people call them."""

import re
from collections.abc import Mapping

# What stands between the words of two measures, or of a reading that may be either.
_BETWEEN = re.compile(r"( → | / |\|)")


def labelled(facets: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    """Return facets with each word in its label, if it has one: received → opened."""
    return {
        name: "".join(labels.get(part, part) for part in _BETWEEN.split(text))
        for name, text in facets.items()
    }
