"""The endpoint that adds up the figures which a list would answer, where they may be added."""

from urllib.parse import urlencode

from rest_framework.response import Response

from api.openapi.operations import TotalOperation
from api.requests import problems, redacted
from api.requests.filters import FILTERSETS, RecordFilterBackend
from api.requests.forms import MAX_LISTED
from api.requests.parameters import of_list
from api.requests.query import MAX_BYTES
from datasets.models import Record
from datasets.records import OBSERVATION
from datasets.records.observation.members import input_documents
from datasets.totals.addable_part import addable_part, size
from datasets.totals.record import NOTHING, record_of
from datasets.totals.shared_count_rules import counted, operands
from datasets.totals.total import MOST_ADDED, total
from datasets.totals.violations import Lookup, NotAdditive, grouped

from .base import JSON, PublicView

# What chooses the figures besides the filters. Order, pages and members mean nothing to a sum.
CHOOSING = ("release", "as_of")
# What a part of them is asked for in the same state by.
PINNING = ("dataset", *CHOOSING)


class TotalView(PublicView):
    """One sum with its caveats, or which figures may not be added and why."""

    noun = OBSERVATION
    offered = (JSON,)
    operation = TotalOperation
    filter_backends = (RecordFilterBackend,)

    def declared(self):
        """Return the parameters that the view takes besides its filters."""
        listed = of_list(self.noun)
        return {name: listed[name] for name in CHOOSING} | super().declared()

    def filters(self):
        return FILTERSETS[self.noun.name].base_filters

    def get_queryset(self):
        """Return all figures; which of them are seen is the snapshot's to say."""
        return Record.objects.of(self.noun.name)

    def get(self, request):
        """Answer the total, if the client does not have it already."""
        snapshot = self.reader.snapshot()
        records = self.filter_queryset(self.get_queryset())
        self.reader.refuse()
        redacted.refuse_looked_up(self)
        # First the answer: a client that holds “*” is owed the clashes all the same.
        answer = _answer(request, records.in_snapshot(snapshot), snapshot)
        return Response(answer, headers={"ETag": self.etag(snapshot.newest)})


def _answer(request, records, snapshot):
    keys = list(records.order_by("slug").values_list("pk", flat=True)[: MOST_ADDED + 1])
    if len(keys) > MOST_ADDED:
        detail = f"more than {MOST_ADDED:,} figures are asked for: narrow the filters"
        raise problems.Problem(422, detail, members={"addable": None})
    if not keys:
        return NOTHING
    figures = list(_by_id(Record.objects.filter(pk__in=keys)).values())
    datasets = {one["dataset"] for one in figures}
    published = Record.objects.in_snapshot(snapshot).filter(dataset__in=datasets)
    try:
        summed = total(figures, _lookup(figures, published))
    except NotAdditive as found:
        raise _refusal(found, _addable(request, figures, published)) from found
    (dataset,) = datasets
    number = next(one.number for one in snapshot.releases() if one.dataset == dataset)
    pinned = {name: word for name, word in request.query.items() if name != "as_of"}
    address = urlencode({**pinned, "dataset": dataset, "release": number})
    return record_of(summed, number, f"{request.path}?{address}")


def _lookup(figures, published):
    """Return what the figures refer to, as published in the same release."""
    computed_from = {slug for one in figures for slug in operands(one)}
    observations = _named(published, "observation", computed_from, operands)
    behind = [one for figure in figures for one in counted(figure, observations)]
    measures = _named(published, "measure", {one["measure"]["id"] for one in figures})
    return Lookup(
        measures=measures,
        units=_named(published, "unit", {one["unit"] for one in measures.values()}),
        areas=_named(published, "area", {one["area"]["id"] for one in figures}, _wider),
        documents=_named(
            published, "document", {slug for one in behind for slug in input_documents(one)}
        ),
        observations=observations,
    )


def _wider(area):
    return [area["part_of"]] if area["part_of"] else []


def _named(published, noun, slugs, leads_to=lambda record: []):
    """Return the records with these slugs and those that they lead to, however far, by id."""
    found = {}
    while slugs:
        new = _by_id(published.of(noun).filter(slug__in=slugs))
        found |= new
        slugs = {slug for one in new.values() for slug in leads_to(one)} - found.keys()
    return found


def _by_id(records):
    """Return records by id, in the order of ids."""
    return {one["id"]: one for one in records.order_by("slug").parsed()}


def _addable(request, figures, published):
    """Return the largest part that can be added, and the address of its total; None of none.

    Of more figures than an address may name none are looked at.
    """
    if len(figures) > MAX_LISTED:
        return None
    parts = [
        addable_part(kin, _lookup(kin, published.filter(dataset=dataset)))
        for dataset, kin in grouped(figures, lambda one: one["dataset"]).items()
    ]
    ids = [one["id"] for one in max(parts, key=size)]
    pinned = {name: request.query[name] for name in PINNING if name in request.query}
    query = urlencode({"id": ",".join(ids), **pinned}, safe=",")
    if not ids or len(query) > MAX_BYTES:
        return None
    return {"observations": ids, "total": f"{request.path}?{query}"}


def _refusal(found, addable):
    """Return the Problem that names every clash."""
    errors = [
        {
            "code": "not_additive",
            "parameter": one.member,
            "value": ", ".join(one.words),
            "reason": one.reason,
            "expected": one.expected,
            "nearest": None,
            "ids": one.ids,
        }
        for one in found.violations
    ]
    first = found.violations[0]
    detail = f"these figures cannot be added: {', '.join(first.ids)}: {first.reason}"
    if found.more:
        detail += "; of each kind only the first clashes are named"
    return problems.Problem(422, detail, errors, members={"addable": addable})
