"""Make the curated rows equal the files in seeds/."""

from django.conf import settings
from django.core.management.base import CommandError

from datasets import publishing, seeds
from datasets.management.tables import TablesCommand
from datasets.models import Dataset, Release
from datasets.models.characters import visible
from datasets.nearest import suggestion
from datasets.wording.previews import foreseen

# Of so many rows of a kind each is told.
_MOST = 200


class Command(TablesCommand):
    """Loads folders, or says with --check what loading and publishing them would find and do."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument(
            "datasets", nargs="*", metavar="DATASET", help="folders of seeds/; all if none is named"
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; tell what would change for readers; exit 1 when anything is "
            "wrong, in earlier releases too",
        )

    def handle(self, *, datasets, check, **_):
        """Load or check, and report."""
        paths = _chosen(datasets)
        try:
            names = {path.name for path in paths}
            report = seeds.load(paths, check=check, foresee=lambda: _foreseen(names))
            if check:
                _check_earlier(names)
        except seeds.Refused as refused:
            raise CommandError(f"nothing was loaded:\n{refused.told}") from refused
        for line in report_lines(report, "would be " if check else ""):
            self.stdout.write(line)


def _chosen(datasets):
    """Return the folders to load: what is common, and those that are named, or all."""
    paths = seeds.folders(settings.SEEDS_DIR)
    names = [path.name for path in paths]
    for name in datasets:
        if name not in names:
            where = f"there is no folder {name} in {settings.SEEDS_DIR}"
            raise CommandError(where + suggestion(name, names))
    return [path for path in paths if path.name in (seeds.COMMON, *(datasets or names))]


def _check_earlier(chosen):
    """Look at the files of earlier releases too, each beside what else there is now."""
    paths = seeds.folders(settings.SEEDS_DIR)
    datasets = [slug for slug in seeds.dataset_folders(settings.SEEDS_DIR) if slug in chosen]
    for state in seeds.states(settings.SEEDS_DIR, datasets):
        if state.is_earlier:
            others = [path for path in paths if path.name != state.dataset]
            seeds.check_files([*others, state.path])


def _foreseen(chosen):
    """Return what readers would be told anew, and what could not be published.

    Of every dataset that has a release; of others that are loaded, only whether they can have one.
    """
    released = {*Release.objects.values_list("dataset", flat=True)}
    lines = []
    for slug in Dataset.objects.filter(pk__in=released | chosen).values_list("slug", flat=True):
        try:
            effects = publishing.preview(slug)
        except publishing.Refused as refused:
            lines += [f"{slug} could not be published:", *(f"  {one}" for one in refused.problems)]
        else:
            lines += foreseen(slug, effects) if slug in released else []
    return lines


def report_lines(report, mood=""):
    """Return what a report tells, rows without number cut short."""
    lines = report.lines(mood)
    more = [f"and {len(lines) - _MOST} lines more"] if len(lines) > _MOST else []
    return [*map(visible, [*lines[:_MOST], *more, *report.foreseen, report.counts])]
