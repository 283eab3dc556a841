"""Pages without a choice: one text that stays the same until something is published."""

from rest_framework.response import Response

from api.views.base import FixedView
from api.views.forms_of_one import HTML

from .page import Page


class FixedPage(Page, FixedView):
    """A page that takes no parameters; ``context`` returns what its template is filled with."""

    offered = (HTML,)

    def declared(self):
        """Return no parameters: there is nothing to choose."""
        return {}

    def get(self, request, **where):
        """Answer the page, if the client does not have it already."""
        self.reader.refuse()
        snapshot = self.reader.snapshot()
        self.must_be(snapshot, **where)
        etag = self.etag(snapshot.newest)
        return Response(self.render(self.context(snapshot, **where)), headers={"ETag": etag})

    def must_be(self, snapshot, **where):
        """Raise a Problem where the address is none."""
