"""Titles of documents; what stands in square brackets describes one that has none, or no known."""


def is_described(title: str) -> bool:
    """Return whether a title is a description of the document."""
    return title.startswith("[") and title.endswith("]") and "[" not in title[1:]


def undescribed(title: str) -> str:
    """Return a title as a reader has it, without the brackets that are there for programs."""
    return title[1:-1] if is_described(title) else title
