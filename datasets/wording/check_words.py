"""What a rule found, as a reader says it: the figures by their numbers, and no brackets."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .headlines import MOVED, headline
from .labels import joined
from .numbers import expressed, interval_in_words
from .terms import range_that

# What stands above a finding, and whether the two sides fit.
VERDICTS = {
    **dict.fromkeys(("contradiction", "estimates_differ", "misquoted"), "Differ"),
    "divergence": "Not the same",
    **dict.fromkeys(("self_contradiction", "ratio_disagrees", "parts_disagree"), "Differ"),
    **dict.fromkeys(("part_exceeds_whole", "share_above_whole", "cumulative_falls"), "Impossible"),
    **dict.fromkeys(("agreement", "estimates_overlap", "ratio_agrees", "parts_agree"), "Agree"),
    **dict.fromkeys(("forecast_met",), "Met"),
    **dict.fromkeys(("forecast_missed",), "Missed"),
    **dict.fromkeys(("disputed_by",), "Disputed"),
    **dict.fromkeys(("corrected_by", "document_corrected", "revised"), "Corrected"),
    **dict.fromkeys(("document_retracted",), "Retracted"),
    "outside_its_range": "Outside its range",
}
_SENTENCES = {
    "contradiction": "{} answer the same question, and no number fits {all}.",
    "estimates_differ": "{} answer the same question, estimates among them, and are far apart.",
    "estimates_overlap": "{} are estimates of the same thing whose ranges meet.",
    "divergence": "{} count different things, and need not agree.",
    "misquoted": "A document gives another number than the figure that it passes on.",
    "self_contradiction": "One document gives it in two ways.",
    "part_exceeds_whole": "A part is larger than the whole: {}.",
    "share_above_whole": "A share is more than all: {}.",
    "parts_disagree": "The parts do not add up to the whole: {}.",
    "parts_agree": "The parts add up to the whole: {}.",
    "ratio_disagrees": "The comparison does not fit the figures that it compares: {}.",
    "ratio_agrees": "The comparison fits the figures that it compares: {}.",
    "cumulative_falls": "A running total falls: {}.",
    "forecast_met": "The outcome fits the forecast: {}.",
    "forecast_missed": "The outcome does not fit the forecast: {}.",
    "revised": "The origin put another figure in its place: {}.",
    "agreement": "{} answer the same question, and some number fits {all}.",
    "outside_its_range": "A document gives an estimate that its own range leaves out.",
    "disputed_by": "A document names the figure and doubts it.",
    "corrected_by": "A document puts another figure in its place.",
    "document_retracted": "A document that it rests on was retracted.",
    "document_corrected": "A document that it rests on was corrected.",
}


def sentence(rule: str, figures: Sequence[str]) -> str:
    """Return what was found; ``figures`` are the numbers as the heads of their pages tell them."""
    fits = "both" if len(figures) == 2 else "them all"
    told = _SENTENCES[rule].format(joined(list(figures)), all=fits)
    return told[:1].upper() + told[1:]


def of_cited(rule: str, figures: Iterable[Mapping[str, Any]]) -> str:
    """Return what was found of figures as the record of a check repeats them."""
    return sentence(rule, [_number_of(one) for one in figures])


def _number_of(figure: Mapping[str, Any]) -> str:
    if figure["value_digits"] is None:
        return f"what {figure['observation']} says"
    return f"{expressed([figure['value_digits']], figure['comparator'])} {figure['unit']}"


def described(statements: Iterable[str]) -> str:
    """Return what a drawing of several figures says to those who do not see it."""
    return " ".join(statements)


def range_of(record: Mapping[str, Any]) -> str:
    """Return what a number may be, where its digits do not say it."""
    if record["comparator"] in MOVED:
        return ""
    exact = record["lower_bound"] == record["upper_bound"]
    told = "" if exact else interval_in_words(record)
    head = headline(record)
    return "" if told.replace(" to ", "–") in (head.number, head.told) else told


def range_called(record: Mapping[str, Any]) -> str:
    """Return what such a range is: of an estimate, what its origin says; else what fits."""
    if record["bounds_basis"] == "estimated" and record["range_kind"]:
        return range_that(record["range_kind"])
    return f"what {'these numbers' if record['derivation'] else 'its words'} allow"
