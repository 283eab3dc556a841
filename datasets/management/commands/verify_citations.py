"""Hold the citations against the texts of a folder: hashes, offsets, fragments, sentences."""

from django.core.management.base import CommandError

from datasets.curation import citation_texts
from datasets.management.tables import TablesCommand


class Command(TablesCommand):
    """Reports what moved since the curators looked; fails when anything did."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the argument."""
        parser.add_argument(
            "folder", metavar="DIR", help="the texts of documents, any names; not its folders"
        )

    def handle(self, *, folder, **_):
        """Verify, and report."""
        try:
            report = citation_texts.verify(folder)
        except citation_texts.Unreadable as error:
            raise CommandError(str(error)) from error
        for line in report_lines(report):
            self.stdout.write(line)
        if not report.found:
            raise CommandError(f"no file of {folder} belongs to any document")
        if not report.holds:
            raise CommandError("not everything is as it is recorded: see above")


def report_lines(report):
    """Return the lines of a report, the summary last."""
    lines = [f"verified: document {slug}, {file.name}" for slug, file in report.verified.items()]
    lines += [
        f"changed: document {slug}: {file.name} is not the text that the places were found in"
        for slug, file in report.changed.items()
    ]
    lines += [f"not there: document {slug}" for slug in report.not_there]
    lines += [str(problem) for problem in report.problems]
    counts = (len(report.verified), len(report.changed), len(report.not_there))
    fared = ", ".join(f"{count} {how}" for how, count in report.citations.items())
    return [
        *lines,
        "documents: {} verified, {} changed, {} not there".format(*counts),
        f"citations: {fared}",
    ]
