"""Whether the complete parts of a whole, counted by the same origin, add up to it."""

from collections import defaultdict

from datasets.arithmetic.intervals import Interval

from .finding import Finding

AGREE, DISAGREE = "parts_agree", "parts_disagree"


def find(ground):
    """Yield a finding for each whole whose parts are all there."""
    parts = defaultdict(set)
    for slug, measure in ground.measures.items():
        parts[measure.part_of_id].add(slug)
    for levels in ground.levels.values():
        for whole in levels:
            if _can_add_up(ground, whole, parts[whole.measure]):
                yield from _add_up(whole, parts[whole.measure], levels)


def _can_add_up(ground, whole, parts):
    measure = ground.measures[whole.measure]
    units = {ground.measures[part].unit_id for part in parts}
    return measure.parts_complete and not whole.derived and units == {measure.unit_id}


def _add_up(whole, measures, levels):
    found = {
        one.measure: one
        for one in levels
        if one.measure in measures and one.origins == whole.origins and not one.derived
    }
    added = [found[measure] for measure in sorted(found)]
    if found.keys() != measures or None in [one.interval for one in [whole, *added]]:
        return
    total = sum((one.interval for one in added), Interval.point(0))
    disagree = total.disjoint(whole.interval)
    text = f"The parts add up to {total}, the whole is {whole.interval}."
    slugs = (whole.slug, *(one.slug for one in added))
    yield Finding(DISAGREE if disagree else AGREE, slugs, text)
