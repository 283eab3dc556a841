"""From seed files to curated rows: whole folders or nothing, never over the admin's rows."""

from django.db import IntegrityError, transaction

from datasets.models import CURATED
from datasets.store.statistics import analyze

from .builder import build
from .files import DATASET_FILE
from .folder import read_folder
from .refused import Refused
from .remove import remove_gone
from .save import save

COMMON = "common"


def folders(seeds_dir):
    """Return the paths of all seed folders, what is common to all datasets first."""
    found = [path for path in seeds_dir.iterdir() if path.is_dir()]
    return sorted(found, key=lambda path: (path.name != COMMON, path.name))


def dataset_folders(seeds_dir):
    """Return the names of the datasets whose master is a seed folder."""
    return [path.name for path in folders(seeds_dir) if (path / DATASET_FILE).exists()]


def load(paths, check=False):
    """Make the curated rows equal these folders' files; return a Report.

    Refused names what is wrong, and nothing is written; nor is it with ``check``. What a file that
    cannot be read would say is not guessed: until all of them can be, only that is told.
    """
    read = _read(paths)
    # The database holds the rules of one row against each row that is written. Asking it for each
    # beforehand costs more than all else, so that is left until something is known to be wrong.
    wanted, problems = _built(read, constraints=False)
    if not problems:
        try:
            return _load(wanted, [folder.name for folder in read], check)
        except IntegrityError:
            _, problems = _built(read, constraints=True)
            if not problems:
                raise
    else:
        _, problems = _built(read, constraints=True)
    raise Refused(problems)


def check_files(paths):
    """Raise Refused where files are wrong, whatever is curated or published: nothing is loaded."""
    _, problems = _built(_read(paths), constraints=True)
    if problems:
        raise Refused(problems)


def _read(paths):
    read = [read_folder(path) for path in paths]
    if any(folder.unread for folder in read):
        raise Refused(_read_problems(read))
    return read


def _read_problems(read):
    return [problem for folder in read for problem in [*folder.unread, *folder.problems]]


def _built(read, constraints):
    problems = _read_problems(read)
    return build(read, problems, constraints), problems


def _load(wanted, names, check):
    problems = []
    with transaction.atomic():
        report = save(wanted, names, problems)
        remove_gone(wanted, names, report, problems)
        if problems:
            raise Refused(problems)
        if check:
            transaction.set_rollback(True)
        elif report.differs:
            analyze(CURATED)
    return report
