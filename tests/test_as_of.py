"""A past day is answered with what was in force on it: release by release, row for row."""

import datetime
import hashlib

import orjson
import pytest

from datasets.models import Release
from datasets.records import NOUNS
from datasets.releases import release_files

from .five_releases import DAYS, EGRETS, HERONS, FiveReleases

BEFORE = min(DAYS.values()) - datetime.timedelta(days=2)
PAST_DAYS = [BEFORE + datetime.timedelta(days=number) for number in range(70)]
DATASETS = (HERONS, EGRETS)
LINE_END = b"\r\n"


@pytest.fixture
def lake(remembering):
    """Publish the lake, five times each of its datasets."""
    return remembering(FiveReleases)


def in_force(dataset, day):
    """Return the number of the dataset's release in force at the end of a day, 0 before any."""
    return max(
        (number for (name, number), on in DAYS.items() if name == dataset and on <= day), default=0
    )


def kept(dataset, number):
    """Return the lines of the file that was written with a release, without its header."""
    release = Release.objects.get(dataset=dataset, number=number)
    with release_files.opened(release, "observations.csv") as file:
        body = file.read()
    assert hashlib.sha256(body).hexdigest() == release.digest
    return lines(body)


def lines(body):
    """Return the lines of a CSV, without its header."""
    return body.split(LINE_END)[1:-1]


def test_the_days_tried_begin_before_the_first_release_and_end_after_the_last():
    assert PAST_DAYS[0] < min(DAYS.values())
    assert PAST_DAYS[-1] > max(DAYS.values())


@pytest.mark.slow(reason="asks for every day of ten releases")
@pytest.mark.usefixtures("lake")
def test_any_past_day_is_answered_with_the_file_of_the_release_in_force(api):
    files = {(name, number): kept(name, number) for name, number in DAYS}
    files |= {(name, 0): [] for name in DATASETS}
    assert len({tuple(one) for one in files.values()}) == len(DAYS) + 1
    for day in PAST_DAYS:
        numbers = {name: in_force(name, day) for name in DATASETS}
        for name, number in numbers.items():
            answer = api.get(f"observations.csv?dataset={name}&as_of={day}")
            assert lines(answer.body) == files[name, number], f"{name} on {day}"
            assert int(answer["Row-Count"]) == len(files[name, number])
        both = api.get(f"observations.csv?as_of={day}")
        # Their ids come in one order; a comma ends each, so that one id is never part of another.
        expected = [line for name in numbers for line in files[name, numbers[name]]]
        assert lines(both.body) == sorted(expected, key=lambda line: line.partition(b",")[0]), day
        assert int(both["Content-Length"]) == len(both.body)


@pytest.mark.slow(reason="asks for every noun on every day of ten releases")
@pytest.mark.usefixtures("lake")
def test_every_noun_is_answered_as_in_the_release_in_force(api):
    for noun in [noun.plural for noun in NOUNS]:
        for day in sorted({*DAYS.values(), BEFORE, PAST_DAYS[-1]}):
            expected = []
            for name in DATASETS:
                if number := in_force(name, day):
                    release = f"dataset={name}&release={number}"
                    expected += api.get(f"{noun}.ndjson?{release}").body.splitlines()
            answered = api.get(f"{noun}.ndjson?as_of={day}").body.splitlines()
            assert sorted(answered) == sorted(expected), f"{noun} on {day}"


@pytest.mark.usefixtures("lake")
def test_pages_of_a_past_day_are_what_its_export_is(api):
    for day in sorted(set(DAYS.values())):
        export = api.get(f"observations.ndjson?as_of={day}").body.splitlines()
        results, following = [], f"observations?as_of={day}&limit=2&detail=full"
        while following:
            page = api.json(following)
            results += page["results"]
            following = page["next"]
        assert results == [orjson.loads(line) for line in export]
