"""Reads figures with the Python client that openapi-generator makes: HOME."""

import sys
from urllib.parse import parse_qs, urlsplit

from caveat_client import (
    ApiClient,
    AskedComparatorTerm,
    Configuration,
    ExportSuffix,
    ObservationsApi,
    ReleasesApi,
    ServiceApi,
)
from caveat_client.exceptions import BadRequestException

WANTED = [AskedComparatorTerm.EQ, AskedComparatorTerm.ABOUT]


def main(home):
    """Read figures in each way that the description offers."""
    with ApiClient(Configuration(host=home)) as client:
        observations, releases = ObservationsApi(client), ReleasesApi(client)
        figures = all_figures(observations)
        some = observations.list_observations(comparator=WANTED, limit=1000).results
        assert [one.id for one in some] == [one.id for one in figures if one.comparator in WANTED]
        one = observations.read_observation("awol-2023-s1")
        assert (one.value, one.value_digits) == (2076, "2076")
        total = observations.total_observations(
            measure=["desertion-requests"], value__in=["305", "577"]
        ).total
        assert total.value == 882
        assert total.caveats
        versions = observations.read_observation_history(one.id).versions
        assert versions[-1].record.statement == one.statement
        release = releases.list_releases().results[0]
        file = releases.read_release_file(release.dataset, str(release.number), "observations.csv")
        assert len(file) == release.bytes
        lines = observations.export_observations(ExportSuffix.NDJSON)
        assert len(lines.splitlines()) == len(figures)
        assert ServiceApi(client).search(q="2,076 cases of desertion").hits[0].id == one.id
        refused = refusal(observations)
        assert refused.errors[0].parameter == "measure"
    print(f"{len(figures)} figures, of which one:", one.statement, one.caveats[0].text, sep="\n")


def all_figures(observations):
    """Return the figures of all pages."""
    figures, further = [], {}
    while True:
        page = observations.list_observations(limit=50, count="exact", **further)
        figures += page.results
        if page.next is None:
            assert len({one.id for one in figures}) == len(figures) == page.count
            return figures
        further = {"cursor": parse_qs(urlsplit(page.next).query)["cursor"][0]}


def refusal(observations):
    """Return the problem that a question for an unknown measure is answered with."""
    try:
        observations.list_observations(measure=["nosuch"])
    except BadRequestException as refused:
        return refused.data
    raise AssertionError("it was answered")


if __name__ == "__main__":
    main(*sys.argv[1:])
