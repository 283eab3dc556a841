"""Compare the seals here with a list of them that was kept elsewhere, or print such a list."""

import sys
from pathlib import Path

from django.core.management.base import CommandError

from datasets.management.tables import TablesCommand
from datasets.releases import seal_list


class Command(TablesCommand):
    """Says a line for each release, and fails where a seal differs or a release is lost."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the argument."""
        parser.add_argument(
            "file",
            nargs="?",
            metavar="LIST",
            help="lines of dataset, number and seal, or what /feed.atom or /api/v1/releases said, "
            "once or of another copy; - reads standard input; without one, the list of those "
            "here is printed",
        )

    def handle(self, *, file, **_):
        """Print, or compare and report."""
        here = seal_list.seals_here()
        if file is None:
            self.stdout.write(seal_list.written(here), ending="")
            return
        try:
            text = sys.stdin.read() if file == "-" else Path(file).read_text()
            compared = list(seal_list.compare(here, seal_list.read(text)))
        except (OSError, UnicodeDecodeError, seal_list.BadList) as error:
            raise CommandError(f"nothing was compared with {file}: {error}") from error
        for one in compared:
            self.stdout.write(one.line)
        both = sum(one.is_compared for one in compared)
        self.stdout.write(f"{both} of the {len(here)} releases here were compared")
        if any(one.is_wrong for one in compared):
            raise CommandError("not every seal is the one on the list: see above")
