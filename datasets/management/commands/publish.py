"""Publish datasets: write a numbered release of what changed since the last one."""

import datetime

from django.conf import settings
from django.core.management.base import CommandError

from datasets import publishing
from datasets.management.tables import TablesCommand
from datasets.models import Dataset, Release
from datasets.seeds.states import EARLIER
from datasets.wording.publications import summary

DAY = (
    "the release's day; today, UTC, if left out, and of the first of a seed folder its reviewed_on"
)


class Command(TablesCommand):
    """Publishes the named datasets, or all of them."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("datasets", nargs="*", metavar="DATASET", help="slugs of datasets")
        parser.add_argument("--all", action="store_true", help="every dataset")
        parser.add_argument("--on", type=_day, metavar="DAY", help=DAY)
        parser.add_argument("--note", default="", help="what changed and why, in a sentence")

    def handle(self, *, datasets, on, note, **options):
        """Publish one dataset after the other; a refusal stops before the next."""
        if bool(datasets) == options["all"]:
            raise CommandError("name datasets, or --all")
        for slug in datasets or Dataset.objects.values_list("slug", flat=True):
            _refuse_past_earlier_releases(slug)
            try:
                published = publishing.publish(slug, on=on, note=note)
            except publishing.Refused as refused:
                raise CommandError(f"{slug} was not published:\n{refused}") from refused
            self.stdout.write(summary(slug, published))


def _refuse_past_earlier_releases(slug):
    """Refuse a dataset's first release where its seeds have others that came before it."""
    if not Dataset.objects.filter(pk=slug).exists():
        return
    folder = settings.SEEDS_DIR / slug / EARLIER
    if folder.exists() and not Release.objects.filter(dataset=slug).exists():
        where = f"{slug}/{EARLIER}"
        raise CommandError(
            f"{slug} was not published: {where} has earlier releases, which none is published "
            "before; manage.py bootstrap publishes them and then the present files"
        )


def _day(text):
    return datetime.date.fromisoformat(text)
