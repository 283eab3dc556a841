"""The page of a check: what a rule found when it held figures against each other."""

from datasets import vocabularies
from datasets.records import BY_NAME
from datasets.wording import check_words
from datasets.wording.labels import capitalised

from .names import find
from .rows import MOST_FIGURES, row
from .thing import ThingPage


class CheckPage(ThingPage):
    """A finding, and the figures that it is about."""

    noun = BY_NAME["check"]
    template = "pages/check.html"

    def context(self, record, seen):
        """Return the finding in words, with its figures in its order."""
        slugs = record["observations"][:MOST_FIGURES]
        wanted = {("observation", slug) for slug in slugs}
        found = find(seen, wanted)
        figures = [row(found["observation", slug]) for slug in slugs]
        return {
            "check": record,
            "verdict": check_words.VERDICTS[record["rule"]],
            "sentence": check_words.sentence(record["rule"], [one.told for one in figures]),
            "means": capitalised(vocabularies.CHECK[record["rule"]]),
            "facets": [(capitalised(name), text) for name, text in record["facets"].items()],
            "rows": figures,
            "left_out": len(record["observations"]) - len(slugs),
            "query": f"dataset={record['dataset']}&id={','.join(slugs)}",
        }
