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
    451: "Something that stood here had to be removed for good: what it was, when and why.",
    500: "The fault is ours; what you asked may have been right.",
}
_ASKED = ("You asked", "What is wrong", "Perhaps")
_COLUMNS = {
    410: ("You asked", "What is wrong", "Instead"),
    451: ("Redacted", "When and why", "Instead"),
}


def title(status: int) -> str:
    """Return the title of the page."""
    return _TITLES.get(status, "This was not answered")


def lead(problem: Mapping[str, Any]) -> str:
    """Return the sentence below the title."""
    detail: str = problem["detail"].removesuffix(".")
    return _LEADS.get(problem["status"]) or f"{detail[:1].upper()}{detail[1:]}."


def columns(status: int) -> tuple[str, str, str]:
    """Return what stands above the parts of the question, what is said of them, and the links."""
    return _COLUMNS.get(status, _ASKED)


def reason(error: Mapping[str, Any]) -> str:
    """Return what is wrong with one part of the question."""
    if error["code"] == "unknown_parameter":
        return f"There is no filter “{error['parameter']}”."
    told = error["reason"].removesuffix(".")
    if error["code"] == "redacted":
        return f"{told}."
    expected = f" Expected: {error['expected']}." if error["expected"] else ""
    return f"{told[:1].upper()}{told[1:]}.{expected}"
