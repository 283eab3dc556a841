"""Rules that span several rows; seeds, the admin and publishing all ask here."""

import re
from collections import deque
from decimal import Decimal

from datasets.arithmetic import formulas
from datasets.models import (
    Area,
    Derivation,
    Measure,
    Observation,
    Population,
    Record,
    Source,
    Withdrawal,
)
from datasets.models.citation import EITHER, NOT_STATED
from datasets.models.fields import DIGITS
from datasets.models.record import CURRENT
from datasets.nearest import suggestion

# The given_ fields that name rows, and of what.
GIVEN_SLUGS = {
    "measure": Measure,
    "population": Population,
    "area": Area,
    "attribution": Source,
}
LEGIBLE = ("read", "copy", "excerpt")
_NUMBER_ALONE = re.compile(
    r"[0-9]+(?:([.,’' \u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*)?(?:[.,][0-9]+)?"
)


def chain_problems(citations, seen, value):
    """Return (hop, field, message) for what is wrong with the chain of one observation.

    ``citations`` are all of its citations, ``seen`` tells how much of each document was, and
    ``value`` is the observation's own.
    """
    hops = {citation.hop: citation for citation in citations}
    if citations and 1 not in hops:
        yield min(hops), "hop", "a chain begins with hop 1"
    for citation in citations:
        if citation.hop == 1 and citation.via is not None:
            yield 1, "via", "hop 1 is the first known document, it took the figure from no other"
        if citation.via is not None and citation.via not in hops:
            yield (
                citation.hop,
                "via",
                f"there is no hop {citation.via}: expected one of {_list(hops)}",
            )
        before = hops.get(citation.via)
        if citation.relation == "restates" and (
            before is None or before.document_id != citation.document_id
        ):
            yield (
                citation.hop,
                "relation",
                "restates belongs to a hop of the same document as its via",
            )
        if seen[citation.document_id] == "not_found" and citation.relation != "unknown":
            yield citation.hop, "relation", "nobody saw the document: expected unknown"
        for name in ("as_printed", "fragment"):
            if getattr(citation, name) and seen[citation.document_id] not in LEGIBLE:
                yield citation.hop, name, "nobody saw how the document prints it"
        said = _value_at(citation, hops, value)
        if said and citation.as_printed and _prints_another(citation.as_printed, said):
            expected = "expected the number that it prints, or another value of the observation"
            yield (
                citation.hop,
                "given_value",
                f"it prints {citation.as_printed}, and would be told to say {said}: {expected}",
            )


def _value_at(citation, hops, value):
    """Return what a document says in effect: what is given for it, or for those before it."""
    passed = set()
    while citation is not None and citation.hop not in passed:
        if citation.given_value:
            return citation.given_value
        passed.add(citation.hop)
        citation = hops.get(citation.via)
    return value


def _prints_another(printed, said):
    """Return whether a number that stands alone is none of those that it is said to be.

    What is said need not be numbers: what is none is named by the field that holds it.
    """
    words = said.split(EITHER)
    if not all(map(DIGITS.fullmatch, words)) or not _NUMBER_ALONE.fullmatch(printed):
        return False
    digits = re.sub(r"[^0-9]", "", printed)
    # A fall may be printed without its sign; 1.500 is fifteen hundred or one and a half.
    whole, mark, rest = re.sub(r"[^0-9.,]", "", printed).replace(",", ".").rpartition(".")
    decimal = f"{whole.replace('.', '')}.{rest}" if mark else digits
    return not {Decimal(digits), Decimal(decimal)} & {abs(Decimal(word)) for word in words}


def reference_problems(citation, known):
    """Return (field, message) for the slugs in given_ fields that name nothing.

    ``known`` maps the fields of GIVEN_SLUGS to the slugs that exist.
    """
    for name, slugs in known.items():
        given = getattr(citation, f"given_{name}")
        for word in given.split(EITHER) if given else ():
            if word != NOT_STATED and word not in slugs:
                yield f"given_{name}", f"there is no “{word}”{suggestion(word, slugs)}"


def number_problems(observation, unit):
    """Return (field, message) where the numbers do not fit the unit or each other."""
    if observation.quantity == "level" and unit.countable:
        for field in ("value", "low", "high"):
            number = getattr(observation, field)
            if "." in number:
                yield field, f"{unit.slug} are counted in whole numbers"
            if number.startswith("-"):
                yield field, f"there are never fewer {unit.slug} than none"
    if observation.low and observation.high and float(observation.low) > float(observation.high):
        yield "high", f"the high end is below the low end {observation.low}"


def publishing_problems(figure, shelf):
    """Return why a figure may not be published: what it lacks, and what else is wrong by now.

    An edit elsewhere, of a document or a unit, can break a figure that nobody has opened since.
    """
    observation, citations = figure.observation, figure.citations
    if not citations:
        yield "it has no citation"
    if not observation.period_printed:
        yield "it has no period_printed (a hyphen says that the text prints none)"
    if observation.caveats_considered is None:
        yield "nobody has considered its caveats (caveats_considered is empty)"
    seen = {one.document_id: shelf.documents[one.document_id].seen for one in citations}
    known = {
        "measure": shelf.measures,
        "population": shelf.populations,
        "area": shelf.areas,
        "attribution": shelf.sources,
    }
    for citation in citations:
        for field, message in reference_problems(citation, known):
            yield f"hop {citation.hop} {field}: {message}"
    for hop, field, message in chain_problems(citations, seen, observation.value):
        yield f"hop {hop} {field}: {message}"
    unit = shelf.units[shelf.measures[observation.measure_id].unit_id]
    for field, message in number_problems(observation, unit):
        yield f"{field}: {message}"


def unconsidered(derived):
    """Return why computed figures may not be published."""
    return [
        f"observation {slug}: nobody has considered its caveats (caveats_considered is empty)"
        for slug, one in derived.items()
        if one.row.caveats_considered is None
    ]


def unexplained(slugs):
    """Return those of the figures that are published and that no withdrawal explains.

    They may not leave: what is published leaves only through a withdrawal, which gives the reason.
    """
    published = Record.objects.of("observation").filter(slug__in=slugs, valid_to_release=CURRENT)
    datasets = dict(published.values_list("slug", "dataset"))
    withdrawn = dict(Withdrawal.objects.filter(pk__in=datasets).values_list("pk", "dataset"))
    return {slug for slug, dataset in datasets.items() if withdrawn.get(slug) != dataset}


def id_problems(slug, model, others):
    """Return (field, message) where a figure of the other kind has the same id.

    Both kinds are published as observations. ``others`` are the ids of those that are not of the
    model, which is Observation or Derivation.
    """
    if slug in others:
        other = Derivation if model is Observation else Observation
        yield "slug", f"the {other._meta.verbose_name} {slug} is there already"


def derivation_problems(derivation, observations, derivations, events):
    """Return (field, message) for what is wrong with a derivation among the rows of its dataset.

    These come as mappings from ids to rows; the derivation is among the ``derivations``.
    """
    figures = observations | derivations
    known = {"observation": figures, "event": events}
    dated = formulas.dates(derivation.formula)
    written = formulas.letters(derivation.formula)
    for letter, name in derivation.operands.items():
        noun, _, what = name.partition(":")
        if letter not in written:
            yield "operands", f"the formula has no letter {letter}"
        elif (letter in dated) != (noun == "event"):
            yield (
                "operands",
                f"{letter} = {name}: events stand in days() or months(), and only they",
            )
        elif noun in known and what not in known[noun]:
            near = suggestion(what, known[noun])
            yield "operands", f"there is no {noun} “{what}” in the dataset{near}"
    if missing := written - derivation.operands.keys():
        yield "formula", f"nothing says what {', '.join(sorted(missing))} is"
    if {name.partition(":")[0] for name in derivation.operands.values()} == {"constant"}:
        yield "operands", "it rests on no figure and no event"
    if derivation.compares_id and derivation.compares_id not in figures:
        yield "compares", f"there is no observation “{derivation.compares_id}” in the dataset"
    if held := figures.get(derivation.compares_id):
        for name in ("measure_id", "population_id", "area_id", "quantity"):
            if getattr(held, name) != getattr(derivation, name):
                yield "compares", f"it differs in {name.removesuffix('_id')}"
    if path := _circle(derivation.pk, derivations):
        yield "operands", f"goes in a circle: {' → '.join(path)}"


def _circle(slug, derivations):
    """Return the shortest path from a derivation back to itself along its operands, or None."""
    paths, met = deque([[slug]]), {slug}
    while paths:
        path = paths.popleft()
        for name in derivations[path[-1]].operands.values():
            operand = name.removeprefix("observation:")
            if operand == slug:
                return [*path, slug]
            if operand in derivations and operand not in met:
                met.add(operand)
                paths.append([*path, operand])
    return None


def cycle(slug, parents):
    """Return the path from ``slug`` back to itself along ``parents`` (a mapping), or None."""
    path = [slug]
    while (slug := parents.get(slug)) is not None:
        path.append(slug)
        if slug == path[0]:
            return path
        if slug in path[1:-1]:
            return None
    return None


def _list(hops):
    return ", ".join(str(hop) for hop in sorted(hops))
