"""Begin a dataset: seed files from a sheet of six columns, or skeletons of all of them."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from datasets.imports.beginning import About
from datasets.imports.from_sheet import NotBegun, begin_from_sheet
from datasets.imports.skeletons import begin_skeletons
from datasets.management.tables import TablesCommand
from datasets.models.characters import character_fault, visible
from datasets.models.validators import LONGEST_SLUG, SLUG, SLUG_FORM
from datasets.releases.release_day import today
from datasets.seeds import COMMON
from datasets.seeds.hand_over import CannotHandOver, check_master

_SPDX = re.compile(r"[A-Za-z0-9.+-]+")
SHEET = "a .csv or .xlsx file with the columns what, where, when, number, who, link"


class Command(TablesCommand):
    """Writes seeds/SLUG/, which must not be there, and nothing else."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("slug", help=f"the dataset's permanent name: {SLUG_FORM}")
        parser.add_argument("--from", dest="file", type=Path, metavar="FILE", help=SHEET)
        parser.add_argument("--sheet", default="", help="which sheet of a workbook")
        parser.add_argument("--title", default="", help="what it is about, in one line")
        parser.add_argument("--license", default="", help="of the data, an SPDX code: CC-BY-4.0")
        parser.add_argument("--maintainer", default="", help="who answers for it")

    def handle(self, *, slug, file, sheet, title, license, maintainer, **_):
        """Write the files, and tell what is in them and what to do next."""
        if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG or slug == COMMON:
            raise CommandError(
                f"“{slug}” is no name of a dataset: expected {SLUG_FORM}, at most {LONGEST_SLUG} "
                "characters"
            )
        folder = settings.SEEDS_DIR / slug
        if folder.exists():
            raise CommandError(f"{folder} is there already: nothing was written")
        try:
            check_master(slug)
        except CannotHandOver as why:
            raise CommandError(f"nothing was written: {why}") from why
        if file is None:
            begin_skeletons(folder)
            self.stdout.write(
                f"{folder}: fill in dataset.toml first; then load_seeds {slug} --check"
            )
            return
        missing = [
            option
            for option, value in (("--license", license), ("--maintainer", maintainer))
            if not value
        ]
        if missing:
            raise CommandError(f"{' and '.join(missing)} are needed: readers are told of both")
        if not _SPDX.fullmatch(license):
            raise CommandError(
                f"“{license}” is no SPDX code of a licence: expected one such as CC-BY-4.0"
            )
        for option, value in (("--title", title), ("--maintainer", maintainer)):
            if fault := character_fault(value):
                raise CommandError(f"{option}: {fault}")
        title = title or slug.replace("-", " ").capitalize()
        about = About(slug, title, license, maintainer, today())
        try:
            told = begin_from_sheet(folder, file, sheet, about)
        except NotBegun as refused:
            raise CommandError(f"nothing was written:\n{refused}") from refused
        for line in told:
            self.stdout.write(visible(line))
