"""The curated nouns, edited freely, and the published tables, never changed."""

from .caveat import Attachment, Caveat, Waiver
from .citation import Carried, Citation
from .dataset import Dataset, Withdrawal
from .derivation import Derivation
from .event import Event
from .measure import Measure, Unit
from .observation import Input, Observation
from .population import Area, Population
from .published import PUBLISHED, Code, DocumentText, LineText, Record, Release, SearchText
from .source import Document, Source

# Every table of the curated side.
CURATED = (
    *(Dataset, Withdrawal, Unit, Measure, Population, Area, Source, Document, Event),
    *(Observation, Input, Citation, Carried, Caveat, Attachment, Waiver, Derivation),
)

__all__ = [
    "CURATED",
    "PUBLISHED",
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
