"""A whole list as one file: streamed as it is stored, sealed with a release, or generated."""

from dataclasses import replace

from api.limits import throttles
from api.requests import download_names
from datasets.formats import csv
from datasets.records import OBSERVATION
from datasets.store import streams

from . import chosen_exports, generated_files, sealed_files, streamed


def header_of(noun, fmt, bom):
    """Return the header line that a file of the format begins with, in bytes."""
    return (csv.BOM if bom else b"") + noun.header if fmt.with_header else b""


class Export:
    """The records that a list view was asked for, in the format that was asked for."""

    def __init__(self, view, records, snapshot, bom, selection):
        self._view, self._request = view, view.request
        self._noun, self._fmt = view.noun, view.fmt
        self._records, self._snapshot, self._sort = records, snapshot, view.sort
        self._selection = selection
        self._header = header_of(selection.chosen, view.fmt, bom)
        self._releases = self._whole_releases(view.filters())

    def response(self, etag):
        """Return the answer; to HEAD its headers, for which nothing is read or made."""
        rows, size = self._totals()
        names = download_names.headers(self._request, self._noun, self._fmt, self._snapshot)
        headers = {"ETag": etag, "Row-Count": str(rows), **names}
        if sealed := self._sealed():
            return self._in_place(*sealed, headers)
        if self._fmt.write or not self._selection.whole:
            return self._generated(rows, headers)
        length = streams.length((rows, size), self._fmt, self._header)
        blocks = streams.blocks(self._records, self._fmt, self._header, self._sort)
        return streamed.response(self._view, blocks, length, headers, self._view.pinned)

    def _whole_releases(self, filters):
        """Return the releases whose figures are asked for, all of them and no others; else none."""
        filtered = (self._request.query.keys() & filters) - {"dataset"}
        if self._noun is not OBSERVATION or filtered or self._snapshot.history:
            return []
        dataset = self._request.query.get("dataset", self._snapshot.dataset)
        return replace(self._snapshot, dataset=dataset).releases()

    def _totals(self):
        """Return rows and bytes: those that were sealed, where just these are asked for."""
        if self._releases:
            return streams.released(self._releases, self._fmt)
        return streams.counted(self._records, self._fmt)

    def _sealed(self):
        """Return (release, its file) where the answer to this question was made and sealed."""
        if not self._fmt.write or not self._selection.whole:
            return None
        if len(self._releases) != 1 or self._sort != self._noun.sorts["id"]:
            return None
        (release,) = self._releases
        found = [one for one in release.files if one["name"] == f"observations.{self._fmt.name}"]
        return (release, *found) if found else None

    def _in_place(self, release, listed, headers):
        """Answer in place, not with the way there: not everybody follows."""
        location = f"/api/v1/datasets/{release.dataset}/releases/{release.number}/{listed['name']}"
        headers["Content-Location"] = location
        blocks = sealed_files.stream(release, listed, 0, listed["bytes"])
        return streamed.response(self._view, blocks, listed["bytes"], headers)

    def _generated(self, rows, headers):
        if self._request.method == "HEAD":
            return streamed.head(self._view, headers | {"Accept-Ranges": "none"})
        throttles.made_for(self._view)
        file = self._made(rows)
        return streamed.response(self._view, file.blocks(), file.length(), headers)

    def _made(self, rows):
        request, fmt, selection = self._request, self._fmt, self._selection
        if fmt.write:
            noun, snapshot = selection.chosen, self._snapshot
            return generated_files.made(
                request, fmt, noun, self._records, snapshot, self._sort, rows
            )
        blocks = chosen_exports.blocks(fmt, self._records, self._sort, selection, self._header)
        return generated_files.written(request, fmt, blocks)
