"""Restore the release that a downloaded package holds, in a Caveat without that dataset."""

import re
from argparse import ArgumentTypeError
from functools import partial
from pathlib import Path

from django.core.management.base import CommandError

from datasets import publishing, seeds
from datasets.management.restored_rows import NotItsRows, load_beside
from datasets.management.tables import TablesCommand
from datasets.releases import restore


class Command(TablesCommand):
    """Publishes the rows of the package verbatim, or says what is wrong with it."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("file", metavar="FILE.zip", type=Path, help="the package of a release")
        vouched = parser.add_mutually_exclusive_group(required=True)
        vouched.add_argument(
            "--seal",
            metavar="HEX",
            type=_seal,
            help="the seal of the release, as its page or whoever published it says",
        )
        vouched.add_argument(
            "--unverified",
            action="store_true",
            help="restore it whatever its seal: only its sums and records vouch for it",
        )
        parser.add_argument(
            "--curated",
            metavar="DIR",
            type=Path,
            help="the folder that dump_seeds wrote of it: its rows can be edited and published",
        )

    def handle(self, *, file, seal, curated, **_):
        """Restore, and report."""
        try:
            if curated:
                release = restore.restore(file, seal, partial(load_beside, curated))
            else:
                release = restore.restore(file, seal)
        except (restore.BadPackage, publishing.Refused, seeds.Refused, NotItsRows) as error:
            raise CommandError(f"nothing was restored from {file}: {error}") from error
        vouched = "as you expected" if seal else "which nobody vouched for: compare it"
        self.stdout.write(
            f"{release.dataset}: release {release.number} of {release.day}, "
            f"{release.rows} observations, as sealed\n"
            f"  sha256 {release.digest}  observations.csv\n  seal {release.seal}, {vouched}"
        )


def _seal(text):
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise ArgumentTypeError(f"{text} is no seal: expected 64 digits of 0-9 and a-f")
    return text
