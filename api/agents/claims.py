"""Which figures a claim may speak of: what the search finds, by the claim's words and time."""

from collections import Counter, defaultdict
from datetime import timedelta

from api.requests.parameters import MOST
from datasets.arithmetic import periods
from datasets.arithmetic.printed import normal_form
from datasets.records import OBSERVATION
from datasets.store import pasted_text
from datasets.wording.statements import first_sentence

from .questions import LIST, SEARCH, ask
from .tool import PINS

# What exactly the claim's years weigh, where a word weighs 1 to 2.
EXACT_TIME = 3
DAY = timedelta(days=1)
# Words of a question about an amount, which say nothing of what is counted.
ASKING = {"many", "much", "number", "figure", "figures", "total", "count", "counted"}


class Found:
    """The figures that a claim may speak of.

    ``records`` are what of each no number leaves without, best first; ``amounts`` are the claim's
    numbers that are no years or days, ``matched`` the ids of the figures that have one; ``named``
    is the period that the claim's years make, None where it names none; ``answer`` is that of the
    search. ``pins`` are the parameters that say which release is read.
    """

    def __init__(self, question):
        self.answer = ask(SEARCH, question)
        self.pins = {name: question[name] for name in PINS if name in question}
        hits = [hit for hit in self.answer["hits"] if hit["noun"] == OBSERVATION.name]
        records = {hit["id"]: hit["record"] for hit in hits}
        text = pasted_text.read(question["q"])
        # What may be a year is a number of those figures alone that say it: “over 2000”.
        years, self.amounts = text.years, {*text.numbers} - text.dates
        self.matched = {
            hit["id"]
            for hit in hits
            if self.amounts & {*hit["matched"]} or hit["record"]["value_digits"] in text.numbers
        }
        self._place = {hit["id"]: place for place, hit in enumerate(hits)}
        self._words = [stem for word, stem in text.stems.items() if word not in ASKING]
        self.named = periods.parse(f"{min(years)}/{max(years)}").code if years else None
        if self.named:
            records = self._of_that_time() | records
            if not any(map(self._closeness, records.values())):
                self.named = None
        told = Counter(word for one in records.values() for word in self._words_in(one))
        self._rarity = {word: 1 - number / len(records) for word, number in told.items()}
        self.records = self._in_order(records.values())

    def by_unit(self):
        """Return {unit: {measure: how many figures}}."""
        counted = defaultdict(Counter)
        for record in self.records:
            counted[record["unit"]][record["measure"]["id"]] += 1
        return counted

    def _of_that_time(self):
        """Return the figures of the claim's years whose statement has a word of it.

        A question seldom has the words of the best count; its time is the surer guide.
        """
        asked = self.pins | {"period": self.named, "limit": MOST, "fields": "id"}
        return {one["id"]: one for one in ask(LIST, asked)["results"] if self._words_in(one)}

    def _in_order(self, records):
        """Return records, best first; the first of each measure comes before the second of any."""
        seen, place = Counter(), {}
        for record in sorted(records, key=self._merit):
            measure = record["measure"]["id"]
            seen[measure] += 1
            again = 0 if record["id"] in self.matched else seen[measure]
            place[record["id"]] = (again, *self._merit(record))
        return sorted(records, key=lambda record: place[record["id"]])

    def _merit(self, record):
        return (
            record["id"] not in self.matched,
            -self._likeness(record) if self.named else 0,
            self._place.get(record["id"], MOST),
            record["id"],
        )

    def _likeness(self, record):
        """Return how well words, time and sort fit; a word that few figures have says more."""
        is_count = record["quantity"] == "level"
        words = sum(1 + self._rarity[word] for word in self._words_in(record))
        # A word in what is counted says more than one that may be but its unit.
        named = sum(word in normal_form(record["measure"]["label"]) for word in self._words)
        return words + named + EXACT_TIME * self._closeness(record) + is_count

    def _closeness(self, record):
        """Return how much of both is common to a figure's period and the claim's years, 0 to 1."""
        asked, period = periods.parse(self.named), periods.parse(record["period"]["code"])
        if None in (period.start, period.end):
            return 0
        common = min(asked.end, period.end) - max(asked.start, period.start) + DAY
        either = max(asked.end, period.end) - min(asked.start, period.start) + DAY
        return max(0, common / either)

    def _words_in(self, record):
        """Return which of the claim's words stand in what a figure says it counts."""
        said = normal_form(first_sentence(record["statement"]))
        return [word for word in self._words if word in said]
