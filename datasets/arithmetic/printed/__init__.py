"""Numbers as people print them, in any script, scale and convention."""

from .reader import read
from .reading import PrintedNumber, PrintedText, Reading

__all__ = ["PrintedNumber", "PrintedText", "Reading", "read"]
