"""The page of a source: its figures, and what others made of them on the way."""

from datasets.records import BY_NAME, OBSERVATION
from datasets.wording import alterations, credits
from datasets.wording.labels import capitalised

from .facets import altered
from .rows import rows
from .thing import ThingPage


class SourcePage(ThingPage):
    """Who counted or passed on, and what became of the figures."""

    noun = BY_NAME["source"]
    template = "pages/source.html"

    def context(self, record, seen):
        """Return the source, its figures, and how often what was made of them."""
        figures = seen.of(OBSERVATION.name).filter(origin=record["id"])
        shown, more = rows(figures, OBSERVATION.sorts["id"])
        return {
            "source": record,
            "grade": capitalised(credits.grade(record["reliability"])),
            "rows": shown,
            "more": more,
            "altered": [
                (alterations.WORDS[term], number)
                for term, number in altered(figures).most_common()
                if term in alterations.WORDS
            ],
            "query": f"dataset={record['dataset']}&origin={record['id']}",
        }
