"""Where to begin: the addresses of the API, each with a sentence."""

from django.conf import settings
from rest_framework.response import Response

from api.openapi import schema
from api.openapi.operations import FixedOperation, fixed
from api.openapi.refs import schema_ref

from .base import FixedView


class IndexView(FixedView):
    """The addresses that are described, those left out that only add a suffix."""

    operation = fixed(
        FixedOperation,
        name="read_index",
        summary="The addresses of the API; those of nouns take a suffix too.",
        description="Where to begin: each address with a sentence.",
        schema=schema_ref("Index"),
    )

    def answer(self, request, snapshot):
        endpoints = [schema.DOCUMENTATION] + [
            {"path": path, "description": operations["get"]["summary"]}
            for path, operations in schema.document()["paths"].items()
            if "{suffix}" not in path
        ]
        return Response({"endpoints": endpoints, "contact": settings.CONTACT or None})
