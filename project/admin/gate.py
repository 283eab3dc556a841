"""Where the admin stands: nowhere, on one host, or wherever the service does."""

from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponseRedirect
from django.http.request import split_domain_port

from api.requests import problems
from project.addresses import readers_host

ONLY_READS = (
    "the admin writes, and this service reads the database with a role that may not: "
    "run one for editors with the role that owns the tables"
)
MAY_WRITE = """
    SELECT current_setting('transaction_read_only') = 'off'
       AND has_table_privilege(to_regclass('django_session'), 'INSERT')
"""


class AdminGateMiddleware:
    """Answers as if there were no admin where there shall be none, and nothing else on its host."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Let a request for the admin through on its host only."""
        if f"{request.path_info}/".startswith("/admin/"):
            if not _stands_here(request):
                return problems.not_found(request)
            if _only_reads():
                return problems.response(problems.Problem(503, ONLY_READS))
        elif settings.ADMIN_HOST and _host(request) == settings.ADMIN_HOST:
            # Otherwise all that readers see stood at two addresses.
            readers = readers_host(settings.ALLOWED_HOSTS, settings.ADMIN_HOST)
            if readers is None:
                return problems.not_found(request)
            return HttpResponseRedirect(f"{request.scheme}://{readers}{request.get_full_path()}")
        return self.get_response(request)


def _only_reads():
    """Return whether this is a role that may log nobody in, such as the reader's of roles.sql."""
    if connection.vendor == "postgresql":
        # Where the database is away, or without tables, what is asked of it next says so.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute(MAY_WRITE)
            return cursor.fetchone() == (False,)
    return False


def _stands_here(request):
    return settings.ADMIN and settings.ADMIN_HOST in ("", _host(request))


def _host(request):
    host, _ = split_domain_port(request.get_host())
    return host
