"""Which rows a dataset's seed folder has: its own, and the shared ones that it uses."""

from collections import defaultdict

from django.db.models import Q

from datasets.curation.quotation_rules import GIVEN_SLUGS
from datasets.models import Attachment, Carried, Caveat, Citation, Dataset, Input, Waiver
from datasets.models.reported import EITHER
from datasets.seeds.builder import OF_A_DATASET
from datasets.seeds.files import MODEL_OF

SHARED = tuple(
    model for model in MODEL_OF.values() if model not in (Dataset, Citation, *OF_A_DATASET)
)
# What belongs to a dataset and may name shared rows, and how it is known whose it is.
_OWN = {model: ["dataset"] for model in OF_A_DATASET} | {
    Citation: ["observation__dataset"],
    Input: ["observation__dataset"],
    Carried: ["citation__observation__dataset"],
    Waiver: ["observation__dataset"],
    Attachment: ["dataset", "observation__dataset"],
}


def shared_rows(dataset):
    """Return {model: ids in order} of the shared rows that belong into the folder of a dataset.

    They are those whose master that folder is, and those of the admin that the dataset uses,
    however indirectly; what another folder is the master of is used and stays there.
    """
    masters = {
        (model, pk): file.partition("/")[0]
        for model in SHARED
        for pk, file in model.objects.values_list("pk", "seed_file")
    }
    own = {row for row, folder in masters.items() if folder == dataset}
    belonging = defaultdict(list)
    used = _reached(own | _named_by(dataset)) & masters.keys()
    for model, pk in sorted(used, key=lambda row: row[1]):
        if masters[model, pk] in ("", dataset):
            belonging[model].append(pk)
    return belonging


def _named_by(dataset):
    """Return (model, id) of all that rows of the dataset name themselves."""
    named = set()
    for model, lookups in _OWN.items():
        whose = Q(*((lookup, dataset) for lookup in lookups), _connector=Q.OR)
        rows = model.objects.filter(whose)
        for field in _pointing(model):
            named |= {
                (field.related_model, pk)
                for pk in rows.order_by().values_list(field.attname, flat=True).distinct()
            }
    hops = Citation.objects.filter(observation__dataset=dataset).order_by()
    for name, model in GIVEN_SLUGS.items():
        for words in hops.values_list(f"reported_{name}", flat=True).distinct():
            named |= {(model, slug) for slug in words.split(EITHER)}
    return named


def _pointing(model):
    return [field for field in model._meta.concrete_fields if field.related_model in SHARED]


def _reached(rows):
    """Return these rows and all to which they lead."""
    leads = _leads()
    reached, waiting = set(), [*rows]
    while waiting:
        row = waiting.pop()
        if row not in reached:
            reached.add(row)
            waiting += leads[row]
    return reached


def _leads():
    """Return {(model, id): those that it names}; a caveat and what it hangs on name each other."""
    leads = defaultdict(list)
    for model in SHARED:
        for field in _pointing(model):
            for pk, named in model.objects.values_list("pk", field.attname):
                leads[model, pk].append((field.related_model, named))
    hangs_on = [field for field in _pointing(Attachment) if field.related_model is not Caveat]
    for field in hangs_on:
        hanging = Attachment.objects.filter(**{f"{field.name}__isnull": False})
        for caveat, pk in hanging.values_list("caveat_id", field.attname):
            leads[Caveat, caveat].append((field.related_model, pk))
            leads[field.related_model, pk].append((Caveat, caveat))
    return leads
