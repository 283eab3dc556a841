"""The rows of a dataset as the files of its seed folder have them, short where they can be."""

from datasets.models import Citation, Dataset, Measure, Observation
from datasets.seeds.files import DATASET_FILE, FIGURES, MODEL_OF, PARTS
from datasets.seeds.short_forms import as_first

from .belonging import SHARED, shared_rows
from .cells import said_by

_BLOCK = 1_000


def tables_of(dataset):
    """Return {file: rows, each {key or column: value}} of a dataset, in the order of their ids."""
    shared = shared_rows(dataset)
    tables = {
        name: [said_by(row) for row in _rows(model, dataset, shared)]
        for name, model in MODEL_OF.items()
    }
    for row in tables[DATASET_FILE]:
        del row["id"]  # It is the name of the folder.
    files = {model: name for name, model in MODEL_OF.items()}
    _leave_out_populations([row for model in FIGURES for row in tables[files[model]]])
    tables[files[Citation]] = _without_first_hops(
        tables[files[Citation]], {row["id"]: row for row in tables[files[Observation]]}
    )
    return tables


def _rows(model, dataset, shared):
    rows = model.objects.prefetch_related(*PARTS.get(model, {}).values())
    if model in SHARED:
        found = rows.in_bulk(shared[model])
        return [found[pk] for pk in shared[model]]
    if model is Citation:
        rows = rows.filter(observation__dataset=dataset).order_by("observation_id", "hop")
    elif model is Dataset:
        rows = rows.filter(pk=dataset)
    else:
        rows = rows.filter(dataset=dataset).order_by("pk")
    return rows.iterator(chunk_size=_BLOCK)


def _leave_out_populations(figures):
    usual = dict(Measure.objects.values_list("pk", "population"))
    for row in figures:
        if row["population"] == usual[row["measure"]]:
            del row["population"]


def _without_first_hops(citations, figures):
    """Return the citations but those that are told beside their figures, which are given them."""
    left = []
    for row in citations:
        if first := as_first(row):
            figures[row["observation"]].update(first)
        else:
            left.append(row)
    return left
