"""Make seed files of somebody's data file, as a map beside it says."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from datasets import seeds
from datasets.imports.from_file import NotImported, import_file, write_rejects
from datasets.imports.preview import lines_of, page_of
from datasets.imports.trial import tried_out

_TOLD_EVERY = 10_000


class Command(BaseCommand):
    """Writes seeds/DATASET/imported/MAP/, and nothing that is published."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="a .csv, .xlsx or .json file")
        parser.add_argument("--map", type=Path, required=True, help="what its columns say, in TOML")
        parser.add_argument(
            "--into", required=True, metavar="DATASET", help="a folder of seeds/, by its name"
        )
        parser.add_argument("--sheet", default="", help="which sheet of a workbook")
        parser.add_argument("--check", action="store_true", help="write nothing; show a preview")
        parser.add_argument("--html", type=Path, help="write the preview as a page, too")
        parser.add_argument("--reason", default="", help="why figures changed or left since before")
        parser.add_argument(
            "--skip-invalid", action="store_true", help="leave out cells that are not believed"
        )
        parser.add_argument("--rejects", type=Path, help="write each of these cells to this CSV")

    def handle(self, *, file, map, into, sheet, check, html, reason, skip_invalid, rejects, **_):
        """Read, show, and put in place."""
        folder = settings.SEEDS_DIR / Path(into).name
        if skip_invalid and not rejects:
            raise CommandError("--skip-invalid needs --rejects: nothing is left out unnamed")
        try:
            made = import_file(
                file,
                map,
                folder,
                sheet=sheet,
                reason=reason,
                skip_invalid=skip_invalid,
                watched=self._watched,
            )
        except NotImported as refused:
            raise CommandError(f"nothing was imported:\n{refused}") from refused
        try:
            if rejects:
                write_rejects(rejects, made.importing.doubts)
            if check or html:
                self._preview(made, folder, html)
            if not check:
                made.put_in_place()
        finally:
            made.discard()
        for line in lines_of(made, rejects):
            self.stdout.write(line)

    def _watched(self, rows):
        """Yield rows, and tell somebody who waits at a terminal how many there were."""
        number = 0
        for number, row in enumerate(rows, 1):
            if number % _TOLD_EVERY == 0 and self.stderr.isatty():
                self.stderr.write(f"\r{number:,} rows", ending="")
            yield row
        if number >= _TOLD_EVERY and self.stderr.isatty():
            self.stderr.write("")

    def _preview(self, made, folder, html):
        try:
            told = tried_out(folder, made.importing, made.sample.figures())
        except seeds.Refused as refused:
            raise CommandError(f"its figures cannot be loaded:\n{refused.told}") from refused
        made.sample.worded(told)
        if html:
            html.write_text(page_of(made), encoding="utf-8")
