"""From seed files to curated rows: whole folders or nothing, never over the admin's rows."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import ProtectedError

from . import seed_rows
from .models import Citation, Observation, Record
from .models.published import IN_FORCE
from .records import OBSERVATION
from .seed_files import DATASET_FILE, MODEL_OF, Place, read_folder

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

    Refused names everything that is wrong, and nothing is written; nor is it with ``check``.
    """
    read = [read_folder(path) for path in paths]
    problems = [problem for folder in read for problem in folder.problems]
    wanted = seed_rows.build(read, problems)
    with transaction.atomic():
        if not problems:
            report = _save(wanted, [folder.name for folder in read], problems)
        if problems:
            raise Refused(problems)
        if check:
            transaction.set_rollback(True)
    return report


def _save(wanted, names, problems):
    report = Report()
    for model in MODEL_OF.values():
        built = wanted[model]
        if model is Citation:
            _save_citations(built, report)
            continue
        existing = {
            row.pk: row
            for row in model.objects.filter(pk__in=built).prefetch_related(
                *seed_rows.RELATED.get(model, ())
            )
        }
        for slug, one in built.items():
            _save_one(one, existing.get(slug), report, problems)
    _remove_gone(wanted, names, report, problems)
    return report


def _save_one(one, before, report, problems):
    name = f"{one.row._meta.verbose_name} {one.row.pk}"
    if before is None:
        one.row.save(force_insert=True)
        one.save_parts()
        report.new.append(name)
        return
    if not before.seed_file:
        problems.append(
            one.place.problem("is curated in the admin, and cannot come from seeds too")
        )
        return
    changed = [
        column.name
        for column in one.row._meta.concrete_fields
        if getattr(one.row, column.attname) != getattr(before, column.attname)
    ]
    parts_differ = one.parts_differ(before)
    if changed:
        one.row.save(force_update=True)
    if parts_differ:
        one.save_parts()
    if changed or parts_differ:
        report.changed[name] = [*changed, *parts_differ]
    else:
        report.same += 1


def _save_citations(built, report):
    """Citations belong to their observation: a chain that differs is written anew as a whole."""
    chains = defaultdict(list)
    for one in built.values():
        chains[one.row.observation_id].append(one)
    loaded = Observation.objects.exclude(seed_file="")
    for slug, before in _chains_before(loaded).items():
        after = chains.pop(slug, [])
        if seed_rows.as_written(before) == [one.written for one in after]:
            report.same += len(after)
            continue
        if after:
            Citation.objects.filter(observation=slug).delete()
            _insert(after)
            report.changed[f"citations of {slug}"] = ["citations"]
    for slug, after in chains.items():
        _insert(after)
        report.new.append(f"citations of {slug}")


def _chains_before(observations):
    chains = defaultdict(list)
    citations = Citation.objects.filter(observation__in=observations)
    for citation in citations.prefetch_related("carried_set"):
        chains[citation.observation_id].append(citation)
    return chains


def _insert(chain):
    for one in chain:
        one.row.save(force_insert=True)
        one.save_parts()


def _remove_gone(wanted, names, report, problems):
    """Delete rows of these folders that their files no longer have, unless readers know them."""
    withdrawn = {one.row.pk for one in wanted[seed_rows.Withdrawal].values()}
    for model in reversed([model for model in MODEL_OF.values() if model is not Citation]):
        mine = [
            row
            for row in model.objects.exclude(seed_file="")
            if row.seed_file.partition("/")[0] in names and row.pk not in wanted[model]
        ]
        for row in mine:
            place = Place(row.seed_file, None, None, str(row.pk))
            published = (
                Record.objects.of(OBSERVATION.name).filter(slug=row.pk, ends=IN_FORCE).exists()
            )
            if model is Observation and published and row.pk not in withdrawn:
                problems.append(
                    place.problem("is published, and may leave only through withdrawn.csv")
                )
                continue
            try:
                row.delete()
            except ProtectedError as error:
                others = ", ".join(sorted(str(other) for other in error.protected_objects)[:5])
                problems.append(place.problem(f"is gone, but used by {others}"))
                continue
            report.gone.append(f"{model._meta.verbose_name} {row.pk}")
