"""All datasets as data portals harvest them: DCAT-AP, as JSON-LD."""

from rest_framework.response import Response

from datasets.interchange import dcat
from datasets.interchange.json_ld import JSON_LD

from .base import OneFormView
from .catalogue_entries import entries


class CatalogueView(OneFormView):
    """All datasets as DCAT-AP has them."""

    offered = (JSON_LD,)

    def answer(self, request, snapshot):
        return Response(dcat.dcat(entries(snapshot), self.base()), content_type=JSON_LD.media_type)
