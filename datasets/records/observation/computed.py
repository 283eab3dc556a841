"""What the record of a figure says that Caveat computes from others."""

from datasets.analysis.caveat_inheritance import bias_derived
from datasets.reserved import SOFTWARE
from datasets.vocabularies import SEEN

from . import reported

# From the whole original down to nothing.
HOW_SEEN = list(SEEN)
# The credibility of what rests on dates alone, which nobody rated.
UNJUDGED = "6"


def tell(derived, told, reaching, shelf):
    """Return what the record of a computed figure says.

    ``told`` maps ids to what the records of its operands say, ``reaching`` to what reaches those.
    """
    row = derived.row
    interval = derived.interval
    operands = [told[slug] for slug in derived.observations]
    caveats = shelf.attachments.reaching_derived(derived, reaching)
    documents = set(derived.documents)
    documents |= {slug for one in operands for slug in one["documents"][:1] or one["inputs"]}
    seen = [one["verification"] for one in operands]
    seen += [shelf.documents[slug].seen for slug in derived.documents]
    return reported.finished(
        row,
        shelf,
        {
            "counted_to": None,
            "period_printed": "-",
            "comparator": derived.comparator,
            "value": derived.shown,
            "value_low": None,
            "value_high": None,
            "bounds": reported.told_bounds(interval, "derived"),
            "as_printed": None,
            "status": "E",
            "bias": bias_derived(derived, caveats, reaching),
            "caveats": [reported.told_caveat(one) for one in caveats],
            "origin": reported.told_origin(shelf.sources[SOFTWARE]),
            "inputs": sorted(documents),
            "input_basis": dict.fromkeys(sorted(documents), "stated"),
            "credibility": max((one["credibility"] for one in operands), default=UNJUDGED),
            "presented_as": [row.measure_id],
            "citations": [],
            "alterations": [],
            "first_document": None,
            "first_published": None,
            "verification": max(seen, key=HOW_SEEN.index),
            "documents": [],
            "citing_documents": 0,
            "derivation": _derivation(derived, told, shelf),
        },
    )


def _derivation(derived, told, shelf):
    row = derived.row
    names = ", ".join(f"{letter} = {name}" for letter, name in sorted(row.operands.items()))
    return {
        "formula": row.formula,
        "text": f"{row.formula} where {names}",
        "compares": row.compares_id,
        "operands": [_operand(*one, derived, told, shelf) for one in sorted(row.operands.items())],
    }


def _operand(letter, name, derived, told, shelf):
    noun, _, what = name.partition(":")
    if noun == "event":
        went_in, statement = shelf.events[what].date, None
    elif noun == "constant":
        went_in, statement = f"[{what}, {what}]", None
    else:
        # Of what only words tell, any number may have gone in that there can be.
        went_in = told[what]["bounds"]["interval"] or str(derived.intervals[name])
        statement = told[what]["statement"]
    return {"letter": letter, "operand": name, "interval": went_in, "statement": statement}
