"""From seed files to curated rows: whole folders or nothing, never over the admin's rows."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from datasets.curation import withdrawal_rules
from datasets.models import CURATED, Citation, Derivation, Observation
from datasets.store.statistics import analyze

from . import rows
from .files import DATASET_FILE, MODEL_OF, PARTS, Place, read_folder

COMMON = "common"


class Refused(Exception):
    """Nothing was loaded; ``problems`` says why, each with file, line, row, field and value."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Report:
    """What loading did, or would do: ids by kind, of changed ones the fields too."""

    new: list = field(default_factory=list)
    changed: dict = field(default_factory=dict)
    same: int = 0
    gone: list = field(default_factory=list)

    @property
    def differs(self):
        """Return whether files and curated rows differ."""
        return bool(self.new or self.changed or self.gone)


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
    read = [read_folder(path) for path in paths]
    if any(folder.unread for folder in read):
        raise Refused(_read_problems(read))
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


def _read_problems(read):
    return [problem for folder in read for problem in [*folder.unread, *folder.problems]]


def _built(read, constraints):
    problems = _read_problems(read)
    return rows.build(read, problems, constraints), problems


def _load(wanted, names, check):
    problems = []
    with transaction.atomic():
        report = _save(wanted, names, problems)
        if problems:
            raise Refused(problems)
        if check:
            transaction.set_rollback(True)
        elif report.differs:
            analyze(CURATED)
    return report


def _save(wanted, names, problems):
    report = Report()
    for model in MODEL_OF.values():
        if model is Citation:
            _save_citations(wanted, names, report)
            continue
        related = PARTS.get(model, {}).values()
        existing = model.objects.prefetch_related(*related).in_bulk(wanted[model])
        for slug, one in wanted[model].items():
            before = existing.get(slug)
            if before is None:
                _insert(one)
                report.new.append(_named(one.row))
            elif not before.seed_file:
                what = "is curated in the admin, and cannot come from seeds too"
                problems.append(one.place.problem(what))
            elif _folder(before) not in names:
                problems.append(one.place.problem(f"belongs to {before.seed_file}"))
            elif getattr(before, "dataset_id", None) != getattr(one.row, "dataset_id", None):
                problems.append(one.place.problem(f"stays in its dataset, {before.dataset_id}"))
            else:
                _update(one, before, report)
    _remove_gone(wanted, names, report, problems)
    return report


def _insert(one):
    one.row.save(force_insert=True)
    one.save_parts()


def _update(one, before, report):
    changed = [
        column.name
        for column in one.row._meta.concrete_fields
        if getattr(one.row, column.attname) != getattr(before, column.attname)
    ]
    changed_parts = one.changed_parts(before)
    if changed:
        one.row.save(force_update=True)
    if changed_parts:
        one.save_parts()
    if changed or changed_parts:
        report.changed[_named(one.row)] = [*changed, *changed_parts]
    else:
        report.same += 1


def _save_citations(wanted, names, report):
    """Citations belong to their observation: a chain that differs is written anew as a whole."""
    chains = defaultdict(list)
    for _, one in sorted(wanted[Citation].items()):
        chains[one.row.observation_id].append(one)
    figures = Observation.objects.filter(dataset__in=names).exclude(seed_file="")
    before = defaultdict(list)
    citations = Citation.objects.filter(observation__in=figures.values("pk"))
    for citation in citations.prefetch_related("carried_set"):
        before[citation.observation_id].append(citation)
    for slug in sorted(figures.values_list("pk", flat=True)):
        if rows.same(chains[slug], before[slug]):
            report.same += len(chains[slug])
            continue
        if before[slug]:
            Citation.objects.filter(observation=slug).delete()
        for one in chains[slug]:
            _insert(one)
        if not before[slug]:
            report.new.append(f"citations of {slug}")
        elif slug in wanted[Observation]:
            report.changed[f"citations of {slug}"] = ["citations"]


def _remove_gone(wanted, names, report, problems):
    """Delete rows of these folders that their files no longer have, unless readers know them."""
    for model in reversed([model for model in MODEL_OF.values() if model is not Citation]):
        rows = [row for row in model.objects.exclude(seed_file="") if _folder(row) in names]
        gone = [row for row in rows if row.pk not in wanted[model]]
        if model in (Observation, Derivation):
            unexplained = withdrawal_rules.unexplained([row.pk for row in gone])
            what = "is published, and may leave only through withdrawn.csv"
            problems += [_place(row).problem(what) for row in gone if row.pk in unexplained]
        _delete(gone, report, problems)


def _delete(rows, report, problems):
    """Delete rows that may refer to each other, those first that no other one refers to."""
    while rows:
        used = {}
        for row in rows:
            name = _named(row)
            try:
                row.delete()
            except ProtectedError as error:
                used[row] = sorted(str(other) for other in error.protected_objects)
            else:
                report.gone.append(name)
        if len(used) == len(rows):
            for row, others in used.items():
                what = f"is gone, but used by {', '.join(others[:5])}"
                problems.append(_place(row).problem(what))
            return
        rows = list(used)


def _folder(row):
    return row.seed_file.partition("/")[0]


def _named(row):
    return f"{row._meta.verbose_name} {row.pk}"


def _place(row):
    return Place(row.seed_file, None, None, str(row.pk))
