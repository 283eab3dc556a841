"""Where the API and its descriptions are, for programs (RFC 9727)."""

from urllib.parse import urljoin

from rest_framework.response import Response

from datasets.interchange.json_ld import JSON_LD

from .base import OneFormView
from .documentation import DOCS
from .forms_of_one import LINKSET

PROFILE = "https://www.rfc-editor.org/info/rfc9727"


class ApiCatalogView(OneFormView):
    """Where the API and its descriptions are, for programs (RFC 9727)."""

    offered = (LINKSET,)

    def answer(self, request, snapshot):
        api = urljoin(self.base(), "/api/v1")
        here = urljoin(self.base(), request.path)
        links = {
            "service-desc": [(f"{api}/openapi.json", "application/json")],
            "service-doc": [
                *((urljoin(self.base(), doc.address), "text/html") for doc in DOCS),
                (f"{api}/docs", "text/html"),
            ],
            "service-meta": [(urljoin(self.base(), "/catalog.jsonld"), JSON_LD.media_type)],
        }
        described = {
            name: [{"href": to, "type": what} for to, what in several]
            for name, several in links.items()
        }
        linkset = [{"anchor": here, "item": [{"href": api}]}, {"anchor": api, **described}]
        return Response(
            {"linkset": linkset},
            content_type=f'{LINKSET.media_type}; profile="{PROFILE}"',
            headers={"Link": f'<{request.path}>; rel="api-catalog"'},
        )
