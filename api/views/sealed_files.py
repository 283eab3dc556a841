"""Sending a kept file of a release: as it was sealed, or an error before its first byte."""

from api.requests import problems
from datasets.releases import release_files
from datasets.store import streams


def check(release, listed):
    """Raise the Problem of a file that is not as long as its release lists it."""
    try:
        length = release_files.size(release, listed["name"])
    except OSError as error:
        raise _broken(release, listed) from error
    if length != listed["bytes"]:
        raise _broken(release, listed)


def stream(release, listed, first, end):
    """Return the blocks of the bytes from ``first`` up to, not including, ``end``."""
    check(release, listed)
    try:
        return streams.begun(streams.whole(_blocks(release, listed, first, end), end - first))
    except (OSError, streams.BrokenExport) as error:
        raise _broken(release, listed) from error


def _broken(release, listed):
    path = release_files.path(release, listed["name"])
    fault = "is not there as it was sealed: a fault of the service, which only its keeper can mend"
    return problems.Problem(500, f"{path} {fault}")


def _blocks(release, listed, first, end):
    with release_files.opened(release, listed["name"]) as file:
        file.seek(first)
        left = end - first
        while left and (block := file.read(min(left, release_files.BLOCK))):
            left -= len(block)
            yield block
