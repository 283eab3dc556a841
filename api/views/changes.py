"""The endpoint that tells what the releases added, changed, withdrew and replaced."""

import re
from tempfile import SpooledTemporaryFile

import orjson
from django.http import StreamingHttpResponse

from api.openapi.components import SLUG_SCHEMA
from api.openapi.operations import ChangesOperation
from api.requests import caching, pagination
from api.requests.negotiation import choose
from api.requests.parameters import (
    BOM,
    COUNT,
    CURSOR,
    LIMIT,
    UPDATED_AFTER,
    Parameter,
    Reader,
    format_of,
)
from datasets.formats import csv, json, ndjson
from datasets.models import Release
from datasets.records import NOUNS
from datasets.records.change import CHANGE, line
from datasets.releases.history import Changes
from datasets.store import streams

from . import generated_files
from .records import JSON, PublicView, answer_page

OFFERED = (json.FORMAT, csv.FORMAT, ndjson.FORMAT)
NAMES = [noun.name for noun in NOUNS]
# An export is written before it is sent, so that its length is known; beyond this, to a file.
BYTES_IN_MEMORY = 2**20
NOUN = Parameter("noun", "Only changes of this sort of record.", {"type": "string", "enum": NAMES})


class ChangesReader(Reader):
    """Reads which changes are asked for."""

    def one_of(self, name, valid):
        """Return the word that is asked for, None for all."""
        asked = self.query.get(name)
        if asked is not None and asked not in valid:
            reason = f"“{asked[:80]}” is unknown"
            expected = f"one of {', '.join(valid)}" if len(valid) <= len(NAMES) else None
            self._wrong(name, reason, expected=expected, valid=valid, word=asked)
        return asked

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
    offered = OFFERED
    schema = ChangesOperation()

    def declared(self):
        """Return the parameters that the view takes."""
        which = (_dataset(), NOUN, UPDATED_AFTER)
        words = (*which, LIMIT, CURSOR, COUNT, format_of(self.offered), BOM)
        return {parameter.name: parameter for parameter in words}

    def get(self, request, suffix=None):
        """Answer a page or an export."""
        fmt = choose(request, suffix, self.offered)
        reader = ChangesReader(request, self.noun, self.declared(), fmt)
        newest, bom = reader.snapshot().newest, reader.with_bom()
        asked = {
            "dataset": reader.one_of("dataset", _published()),
            "noun": reader.one_of("noun", NAMES),
            "after": reader.after(newest),
        }
        if not fmt.paged:
            reader.refuse()
            return self._export(request, fmt, newest, asked, bom)
        return self._page(request, reader, newest, asked)

    def _page(self, request, reader, newest, asked):
        limit, counted = reader.limit(), reader.counts()
        question = pagination.question_of(request.path, request.query)
        cursor = reader.cursor(question)
        reader.refuse()
        if cursor is not None:
            newest = cursor.newest
        tag = caching.tag(request, newest, JSON)
        if caching.fresh(request, tag):
            return caching.not_modified({"ETag": tag})
        changes = Changes(newest, **asked)
        page = pagination.page(changes.take, limit, newest, cursor)
        count = {"count": changes.count()} if counted else {}
        return answer_page(request, page, question, changes.told(page.keys), count, tag)

    def _export(self, request, fmt, newest, asked, bom):
        tag = caching.tag(request, newest, fmt)
        if caching.fresh(request, tag):
            return caching.not_modified({"ETag": tag})
        changes = Changes(newest, **asked)
        named = "-".join(filter(None, (asked["dataset"], self.noun.plural)))
        headers = {
            "ETag": tag,
            "Row-Count": str(changes.count()),
            "Content-Disposition": f'attachment; filename="{named[:100]}.{fmt.name}"',
        }
        if request.method == "HEAD":
            return generated_files.head(fmt, headers)
        # Whoever reads it closes it.
        written = SpooledTemporaryFile(max_size=BYTES_IN_MEMORY)  # noqa: SIM115
        for block in _blocks(changes, fmt, bom):
            written.write(block)
        length = written.tell()
        written.seek(0)
        stream = streams.begun(streams.whole(generated_files.blocks(written), length))
        headers["Content-Length"] = str(length)
        return StreamingHttpResponse(stream, content_type=fmt.content_type, headers=headers)


def _published():
    return list(Release.objects.order_by("dataset").values_list("dataset", flat=True).distinct())


def _dataset():
    """Return the parameter that names a dataset, with the words that are published now."""
    words = _published()
    schema = {"type": "string", "enum": words} if words else SLUG_SCHEMA
    return Parameter("dataset", "Only changes that this dataset's releases made.", schema)


def _blocks(changes, fmt, bom):
    """Yield the export in blocks of bytes."""
    if fmt.with_header:
        yield (csv.BOM if bom else b"") + CHANGE.header
    for told in changes.blocks():
        if fmt.with_header:
            yield b"".join(line(one) for one in told)
        else:
            yield b"".join(orjson.dumps(one) + fmt.row_end for one in told)
