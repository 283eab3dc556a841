"""From seed files to curated rows: whole folders or nothing, never over the admin's rows."""

from django.db import IntegrityError, OperationalError, transaction

from datasets.models import CURATED, Observation
from datasets.store.statistics import analyze

from .builder import Builder
from .cross_row_rules import check_shared
from .figure_builder import FigureBuilder
from .files import DATASET_FILE
from .folder import read_folder
from .refused import Refused
from .remove import remove_gone
from .save import Saver

COMMON = "common"


def folders(seeds_dir):
    """Return the paths of all seed folders, what is common to all datasets first."""
    found = [path for path in seeds_dir.iterdir() if path.is_dir()]
    return sorted(found, key=lambda path: (path.name != COMMON, path.name))


def dataset_folders(seeds_dir):
    """Return the names of the datasets whose master is a seed folder."""
    return [path.name for path in folders(seeds_dir) if (path / DATASET_FILE).exists()]


def load(paths, check=False, foresee=None, adding=False):
    """Make the curated rows equal these folders' files; return a Report.

    Refused names what is wrong, and nothing is written; nor is it with ``check``. What a file that
    cannot be read would say is not guessed: until all of them can be, only that is told. A figure
    of which nothing changed since it was loaded, and nothing that it stands among, is passed over.
    Before a check that finds changes is undone, ``foresee`` is called, and what it returns told.
    What the files do not have stays where they are only ``adding``.
    """
    read = _read(paths)
    # The database holds the rules of one row against each row that is written. Asking it for each
    # beforehand costs more than all else, so that is left until something is known to be wrong.
    try:
        return _load(read, check, foresee, adding)
    except (IntegrityError, Refused):
        _check(read)
        raise
    except OperationalError as error:
        # Such as when the disk is full.
        raise Refused([str(error)]) from error


def check_files(paths):
    """Raise Refused where files are wrong, whatever is curated or published: nothing is loaded."""
    _check(_read(paths))


def _read(paths):
    read = [read_folder(path) for path in paths]
    if any(folder.unread for folder in read):
        raise Refused(_read_problems(read))
    return read


def _read_problems(read):
    return [problem for folder in read for problem in [*folder.unread, *folder.problems]]


def _check(read):
    problems = _read_problems(read)
    builder = Builder(read, problems, constraints=True)
    builder.build_shared()
    figures = FigureBuilder(builder, {})
    for _ in figures.blocks():
        pass
    if not problems:
        check_shared(builder)
    if problems:
        raise Refused(problems)


def _load(read, check, foresee, adding):
    problems = _read_problems(read)
    builder = Builder(read, problems, constraints=False)
    builder.build_shared()
    if not problems:
        check_shared(builder)
    if problems:
        raise Refused(problems)
    names = [folder.name for folder in read]
    saver = Saver(names, problems)
    figures = FigureBuilder(builder, _digests(names))
    with transaction.atomic():
        saver.save_shared(builder.built)
        for block in figures.blocks():
            if not problems:
                saver.save_figures(block)
        saver.report.same += figures.same
        if not adding:
            remove_gone(builder, names, saver.report, problems)
        if problems:
            raise Refused(problems)
        if check:
            if foresee and saver.report.differs:
                saver.report.foreseen = foresee()
            transaction.set_rollback(True)
        elif saver.report.differs:
            analyze(CURATED)
    return saver.report


def _digests(names):
    """Return {figure: (digest, identity) that it was loaded with}, of those in these folders."""
    figures = Observation.objects.filter(dataset__in=names).exclude(seed_digest="")
    rows = figures.values_list("pk", "seed_digest", "seed_identity")
    return {slug: (digest, identity) for slug, digest, identity in rows}
