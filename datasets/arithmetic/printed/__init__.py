"""Numbers as people print them, in any script, scale and convention."""

from .normal_form import normal_form
from .reader import read
from .reading import PrintedNumber, PrintedText, Reading

__all__ = ["PrintedNumber", "PrintedText", "Reading", "normal_form", "read"]
