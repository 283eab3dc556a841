"""A disk or database that fails once, at any thing that a command does, leaves one of two states.

As SQLite tries itself: the n-th fails, for each n.
"""

import pytest

from .interrupted_commands import interrupted

__all__ = ["interrupted"]

pytestmark = [
    pytest.mark.release_files,
    pytest.mark.thorough,
    pytest.mark.slow(reason="runs a command again after every failure"),
]


def test_whatever_fails_the_command_has_done_all_or_nothing_and_says_so_in_a_line(
    interrupted, record_property
):
    """attacks 40: each statement, write, flush and rename of publish, restore and load_seeds"""
    interrupted.failing()
    record_property("tried", interrupted.tried)
    record_property("survived", interrupted.survived)
    record_property("silent", interrupted.silent)
    assert not interrupted.problems, "\n".join(interrupted.problems)
