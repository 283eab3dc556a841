"""Where the admin stands: nowhere, on one host, or wherever the service does."""

from django.conf import settings
from django.http.request import split_domain_port

from api.requests import problems


class AdminGateMiddleware:
    """Answers as if there were no admin where there shall be none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Let a request for the admin through on its host only."""
        if f"{request.path_info}/".startswith("/admin/") and not _stands_here(request):
            return problems.not_found(request)
        return self.get_response(request)


def _stands_here(request):
    host, _ = split_domain_port(request.get_host())
    return settings.ADMIN and settings.ADMIN_HOST in ("", host)
