"""The public record of an observation, the cited statistic: its columns, and how it is told."""

from .record import NOUN

__all__ = ["NOUN"]
