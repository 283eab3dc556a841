"""Load and publish the datasets of seeds/ that have no release yet; touch nothing else."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from datasets import publishing, seeds
from datasets.models import Release
from datasets.wording.publications import summary

from .load_seeds import report_lines


class Command(BaseCommand):
    """Makes a first start useful and leaves a later one alone."""

    help = __doc__

    def handle(self, **_):
        """Load and publish what is new; report how the files differ from what is curated."""
        paths = seeds.folders(settings.SEEDS_DIR)
        released = set(Release.objects.values_list("dataset", flat=True))
        waiting = [
            slug for slug in seeds.dataset_folders(settings.SEEDS_DIR) if slug not in released
        ]
        try:
            if waiting:
                seeds.load([path for path in paths if path.name in (seeds.COMMON, *waiting)])
            for slug in waiting:
                self.stdout.write(summary(slug, publishing.publish(slug)))
        except (seeds.Refused, publishing.Refused) as refused:
            raise CommandError(str(refused)) from refused
        try:
            report = seeds.load(paths, check=True)
        except seeds.Refused as refused:
            self.stderr.write(f"seeds cannot be loaded as they are:\n{refused}")
            return
        for line in report_lines(report, "would be "):
            self.stdout.write(line)
