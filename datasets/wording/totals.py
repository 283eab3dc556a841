"""One sentence for a total that is safe to paste: whose figures, what they come to, its doubts."""

from datasets.reserved import AREA_NOT_STATED

from .dates import when
from .predicates import grouped, interval_in_words, within
from .statements import KIND_IN_WORDS, NAMED_AT_MOST
from .terms import COMPARATOR_IN_WORDS

WRONG = {
    "understated": "likely too low",
    "overstated": "likely too high",
    "mixed": "likely wrong in both directions",
    "unknown": "may be wrong either way",
}
# What a reader would not expect of a plain count; the other status is the normal one.
STATUS_IN_WORDS = {
    "B": "across a break in the series",
    "D": "defined otherwise",
    "E": "estimated",
    "F": "projected",
    "I": "imputed",
    "P": "provisional",
    "U": "of low reliability",
}


def statement(says, number):
    """Return one sentence that is safe to paste."""
    figures = f"Added up from {number} figures" if number > 1 else "From one figure"
    origins = _listed([within(one["label"]) for one in says["origins"]], "origins")
    population = within(says["population"]["label"])
    what = says["measure"]["phrase"].replace("{population}", population)
    areas = [one["label"] for one in says["areas"] if one["slug"] != AREA_NOT_STATED]
    where = f" ({_listed(areas, 'areas')})" if areas else ""
    gaps = ", with gaps," if says["period"]["gaps"] else ","
    unusual = [STATUS_IN_WORDS[one] for one in says["statuses"] if one in STATUS_IN_WORDS]
    status = f", at least in part {', '.join(unusual)}" if unusual else ""
    clauses = [
        f"{figures} of {origins}, the number of {what}{where}, "
        f"{when(says['period']['code'])}{gaps} comes to {_amount(says)}{status}",
        _doubt(says),
    ]
    if says["disputed"]:
        clauses.append("disputed, or a part of it is")
    return f"{'; '.join(clauses)}."


def _amount(says):
    bounds = interval_in_words(says["bounds"])
    if says["value"] is None:
        return bounds or "no number that can be given"
    amount = f"{COMPARATOR_IN_WORDS[says['comparator']]} {grouped(says['value'])}".lstrip()
    inexact = says["bounds"]["lower"] != says["bounds"]["upper"]
    return f"{amount} ({bounds})" if says["comparator"] in ("eq", "about") and inexact else amount


def _doubt(says):
    of_count = [one for one in says["caveats"] if one["concerns"] == "count"]
    of_meaning = [one["kind"] for one in says["caveats"] if one["concerns"] == "meaning"]
    clauses = []
    if says["bias"] != "none_recorded":
        that_way = [one for one in of_count if one["direction"] == says["bias"]] or of_count
        names = _listed([within(one["asserted_by_label"]) for one in that_way], "sources")
        clauses.append(f"{WRONG[says['bias']]}, according to {names}")
    if of_meaning:
        kinds = "; ".join(KIND_IN_WORDS[kind] for kind in dict.fromkeys(of_meaning))
        clauses.append(f"easily misread ({kinds})")
    return ", and ".join(clauses) or "no caveat is recorded"


def _listed(labels, many):
    """Return the labels, or how ``many`` there are where naming them all would drown the rest."""
    labels = list(dict.fromkeys(labels))
    if len(labels) > NAMED_AT_MOST:
        return f"{len(labels)} {many}"
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if labels[1:] else labels)
