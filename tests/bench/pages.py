"""The pages that are asked for: at the start, at the far end, and with three filters."""

import base64
from dataclasses import dataclass
from itertools import cycle, islice
from urllib.parse import quote, urlencode

import orjson

from api.requests.pagination import Cursor, question_of
from datasets.models import Record
from datasets.records import OBSERVATION

PATH = "/api/v1/observations"
LIMIT = 100
# So many different pages, one after the other, are asked for in turn.
PAGES = 50
FILTERS = {"topic": "topic-03", "bias": "understated", "value__gte": "10"}


@dataclass
class Walk:
    """A stretch of successive pages: the addresses of each at one server, all of them full."""

    name: str
    paths: list

    def requests(self, count):
        """Return so many addresses, beginning anew at the end."""
        return list(islice(cycle(self.paths), count))


def walks(release, caveat, bare, serializers):
    """Return {place: {server: Walk}}; fail where servers disagree about what is on a page."""
    records = Record.objects.of(OBSERVATION.name).in_release(release.pk).order_by("slug")
    pages = min(PAGES, release.rows // LIMIT // 2)
    if pages < 1:
        raise SystemExit(f"{release.rows} records are less than two pages of {LIMIT}")
    # The position before the last so many full pages.
    far = release.rows - pages * LIMIT - 1
    slug, dataset = records.values_list("slug", "dataset")[far]
    cursor = Cursor(release.pk, (slug, dataset)).encode(question_of(PATH, {}))
    drf_cursor = base64.b64encode(f"p={quote(slug)}".encode()).decode()
    asked = {
        "start": (
            f"{PATH}?limit={LIMIT}",
            f"/?limit={LIMIT}",
            f"/observations?limit={LIMIT}",
        ),
        "far end": (
            f"{PATH}?limit={LIMIT}&cursor={quote(cursor)}",
            f"/?limit={LIMIT}&after={quote(slug)}",
            f"/observations?limit={LIMIT}&cursor={quote(drf_cursor)}",
        ),
        "three filters": (
            f"{PATH}?{urlencode({'limit': LIMIT, **FILTERS})}",
            f"/?{urlencode({'limit': LIMIT, **FILTERS})}",
            None,
        ),
    }
    servers = {"caveat": caveat, "bare": bare, "serializers": serializers}
    found = {}
    for place, first in asked.items():
        ids = {}
        found[place] = {}
        for (name, server), path in zip(servers.items(), first, strict=True):
            if path is not None:
                found[place][name], ids[name] = _walk(name, server, path, pages)
        if len(set(map(tuple, ids.values()))) != 1:
            raise SystemExit(f"the servers disagree about the pages at the {place}")
    return found


def for_people(release):
    """Return {place: {server: Walk}} of pages as HTML, kept by one server and made anew by another.

    Of figures so many are asked for that one follows the other from the store.
    """
    records = Record.objects.in_release(release.pk)
    figures = records.of(OBSERVATION.name).order_by("slug").values_list("slug", flat=True)
    measures = records.of("measure").order_by("slug").values_list("slug", flat=True)
    (dataset,) = records.of("dataset").values_list("slug", flat=True)
    asked = {
        "a figure as HTML": [f"/observations/{slug}" for slug in figures[:PAGES]],
        "a measure as HTML": [f"/measures/{slug}" for slug in measures[:PAGES]],
        "a dataset as HTML": [f"/datasets/{dataset}"],
    }
    return {
        place: {name: Walk(name, paths) for name in ("caveat", "anew")}
        for place, paths in asked.items()
    }


def _walk(name, server, path, pages):
    """Follow ``next`` over full pages; return the Walk and the ids seen."""
    paths, ids = [], []
    while path and len(paths) < pages:
        page = orjson.loads(server.get(path)[0])
        if len(page["results"]) < LIMIT:
            break
        paths.append(path)
        ids += [record.get("id") or record["slug"] for record in page["results"]]
        path = _without_host(page["next"])
    if not paths:
        raise SystemExit(f"{name}: no full page of {LIMIT} at {path}: more records are needed")
    return Walk(name, paths), ids


def _without_host(following):
    if following is None:
        return None
    return "/" + following.split("/", 3)[3] if following.startswith("http") else following
