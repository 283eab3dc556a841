"""A command that is killed leaves everything as it was before, or as it is after."""

import shutil
import signal

import pytest
from django.core.management import call_command

from datasets.models import Observation, Release
from datasets.releases import verify

from .interrupted import MARK, kept_in, kind, publisher, spread
from .interrupted_commands import interrupted
from .length import LONG
from .seed_folder import MEASURES, Seeds

__all__ = ["interrupted"]

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.thorough,
    pytest.mark.slow(reason="runs a command again after every kill"),
]

PLACES = 12


def test_a_command_that_is_killed_at_any_place_has_done_all_or_nothing(
    interrupted, record_property
):
    """attacks 16, 39: publish, restore and load_seeds; in a long run at each of 900 places

    Interrupted.places holds the 30 %.
    """
    interrupted.killed()
    record_property("tried", interrupted.tried)
    record_property("survived", interrupted.survived)
    record_property("silent", interrupted.silent)
    assert not interrupted.problems, "\n".join(interrupted.problems)


@pytest.mark.django_db(transaction=True)
def test_a_first_start_killed_at_any_place_leaves_no_release_or_all_of_them(tmp_path):
    files = Seeds(tmp_path)
    files.keep(1, "2024-01-15", "")
    files.edit(MEASURES, "What the walkers see.", "What two walkers see.")
    files.write("herons/release.toml", 'day = 2024-02-01\nnote = "Two of them."\n')
    command = ["bootstrap"]
    with publisher() as process:
        events = process.works(command, seeds=tmp_path)
        commit = max(place for place, event in enumerate(events) if event == "COMMIT")
        second = next(place for place, one in enumerate(events) if one.startswith("file: herons/2"))
        marks = [place for place, event in enumerate(events) if event.endswith(MARK)]
        places = range(commit) if LONG else spread(range(commit), PLACES)
        for place in sorted({*places, second, commit, *marks}):
            start_anew()
            answer = process.ask(command, place, seeds=tmp_path)
            assert answer.ended == -signal.SIGKILL
            assert [*map(kind, answer.events)] == [*map(kind, events[: place + 1])]
            where = f"killed before event {place}, {events[place]}"
            assert verify.verify().faults == [], where
            assert Release.objects.count() == (2 if place > commit else 0), where
            assert Observation.objects.exists() == (place > commit), where
        start_anew()
        process.ask(command, second, seeds=tmp_path)
        process.works(command, seeds=tmp_path)
    assert list(Release.objects.values_list("number", flat=True)) == [1, 2]
    assert verify.verify().faults == []


def start_anew():
    """Leave nothing curated or published."""
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(kept_in(), ignore_errors=True)
