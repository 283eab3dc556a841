"""The endpoint that takes a pasted text and finds what was published about it."""

from rest_framework.response import Response

from api.openapi.search_operation import SearchOperation
from api.requests import redacted
from api.requests.filters import FILTERSETS, RecordFilterBackend
from api.requests.parameters import AS_OF, RELEASE, Parameter
from api.requests.reader import Reader
from datasets import exact_json
from datasets.models import Record
from datasets.records import BY_NAME, OBSERVATION
from datasets.store import pasted_text, ranking
from datasets.wording import check_words

from .base import JSON, PublicView

CHECK = BY_NAME["check"]
MOST_CHARACTERS, MOST_NUMBERS = 2000, 20
EXPECTED = (
    f"a text of at most {MOST_CHARACTERS:,} characters and {MOST_NUMBERS} numbers, "
    "with a number or a word that is not one of the most common"
)
TEXT = Parameter(
    "q",
    f"A pasted text of at most {MOST_CHARACTERS:,} characters and {MOST_NUMBERS} different "
    "numbers; line breaks as spaces.",
    {
        "type": "string",
        "minLength": 1,
        "maxLength": MOST_CHARACTERS,
        "examples": ["2,076 criminal cases against Russian soldiers"],
    },
)
# The member that a record of whatever noun is shown by: the first of these that it has.
SAYS = ("statement", "text", "label", "title")


class SearchReader(Reader):
    """Reads which text was pasted."""

    def text(self):
        """Return the PastedText; what is wrong with it is collected."""
        asked = self.query.get("q")
        if asked is None:
            self._wrong("q", "missing", "empty", expected=EXPECTED, value=None)
            return None
        text = pasted_text.read(asked[:MOST_CHARACTERS])
        if len(asked) > MOST_CHARACTERS:
            self._wrong("q", f"{len(asked)} characters", "too_many", expected=EXPECTED)
        elif len(text.numbers) > MOST_NUMBERS:
            self._wrong("q", f"{len(text.numbers)} numbers", "too_many", expected=EXPECTED)
        elif not text.numbers and not text.words:
            self._wrong("q", "no word to look up", "not_of_form", expected=EXPECTED)
        return text


class SearchView(PublicView):
    """The records of every noun that a pasted text may speak of, best first."""

    noun = OBSERVATION
    offered = (JSON,)
    operation = SearchOperation
    reader_class = SearchReader
    filter_backends = (RecordFilterBackend,)

    def declared(self):
        """Return the parameters that the view takes besides its one filter."""
        return {one.name: one for one in (TEXT, RELEASE, AS_OF)} | super().declared()

    def filters(self):
        """Return the one filter that all nouns have in common."""
        return {"dataset": FILTERSETS[self.noun.name].base_filters["dataset"]}

    def get_queryset(self):
        """Return all records of all nouns; which of them are seen is the snapshot's to say."""
        return Record.objects.all()

    def get(self, request):
        """Answer what was found, if the client does not have it already."""
        snapshot, text = self.reader.snapshot(), self.reader.text()
        records = self.found_among(snapshot)
        etag = self.etag(snapshot.newest)
        return Response(_answer(records, text), headers={"ETag": etag})

    def found_among(self, snapshot):
        """Return the records that are searched; Problem where the text of one was redacted."""
        records = self.filter_queryset(self.get_queryset()).in_snapshot(snapshot)
        self.reader.refuse()
        if self.reader.redactions:
            redacted.refuse(records.exclude(search=None))
        return records


def _answer(records, text):
    hits = ranking.hits(records, text)
    near = _nearest(records, text, hits)
    said = {one for hit in hits for one in hit.matched}
    shown = _shown([hit.pk for hit in hits] + [pk for keys in near.values() for pk in keys])
    return {
        "hits": [shown[hit.pk] | {"matched": hit.matched} for hit in hits],
        "unused": [one for one in (*text.numbers, *text.words) if one not in said],
        "nearest": [
            {"number": number, "observations": [shown[pk]["record"] for pk in keys]}
            for number, keys in near.items()
        ],
    }


def _nearest(records, text, hits):
    """Return the keys of the nearest figures by each number of the text that none has."""
    found = {number for hit in hits for number in hit.own} | text.dates
    figures = records.of(OBSERVATION.name)
    return {
        number: ranking.nearest(figures, number)
        for number, spelt in text.numbers.items()
        if number not in found and not ranking.is_published(figures, spelt)
    }


def _shown(keys):
    """Return what is shown of records, by key; of a figure what no number of it leaves without."""
    records = Record.objects.filter(pk__in=keys)
    shown = {}
    for pk, noun, dataset, body in records.values_list("pk", "noun", "dataset", "json__body"):
        record = exact_json.loads(bytes(body))
        says = next(record[name] for name in SAYS if name in record)
        if noun == CHECK.name:
            says = check_words.of_cited(record["rule"], record["figures"])
        if noun == OBSERVATION.name:
            record = {name: record[name] for name in record if name in OBSERVATION.mandatory}
        named = {"noun": noun, "id": record["id"], "dataset": dataset}
        shown[pk] = {**named, "says": says, "record": record}
    return shown
