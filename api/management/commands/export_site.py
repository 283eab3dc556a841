"""Write the site as static files, which any web host serves without a program behind them."""

import logging
from argparse import ArgumentTypeError
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management.base import CommandError
from django.http.request import split_domain_port

from api.management.static_site.export import CannotExport, export
from datasets.management.tables import TablesCommand
from datasets.releases.release_files import Altered


class Command(TablesCommand):
    """Writes a new folder, whole or not at all; it only reads the database."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("folder", metavar="DIR", type=Path, help="a new or empty folder")
        parser.add_argument(
            "--home",
            required=True,
            type=origin,
            metavar="URL",
            help="where the files will stand, such as https://data.example.org",
        )
        parser.add_argument(
            "--service",
            type=origin,
            metavar="URL",
            help="a Caveat that answers what files cannot: searches and choices lead there",
        )

    def handle(self, *, folder, home, service, **_):
        """Write the files, and tell how many."""
        # What the documentation shows is asked too, and some of it is refused, as it says.
        logging.disable(logging.WARNING)
        try:
            files, size = export(folder, home, service, self._watched)
        except (CannotExport, Altered, OSError) as why:
            raise CommandError(f"nothing was written: {why}") from why
        finally:
            logging.disable(logging.NOTSET)
        self.stdout.write(f"{folder}: {files:,} files, {size:,} bytes, to stand at {home}/")

    def _watched(self, files, left):
        """Tell whoever waits at a terminal how far it is; what is left grows as links are found."""
        if self.stderr.isatty():
            end = "\r" if left else "\n"
            self.stderr.write(f"{files:,} files, {left:,} addresses to go    ", ending=end)


def origin(text):
    """Return a scheme and a host, as addresses begin with them."""
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not split_domain_port(parts.netloc)[0]:
        raise ArgumentTypeError(f"“{text}” is not an address such as https://data.example.org")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ArgumentTypeError(f"“{text}”: the pages need a host of their own, without a path")
    return f"{parts.scheme}://{parts.netloc}"
