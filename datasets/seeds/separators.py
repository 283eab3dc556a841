"""Telling that a CSV file was saved with another separator than commas."""

from collections.abc import Sequence

_OTHERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def separator_problem(header: Sequence[str]) -> str:
    """Return what separates the one cell of a header that should be many, empty where nothing."""
    if len(header) != 1:
        return ""
    for separator, name in _OTHERS.items():
        if separator in header[0]:
            return (
                f"separated by {name}: save it with commas; Excel does so as “CSV UTF-8” where the "
                "system's list separator is a comma"
            )
    return ""
