"""The origin itself put another figure in its place."""

from .finding import Finding, spread

RULE = "revised"


def find(ground):
    """Yield a finding for each figure that revises another."""
    for newer, older in ground.revised:
        put, gone = (one.interval or "a figure in words" for one in (newer, older))
        text = f"{put} takes the place of {gone}."
        yield Finding(RULE, (newer.slug, older.slug), text, spread=spread(newer, older))
