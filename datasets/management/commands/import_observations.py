"""Make seed files of somebody's data file, as a map beside it says."""

from contextlib import nullcontext
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from datasets import seeds
from datasets.imports import drafts
from datasets.imports.from_file import NotImported, import_file, write_rejects
from datasets.imports.preview import lines_of, page_of
from datasets.imports.trial import tried_out
from datasets.management.tables import TablesCommand
from datasets.models.characters import character_fault, visible

_TOLD_EVERY, _WIDTH = 10_000, 20
_INTO = "a folder of seeds/, by its name; or admin:DATASET, for drafts of the admin"


class Command(TablesCommand):
    """Writes seeds/DATASET/imported/MAP/ or drafts of the admin, and nothing that is published."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="a .csv, .xlsx or .json file")
        parser.add_argument("--map", type=Path, required=True, help="what its columns say, in TOML")
        parser.add_argument("--into", required=True, metavar="DATASET", help=_INTO)
        parser.add_argument("--sheet", default="", help="which sheet of a workbook")
        parser.add_argument("--check", action="store_true", help="write nothing; show a preview")
        parser.add_argument("--html", type=Path, help="write the preview as a page, too")
        parser.add_argument("--reason", default="", help="why figures changed or left since before")
        parser.add_argument(
            "--skip-invalid", action="store_true", help="leave out cells that are not believed"
        )
        parser.add_argument("--rejects", type=Path, help="write each such cell to this CSV")

    def handle(self, *, into, skip_invalid, rejects, **options):
        """Read, show, and put in place."""
        if skip_invalid and not rejects:
            raise CommandError("--skip-invalid needs --rejects: nothing is left out unnamed")
        if fault := character_fault(options["reason"]):
            raise CommandError(f"--reason: {fault}")
        where, _, dataset = into.rpartition(":")
        if where not in ("", "admin"):
            raise CommandError(f"--into {into}: expected DATASET or admin:DATASET")
        options |= {"skip_invalid": skip_invalid, "rejects": rejects}
        try:
            if where:
                self._into_admin(dataset, options)
            else:
                self._into_seeds(dataset, options)
        except NotImported as refused:
            if rejects:
                write_rejects(rejects, refused.doubts)
            raise CommandError(f"nothing was imported:\n{refused}") from refused
        except seeds.Refused as refused:
            raise CommandError(f"its figures cannot be loaded:\n{refused.told}") from refused

    def _into_seeds(self, dataset, options):
        self._import(settings.SEEDS_DIR / Path(dataset).name, options)

    def _into_admin(self, dataset, options):
        with drafts.folder_of(dataset) as folder:
            master = partial(drafts.edited_as_files, dataset)
            self._import(folder, options, drafts.Drafts(), master)

    def _import(self, folder, options, against=None, master=nullcontext):
        rejects, check, html = (options[name] for name in ("rejects", "check", "html"))
        made = import_file(
            options["file"],
            options["map"],
            folder,
            **{name: options[name] for name in ("sheet", "reason", "skip_invalid")},
            watched=self._watched,
            against=against,
        )
        try:
            if rejects:
                write_rejects(rejects, made.importing.doubts)
            if check or html:
                with master():
                    made.sample.worded(tried_out(folder, made.importing, made.sample.figures()))
            if html:
                html.write_text(page_of(made), encoding="utf-8")
            if not check:
                made.put_in_place()
                if against and against.new:
                    drafts.save(folder)
        finally:
            made.discard()
        for line in lines_of(made, rejects):
            self.stdout.write(visible(line))

    def _watched(self, rows, lines):
        """Yield rows, and show somebody who waits at a terminal how far they are."""
        number = 0
        for number, row in enumerate(rows, 1):
            if number % _TOLD_EVERY == 0 and self.stderr.isatty():
                self.stderr.write(_bar(number, lines), ending="\r")
            yield row
        if number >= _TOLD_EVERY and self.stderr.isatty():
            self.stderr.write(_bar(number, number))


def _bar(number, lines):
    """Return a bar of ``number`` rows of about so many, which may be fewer than there are."""
    done = _WIDTH * number // max(number, lines)
    return f"[{'#' * done}{'.' * (_WIDTH - done)}] {number:,} rows"
