"""Make the curated rows equal the files in seeds/."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from datasets import seeds


class Command(BaseCommand):
    """Loads every folder, or says with --check what loading would find and do."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the options."""
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; exit 1 when anything is wrong, in earlier releases too",
        )

    def handle(self, *, check, **_):
        """Load or check, and report."""
        paths = seeds.folders(settings.SEEDS_DIR)
        try:
            report = seeds.load(paths, check=check)
            if check:
                _check_earlier(paths)
        except seeds.Refused as refused:
            raise CommandError(f"nothing was loaded:\n{refused}") from refused
        for line in report_lines(report, "would be " if check else ""):
            self.stdout.write(line)


def _check_earlier(paths):
    """Look at the files of earlier releases too, each beside what else there is now."""
    datasets = seeds.dataset_folders(settings.SEEDS_DIR)
    for state in seeds.states(settings.SEEDS_DIR, datasets):
        if state.is_earlier:
            others = [path for path in paths if path.name != state.dataset]
            seeds.check_files([*others, state.path])


def report_lines(report, mood=""):
    lines = [f"{mood}new: {name}" for name in report.new]
    lines += [f"{mood}changed: {name} ({', '.join(f)})" for name, f in report.changed.items()]
    lines += [f"{mood}gone: {name}" for name in report.gone]
    counts = f"{len(report.new)} new, {len(report.changed)} changed"
    return [*lines, f"seeds: {counts}, {report.same} same, {len(report.gone)} gone"]
