"""Serve the figures to language models, as an MCP server on stdio or, with --http, over HTTP."""

import socket
from argparse import ArgumentTypeError
from contextlib import suppress

from django.core.management.base import CommandError

# Django imports a command when it is called: no other process has the SDK.
from api.agents import server
from datasets.management.tables import TablesCommand


class Command(TablesCommand):
    """Serves until standard input ends, or until it is interrupted; it only reads."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the argument."""
        parser.add_argument(
            "--http", type=port, metavar="PORT", help="serve on this port of 127.0.0.1, at /mcp"
        )

    def handle(self, *, http, **_):
        """Serve."""
        with suppress(KeyboardInterrupt):
            if http is None:
                server.serve_stdio()
                return
            with _bound(server.HOST, http) as listening:
                self.stdout.write(f"MCP server at http://{server.HOST}:{http}{server.PATH}")
                self.stdout.flush()
                server.serve_http(listening)


def port(text):
    """Return the number of a port."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"“{text}” is no port: expected a number from 1 to 65535")
    return int(text)


def _bound(host, number):
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, number))
        listening.listen()
    except OSError as error:
        listening.close()
        raise CommandError(f"port {number} of {host} cannot be used: {error.strerror}") from error
    return listening
