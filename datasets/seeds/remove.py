"""Deleting rows that seed files no longer have."""

from django.db.models import ProtectedError

from datasets.curation.withdrawal_rules import unexplained
from datasets.models import Citation, Derivation, Observation

from .files import MODEL_OF
from .place import name_of, place_of


def remove_gone(builder, names, report, problems):
    """Delete rows of these folders that their files no longer have, unless readers know them."""
    figures = Observation.objects.filter(dataset__in=names).exclude(seed_file="")
    left = {pk for pk in figures.values_list("pk", flat=True) if not builder.place(Observation, pk)}
    # Their hops name documents and caveats that may be gone too, and go first.
    Citation.objects.filter(observation__in=left).delete()
    for model in reversed([model for model in MODEL_OF.values() if model is not Citation]):
        saved = model.objects.exclude(seed_file="").values_list("pk", "seed_file")
        gone = [
            pk
            for pk, file in saved
            if file.partition("/")[0] in names and builder.place(model, pk) is None
        ]
        rows = [*model.objects.filter(pk__in=gone)]
        if model in (Observation, Derivation):
            kept = unexplained(gone)
            what = "is published, and may leave only through withdrawn.csv"
            problems += [place_of(row).problem(what) for row in rows if row.pk in kept]
        _delete(rows, report, problems)


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
