"""The way of a figure in PROV-JSON."""

from rest_framework.response import Response

from api.openapi.operations import ProvenanceOperation
from datasets.interchange import prov_json
from datasets.models import Record

from .citations import CitationsView


class ProvenanceView(CitationsView):
    """The chain of an observation in PROV-JSON, its caveats with it."""

    operation = ProvenanceOperation

    def answer(self, pk, selection, bom):
        (record,) = Record.objects.filter(pk=pk).parsed()
        return Response(prov_json.prov_json(record, self.request.build_absolute_uri("/")))
