"""The curated nouns, edited freely, and the published tables, never changed."""

from .caveat import Attachment, Caveat, Waiver
from .citation import Carried, Citation
from .dataset import Dataset, Withdrawal
from .derivation import Derivation
from .edit import Edit
from .event import Event
from .measure import Measure, Unit
from .observation import Input, Observation
from .population import Area, Population
from .record import Record
from .record_content import RecordBrief, RecordCsv, RecordJson, SearchText, TermSet
from .redaction import Redaction
from .release import Release
from .source import Document, Source

# Every table of the curated side.
CURATED = (
    *(Dataset, Withdrawal, Unit, Measure, Population, Area, Source, Document, Event),
    *(Observation, Input, Citation, Carried, Caveat, Attachment, Waiver, Derivation),
)
# Every table of the public side, as releases seal it; what was redacted since stands beside them.
PUBLISHED = (Release, Record, RecordJson, RecordBrief, RecordCsv, SearchText, TermSet)

__all__ = [
    "CURATED",
    "PUBLISHED",
    "Area",
    "Attachment",
    "Carried",
    "Caveat",
    "Citation",
    "Dataset",
    "Derivation",
    "Document",
    "Edit",
    "Event",
    "Input",
    "Measure",
    "Observation",
    "Population",
    "Record",
    "RecordBrief",
    "RecordCsv",
    "RecordJson",
    "Redaction",
    "Release",
    "SearchText",
    "Source",
    "TermSet",
    "Unit",
    "Waiver",
    "Withdrawal",
]
