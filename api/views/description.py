"""The API about itself: its description in OpenAPI, and the index of its addresses."""

import orjson
from django.http import HttpResponse

from api.openapi import schema
from api.openapi.components import schema_ref
from api.openapi.operations import FixedOperation

from .records import JSON, FixedView


class OpenApiView(FixedView):
    """The description of the API, with the words that are published now."""

    schema = FixedOperation(
        "read_description", "This description, in OpenAPI 3.1.", {"type": "object"}
    )

    def answer(self, request, snapshot):
        """Return the document."""
        return HttpResponse(orjson.dumps(schema.document()), content_type=JSON.content_type)


class IndexView(FixedView):
    """Where to begin: the addresses of the API, each with a sentence."""

    schema = FixedOperation(
        "read_index",
        "The addresses of the API; those of nouns take a suffix too.",
        schema_ref("Index"),
    )

    def answer(self, request, snapshot):
        """Return the addresses that are described, those left out that only add a suffix."""
        endpoints = [
            {"path": path, "description": operations["get"]["summary"]}
            for path, operations in schema.document()["paths"].items()
            if "_as_" not in operations["get"]["operationId"]
        ]
        return HttpResponse(orjson.dumps({"endpoints": endpoints}), content_type=JSON.content_type)
