"""The description of the API, in OpenAPI."""

from rest_framework.response import Response

from api.openapi import schema
from api.openapi.operations import FixedOperation, fixed

from .base import FixedView


class OpenApiView(FixedView):
    """The description of the API, with the words that are published now."""

    operation = fixed(
        *(FixedOperation, "read_description", "This description, in OpenAPI 3.1."),
        {"type": "object"},
    )

    def answer(self, request, snapshot):
        return Response(schema.document())
