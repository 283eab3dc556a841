"""The description of the API, in OpenAPI."""

from rest_framework.response import Response

from api.openapi import schema
from api.openapi.operations import FixedOperation, fixed

from .base import FixedView


class OpenApiView(FixedView):
    """The description of the API, with examples that are published now."""

    operation = fixed(
        FixedOperation,
        name="read_description",
        summary="This description, in OpenAPI 3.1.",
        description="Its examples are published now; all else is the same in every release.",
        schema={"type": "object"},
    )

    def answer(self, request, snapshot):
        return Response(schema.document())
