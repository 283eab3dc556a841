"""Pages by position: a cursor carries the pinned release and where the page before it ended."""

import base64
import hashlib
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

import orjson
from django.utils.crypto import constant_time_compare, salted_hmac
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from datasets.store.keyset import take

from .parameters import COUNT, CURSOR, LIMIT

SALT = "caveat.cursor"
# What may differ from page to page without asking another question.
NOT_THE_QUESTION = {"cursor", "limit", "count", "count_by", "fields", "detail", "format"}


@dataclass(frozen=True)
class Cursor:
    """A position in the answer to one question, as of one release."""

    newest: int
    after: tuple
    backwards: bool = False

    def encode(self, question):
        """Return it as opaque text that holds for this question only."""
        body = orjson.dumps([self.newest, [*self.after], self.backwards])
        return base64.urlsafe_b64encode(_seal(body, question) + body).decode().rstrip("=")

    @classmethod
    def decode(cls, text, question):
        """Return the Cursor; ValueError when it was forged or belongs to another question."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except ValueError as error:
            raise ValueError("not a cursor") from error
        seal, body = raw[:16], raw[16:]
        # Bits past the last byte would give one cursor several spellings.
        if base64.urlsafe_b64encode(raw).decode().rstrip("=") != text or not constant_time_compare(
            seal, _seal(body, question)
        ):
            raise ValueError("forged, or of another question")
        newest, after, backwards = orjson.loads(body)
        return cls(newest, tuple(after), backwards)


def _seal(body, question):
    return salted_hmac(SALT, body + b"\0" + question, algorithm="sha256").digest()[:16]


def question_of(path, query):
    """Return the bytes that tell one question from another."""
    asked = sorted(pair for pair in query.items() if pair[0] not in NOT_THE_QUESTION)
    return hashlib.sha256(orjson.dumps([path, asked])).digest()


@dataclass(frozen=True)
class Page:
    """The keys of a page, and the cursors of its neighbours (None where there is none)."""

    keys: list
    next: Cursor | None
    previous: Cursor | None


def page(walk, limit, newest, cursor=None):
    """Return the Page of up to ``limit`` rows after (or before) the cursor.

    ``walk(count, after, backwards)`` returns rows, each a position and the key of what is there.
    """
    backwards = cursor is not None and cursor.backwards
    after = cursor.after if cursor else None
    rows = walk(limit + 1, after, backwards)
    more = len(rows) > limit
    rows = rows[:limit]
    if backwards:
        rows.reverse()
    earlier = more if backwards else cursor is not None
    later = cursor is not None if backwards else more
    return Page(
        keys=[row[-1] for row in rows],
        next=Cursor(newest, _position(rows[-1])) if rows and later else None,
        previous=Cursor(newest, _position(rows[0]), backwards=True) if rows and earlier else None,
    )


def _position(row):
    return tuple(key.isoformat() if hasattr(key, "isoformat") else key for key in row[:-1])


def address(path, query, cursor, question):
    """Return the address of a neighbouring page: clients follow it wherever they read it."""
    if cursor is None:
        return None
    return f"{path}?{urlencode({**query, 'cursor': cursor.encode(question)})}"


class KeysetPagination(BasePagination):
    """Pages of records by position, as of the release that the first page saw."""

    parameters = (LIMIT, CURSOR, COUNT)

    def read(self, reader, request, newest):
        """Read which page is asked for; what is wrong is collected by the reader.

        ``newest`` is the release that a first page is pinned to; later ones stay at theirs.
        """
        self._limit, self._counts = reader.limit(), reader.counts()
        self._path, self._query = request.path, request.query
        self._here = request.build_absolute_uri(request.path)
        self._question = question_of(self._path, self._query)
        self._cursor = reader.cursor(self._question)
        self.newest = newest if self._cursor is None else self._cursor.newest
        reader.seen = reader.seen.pinned(self.newest)

    def paginate_queryset(self, queryset, request, view=None):
        """Return the primary keys of the page's records, in the order of the view."""
        walk = partial(take, queryset, view.sort, extra=("pk",))
        return self.paginate(walk, queryset)

    def paginate(self, walk, counted):
        """Return the keys of the page of whatever ``walk`` walks; ``counted`` counts all of it."""
        self._page = page(walk, self._limit, self.newest, self._cursor)
        self._count = {"count": counted.count()} if self._counts else {}
        return self._page.keys

    def around(self, here):
        """Return the addresses of the page before and the one after, None where there is none."""
        neighbours = (("next", self._page.next), ("previous", self._page.previous))
        return {
            name: address(here, self._query, neighbour, self._question)
            for name, neighbour in neighbours
        }

    def get_paginated_response(self, data):
        """Return the page; its neighbours are named in the body and in Link."""
        around = self.around(self._here)
        links = [f'<{path}>; rel="{name}"' for name, path in around.items() if path]
        headers = {"Link": ", ".join(links)} if links else None
        return Response({"results": data, **around, **self._count}, headers=headers)
