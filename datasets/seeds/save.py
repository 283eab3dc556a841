"""Writing what was built from seed files, where it differs from what is there."""

from datasets.models import Citation, Observation

from .built import changed_hops, differences
from .files import MODEL_OF, PARTS
from .place import folder_of, name_of
from .report import Report

# What only tells whether to look at a row.
_NOT_TOLD = ("seed_digest", "seed_identity")


class Saver:
    """Writes built rows and tells them in ``report``; what it may not write goes to problems.

    ``names`` are the folders that are loaded: a row whose master is elsewhere stays as it is.
    """

    def __init__(self, names, problems):
        self.report = Report()
        self._names, self._problems = names, problems

    def save_shared(self, built):
        """Write all rows but those of figures, {model: {key: Built}}, in an order that works."""
        for model in MODEL_OF.values():
            if model in built:
                self._save(model, built[model])

    def save_figures(self, figures):
        """Write a block of figures, {slug: (Built, [Built of each hop in order])}."""
        self._save(Observation, {slug: one for slug, (one, _) in figures.items()})
        before = {slug: [] for slug in figures}
        citations = Citation.objects.filter(observation__in=figures).order_by("hop")
        for citation in citations.prefetch_related("carried_set"):
            before[citation.observation_id].append(citation)
        for slug, (_, chain) in figures.items():
            self._save_chain(slug, chain, before[slug])

    def _save(self, model, wanted):
        related = PARTS.get(model, {}).values()
        existing = model.objects.prefetch_related(*related).in_bulk(wanted)
        new = [one for slug, one in wanted.items() if slug not in existing]
        _insert(model, new)
        self.report.new += [name_of(one.row) for one in new]
        for slug, before in existing.items():
            if problem := self._kept_elsewhere(wanted[slug], before):
                self._problems.append(wanted[slug].place.problem(problem))
            else:
                self._update(wanted[slug], before)

    def _kept_elsewhere(self, one, before):
        """Return why a saved row is not for these files to change, None where it is."""
        if not before.seed_file:
            return "is curated in the admin, and cannot come from seeds too"
        if folder_of(before) not in self._names:
            return f"belongs to {before.seed_file}"
        if getattr(before, "dataset_id", None) != getattr(one.row, "dataset_id", None):
            return f"stays in its dataset, {before.dataset_id}"
        return None

    def _update(self, one, before):
        changed = differences(one.row, before)
        changed_parts = one.changed_parts(before)
        if changed:
            one.row.save(force_update=True)
        if changed_parts:
            one.save_parts()
        changed = {name: pair for name, pair in changed.items() if name not in _NOT_TOLD}
        if changed or changed_parts:
            self.report.changed[name_of(one.row)] = changed | changed_parts
        else:
            self.report.same += 1

    def _save_chain(self, slug, chain, before):
        """Write the hops of a figure: a chain that differs is written anew as a whole."""
        changed = changed_hops(chain, before)
        if not changed:
            self.report.same += len(chain)
            return
        if before:
            Citation.objects.filter(observation=slug).delete()
        _insert(Citation, chain)
        if before:
            self.report.changed[f"citations of {slug}"] = changed
        else:
            self.report.new.append(f"citations of {slug}")


def _insert(model, built):
    model.objects.bulk_create([one.row for one in built])
    for name in PARTS.get(model, ()):
        if parts := [part for one in built for part in one.parts[name]]:
            type(parts[0]).objects.bulk_create(parts)
