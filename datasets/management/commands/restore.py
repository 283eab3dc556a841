"""Restore the release that a downloaded package holds, in a Caveat without that dataset."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from datasets import publishing
from datasets.releases import restore


class Command(BaseCommand):
    """Publishes the rows of the package verbatim, or says what is wrong with it."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the argument."""
        parser.add_argument("file", metavar="FILE.zip", type=Path, help="the package of a release")

    def handle(self, *, file, **_):
        """Restore, and report."""
        try:
            release = restore.restore(file)
        except (restore.BadPackage, publishing.Refused) as error:
            raise CommandError(f"nothing was restored from {file}: {error}") from error
        self.stdout.write(
            f"{release.dataset}: release {release.number} of {release.day}, "
            f"{release.rows} observations, as sealed\n"
            f"  sha256 {release.digest}  observations.csv\n  seal {release.seal}"
        )
