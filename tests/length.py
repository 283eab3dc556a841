"""How much is tried: what takes seconds, or with LONG_TESTS (``make test-long``) far more.

With FEW_TESTS, a handful: ``make faults`` tries so much of what the suite tries at more places.
"""

import os

LONG = "LONG_TESTS" in os.environ
FEW = "FEW_TESTS" in os.environ
EXAMPLES = 5_000


def examples(usual):
    """Return how many examples are tried where it is not Hypothesis's own number."""
    return EXAMPLES if LONG else usual
