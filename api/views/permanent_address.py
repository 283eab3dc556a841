"""The address of an observation that is cited."""

import re

from django.http import HttpResponseRedirect

from api.requests import problems
from datasets.models.validators import SLUG

from .base import PublicView


class PermanentAddressView(PublicView):
    """The address of an observation that is cited; what is behind it may change its form."""

    offered = ()

    def declared(self):
        return {}

    def get(self, request, slug):
        """Lead to the API, for as long as there is no page."""
        self.reader.refuse()
        if not re.fullmatch(SLUG, slug):
            return problems.not_found(request)
        return HttpResponseRedirect(f"/api/v1/observations/{slug}", status=303)
