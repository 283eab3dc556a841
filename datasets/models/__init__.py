"""The curated nouns, edited freely, and the published tables, never changed."""

from .caveat import Attachment, Caveat, Waiver
from .citation import Carried, Citation
from .dataset import Dataset, Withdrawal
from .derivation import Derivation
from .event import Event
from .measure import Measure, Unit
from .observation import Input, Observation
from .population import Area, Population
from .published import Code, DocumentText, LineText, Record, Release, SearchText
from .source import Document, Source

__all__ = [
    "Area",
    "Attachment",
    "Carried",
    "Caveat",
    "Citation",
    "Code",
    "Dataset",
    "Derivation",
    "Document",
    "DocumentText",
    "Event",
    "Input",
    "LineText",
    "Measure",
    "Observation",
    "Population",
    "Record",
    "Release",
    "SearchText",
    "Source",
    "Unit",
    "Waiver",
    "Withdrawal",
]
