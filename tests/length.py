"""How much is tried: what takes seconds, or with LONG_TESTS (``make test-long``) far more."""

import os

LONG = "LONG_TESTS" in os.environ
EXAMPLES = 5_000


def examples(usual):
    """Return how many examples are tried where it is not Hypothesis's own number."""
    return EXAMPLES if LONG else usual
