"""No framework at all: the stored records of a page by one query, over WSGI and sqlite3."""

import os
import sqlite3
import threading
from urllib.parse import parse_qsl, urlencode

PAGE = (
    "SELECT r.slug, t.body FROM datasets_record r "
    "JOIN datasets_recordjson t ON t.record_id = r.id "
    "WHERE r.noun = 'observation' AND r.valid_from_release <= ? AND r.valid_to_release > ? "
    "AND r.slug > ?{} "
    "ORDER BY r.slug LIMIT ?"
)
NEWEST = "SELECT max(id) FROM datasets_release"
FILTERS = {
    "topic": " AND r.topic = ?",
    "bias": " AND r.bias = ?",
    "value__gte": " AND r.value >= ?",
}

local = threading.local()


def application(environ, start_response):
    """Answer one page after the slug ``after``."""
    query = dict(parse_qsl(environ["QUERY_STRING"]))
    limit, after = int(query.pop("limit", 50)), query.pop("after", "")
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(os.environ["BENCH_DATABASE"])
    (newest,) = local.connection.execute(NEWEST).fetchone()
    conditions = "".join(FILTERS[name] for name in query)
    values = (float(word) if name == "value__gte" else word for name, word in query.items())
    asked = (newest, newest, after, *values, limit + 1)
    rows = local.connection.execute(PAGE.format(conditions), asked).fetchall()
    following = b"null"
    if len(rows) > limit:
        rows.pop()
        after = urlencode({"limit": limit, **query, "after": rows[-1][0]})
        following = f'"/?{after}"'.encode()
    records = b",".join([row[1] for row in rows])
    body = b'{"results":[' + records + b'],"next":' + following + b"}"
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]
