"""Reads figures with the client that openapi-python-client makes: HOME."""

import sys
from urllib.parse import parse_qs, urlsplit

from caveat_client import Client
from caveat_client.api.observations import (
    export_observations,
    list_observations,
    read_observation,
    read_observation_history,
    total_observations,
)
from caveat_client.api.releases import list_releases, read_release_file
from caveat_client.api.service import search
from caveat_client.models import AskedComparatorTerm, ExportSuffix, ListObservationsCount, Problem

WANTED = [AskedComparatorTerm.EQ, AskedComparatorTerm.ABOUT]


def main(home):
    """Read figures in each way that the description offers."""
    client = Client(base_url=home)
    figures = all_figures(client)
    some = list_observations.sync(client=client, comparator=WANTED, limit=1000).results
    assert [one.id for one in some] == [one.id for one in figures if one.comparator in WANTED]
    one = read_observation.sync("awol-2023-s1", client=client)
    assert (one.value, one.value_digits) == (2076, "2076")
    total = total_observations.sync(
        client=client, measure=["desertion-requests"], value_in=["305", "577"]
    ).total
    assert total.value == 882
    assert total.caveats
    versions = read_observation_history.sync(one.id, client=client).versions
    assert versions[-1].record.statement == one.statement
    release = list_releases.sync(client=client).results[0]
    file = read_release_file.sync_detailed(
        release.dataset, str(release.number), "observations.csv", client=client
    )
    assert len(file.content) == release.bytes_
    lines = export_observations.sync(ExportSuffix.NDJSON, client=client)
    assert len(lines.splitlines()) == len(figures)
    hits = search.sync(client=client, q="2,076 cases of desertion").hits
    assert hits[0].id == one.id
    refused = list_observations.sync(client=client, measure=["nosuch"])
    assert isinstance(refused, Problem)
    assert refused.errors[0].parameter == "measure"
    print(f"{len(figures)} figures, of which one:", one.statement, one.caveats[0].text, sep="\n")


def all_figures(client):
    """Return the figures of all pages."""
    figures, asked = [], {"limit": 50, "count": ListObservationsCount.EXACT}
    while True:
        page = list_observations.sync(client=client, **asked)
        figures += page.results
        if page.next_ is None:
            assert len({one.id for one in figures}) == len(figures) == page.count
            return figures
        asked["cursor"] = parse_qs(urlsplit(page.next_).query)["cursor"][0]


if __name__ == "__main__":
    main(*sys.argv[1:])
