"""Deleting rows that seed files no longer have."""

from django.db.models import ProtectedError

from datasets.curation.withdrawal_rules import unexplained
from datasets.models import Citation, Derivation, Observation

from .files import MODEL_OF
from .place import folder_of, name_of, place_of


def remove_gone(wanted, names, report, problems):
    """Delete rows of these folders that their files no longer have, unless readers know them."""
    for model in reversed([model for model in MODEL_OF.values() if model is not Citation]):
        rows = [row for row in model.objects.exclude(seed_file="") if folder_of(row) in names]
        gone = [row for row in rows if row.pk not in wanted[model]]
        if model in (Observation, Derivation):
            kept = unexplained([row.pk for row in gone])
            what = "is published, and may leave only through withdrawn.csv"
            problems += [place_of(row).problem(what) for row in gone if row.pk in kept]
        _delete(gone, report, problems)


def _delete(rows, report, problems):
    """Delete rows that may refer to each other, those first that no other one refers to."""
    while rows:
        used = {}
        for row in rows:
            name = name_of(row)
            try:
                row.delete()
            except ProtectedError as error:
                used[row] = sorted(str(other) for other in error.protected_objects)
            else:
                report.gone.append(name)
        if len(used) == len(rows):
            for row, others in used.items():
                what = f"is gone, but used by {', '.join(others[:5])}"
                problems.append(place_of(row).problem(what))
            return
        rows = list(used)
