"""From curated rows back to seed files, whichever master the rows have."""

from .dump import CannotDump, dump

__all__ = ["CannotDump", "dump"]
