"""Figures with their hops, built in blocks; those that are as they were loaded are passed over."""

from datasets.models import Observation

from .built import line_of
from .cross_row_rules import FigureRules
from .figure_rows import figures_of, in_blocks, surroundings


class FigureBuilder:
    """Builds the figures of all folders; what is wrong goes to the problems of the ``builder``.

    ``loaded`` maps saved figures to (digest, identity) with which they were loaded. Those that
    still have that digest are passed over; ``same`` counts their rows.
    """

    def __init__(self, builder, loaded):
        self.same, self._builder, self._wanted = 0, builder, []
        identities = {}
        for folder in builder.folders:
            around = surroundings([builder.folders[0], folder])
            for figure in figures_of(folder):
                figure.digested(around)
                digest, identity = loaded.get(figure.slug, ("", ""))
                if figure.digest and digest == figure.digest:
                    identities[identity] = figure.slug
                    self.same += 1 + len(figure.citations)
                else:
                    self._wanted.append(figure)
        # Rules that look at several rows are asked where each row is right by itself.
        self._rules = None if builder.problems else FigureRules(builder, identities)

    def blocks(self):
        """Yield {slug: (Built, [Built of each hop in order])}, without what breaks a rule."""
        for block in in_blocks(self._wanted):
            yield dict(filter(None, map(self._built, block)))
        if self._rules and not self._builder.problems:
            self._rules.check_revisions()

    def _built(self, figure):
        """Return (slug, (Built, hops)) of a figure that keeps its rules, else None."""
        builder, before = self._builder, len(self._builder.problems)
        one = builder.build(figure.row, figure.folder) if figure.row else None
        if one and (place := builder.place(Observation, figure.slug)) != figure.row.place:
            builder.say(figure.row, f"stands already in {place.file}:{place.line}")
        chain = {}
        for row in figure.citations:
            hop = builder.build(row, figure.folder)
            if hop.row.hop in chain:
                builder.say(row, f"stands already in {line_of(chain[hop.row.hop])}")
            chain[hop.row.hop] = hop
        if one and self._rules and len(builder.problems) == before:
            self._rules.check(one, chain)
        if not one or len(builder.problems) > before:
            return None
        one.row.seed_digest = figure.digest
        return figure.slug, (one, [chain[number] for number in sorted(chain)])
