"""Exports that must be made whole before their length is known: XLSX and Parquet."""

import datetime
import io
import tempfile

from api.requests import problems
from datasets import exact_json
from datasets.formats.about import About, FormatLimitExceeded
from datasets.models import Record
from datasets.store.keyset import walk

# What one file may take on the disk while it is made and read.
MOST_BYTES = 512 * 2**20
IN_MEMORY = 2**20
BYTES_A_BLOCK = 2**16


class _Bounded:
    """A binary file that refuses to grow beyond a size."""

    def __init__(self, file):
        self._file = file

    def write(self, data):
        """Write the data, if there is room for it."""
        if self._file.tell() + len(data) > MOST_BYTES:
            raise FormatLimitExceeded(f"the file would be larger than {MOST_BYTES} bytes")
        return self._file.write(data)

    def forget(self):
        """Close the file; what a half-made archive still writes at its end goes nowhere."""
        self._file.close()
        self._file = io.BytesIO()

    def __getattr__(self, name):
        return getattr(self._file, name)


def made(fmt, noun, records, snapshot, sort, rows):
    """Return a file that holds these records, at its beginning, and its length.

    Problem where they do not fit the format: it is whole, or it is not handed out.
    """
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by its reader)
    bounded = _Bounded(file)
    try:
        fmt.write(bounded, noun, parsed(records, sort), _about(noun, snapshot, rows))
    except FormatLimitExceeded as error:
        bounded.forget()
        wrong = problems.error(
            "format", fmt.name, str(error), code="does_not_fit", expected="format=csv or ndjson"
        )
        raise problems.Problem(422, f"this does not fit {fmt.name}", [wrong]) from error
    length = file.seek(0, 2)
    file.seek(0)
    return file, length


def blocks(file):
    """Yield the file in blocks, and close it."""
    with file:
        while block := file.read(BYTES_A_BLOCK):
            yield block


def parsed(records, sort):
    """Yield the JSON of the records, parsed, in this order."""
    for rows in walk(records, sort, ("json__body",)):
        yield from (exact_json.loads(bytes(row[-1])) for row in rows)


def _about(noun, snapshot, rows):
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
    )
