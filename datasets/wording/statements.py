"""One sentence for each record that is safe to paste: the figure, whose it is, and its doubts."""

from datasets.arithmetic.periods import UNKNOWN
from datasets.reserved import AREA_NOT_STATED

from .dates import since, up_to
from .predicates import claim, counted, falls, within

NAMED_AT_MOST = 3

KIND_IN_WORDS = {
    "concealment": "part of it kept hidden",
    "coverage": "not all of it seen",
    "definition": "another definition",
    "stage": "another stage of the procedure",
    "unit_of_count": "cases, persons or events taken for one another",
    "misclassification": "things wrongly counted in or left out",
    "proxy": "something else counted than is meant",
    "unequal_periods": "periods of unequal length",
    "selection": "a selection not left to chance",
    "single_source": "a single witness or document",
    "anonymous_source": "an anonymous source",
    "no_source_named": "no source named",
    "interested_source": "a source that gains from its size",
    "propaganda": "propaganda",
    "provisional": "to be revised",
    "projection": "a trend drawn into a time to come",
    "series_break": "a break in the series",
    "rounding": "rounding",
    "translation": "translation",
    "anachronism": "another time than it seems",
    "copied": "taken over unchecked",
}
STATUS_IN_WORDS = {
    "B": "a break in the series",
    "D": "defined otherwise than the rest of the series",
    "P": "provisional",
    "U": "of low reliability",
}

_UNCERTAIN = {"mixed": "likely wrong in both directions", "unknown": "may be wrong either way"}
_BOTH_WAYS = ("understated", "overstated", "mixed")
_LOW_OR_HIGH = {
    "count": {"understated": "likely an undercount", "overstated": "likely an overcount"},
    "number": {"understated": "likely too low", "overstated": "likely too high"},
    # Where the truth is higher, a rise is larger and a fall is smaller.
    "rise": {
        "understated": "the true rise is likely larger",
        "overstated": "the true rise is likely smaller",
    },
    "fall": {
        "understated": "the true fall is likely smaller",
        "overstated": "the true fall is likely larger",
    },
}
_TRUTH = {"understated": "likely higher", "overstated": "likely lower"}
_NOUN = {
    "level": "number",
    "rate": "rate",
    "share": "share",
    "ratio": "ratio",
    "difference": "difference",
    "percent_change": "change",
}


def tell(says):
    """Return the sentence about what a record says."""
    label = says["origin"]["label"]
    who = label[0].upper() + label[1:]
    clauses = [f"{who} {claim(says)}{_aside(says)}", _doubt(says)]
    if says["disputed"]:
        day = says["disputed_since"]
        clauses.append("disputed" if day in (None, UNKNOWN) else f"disputed {since(day)}")
    if says["revised_by"]:
        clauses.append("its origin has put another figure in its place")
    return " ".join("; ".join(clauses).split()).rstrip(".") + "."


def _aside(says):
    """Return territory, end of the count and the origin's own qualification, where there are any.

    The territory stands apart even where other words sound like it: Russian soldiers may be counted
    in Russia alone, or wherever they are.
    """
    asides = []
    if says["area"]["slug"] != AREA_NOT_STATED:
        asides.append(says["area"]["label"])
    if says["period"]["counted_to"]:
        asides.append(f"counted {up_to(says['period']['counted_to'])}")
    if says["status"] in STATUS_IN_WORDS:
        asides.append(f"by the origin's own word {STATUS_IN_WORDS[says['status']]}")
    return f" ({'; '.join(asides)})" if asides else ""


def _doubt(says):
    of_meaning = [one["kind"] for one in says["caveats"] if one["concerns"] == "meaning"]
    kinds = "; ".join(KIND_IN_WORDS[kind] for kind in dict.fromkeys(of_meaning))
    misread = f"easily misread ({kinds})" if kinds else ""
    if says["bias"] == "none_recorded":
        return misread or "no caveat is recorded"
    wrong = f"{_wrong(says)}{_according(says)}"
    return f"{wrong}, and {misread}" if misread else wrong


def _wrong(says):
    bias = says["bias"]
    if bias in _UNCERTAIN:
        return _UNCERTAIN[bias]
    if says["comparator"] == "vague":
        return f"the true {_NOUN[says['quantity']]} is {_TRUTH[bias]}"
    if falls(says):
        return _LOW_OR_HIGH["fall"][bias]
    if says["comparator"] == "increase":
        return _LOW_OR_HIGH["rise"][bias]
    is_count = counted(says) and says["quantity"] in ("level", "rate")
    return _LOW_OR_HIGH["count" if is_count else "number"][bias]


def _according(says):
    """Return who says that it is wrong that way; where nobody says it alone, all who doubt it."""
    of_count = [one for one in says["caveats"] if one["concerns"] == "count"]
    ways = _BOTH_WAYS if says["bias"] == "mixed" else (says["bias"],)
    that_way = [one for one in of_count if one["direction"] in ways]
    labels = [within(one["asserted_by_label"]) for one in that_way or of_count]
    names = list(dict.fromkeys(labels))
    if len(names) > NAMED_AT_MOST:
        names = [*names[:NAMED_AT_MOST], "others"]
    named = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return f", according to {named}" if named else ""
