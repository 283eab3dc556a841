"""What files say never steers the terminal of an operator: it is written, not obeyed."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command, get_commands, load_command_class

from datasets.management.shown import ShownCommand

from .test_operators_settings import KEY, asked

OURS = sorted(name for name, app in get_commands().items() if app in ("datasets", "api"))
# Goes up a line and empties it, then turns what follows round.
STEERING, SHOWN = "\x1b[1A\x1b[2K\u202e", r"\x1b[1A\x1b[2K\u202e"


@pytest.mark.parametrize("name", OURS)
def test_every_command_shows_what_would_steer_a_terminal(name):
    assert isinstance(load_command_class(get_commands()[name], name), ShownCommand)


def test_why_a_command_failed_shows_what_would_steer(tmp_path):
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  {STEERING}restored\n")
    empty = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    refused = asked("manage.py", "restore_backup", tmp_path, SECRET_KEY=KEY, DATABASE_URL=empty)
    why = f"nothing was put back: {tmp_path}: not as it was written: {SHOWN}restored"
    assert (refused.returncode, refused.stderr) == (1, f"CommandError: {why}\n")


@pytest.mark.release_files
def test_what_a_command_reports_shows_what_would_steer_line_by_line(world):
    world.publish()
    (Path(storages["releases"].location) / "herons/1" / f"{STEERING}0 faults").write_text("x")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_releases", stdout=out)
    told = out.getvalue()
    assert f"herons release 1 {SHOWN}0 faults: the file belongs to no release\n" in told
    assert told.endswith(": 1 fault\n")
