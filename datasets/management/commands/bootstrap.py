"""Load and publish the datasets of seeds/ that have no release yet; touch nothing else."""

from django.conf import settings
from django.core.management.base import CommandError

from datasets import publishing, seeds
from datasets.management.tables import TablesCommand
from datasets.models import Release
from datasets.releases import working_folder
from datasets.releases.publisher_lock import one_publisher, refusals
from datasets.wording.publications import summary

from .load_seeds import report_lines


class Command(TablesCommand):
    """Makes a first start useful and leaves a later one alone."""

    help = __doc__

    def handle(self, **_):
        """Load and publish what is new; report how the files differ from what is curated."""
        working_folder.sweep()
        paths = seeds.folders(settings.SEEDS_DIR)
        try:
            lines = _publish(paths) if _waiting() else []
        except (seeds.Refused, publishing.Refused) as refused:
            raise CommandError(f"nothing was published:\n{refused}") from refused
        for line in lines:
            self.stdout.write(line)
        try:
            report = seeds.load(paths, check=True)
        except seeds.Refused as refused:
            self.stderr.write(f"seeds cannot be loaded as they are:\n{refused}")
            return
        for line in report_lines(report, "would be "):
            self.stdout.write(line)


def _waiting():
    """Return the datasets that have no release yet."""
    released = set(Release.objects.values_list("dataset", flat=True))
    return [slug for slug in seeds.dataset_folders(settings.SEEDS_DIR) if slug not in released]


def _publish(paths):
    """Load the waiting datasets and publish all of their states; return what to tell of it.

    All of it is one transaction. A start that is refused or killed between two releases leaves
    neither, and no row: a dataset that has a release has all of them, and the next start need not
    guess what is missing.
    """
    common = [path for path in paths if path.name == seeds.COMMON]
    with refusals(), one_publisher():
        # Asked again: another start may have published them before it was this one's turn.
        waiting = _waiting()
        seeds.load([path for path in paths if path.name in (seeds.COMMON, *waiting)])
        return [
            summary(state.dataset, _publish_state(state, common))
            for state in seeds.states(settings.SEEDS_DIR, waiting)
        ]


def _publish_state(state, common):
    try:
        seeds.load([*common, state.path])
        return publishing.publish(state.dataset, on=state.day, note=state.note)
    except (seeds.Refused, publishing.Refused) as refused:
        problems = [f"{state.name} cannot be published:", *refused.problems]
        raise publishing.Refused(problems) from refused
