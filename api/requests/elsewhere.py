"""Leading a reader on to the address that was meant."""

from urllib.parse import urlencode

from django.http import HttpResponse


class Elsewhere(Exception):
    """The answer stands at another address; ``status`` says for how long that holds."""

    def __init__(self, location, status):
        super().__init__(location)
        self.location, self.status = location, status


def address(path, query):
    """Return a path with a query, if there is any."""
    return f"{path}?{urlencode(query)}" if query else path


def response(elsewhere):
    """Return the redirect."""
    return HttpResponse(status=elsewhere.status, headers={"Location": elsewhere.location})
