"""What seed rows must obey together: chains, units, derivations, circles, withdrawals."""

import hashlib
import json

from datasets.curation.chain_rules import first_document
from datasets.curation.derivation_rules import derivation_problems
from datasets.curation.figure_rules import own_problems, told_problems
from datasets.curation.identity_rules import (
    id_problems,
    identity,
    parent_cycle,
    same_figure,
)
from datasets.curation.quotation_rules import GIVEN_SLUGS, reference_problems
from datasets.models import (
    Area,
    Derivation,
    Document,
    Event,
    Measure,
    Observation,
    Population,
    Unit,
    Withdrawal,
)
from datasets.nearest import suggestion

from .built import line_of

# What a row stands under, which must lead upwards and never back.
PARENT = {Unit: "base", Measure: "part_of", Population: "part_of", Area: "part_of"}


class FigureRules:
    """The rules of a figure with its chain, and that no two figures of a dataset are one.

    ``identities`` maps those of figures that were found right before, and are not built again, to
    their ids.
    """

    def __init__(self, builder, identities):
        self._builder, self._identities = builder, identities
        self._known = {name: builder.slugs(model) for name, model in GIVEN_SLUGS.items()}

    def check(self, one, chain):
        """Say what is wrong with a figure that was built and its hops, {number: Built}."""
        builder, figure = self._builder, one.row
        for hop in chain.values():
            for name, message in reference_problems(hop.row, self._known):
                builder.say_built(hop, message, name)
        documents = {
            hop.row.document_id: builder.row(Document, hop.row.document_id)
            for hop in chain.values()
        }
        rows = [chain[number].row for number in sorted(chain)]
        if rows:
            self._check_identity(one, rows, documents)
        unit = builder.row(Unit, builder.row(Measure, figure.measure_id).unit_id)
        event = builder.row(Event, figure.event_id) if figure.event_id else None
        for name, message in own_problems(figure, unit, event):
            builder.say_built(one, message, name)
        for hop, name, message in told_problems(figure, rows, documents, unit):
            built = chain[hop] if hop else one
            if built.place.called and name == "reported_value":
                # Such a column is in citations.csv alone.
                builder.say_built(built, _printed_otherwise(figure), "as_printed")
            else:
                builder.say_built(built, message, name)

    def check_revisions(self):
        """Say which figures revise each other in a circle."""
        parents = self._builder.said(Observation, "revises")
        for slug, revised in parents.items():
            if path := parent_cycle(slug, parents):
                what = f"goes in a circle: {' → '.join(path)}"
                place = self._builder.place(Observation, slug)
                self._builder.problems.append(place.problem(what, "revises", revised))

    def _check_identity(self, one, rows, documents):
        publishers = {slug: document.source_id for slug, document in documents.items()}
        first = first_document(rows, one.row.origin_id, publishers)
        key = json.dumps([one.row.dataset_id, *identity(one.row, first)])
        one.row.seed_identity = hashlib.sha256(key.encode()).hexdigest()
        other = self._identities.setdefault(one.row.seed_identity, one.row.pk)
        if other != one.row.pk:
            place = self._builder.place(Observation, other)
            self._builder.say_built(one, same_figure(f"{other}, {place.file}:{place.line}"))


def _printed_otherwise(figure):
    """Return what to do where the text beside a figure prints another number than it has."""
    told = figure.value or f"{figure.value_low} to {figure.value_high}"
    return (
        f"it prints another number than the figure’s {told}: change both, or give the document a "
        "line in citations.csv that says what it prints, and in reported_value what that means"
    )


def check_shared(builder):
    """Say what is wrong between rows that are no figures: circles, withdrawals, derivations."""
    for one in builder.built[Derivation].values():
        _check_derivation(builder, one)
    for model, parent in PARENT.items():
        _check_circles(builder, builder.built[model], parent, f"{parent}_id")
    _check_withdrawals(builder, builder.built[Withdrawal])


def _check_derivation(builder, built):
    derivation = built.row
    derivations, events = (
        {
            slug: one.row
            for slug, one in builder.built[model].items()
            if one.row.dataset_id == derivation.dataset_id
        }
        for model in (Derivation, Event)
    )
    observations = builder.observations
    for name, message in (
        *id_problems(derivation.pk, Derivation, observations),
        *derivation_problems(
            derivation, observations.of(derivation.dataset_id), derivations, events
        ),
    ):
        builder.say_built(built, message, name)


def _check_circles(builder, built, name, attribute):
    parents = {key: getattr(one.row, attribute) for key, one in built.items()}
    for key, one in built.items():
        if path := parent_cycle(key, parents):
            builder.say_built(one, f"goes in a circle: {' → '.join(path)}", name)


def _check_withdrawals(builder, built):
    known = builder.slugs(Observation) | builder.slugs(Derivation) | built.keys() | {""}
    for key, one in built.items():
        for model in (Observation, Derivation):
            if place := builder.place(model, key):
                builder.problems.append(place.problem(f"stands in {line_of(one)} too"))
        if (replaced_by := one.row.replaced_by) not in known:
            near = suggestion(replaced_by, known)
            builder.say_built(one, f"there is no such observation{near}", "replaced_by")
    _check_circles(builder, built, "replaced_by", "replaced_by")
