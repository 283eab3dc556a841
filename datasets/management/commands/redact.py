"""Redact records: empty what law or privacy forces to be emptied of what was published."""

from django.core.management.base import CommandError

from datasets import publishing
from datasets.management.tables import TablesCommand
from datasets.publishing import redaction
from datasets.releases.redactions import named, remove_withheld
from datasets.releases.release_files import StorageError
from datasets.wording.labels import counted

MOST_NAMED = 20


class Command(TablesCommand):
    """Empties the versions of records that are no longer in force, and removes their files."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("dataset", metavar="DATASET", help="slug of the dataset")
        parser.add_argument(
            "records",
            nargs="+",
            metavar="RECORD",
            help="id of a figure, or noun and id as in an address: sources/bird-club",
        )
        parser.add_argument("--reason", required=True, help="why, in a sentence; readers see it")
        parser.add_argument(
            "--yes", action="store_true", help="empty them: without it you are only told of them"
        )

    def handle(self, *, dataset, records, reason, yes, **_):
        """Tell what is emptied, and with --yes do it."""
        try:
            self._tell(redaction.plan(dataset, records, reason))
            if not yes:
                self.stdout.write("nothing was redacted: say --yes to empty them for good")
                return
            done = redaction.redact(dataset, records, reason)
        except publishing.Refused as refused:
            raise CommandError(f"nothing was redacted:\n{refused}") from refused
        try:
            removed = remove_withheld(done.files())
        except StorageError as error:
            told = f"{counted(len(done.ended), 'version')} redacted, but not all files removed"
            raise CommandError(f"{told}: {error}; then run it again") from error
        for path in removed:
            self.stdout.write(f"  removed {path}")
        self.stdout.write(
            f"{dataset}: {counted(len(done.ended), 'version')} redacted, "
            f"{counted(len(removed), 'file')} removed"
        )

    def _tell(self, planned):
        for release, names in planned.files().items():
            self.stdout.write(f"{release}: its files are withheld: {', '.join(names)}")
        for what, versions in (
            ("to be emptied", planned.ended),
            ("redacted already", planned.redacted),
            ("in force, it stays", planned.in_force),
        ):
            for version in versions:
                self.stdout.write(f"  {what}: {named(version)}")
        if edits := planned.edits().count():
            self.stdout.write(f"  emptied in the admin's history: {counted(edits, 'edit')} of them")
        for name in planned.naming[:MOST_NAMED]:
            self.stdout.write(f"  it names them and stays, unless you redact it: {name}")
        if more := len(planned.naming[MOST_NAMED:]):
            self.stdout.write(f"  and {more} more that name them")
