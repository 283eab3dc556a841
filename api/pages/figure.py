"""The page of a figure: the number, who counted it, its way, its caveats, and how to use it."""

from django.db.models import Q
from rest_framework.response import Response

from api.requests.elsewhere import address
from api.views.forms_of_one import HTML, PNG, SVG
from api.views.references import ObservationView
from datasets.models import Record, Release, TermSet
from datasets.models.reported import NOT_STATED
from datasets.records import OBSERVATION
from datasets.wording import (
    caveat_groups,
    check_words,
    credits,
    dates,
    doubts,
    hops,
    worked_out,
)
from datasets.wording.headlines import headline
from datasets.wording.labels import capitalised, within
from datasets.wording.standing import against
from datasets.wording.subjects import inferred_from, is_read_otherwise
from datasets.wording.titles import undescribed

from . import chain, drawn, said_of_chain
from .names import find, names
from .page import Page
from .rows import row

MOST_CHIPS = 3
MOST_CHECKS, MOST_OF_CHECK = 8, 8
# An operand that is a number of its own, and no record.
CONSTANT = "constant"


class FigurePage(Page, ObservationView):
    """A figure at its permanent address; as a page unless another form is asked for."""

    noun = OBSERVATION
    offered = (HTML, *ObservationView.offered, SVG, PNG)
    template = "pages/figure.html"
    of_one_thing = True
    section = "datasets"

    def answer(self, pk, selection, bom):
        """Return the page, or the form that is asked for."""
        if self.fmt not in (HTML, SVG, PNG):
            return super().answer(pk, selection, bom)
        (record,) = Record.objects.filter(pk=pk).parsed()
        if self.is_html:
            return Response(self.render(self.context(record)))
        alone = drawn.alone(record, headline(record), self._source(record))
        return drawn.picture(self.fmt, alone)

    def _source(self, record):
        """Return the line below a picture: who counted, which record, and under which licence."""
        told = f"{credits.credit(record)} {record['origin']['label']}"
        if record["derivation"]:
            told = f"Worked out by Caveat {credits.worked_out_from(record)}"
        return f"{told}. {record['id']}, release {record['release']}. {record['license']}"

    def context(self, record):
        """Return all that the page tells of a figure."""
        records = Record.objects.in_snapshot(self.snapshot).filter(dataset=record["dataset"])
        citations = record["citations"]
        wanted = {
            ("dataset", record["dataset"]),
            *_operands(record),
            *(("document", one["document"]) for one in record["inputs"] or ()),
            *said_of_chain.named(citations),
        }
        head = headline(record)
        wanted |= {("check", one["id"]) for one in record["checks"][:MOST_CHECKS]}
        found = find(records, wanted, also=_questions_about(record["id"]))
        checks = [one for (noun, _), one in found.items() if noun == "check"]
        others = {slug for one in checks for slug in one["observations"][:MOST_OF_CHECK]}
        others = find(records, {("observation", slug) for slug in others})
        return {
            "figure": record,
            "head": head,
            "strip": drawn.strip_of(record, head),
            "dataset": found["dataset", record["dataset"]],
            "credit": credits.credit(record),
            "by": within(record["origin"]["label"]),
            "told_by": within(record["known_through"]) if record["known_through"] else "",
            "read_otherwise": is_read_otherwise(record),
            "inferred": inferred_from(record),
            "formula": _formula(record, found),
            "worked_out_from": credits.worked_out_from(record) if record["derivation"] else "",
            "grade": credits.grade(record["origin"]["reliability"]),
            "badge": doubts.badge(record),
            "against_it": [one.short for one in against(record)],
            "chips": record["caveats"][:MOST_CHIPS],
            "travelled": hops.travelled(citations),
            "stops": chain.rail(citations, names(found)),
            "questions": [one for (noun, _), one in found.items() if noun == "question"],
            "inputs": _inputs(record, found),
            "period": _period(record["period"]),
            "possible": check_words.range_of(record),
            "range_called": check_words.range_called(record),
            "groups": _groups(record["caveats"]),
            "reviewed": (day := record["caveats_reviewed_on"]) and dates.published(day),
            "since": dates.published(record["valid_from"]),
            "findings": [
                told for one in checks if (told := _finding(one, others, record["id"]))["others"]
            ],
            "original": _original(record) if record["source_url"] else None,
            "files": _files(record, self._pinning(record["dataset"])),
            "versions": self._versions(record),
        }

    def _versions(self, record):
        """Return the versions that there were by now, the newest first, with what changed."""
        dataset, day = record["dataset"], self.snapshot.day
        releases = Release.objects.filter(dataset=dataset, pk__lte=self.snapshot.newest)
        seen = {one.pk: one for one in releases if day is None or one.day <= day}
        rows = self.get_queryset().filter(dataset=dataset).order_by("-valid_from_release")
        redacted = ("redaction__day", "redaction__reason")
        columns = ("version", "valid_from_release", "change_note", *redacted)
        return [
            one | {"release": seen[one["valid_from_release"]]}
            for one in rows.values(*columns)
            if one["valid_from_release"] in seen
        ]


def _questions_about(slug):
    """Return the Q of the questions that a figure answers."""
    sets = TermSet.objects.filter(kind="observations", term=slug).values("set_id")
    return Q(noun="question", noun_set__in=sets)


def _operands(record):
    """Return (noun, id) of what a computed figure was computed from."""
    operands = record["derivation"]["operands"] if record["derivation"] else ()
    pairs = (tuple(one["operand"].split(":", 1)) for one in operands)
    return [pair for pair in pairs if pair[0] != CONSTANT]


def _formula(record, found):
    """Return the terms of the formula: {operand, its record and its head}, or what is between."""
    if not record["derivation"]:
        return []
    by_letter = {one["letter"]: one["operand"] for one in record["derivation"]["operands"]}
    return [
        {"sign": text} if letter is None else _term(by_letter[letter], found)
        for letter, text in worked_out.terms(record["derivation"]["formula"])
    ]


def _term(operand, found):
    noun, slug = operand.split(":", 1)
    if noun == CONSTANT:
        return {"constant": slug}
    record = found[noun, slug]
    if noun == OBSERVATION.name:
        return {"id": slug, "head": headline(record), "row": row(record)}
    return {"event": record, "when": dates.published(record["date"])}


def _finding(check, others, figure):
    """Return what a rule found between a figure and others; what is its own stands on its way."""
    there = [others["observation", slug] for slug in check["observations"][:MOST_OF_CHECK]]
    told = [row(one).told for one in there]
    return {
        "address": f"/checks/{check['id']}",
        "verdict": check_words.VERDICTS[check["rule"]],
        "says": check_words.sentence(check["rule"], told),
        "others": [one for one in there if one["id"] != figure],
    }


def _inputs(record, found):
    """Return (id, title, whether it is inferred) of the documents that its origin counted from."""
    return [
        (
            one["document"],
            undescribed(found["document", one["document"]]["title"]),
            one["basis"] == "inferred",
        )
        for one in record["inputs"] or ()
    ]


def _original(record):
    """Return (the words of the link to where a figure stands, of which day, how it was seen)."""
    address = record["source_url"]
    documents = [one["document"] for one in record["citations"]]
    there = next(one for one in documents if address in (one["url"], one["seen_at"]))
    about = dates.published(there["published"]), hops.SEEN[there["seen"]]
    if there["url"] != address:
        return f"Open a copy of the text of {within(there['source_label'])}", *about
    if there != documents[0]:
        return f"Open the nearest text with an address: {there['source_label']}", *about
    if there["source"] != record["origin"]["id"]:
        # Whoever counted need not have published a text, or nobody has looked for it.
        return f"Open the first text that is known: {there['source_label']}", *about
    return "Open the original", *about


def _period(period):
    told = capitalised(dates.when(period["code"]))
    if period["printed"] != NOT_STATED:
        told += f", printed “{period['printed']}”"
    cutoff = period["data_cutoff"]
    return f"{told}; counted {dates.up_to(cutoff)}" if cutoff else told


def _files(record, pinning):
    """Return (what it is called, its address) of each form, as of the release that is shown."""
    here = f"/observations/{record['id']}"
    chosen = {"dataset": record["dataset"], "id": record["id"], **pinning}
    forms = {
        "CSV": "csv",
        "JSON": "json",
        "BibTeX": "bib",
        "RIS": "ris",
        "CSL-JSON": "csl",
        "Picture (PNG)": "png",
        "Picture (SVG)": "svg",
    }
    return [
        ("Excel", address("/api/v1/observations.xlsx", chosen)),
        *((name, address(f"{here}.{suffix}", pinning)) for name, suffix in forms.items()),
        ("Embed", address(f"{here}/embed", pinning)),
    ]


def _groups(caveats):
    """Return the caveats in the groups in which a reader asks for them, the gravest first."""
    of_group = {}
    for one in caveats:
        of_group.setdefault(caveat_groups.group(one), []).append(one)
    return [
        (caveat_groups.GROUPS[name], name, of_group[name])
        for name in caveat_groups.GROUPS
        if name in of_group
    ]
