"""A NUL in any part of any address is an address that is none: PostgreSQL takes no such text."""

import re

import pytest
from django.urls import get_resolver
from django.urls.resolvers import RegexPattern, URLResolver

EXAMPLES = {"slug": "herons", "number": "1", "suffix": "csv", "file": "observations.csv"}
EXAMPLES |= {"part": "1", "id": "1", "object_id": "herons", "app_label": "datasets"}
EXAMPLES |= {"content_type_id": "1", "pk": "1"}


def routes(resolver, before=""):
    """Yield the route of every address that is not a pattern of many."""
    for one in resolver.url_patterns:
        if isinstance(one.pattern, RegexPattern):
            continue
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from routes(one, route)
        else:
            yield route


def with_null(route):
    """Yield the address of a route with a NUL as each of its parts, and at the end of each."""
    whole = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: EXAMPLES[found[1]], route).split("/")
    for place, part in enumerate(whole):
        for spoilt in ("%00", f"{part}%00", f"%00{part}"):
            yield "/" + "/".join([*whole[:place], spoilt, *whole[place + 1 :]])


def test_it_is_nothing_on_every_route(published, api, admin_client):
    # attacks 15
    asked = [path for route in routes(get_resolver()) for path in with_null(route)]
    assert len(asked) > 500
    for path in asked:
        client = admin_client if path.startswith("/admin/") else api.client
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("segment", ["%00", "a%00b", "1%00", "%00.csv", "latest%00"])
def test_it_names_no_release_and_no_file(published, api, segment):
    # attacks 15
    below = ("{}", "{}/observations.csv", "{}/cite.bib", "1/{}", "latest/{}")
    for place in (f"releases/{one}" for one in below):
        assert api.get(f"datasets/herons/{place.format(segment)}").status_code == 404
