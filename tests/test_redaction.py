"""What law or privacy forces to be emptied is emptied; that it was, when and why, is told."""

import pytest
from django.core.management import CommandError, call_command

from datasets.models import Record

REASON = "A court ordered it."


@pytest.fixture
def lake(published):
    """Return the world after a second release, which corrects the one figure."""
    published.change("nests-2023", value="42", change_note="The club counted again.")
    published.publish()
    return published


def redact(capsys, *records, reason=REASON, yes=True, dataset="herons"):
    """Say the command; return what it tells."""
    call_command("redact", dataset, *records, reason=reason, yes=yes)
    return capsys.readouterr().out


@pytest.mark.usefixtures("lake")
def test_x(api, capsys):
    print(redact(capsys, "nests-2023", yes=False))
    print(redact(capsys, "nests-2023"))
    for path in [
        "observations/nests-2023?dataset=herons&release=1",
        "observations?dataset=herons&release=1",
        "observations.csv?dataset=herons&release=1",
        "observations.ndjson?dataset=herons&release=1",
        "observations.xlsx?dataset=herons&release=1",
        "observations.parquet?dataset=herons&release=1",
        "observations/total?dataset=herons&release=1",
        "observations/nests-2023/history",
        "changes",
        "changes.csv",
        "observations/nests-2023/citations?dataset=herons&release=1",
        "/observations/nests-2023?dataset=herons&release=1",
        "/datasets/herons?release=1",
        "/datasets/herons/releases/1",
        "releases",
        "measures?dataset=herons&release=1",
        "search?q=41+nests&dataset=herons&release=1",
        "observations?include_history=true",
        "checks?dataset=herons&release=1",
        "/feed.atom",
        "datasets/herons/releases/1/observations.csv",
    ]:
        r = api.get(path)
        print(path, r.status_code, r.body[:600])
    call_command("verify_releases")
    print(capsys.readouterr().out)
    assert 0
