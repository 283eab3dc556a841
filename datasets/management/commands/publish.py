"""Publish datasets: write a numbered release of what changed since the last one."""

import datetime

from django.core.management.base import BaseCommand, CommandError

from datasets import publishing
from datasets.models import Dataset
from datasets.wording.publications import summary


class Command(BaseCommand):
    """Publishes the named datasets, or all of them."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("datasets", nargs="*", metavar="DATASET", help="slugs of datasets")
        parser.add_argument("--all", action="store_true", help="every dataset")
        parser.add_argument("--on", type=_day, metavar="DAY", help="the release's day (UTC today)")
        parser.add_argument("--note", default="", help="what changed and why, in a sentence")

    def handle(self, *, datasets, on, note, **options):
        """Publish one dataset after the other; a refusal stops before the next."""
        if bool(datasets) == options["all"]:
            raise CommandError("name datasets, or --all")
        for slug in datasets or Dataset.objects.values_list("slug", flat=True):
            try:
                published = publishing.publish(slug, on=on, note=note)
            except publishing.Refused as refused:
                raise CommandError(f"{slug} was not published:\n{refused}") from refused
            self.stdout.write(summary(slug, published))


def _day(text):
    return datetime.date.fromisoformat(text)
