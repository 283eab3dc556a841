"""Asking the service in this process, as a browser would at its public address."""

import io
import sys
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

BROWSER = "text/html,*/*;q=0.8"


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    status: int
    kind: str
    location: str
    body: bytes


class Service:
    """The service as it answers at ``home``, the scheme and host at which the files will stand."""

    def __init__(self, home):
        home = urlsplit(home)

        class AtHome(WSGIRequest):
            def get_host(self):
                """Return the host that whoever runs the command gave: no client claims it."""
                return home.netloc

        self._scheme, self._request = home.scheme, AtHome
        self._handler = WSGIHandler()

    def ask(self, address):
        """Return the Answer of an address, which begins with a slash."""
        # No signals are sent: the connection to the database stays that of the command.
        response = self._handler.get_response(self._request(self._environ(urlsplit(address))))
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        location = response.headers.get("Location", "")
        return Answer(response.status_code, kind, location, response.getvalue())

    def _environ(self, parts):
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(parts.path),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "443" if self._scheme == "https" else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_ACCEPT": BROWSER,
            "wsgi.url_scheme": self._scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        }
