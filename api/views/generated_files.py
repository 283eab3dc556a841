"""Exports that must be made whole before their length is known."""

import datetime

from api.limits import making
from api.limits.made_file import MadeFile
from api.requests import problems
from datasets import exact_json
from datasets.formats.about import About, FormatLimitExceeded
from datasets.models import Record
from datasets.store.keyset import walk


def made(request, fmt, noun, records, snapshot, sort, rows):
    """Return the MadeFile that holds these records.

    Problem where they do not fit the format: it is whole, or it is not handed out.
    """
    file = MadeFile(request)
    try:
        with file.being_made(), making.turn(request), file.beside():
            about = _about(noun, snapshot, rows, file.folder)
            fmt.write(file, noun, file.watched(parsed(records, sort)), about)
    except FormatLimitExceeded as error:
        raise _unfit(fmt, error) from error
    return file


def written(request, fmt, blocks):
    """Return the MadeFile that holds these blocks; Problem where it would grow too large."""
    file = MadeFile(request)
    try:
        with file.being_made():
            for block in blocks:
                file.write(block)
    except FormatLimitExceeded as error:
        raise _unfit(fmt, error) from error
    return file


def _unfit(fmt, error):
    expected = "format=csv or ndjson" if fmt.write else "fewer records, or no fields="
    wrong = problems.error("format", fmt.name, str(error), code="does_not_fit", expected=expected)
    return problems.Problem(422, f"this does not fit {fmt.name}", [wrong])


def parsed(records, sort):
    """Yield the JSON of the records, parsed, in this order."""
    for rows in walk(records, sort, ("json__body",)):
        yield from (exact_json.loads(bytes(row[-1])) for row in rows)


def _about(noun, snapshot, rows, folder):
    releases = snapshot.releases()
    alone = releases[0] if len(releases) == 1 else None
    named = "; ".join(f"{one.dataset} {one.number}" for one in releases)
    datasets = (
        Record.objects.of("dataset").in_snapshot(snapshot).order_by("slug", "-valid_from_release")
    )
    records = {one["id"]: one for one in reversed(datasets.parsed())}
    licences = "; ".join(dict.fromkeys(one["license"] for one in records.values()))
    title = records[alone.dataset]["title"] if alone else "Caveat"
    release, chosen = str(alone.number) if alone else named, "A choice of the release"
    if snapshot.history:
        release, named = f"{release} and all before", f"{named} and all before"
        chosen = "Every version that a release held, a choice of them"
    return About(
        title=title,
        dataset=alone.dataset if alone else "; ".join(sorted(records)),
        release=release,
        day=max((one.day for one in releases), default=datetime.date(1970, 1, 1)),
        # Several releases are not what one observations.csv says.
        digest=alone.digest if alone and not snapshot.history else None,
        license=licences,
        cite=f"Caveat, {title}, release {named}.",
        note=f"{noun.description} {chosen}, made by the filters of a request.",
        rows=rows,
        folder=folder,
    )
