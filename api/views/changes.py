"""What the releases added, changed, withdrew and replaced."""

import re

from api.limits import throttles
from api.openapi.exports import ExportOperation
from api.openapi.operations import ChangesOperation
from api.requests.pagination import KeysetPagination
from api.requests.parameters import BETWEEN, BOM, SLUG_SCHEMA, UPDATED_AFTER, Parameter, format_of
from api.requests.reader import Reader
from datasets import exact_json
from datasets.formats import csv, json, ndjson
from datasets.models import Release
from datasets.records import NOUNS
from datasets.records.change import CHANGE, line
from datasets.releases.changes import Changes
from datasets.releases.differences import Differences

from . import generated_files, streamed
from .base import PublicView
from .exports import header_of

NAMES = [noun.name for noun in NOUNS]
NOUN = Parameter("noun", "Only changes of this sort of record.", {"type": "string", "enum": NAMES})


class ChangesReader(Reader):
    """Reads which changes are asked for."""

    def one_of(self, name, valid):
        """Return the word that is asked for, None for all."""
        asked = self.query.get(name)
        if asked is not None and asked not in valid:
            reason = f"“{asked[:80]}” is unknown"
            expected = f"one of {', '.join(valid)}" if len(valid) <= len(NAMES) else None
            self._wrong(name, reason, "unknown_word", expected=expected, valid=valid, word=asked)
        return asked

    def between(self, newest):
        """Return the places of the two releases that are to be compared, None where none are."""
        if "between" not in self.query:
            return None
        numbers, wrong = self.query["between"].split(","), len(self.errors)
        if "updated_after" in self.query:
            reason, expected = "it stands beside updated_after", "one of the two"
            self._wrong("between", reason, "conflict", expected=expected)
        elif len(numbers) != 2:
            self._wrong("between", "not two releases", "not_of_form", expected="two, as in 1,2")
        places = []
        for number in numbers:
            if len(self.errors) == wrong:
                dataset = self.query.get("dataset")
                places.append(self._release(number, dataset, newest, "between").newest)
        if len(self.errors) == wrong and places != sorted({*places}):
            expected = "two different releases, the earlier one first"
            self._wrong("between", "not in order", "out_of_range", expected=expected)
        return places

    def after(self, newest):
        """Return the Snapshot after which changes are asked for, None for all."""
        asked = self.query.get("updated_after")
        if asked is None:
            return None
        if re.fullmatch("[0-9]+", asked):
            return self._release(asked, self.query.get("dataset"), newest, "updated_after")
        return self._as_of(asked, newest, "updated_after")


class ChangesView(PublicView):
    """What became of all records: pages in JSON, whole exports in every other format."""

    noun = CHANGE
    offered = (json.FORMAT, csv.FORMAT, ndjson.FORMAT)
    operation = ChangesOperation
    suffixed = ExportOperation
    pagination_class = KeysetPagination
    reader_class = ChangesReader

    @property
    def pinned(self):
        """Whether two releases are compared, neither of which changes any more."""
        return "between" in self.request.query

    def declared(self):
        which = (_dataset(), NOUN, UPDATED_AFTER, BETWEEN)
        words = (*which, *KeysetPagination.parameters, format_of(self.offered), BOM)
        return {parameter.name: parameter for parameter in words}

    def get(self, request, suffix=None):
        """Answer a page or an export."""
        newest, bom = self.reader.snapshot().newest, self.reader.with_bom()
        of = {
            "dataset": self.reader.one_of("dataset", _published()),
            "noun": self.reader.one_of("noun", NAMES),
        }
        between, after = self.reader.between(newest), self.reader.after(newest)
        if self.fmt.paged:
            # What is compared stays as it is, whatever is published later.
            self.paginator.read(self.reader, request, between[-1] if between else newest)
        self.reader.refuse()
        newest = self.paginator.newest if self.fmt.paged else newest
        etag = self.etag(newest)
        changes = Differences(*between, **of) if between else Changes(newest, after=after, **of)
        return self._page(changes, etag) if self.fmt.paged else self._export(changes, etag, bom)

    def _page(self, changes, etag):
        keys = self.paginator.paginate(changes.take, changes)
        response = self.get_paginated_response(changes.serialized(keys))
        response["ETag"] = etag
        return response

    def _export(self, changes, etag, bom):
        named = "-".join(filter(None, (self.request.query.get("dataset"), self.noun.plural)))
        headers = {
            "ETag": etag,
            "Row-Count": str(changes.count()),
            "Content-Disposition": f'attachment; filename="{named[:100]}.{self.fmt.name}"',
        }
        if self.request.method == "HEAD":
            return streamed.head(self, headers | {"Accept-Ranges": "none"})
        throttles.made_for(self)
        file = generated_files.written(self.request, self.fmt, _blocks(changes, self.fmt, bom))
        return streamed.response(self, file.blocks(), file.length(), headers)


def _published():
    return list(Release.objects.order_by("dataset").values_list("dataset", flat=True).distinct())


def _dataset():
    """Return the parameter that names a dataset, with one that is published now."""
    schema = SLUG_SCHEMA | ({"examples": words[:1]} if (words := _published()) else {})
    return Parameter("dataset", "Only changes that this dataset's releases made.", schema)


def _blocks(changes, fmt, bom):
    """Yield the export in blocks of bytes."""
    if fmt.with_header:
        yield header_of(CHANGE, fmt, bom)
    for block in changes.blocks():
        if fmt.with_header:
            yield b"".join(line(one) for one in block)
        else:
            yield b"".join(exact_json.dumps(one) + fmt.row_end for one in block)
