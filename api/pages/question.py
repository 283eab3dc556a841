"""The page of a question: who counted this, and do they agree?"""

from itertools import islice

from datasets.models import TermSet
from datasets.records import BY_NAME
from datasets.wording import check_words, dates
from datasets.wording.labels import capitalised

from .drawn import plot_of
from .names import find
from .rows import row
from .thing import ThingPage

MOST_ANSWERS, MOST_FINDINGS = 40, 40
# Of so many questions of a topic, as many are told of.
MOST_READ, MOST_OTHERS = 300, 12


class QuestionPage(ThingPage):
    """Every answer to one question in a row, and what the rules found between them."""

    noun = BY_NAME["question"]
    template = "pages/question.html"

    def context(self, record, seen):
        """Return the question, its answers, the findings between them, and other times of it."""
        slugs, checks = record["observations"][:MOST_ANSWERS], record["checks"][:MOST_FINDINGS]
        wanted = {("observation", slug) for slug in slugs}
        wanted |= {("check", one["id"]) for one in checks}
        found = find(seen, wanted)
        answers = [row(found["observation", slug]) for slug in slugs]
        told = {one.record["id"]: one for one in answers}
        return {
            "question": record,
            "rows": answers,
            "drawn": plot_of(answers, record["title"], comparable=_one_unit(answers)),
            "findings": [_finding(found["check", one["id"]], told) for one in checks],
            "left_out": len(record["observations"]) - len(slugs),
            "others": [
                one | {"when": capitalised(dates.span(one["period"]))}
                for one in self._others(record, seen)
            ],
            "query": f"dataset={record['dataset']}&id={','.join(slugs)}",
        }

    def _others(self, record, seen):
        """Return the same question of other times."""
        topic = TermSet.objects.filter(kind="topic", term=record["topic"]).values("set_id")
        questions = seen.of(self.noun.name).filter(noun_set__in=topic).order_by("slug")
        alike = ("population", "area", "event")
        others = (
            one
            for one in questions[:MOST_READ].parsed()
            if one["id"] != record["id"] and all(one[name] == record[name] for name in alike)
        )
        return list(islice(others, MOST_OTHERS))


def _one_unit(answers):
    """Return whether all count the same sort of thing: others share an axis, and no overlap."""
    return len({one.record["unit"] for one in answers}) == 1


def _finding(check, told):
    figures = [told[slug].told for slug in check["observations"] if slug in told]
    return {
        "address": f"/checks/{check['id']}",
        "verdict": check_words.VERDICTS[check["rule"]],
        "says": check_words.sentence(check["rule"], figures),
    }
