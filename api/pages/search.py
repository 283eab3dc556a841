"""The page of a search: a pasted claim, and the figures that it may speak of."""

from dataclasses import dataclass
from typing import Any

from rest_framework.response import Response

from api.requests.elsewhere import address
from api.views.forms_of_one import HTML
from api.views.search import SAYS, SearchView
from datasets import exact_json
from datasets.arithmetic.rounding import rounds_to
from datasets.models import Record
from datasets.records import BY_NAME, OBSERVATION
from datasets.store import ranking
from datasets.wording import found, hops
from datasets.wording.headlines import headline
from datasets.wording.numbers import grouped
from datasets.wording.proof_marks import NEW
from datasets.wording.titles import undescribed

from . import found_words, said_of_chain
from .lists import OURS
from .names import find, names
from .page import Page
from .rows import row

MOST_SHOWN = 20
# The nouns that have a page of their own.
WITH_PAGE = ("question", "measure", "source", "document", "dataset")


@dataclass(frozen=True)
class Found:
    """A figure that a claim may speak of, with the words of it that were found marked."""

    row: Any
    number: Any
    what: Any
    printed: Any
    printed_by: str


class SearchPage(Page, SearchView):
    """The figures and other records that a pasted text may speak of, best first."""

    offered = (HTML,)
    template = "pages/search.html"

    def get(self, request):
        """Answer what was found; without a text, the field to paste one into."""
        if "q" not in request.query:
            self.reader.refuse()
            return Response(self.render({"asked": ""}))
        snapshot, text = self.reader.snapshot(), self.reader.text()
        records = self.found_among(snapshot)
        etag = self.etag(snapshot.newest)
        context = self.context(records, text)
        asked = {"asked": request.query["q"]}
        return Response(self.render(context | asked), headers={"ETag": etag})

    def context(self, records, text):
        """Return all that the page tells of what was found."""
        hits = ranking.hits(records, text)
        own = {number for hit in hits for number in hit.own}
        missing = [one for one in text.numbers if one not in own | text.dates][:1]
        figures = records.of(OBSERVATION.name)
        near = {one: ranking.nearest(figures, one) for one in missing}
        keys = [hit.pk for hit in hits[:MOST_SHOWN]]
        shown = _read([*keys, *(pk for several in near.values() for pk in several)])
        return {
            "verdict": _verdict(hits, shown, near, records, text),
            "figures": [
                _found(shown[hit.pk][1], hit.matched)
                for hit in hits[:MOST_SHOWN]
                if shown[hit.pk][0] == OBSERVATION.name
            ],
            "others": [
                self._other(*shown[hit.pk], hit.matched)
                for hit in hits[:MOST_SHOWN]
                if shown[hit.pk][0] in WITH_PAGE
            ],
            "near": [
                (grouped(one), [row(shown[pk][1]) for pk in several])
                for one, several in near.items()
            ],
        }

    def _other(self, noun, record, matched):
        says = undescribed(next(record[name] for name in SAYS if name in record))
        return {
            "noun": noun,
            "address": address(
                f"/{BY_NAME[noun].plural}/{record['id']}", self._pinning(record["dataset"])
            ),
            "says": found_words.parts(says, matched),
            "composed": noun in OURS,
        }


def _verdict(hits, shown, near, records, text):
    """Return what was found in a sentence: of one figure what it counts, of several how many.

    ``near`` maps a number of the claim that none has, if there is any, to the keys of the figures
    next to it.
    """
    numbers = sorted({number for hit in hits for number in hit.own})
    if not numbers:
        return _without_number(near, shown, any_hits=bool(hits))
    having = [hit for hit in hits if hit.own and shown.get(hit.pk, ("",))[0] == OBSERVATION.name]
    with_number = [shown[hit.pk][1] for hit in having]
    claimed = {word for word in text.words if word not in text.of_numbers}
    by_words = not claimed or any(not claimed.isdisjoint(hit.matched) for hit in having)
    if len(with_number) > 1:
        own = sum(found.is_own(numbers, one) for one in with_number)
        altered = sum(hops.was_changed(one) for one in with_number)
        return found.several_have(numbers, len(with_number), own, altered, by_words=by_words)
    (record,) = with_number
    return found.one_has(numbers, record, _put_in(record, records, text), by_words=by_words)


def _without_number(near, shown, *, any_hits):
    """Return that no figure has the number of the claim, or which has it but for the rounding."""
    if not near:
        return found.NEAREST if any_hits else found.NOTHING
    ((missing, keys),) = near.items()
    for _, record in map(shown.__getitem__, keys):
        if record["value_digits"] and rounds_to(record["value_digits"], missing):
            return found.one_rounds(missing, record)
    return found.none_has(missing, found.NEAREST if any_hits else found.NOT_WRONG)


def _put_in(record, records, text):
    """Return the words of a claim that a text put in which altered the figure on its way."""
    if not hops.was_changed(record):
        return []
    seen = records.filter(dataset=record["dataset"])
    called = names(find(seen, set(said_of_chain.named(record["citations"]))))
    stops = [hops.sentence(one, called) for one in record["citations"] if hops.changes(one)]
    claimed = [word for word in text.words if word not in text.of_numbers]
    new = " ".join(one.words for says in stops for one in says if one.mark == NEW)
    return found_words.put_in(claimed, new, headline(record).what)


def _read(keys):
    """Return {key: (noun, record)}."""
    rows = Record.objects.filter(pk__in=keys).values_list("pk", "noun", "json__body")
    return {pk: (noun, exact_json.loads(bytes(body))) for pk, noun, body in rows}


def _found(record, matched):
    told = row(record)
    printed, by = _printed(record, matched)
    return Found(
        row=told,
        number=found_words.parts(told.head.told, matched),
        what=found_words.parts(told.head.what, matched),
        printed=printed,
        printed_by=by,
    )


def _printed(record, matched):
    """Return the words of the document that says most of the claim, and who published it.

    Only words that print the number are quoted: others may stand beside another figure.
    """
    best, by, most = [], "", 0
    for hop in record["citations"]:
        if hop["fragment"] and hop["as_printed"] and hop["as_printed"] in hop["fragment"]:
            pieces = found_words.parts(hop["fragment"], matched)
            if (many := found_words.number_found(pieces)) > most:
                best, by, most = pieces, hop["document"]["source_label"], many
    return best, by
