"""Writing what was built from seed files, where it differs from what is there."""

from collections import defaultdict

from datasets.models import Citation, Observation

from .built import same_chain
from .files import MODEL_OF, PARTS
from .place import folder_of, name_of
from .report import Report


def save(wanted, names, problems):
    """Write the built rows ``wanted``, {model: {key: Built}}; return the Report of it.

    ``names`` are the folders that are loaded. A row whose master is elsewhere goes to ``problems``.
    """
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
                report.new.append(name_of(one.row))
            elif not before.seed_file:
                what = "is curated in the admin, and cannot come from seeds too"
                problems.append(one.place.problem(what))
            elif folder_of(before) not in names:
                problems.append(one.place.problem(f"belongs to {before.seed_file}"))
            elif getattr(before, "dataset_id", None) != getattr(one.row, "dataset_id", None):
                problems.append(one.place.problem(f"stays in its dataset, {before.dataset_id}"))
            else:
                _update(one, before, report)
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
        report.changed[name_of(one.row)] = [*changed, *changed_parts]
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
        if same_chain(chains[slug], before[slug]):
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
