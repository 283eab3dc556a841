"""A refusal in the words of its page."""

from collections.abc import Mapping
from typing import Any

_TITLES = {
    400: "This cannot be shown as asked",
    404: "Nothing stands at this address",
    406: "This page has no such form",
    410: "This was withdrawn",
    414: "The address is too long",
    451: "This was redacted",
    429: "Too many requests",
    500: "Something went wrong here",
    503: "This cannot be answered at the moment",
    507: "There is no room to answer this",
}
_LEADS = {
    400: "We do not guess: a filter that is ignored would give a wrong list.",
    500: "The fault is ours; what you asked may have been right.",
}


def title(status: int) -> str:
    """Return the title of the page."""
    return _TITLES.get(status, "This was not answered")


def lead(problem: Mapping[str, Any]) -> str:
    """Return the sentence below the title."""
    detail: str = problem["detail"].removesuffix(".")
    return _LEADS.get(problem["status"]) or f"{detail[:1].upper()}{detail[1:]}."


def reason(error: Mapping[str, Any]) -> str:
    """Return what is wrong with one part of the question."""
    if error["code"] == "unknown_parameter":
        return f"There is no filter “{error['parameter']}”."
    told = error["reason"]
    expected = f" Expected: {error['expected']}." if error["expected"] else ""
    return f"{told[:1].upper()}{told[1:]}.{expected}"
