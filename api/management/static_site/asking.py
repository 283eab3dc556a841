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

        self._scheme, self._handler = home.scheme, WSGIHandler()
        self._handler.request_class = AtHome

    def ask(self, address):
        """Return the Answer of an address, which begins with a slash."""
        parts, told = urlsplit(address), {}

        def start_response(status, headers, exc_info=None):
            told.update({name.lower(): value for name, value in headers}, status=status)

        response = self._handler(self._environ(parts), start_response)
        try:
            body = b"".join(response)
        finally:
            response.close()
        kind = told.get("content-type", "").partition(";")[0]
        return Answer(int(told["status"][:3]), kind, told.get("location", ""), body)

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
