"""The public record of an observation, the cited statistic: its columns, and how one is made."""

from .record import NOUN

__all__ = ["NOUN"]
