"""One dataset as search engines read it: schema.org, as JSON-LD."""

from rest_framework.response import Response

from api.openapi.operations import FixedOperation, fixed
from api.requests import problems
from datasets.interchange import schema_org
from datasets.models import Release

from .base import OneFormView
from .catalogue_entries import DATASET, entries
from .forms_of_one import JSON_LD


class SchemaOrgView(OneFormView):
    """One dataset as search engines read it."""

    noun = DATASET
    offered = (JSON_LD,)
    operation = fixed(
        FixedOperation,
        tag="datasets",
        name="read_dataset_as_jsonld",
        summary="A dataset and its files, in the words of schema.org.",
        description="What search engines for datasets read.",
        schema={"type": "object"},
        refusals=(404,),
    )

    def answer(self, request, snapshot, slug):
        found = {entry.record["id"]: entry for entry in entries(snapshot, slug)}
        if not found:
            known = Release.objects.values_list("dataset", flat=True).distinct()
            wrong = problems.error(
                "dataset", slug, "not published", code="not_published", valid=list(known)
            )
            raise problems.Problem(404, f"there is no dataset {slug[:120]}", [wrong])
        record = schema_org.schema_org(found[slug], self.base())
        return Response(record, content_type=JSON_LD.media_type)
