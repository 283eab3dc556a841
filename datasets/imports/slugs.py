"""Permanent names made of the words that people use."""

import re
from collections.abc import Container

from anyascii import anyascii

_LONGEST = 60


def slug_of(*texts: str, longest: int = _LONGEST) -> str:
    """Return a slug of the words of texts, in whichever script; empty where they have none."""
    words = re.findall("[a-z0-9]+", anyascii(" ".join(texts)).lower())
    if words and words[0][0].isdigit():
        words = ["n", *words]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:longest]
        if len(longer) > longest:
            break
        slug = longer
    return slug


def free_slug(wanted: str, taken: Container[str]) -> str:
    """Return the slug, with the first number that makes it a new one where it is taken."""
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
