"""Give a dataset another master: its folder in seeds/, or the admin."""

from django.conf import settings
from django.core.management.base import CommandError

from datasets import seeds
from datasets.management.tables import TablesCommand
from datasets.seeds.dumping import CannotDump
from datasets.seeds.hand_over import CannotHandOver, to_admin, to_seeds


class Command(TablesCommand):
    """Changes who may edit the rows, and no row."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("dataset", metavar="DATASET", help="slug of the dataset")
        parser.add_argument(
            "--to", required=True, choices=["seeds", "admin"], help="where it is edited from now on"
        )
        parser.add_argument(
            "--moved-away",
            action="store_true",
            help="to the admin although the folder is still there: it is about to be moved away",
        )

    def handle(self, *, dataset, to, moved_away, **_):
        """Hand over, and tell what to do next."""
        try:
            if to == "admin":
                number = to_admin(dataset, settings.SEEDS_DIR, moved_away)
                self.stdout.write(f"{dataset}: {number} rows are edited in the admin now")
                return
            counts = to_seeds(dataset, settings.SEEDS_DIR)
        except (CannotHandOver, CannotDump) as why:
            raise CommandError(f"nothing was handed over: {why}") from why
        except seeds.Refused as refused:
            raise CommandError(f"nothing was handed over:\n{refused.told}") from refused
        said = ", ".join(f"{number} in {name}" for name, number in counts.items())
        self.stdout.write(f"{settings.SEEDS_DIR / dataset}: rows: {said}")
        self.stdout.write(
            f"next: keep the folder under version control; edit it, then load_seeds {dataset}"
        )
