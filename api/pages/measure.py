"""The page of a measure: what is counted and what is left out, and every figure of it."""

from api.pictures.drawing import Told
from api.pictures.standalone import About, standalone
from api.requests import problems
from api.views.forms_of_one import PNG, SVG
from datasets.records import BY_NAME, OBSERVATION
from datasets.wording.verbs import CHANGES

from .drawn import picture, plot_of
from .names import find
from .rows import rows
from .series import charts
from .thing import ThingPage

# What is left out of a chart misleads: so many figures are shown and drawn at once.
MOST_DRAWN = 40


class MeasurePage(ThingPage):
    """What is counted, and all figures of it."""

    offered = (*ThingPage.offered, SVG, PNG)

    noun = BY_NAME["measure"]
    template = "pages/measure.html"

    def answer(self, pk, selection, bom):
        """Return the page, its charts as a picture, or the form that is asked for."""
        if self.fmt not in (SVG, PNG):
            return super().answer(pk, selection, bom)
        return picture(self.fmt, self._drawn(self.all_of(pk)))

    def _drawn(self, context):
        """Return the charts one below the other, with the caveats that hold of all of them."""
        measure, drawings = context["measure"], [one for *_, one in context["charts"]]
        if not drawings:
            told = f"too few figures of {measure['id']} can be compared: there is no chart of them"
            raise problems.Problem(404, told)
        about = About(
            title=measure["label"],
            source=f"{measure['id']}, {context['dataset']['title']}. {measure['license']}",
            chips=[one["short"] for one in context["chips"]],
        )
        told = Told("picture", measure["label"], measure["definition"])
        return standalone(about, told, drawings)

    def context(self, record, seen):
        """Return the measure, its figures by what they are, and what it is part of."""
        figures = seen.of(OBSERVATION.name).filter(measure=record["id"])
        shown, more = rows(figures, OBSERVATION.sorts["period_start"], MOST_DRAWN)
        found = find(seen, {("measure", record["part_of"])} if record["part_of"] else set())
        groups, drawn = _groups(shown), charts(shown, record["label"])
        return {
            "measure": record,
            "whole": found.get(("measure", record["part_of"])),
            "groups": groups,
            "charts": drawn,
            "more": MOST_DRAWN if more else 0,
            "chips": _common(shown, f"measure:{record['id']}"),
            "query": f"dataset={record['dataset']}&measure={record['id']}",
        }


def _groups(shown):
    """Return (title, rows, plot) of counts, rates, shares and comparisons: each has its scale.

    Ratios are drawn too: each is a word for a range.
    """
    counted = all(one.record["measure"]["unit"]["countable"] for one in shown)
    titles = {
        "level": "Counts" if counted else "Amounts",
        "rate": "Rates",
        "share": "Shares",
        **dict.fromkeys(("ratio", *CHANGES), "Comparisons"),
    }
    groups = {}
    for one in shown:
        groups.setdefault(titles[one.record["quantity"]], []).append(one)
    there = [title for title in dict.fromkeys(titles.values()) if title in groups]
    return [(title, groups[title], _plot(groups[title])) for title in there]


def _plot(shown):
    ratios = [one for one in shown if one.record["quantity"] == "ratio"]
    return plot_of(ratios, "Comparisons") if len(ratios) > 1 else None


def _common(shown, attached):
    """Return the gravest caveats of the measure itself: they hold of every figure."""
    caveats = {
        one["id"]: one
        for each in shown
        for one in each.record["caveats"]
        if one["attached_to"] == attached
    }
    return sorted(caveats.values(), key=lambda one: one["weight"])[:3]
