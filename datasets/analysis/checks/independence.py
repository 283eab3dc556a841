"""How many origins give a figure that fits without sharing what they counted from."""


def independent_origins(ground):
    """Return {id: number of groups of origins, its own included} where it is more than 1."""
    counts = {}
    for answers in ground.by_question.values():
        eligible = [one for one in answers if _eligible(one)]
        groups = _groups(eligible)
        if len(set(groups.values())) > 1:
            counts |= _counted(eligible, groups)
    return {slug: count for slug, count in counts.items() if count > 1}


def _eligible(one):
    """Tell whether an answer can confirm another: two-sided, counted by somebody, from something.

    One-sided claims confirm nobody; nor does an unnamed origin, or what was counted from something
    unknown. Nor does a computation, which has no inputs.
    """
    return one.two_sided and one.named and one.inputs


def _counted(answers, groups):
    given = {(one.interval, groups[one.slug]) for one in answers}
    counts = {
        interval: len({group for other, group in given if not interval.disjoint(other)})
        for interval in {interval for interval, _ in given}
    }
    return {one.slug: counts[one.interval] for one in answers}


def _groups(answers):
    """Return {id: its group}: joined are those of one origin, one input, or whose input it is."""
    origins = {origin for one in answers for origin in one.origins}
    leader = {}

    def leading(name):
        leader.setdefault(name, name)
        while leader[name] != name:
            leader[name] = name = leader[leader[name]]
        return name

    for one in answers:
        shared = [("origin", origin) for origin in one.origins | one.published_inputs & origins]
        shared += [("input", document) for document in one.inputs]
        first, *others = map(leading, shared)
        leader |= dict.fromkeys(others, first)
    return {one.slug: leading(("origin", *one.origins)) for one in answers}
