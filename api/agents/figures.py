"""A figure in words: its statement first, then the number with its bounds, bias and caveats."""

from urllib.parse import urlencode

from datasets.analysis.citation_chain import OBJECTING
from datasets.arithmetic.digits import plain
from datasets.vocabularies import BIAS, BOUNDS_BASIS, CHECK, IDENTIFIED, RELATION, SEEN
from datasets.wording import chains, numbers
from datasets.wording.chains import LESS_EXACTLY
from datasets.wording.hops import ROUNDED
from datasets.wording.subjects import inferred_from

LEGEND = (
    "CAVEATS by their numbers; in parentheses who asserts it, its kind, and which way the number "
    "is wrong, or those who misread it go wrong:"
)


class Caveats:
    """The caveats of an answer, each told once under its number in square brackets."""

    def __init__(self):
        self._numbers = {}

    def line(self, record):
        """Return which of them are known of a record."""
        if not record["caveats"]:
            return "Caveats: none recorded."
        return f"Caveats: {''.join(f'[{self._number(one)}]' for one in record['caveats'])}"

    def legend(self):
        """Return the lines that tell all of them, in the order of their numbers."""
        told = [f"[{number}] {text}" for text, number in self._numbers.items()]
        return ["", LEGEND, *told] if told else []

    def _number(self, caveat):
        wrong = "number" if caveat["affects"] == "accuracy" else "misread"
        text = (
            f"{caveat['text']} ({caveat['asserted_by_label']}; {caveat['kind']}; "
            f"{wrong}: {caveat['direction']})"
        )
        return self._numbers.setdefault(text, len(self._numbers) + 1)


def amount(record):
    """Return the number of a record with its comparator and unit, or the words it was told in."""
    ends = [record.get(name) for name in ("value_low", "value_high")]
    if record["value_digits"] is not None:
        digits = [record["value_digits"]]
    elif None not in ends:
        digits = map(plain, ends)
    else:
        words = record.get("as_printed")
        return f"none{f', but “{words}”' if words else ''}, in {record['unit']}"
    return f"{numbers.expressed(digits, record['comparator'])} {record['unit']}"


def doubts(record):
    """Return the number with what it may be, and which way it is likely wrong according to whom."""
    possible = numbers.interval_in_words(record) or "anything"
    exact = record["bounds_basis"] == "exact"
    bounds = "exactly" if exact else f"possible: {possible}, {BOUNDS_BASIS[record['bounds_basis']]}"
    held_by = ", ".join(record.get("bias_asserted_by", ()))
    return (
        f"Number: {amount(record)}; {bounds}. "
        f"Bias: {record['bias']}, {BIAS[record['bias']]}{f' ({held_by})' if held_by else ''}."
    )


def origin(record):
    """Return the line of who counted, and through whom it is known."""
    who, through = record["origin"], record["known_through"]
    named = "" if who["identified"] == "named" else f" ({IDENTIFIED[who['identified']]})"
    inferred = inferred_from(record)
    known = f"; known through {through}" if through else f", {inferred}" if inferred else ""
    source = f": {record['source_url']}" if record["source_url"] else ""
    return f"Counted or stated by {who['label']}{named}{known}{source}"


def entry(record, caveats):
    """Return the lines of one figure among several."""
    return [
        f"{record['id']} (measure {record['measure']['id']})",
        record["statement"],
        f"{doubts(record)} {caveats.line(record)}",
        origin(record),
        *_altered(record),
    ]


def _altered(record):
    """Return the line on what documents made of a figure, where they did."""
    if not record["alterations"]:
        return []
    others = [one for one in record["reported_measures"] if one != record["measure"]["id"]]
    told = f", and told it as {', '.join(others)}" if others else ""
    changed = ", ".join(one for one in record["alterations"] if one != ROUNDED)
    did = f"changed it ({changed})" if changed else LESS_EXACTLY
    return [f"Some documents {did}{told}: see get_figure."]


def whole(record, findings):
    """Return all lines of a figure, the most important ones first; ``findings`` are its checks."""
    caveats = Caveats()
    return [
        record["statement"],
        doubts(record),
        caveats.line(record),
        *caveats.legend(),
        "",
        f"What: {record['measure']['label']}. Whom: {record['population']['label']}. "
        f"Where: {record['area']['label']}. When: {_period(record)}.",
        origin(record),
        f"How well it was seen: {SEEN[record['verification']]}.",
        f"Cite as: {record['cite_as']}",
        f"Page: {record['links']['page']}; API: {record['links']['self']}; "
        f"licence: {record['license']}; release {record['release']} of {record['dataset']}.",
        *([f"Computed: {record['derivation']['text']}."] if record["derivation"] else []),
        *(_finding(one, record["id"]) for one in findings),
        *_chain(record["citations"]),
    ]


def whole_at(record):
    """Return the address of this very version of a figure, whatever is published later."""
    of = urlencode({"dataset": record["dataset"], "release": record["release"]})
    return f"{record['links']['self']}?{of}"


def _period(record):
    period = record["period"]
    base = record["base_period"]
    compared = f", measured against {base}" if base else ""
    printed = f" (printed: {period['printed']})" if period["printed"] else ""
    return f"{period['code']}{printed}{compared}"


def _finding(check, slug):
    others = ", ".join(one for one in check["observations"] if one != slug)
    beside = f" with {others}" if others else ""
    return f"Check {check['rule']}{beside}: {CHECK[check['rule']]}."


def _words(hop):
    """Return the words that show what a document made of a figure, or why there are none."""
    if hop["fragment"]:
        return f"; in its words: “{hop['fragment']}”"
    return f"; without its words: {hop['no_words']}" if hop["no_words"] else ""


def _chain(citations):
    """Return a line for each document that passed the figure on, with what it altered."""
    if not citations:
        return []
    lines = ["How it was passed on:"]
    for hop in citations:
        document = hop["document"]
        via = f", from hop {hop['via']}" if hop["via"] else ""
        changed = "; ".join(map(chains.in_words, hop["alterations"])) or "nothing altered"
        if hop["relation"] in OBJECTING:
            changed = RELATION[hop["relation"]]
        told = changed if hop["reported_as"] else "the figure was not seen in it"
        told += f" ({hop['unseen']})" if hop["unseen"] else ""
        lines.append(
            f"- hop {hop['hop']}{via}: {document['source_label']}, {document['title']} "
            f"({document['published']}): {told}{_words(hop)}"
        )
    return lines
