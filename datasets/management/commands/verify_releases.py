"""Verify releases: seals, digests, files and every record against what was published."""

from django.core.management.base import CommandError

from datasets import publishing
from datasets.management.tables import TablesCommand
from datasets.releases import last_verification, verify
from datasets.wording.labels import counted


class Command(TablesCommand):
    """Names what is not as it was sealed; fails when anything is, or when no result is kept."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument(
            "datasets", nargs="*", metavar="DATASET", help="slugs of datasets; all, when none"
        )
        parser.add_argument(
            "--render", action="store_true", help="render every file again, and compare"
        )

    def handle(self, *, datasets, render, **_):
        """Verify, and report."""
        try:
            report = verify.verify(datasets, render)
        except (verify.NoSuchDataset, publishing.Refused) as error:
            raise CommandError(str(error)) from error
        for fault in report.faults:
            self.stdout.write(str(fault))
        for note in report.notes:
            self.stdout.write(f"note: {note}")
        seen = [
            counted(report.releases, "release"),
            counted(report.records, "record"),
            counted(report.files, "file"),
        ]
        self.stdout.write(f"{', '.join(seen)}: {counted(len(report.faults), 'fault')}")
        if not datasets:
            self._keep(report)
        if report.faults:
            raise CommandError("not everything is as it was sealed: see above")

    def _keep(self, report):
        try:
            last_verification.keep(report)
        except OSError as error:
            what = f"the service cannot tell of this verification, and calls it overdue: {error}"
            raise CommandError(what) from error
