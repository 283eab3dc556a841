"""The groups in which the caveats of a figure stand, as a reader asks for them."""

from typing import Any

GROUPS = {
    "understated": "Why the real figure may be higher",
    "overstated": "Why the real figure may be lower",
    "mixed": "Why it could be higher or lower",
    "unknown": "Why it may be off",
    "interpretation": "Read it right",
}


def group(caveat: Any) -> str:
    """Return the group of a caveat: what it says of the number, or that it is easily misread."""
    if caveat["affects"] == "interpretation":
        return "interpretation"
    return str(caveat["direction"])
