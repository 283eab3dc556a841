"""Addresses that only lead to another one: those with a slash behind them, and usual ones."""

from api.requests import problems
from api.requests.elsewhere import Elsewhere, address, response
from api.requests.query import READING, Query

# Ours are plain: of what else stands in an address nothing is put into a redirect.
PLAIN = "[A-Za-z0-9_.~-]+(?:/[A-Za-z0-9_.~-]+)*"


def without_slash(request, path):
    """Lead to the address without it, for ever."""
    # A method that is refused has no query that was read.
    return _led(request, address(f"/{path}", getattr(request, "query", Query()).stood), 308)


def leading_to(there):
    """Return the view that leads to an address."""
    return lambda request: _led(request, str(there), 302)


def _led(request, there, status):
    if request.method not in READING:
        allowed = {"Allow": ", ".join(READING)}
        return problems.response(problems.Problem(405, "pages are read", headers=allowed))
    return response(Elsewhere(there, status))
