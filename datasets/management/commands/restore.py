"""Restore the release that a downloaded package holds, in a Caveat without that dataset."""

from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from datasets import publishing, seeds
from datasets.management.restored_rows import NotItsRows, load_beside
from datasets.releases import restore


class Command(BaseCommand):
    """Publishes the rows of the package verbatim, or says what is wrong with it."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("file", metavar="FILE.zip", type=Path, help="the package of a release")
        parser.add_argument(
            "--curated",
            metavar="DIR",
            type=Path,
            help="the folder that dump_seeds wrote of it: its rows can be edited and published",
        )

    def handle(self, *, file, curated, **_):
        """Restore, and report."""
        try:
            if curated:
                release = restore.restore(file, partial(load_beside, curated))
            else:
                release = restore.restore(file)
        except (restore.BadPackage, publishing.Refused, seeds.Refused, NotItsRows) as error:
            raise CommandError(f"nothing was restored from {file}: {error}") from error
        self.stdout.write(
            f"{release.dataset}: release {release.number} of {release.day}, "
            f"{release.rows} observations, as sealed\n"
            f"  sha256 {release.digest}  observations.csv\n  seal {release.seal}"
        )
