"""Addresses of pages with a slash behind them."""

from django.views.decorators.csrf import csrf_exempt

from api.requests import problems
from api.requests.elsewhere import Elsewhere, address, response
from api.requests.query import READING

# Ours are plain: of what else stands in an address nothing is put into a redirect.
PLAIN = "[A-Za-z0-9_.~-]+(?:/[A-Za-z0-9_.~-]+)*"


@csrf_exempt
def without_slash(request, path):
    """Lead to the address without it, for ever."""
    if request.method not in READING:
        allowed = {"Allow": ", ".join(READING)}
        return problems.response(problems.Problem(405, "pages are read", headers=allowed))
    return response(Elsewhere(address(f"/{path}", request.query.stood), 308))
