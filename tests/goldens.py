"""Texts that are kept to be read through: what is published is compared with them."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"
HOW = "read what changed, and if it is right, run this test with WRITE_GOLDEN=1"


def golden(name: str, now: bytes) -> bytes:
    """Return the bytes kept under a name, after writing those of ``now`` where that is asked."""
    if "WRITE_GOLDEN" in os.environ:
        (FOLDER / name).write_bytes(now)
    return (FOLDER / name).read_bytes()
