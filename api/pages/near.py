"""The near things of a refusal as addresses that work."""

import re

from api.requests import redacted
from api.requests.elsewhere import address
from datasets.models.validators import SLUG

# The parameters that ask for an earlier state.
STATE = ("dataset", "release", "as_of")


def links(error, path, asked):
    """Return (what it is called, where it leads) for what was probably meant."""
    near = error["nearest"]
    if error["code"] == redacted.CODE:
        now = {name: text for name, text in asked.items() if name not in STATE}
        return [("as of now", address(path, now))] if now != asked else []
    if near is None:
        return []
    if error["parameter"] == "path":
        return [(near, near)]
    if error["parameter"] in ("id", "dataset") and error["parameter"] not in asked:
        before, _, _ = path.rpartition("/")
        return [(near, f"{before}/{near}")] if re.fullmatch(SLUG, near) else []
    if error["value"] is None:
        return [(near, address(path, _renamed(asked, error["parameter"], near)))]
    meant = {**asked, error["parameter"]: near}
    return [(f"{error['parameter']}={near}", address(path, meant))]


def _renamed(asked, name, near):
    return {near if one == name else one: text for one, text in asked.items()}
