"""The citations of an observation: every document that carries it, with the figure's caveats."""

from api.openapi.operations import CitationsOperation
from datasets.records import OBSERVATION

from .base import JSON, PublicView
from .record import RecordView


class CitationsView(RecordView):
    """The chain of an observation, with the figure's caveats beside it."""

    noun = OBSERVATION
    offered = (JSON,)
    operation = CitationsOperation
    # No number in a citation leaves without what keeps it from misleading.
    members = (*OBSERVATION.mandatory, "citations")

    def declared(self):
        """Return the parameters that the view takes; its members and its format are fixed."""
        declared = super().declared()
        del declared["fields"], declared["bom"]
        return declared | PublicView.declared(self)

    def answer(self, pk, members, bom):
        """Return the citations with the figure that they are about."""
        return super().answer(pk, self.members, bom)
