"""Loading on trial what was dumped: it must become the very rows that it was dumped from."""

from datasets.models import Citation, Observation
from datasets.seeds.builder import Builder
from datasets.seeds.built import changed_hops, differences
from datasets.seeds.cross_row_rules import check_shared
from datasets.seeds.figure_builder import FigureBuilder
from datasets.seeds.files import FILLED_IN, MODEL_OF, PARTS
from datasets.seeds.folder import read_folder
from datasets.seeds.report import said


def faults_of(path):
    """Return why the files of a folder could not be loaded, or would not be the rows they tell."""
    folder = read_folder(path)
    problems = [*folder.unread, *folder.problems]
    if problems:
        return problems
    # The database has held its own rules against each of these rows already.
    builder = Builder([folder], problems, constraints=False)
    builder.build_shared()
    if not problems:
        check_shared(builder)
    for model in MODEL_OF.values():
        if model in builder.built:
            _compare(model, builder.built[model], problems)
    for block in FigureBuilder(builder, {}).blocks():
        _compare(Observation, {slug: one for slug, (one, _) in block.items()}, problems)
        _compare_hops(block, problems)
    return problems


def _compare(model, built, problems):
    rows = model.objects.prefetch_related(*PARTS.get(model, {}).values()).in_bulk(built)
    for slug, one in built.items():
        changed = differences(one.row, rows[slug]) | one.changed_parts(rows[slug])
        _say(one.place, changed, problems)


def _compare_hops(figures, problems):
    saved = {slug: [] for slug in figures}
    citations = Citation.objects.filter(observation__in=figures).order_by("hop")
    for citation in citations.prefetch_related("carried_set"):
        saved[citation.observation_id].append(citation)
    for slug, (one, chain) in figures.items():
        _say(one.place, changed_hops(chain, saved[slug]), problems)


def _say(place, changed, problems):
    for name, (curated, loaded) in changed.items():
        if name not in FILLED_IN:
            what = f"would be loaded as {said(loaded)}"
            problems.append(place.problem(what, name, curated))
