"""For which host a request came: one that is not ours is refused before anything else is done."""

import logging

from django.core.exceptions import DisallowedHost
from django.utils.log import log_response

from . import problems

logger = logging.getLogger(__name__)


class HostMiddleware:
    """Refuses a foreign Host. That is a scan, not a fault: it costs a line of the log."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Go on, if the host is ours."""
        try:
            request.get_host()
        except DisallowedHost:
            response = problems.bad_request(request)
            named = request.META.get("HTTP_HOST", "")[:60]
            # Django would log the whole path besides.
            log_response("refused Host %s", named, response=response, logger=logger)
            return response
        return self.get_response(request)
