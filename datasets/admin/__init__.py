"""The curators' pages. Django imports this package to register them."""

from . import site

__all__ = ["site"]
