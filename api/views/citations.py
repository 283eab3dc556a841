"""The citations of an observation: every document that carries it, with the figure's caveats."""

from api.openapi.operations import CitationsOperation
from api.requests.selection import Selection
from datasets.records import OBSERVATION

from .base import JSON, PublicView
from .record import RecordView

CITATIONS = Selection(OBSERVATION, brief=False, fields=frozenset({"citations"}))


class CitationsView(RecordView):
    """The chain of an observation, with the figure's caveats beside it."""

    noun = OBSERVATION
    offered = (JSON,)
    operation = CitationsOperation

    def declared(self):
        """Return the parameters that the view takes; its members and its format are fixed."""
        declared = super().declared()
        del declared["fields"], declared["detail"], declared["bom"]
        return declared | PublicView.declared(self)

    def answer(self, pk, selection, bom):
        """Return the citations with what keeps their numbers from misleading."""
        return super().answer(pk, CITATIONS, bom)
