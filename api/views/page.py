"""What the pages for people share."""

from django.template.loader import render_to_string
from rest_framework.response import Response

from .base import FixedView
from .forms_of_one import HTML


class PageView(FixedView):
    """A page; it takes no parameters. ``context`` returns what its template is filled with."""

    offered = (HTML,)
    template = None

    def declared(self):
        """Return no parameters: a page has one form."""
        return {}

    def answer(self, request, snapshot):
        page = render_to_string(self.template, self.context(request, snapshot))
        return Response(page.encode())
