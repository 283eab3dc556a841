"""What programs that read all pages may read: everything but the editors' own."""

from urllib.parse import urljoin

from django.urls import reverse
from rest_framework.response import Response

from api.views.base import OneFormView
from api.views.forms_of_one import TEXT


class RobotsView(OneFormView):
    """The rules for crawlers, and where the sitemap is."""

    offered = (TEXT,)

    def answer(self, request, snapshot):
        """Return the rules."""
        sitemap = urljoin(self.base(), reverse("sitemap"))
        return Response(f"User-agent: *\nDisallow: /admin/\n\nSitemap: {sitemap}\n".encode())
