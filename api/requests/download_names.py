"""What an export is called, and where it is described."""

import hashlib
from urllib.parse import urlencode

from datasets.records import OBSERVATION

# What chooses the form of the file and not what is in it.
OF_THE_FORM = ("format", "bom")


def headers(request, noun, fmt, snapshot):
    """Return the headers that name the file and lead to its description.

    The name holds the dataset and its release where it is one, and a short hash of what was asked
    for, so that two files of different questions have different names.
    """
    releases = [
        one for one in snapshot.releases() if request.query.get("dataset") in (None, one.dataset)
    ]
    alone = releases[0] if len(releases) == 1 else None
    asked = sorted((name, word) for name, word in request.query.items() if name not in OF_THE_FORM)
    choice = [(name, word) for name, word in asked if name not in ("dataset", "release")]
    parts = [f"{alone.dataset}-{alone.number}" if alone else "caveat", noun.plural]
    if choice:
        parts.append(hashlib.sha256(urlencode(asked).encode()).hexdigest()[:8])
    named = {"Content-Disposition": f'attachment; filename="{"-".join(parts)[:150]}.{fmt.name}"'}
    if alone and noun is OBSERVATION:
        path = f"/api/v1/datasets/{alone.dataset}/releases/{alone.number}"
        described = f'<{path}/observations.csv-metadata.json>; rel="describedby"'
        named["Link"] = f'{described}; type="application/csvm+json"'
    return named
