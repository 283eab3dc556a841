"""What seed rows must obey together: chains, units, derivations, circles, withdrawals."""

from datasets.curation.chain_rules import first_document
from datasets.curation.derivation_rules import derivation_problems
from datasets.curation.figure_rules import own_problems, told_problems
from datasets.curation.identity_rules import id_problems, identity, parent_cycle, same_figure
from datasets.curation.quotation_rules import GIVEN_SLUGS, reference_problems
from datasets.models import (
    Area,
    Citation,
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
from .files import FIGURES

# What a row stands under, which must lead upwards and never back.
PARENT = {
    Unit: "base",
    Measure: "part_of",
    Population: "part_of",
    Area: "part_of",
    Observation: "revises",
}


def check_rows_together(builder):
    """Say what is wrong between rows: chains, slugs in reported_ fields, units, circles."""
    known = {name: builder.slugs(model) for name, model in GIVEN_SLUGS.items()}
    chains, documents = {}, {}
    for one in builder.built[Citation].values():
        chains.setdefault(one.row.observation_id, {})[one.row.hop] = one
        for name, message in reference_problems(one.row, known):
            builder.say_built(one, message, name)
        documents[one.row.document_id] = builder.row(Document, one.row.document_id)
    publishers = {slug: document.source_id for slug, document in documents.items()}
    _check_identities(builder, chains, publishers)
    for one in builder.built[Observation].values():
        figure, chain = one.row, chains.get(one.row.pk, {})
        unit = builder.row(Unit, builder.row(Measure, figure.measure_id).unit_id)
        event = builder.row(Event, figure.event_id) if figure.event_id else None
        for name, message in own_problems(figure, unit, event):
            builder.say_built(one, message, name)
        rows = [hop.row for hop in chain.values()]
        for hop, name, message in told_problems(figure, rows, documents, unit):
            builder.say_built(chain[hop] if hop else one, message, name)
    for one in builder.built[Derivation].values():
        _check_derivation(builder, one)
    for model, parent in PARENT.items():
        _check_circles(builder, builder.built[model], parent, f"{parent}_id")
    _check_withdrawals(builder, builder.built[Withdrawal])


def _check_identities(builder, chains, publishers):
    known = {}
    for slug, one in builder.built[Observation].items():
        if slug not in chains:
            continue
        citations = [built.row for _, built in sorted(chains[slug].items())]
        first = first_document(citations, one.row.origin_id, publishers)
        other = known.setdefault((one.row.dataset_id, identity(one.row, first)), one)
        if other is not one:
            builder.say_built(one, same_figure(f"{other.row.pk}, {line_of(other)}"))


def _check_derivation(builder, built):
    derivation, own = built.row, builder.built
    of_dataset = {
        model: {
            slug: one.row
            for slug, one in own[model].items()
            if one.row.dataset_id == derivation.dataset_id
        }
        for model in (*FIGURES, Event)
    }
    for name, message in (
        *id_problems(derivation.pk, Derivation, own[Observation]),
        *derivation_problems(derivation, *of_dataset.values()),
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
        for model in FIGURES:
            if key in builder.built[model]:
                builder.say_built(builder.built[model][key], f"stands in {line_of(one)} too")
        if (replaced_by := one.row.replaced_by) not in known:
            near = suggestion(replaced_by, known)
            builder.say_built(one, f"there is no such observation{near}", "replaced_by")
    _check_circles(builder, built, "replaced_by", "replaced_by")
