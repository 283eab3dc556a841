"""The sentences about made-up figures in docs/model.md are those that the software writes."""

import re

import pytest

from datasets.wording.statements import statement

from .test_docs import ROOT
from .test_model_examples import MODEL, plain, table
from .test_statements import COMPUTED, in_unit, says

QUOTED = re.compile(r"^> (.*)$", re.MULTILINE)
PLURALS = ["The police", "The fact-checkers"]
EDITORS = "the Caveat editors"
ON_A_DAY = {"period": {"code": "2024-05-03", "printed": "-", "data_cutoff": None}}
NO_NUMBER = {"value": None, "comparator": "vague", "inputs": None}
TENS_OF_THOUSANDS = {
    "as_printed": "tens of thousands",
    "lower_bound": "10000",
    "upper_bound": "100000",
    "interval": "[10000, 100000)",
    "bounds_basis": "interpreted",
}


def made_up(origin, phrase, unit="persons", kind="ngo", **changes):
    """Return the record of a made-up figure."""
    people = {"id": "people", "label": "people"}
    record = says(origin={"label": origin, "kind": kind}, population=people, **changes)
    counted = {"phrase": phrase, "population": "people", "unit": in_unit(unit)}
    return record | {"measure": record["measure"] | counted, "first_document": "report"}


def caveat(short, asserted_by=EDITORS, direction="unknown"):
    """Return a caveat as a record has it."""
    return {
        "short": short,
        "affects": "accuracy",
        "direction": direction,
        "asserted_by": "editors" if asserted_by == EDITORS else "others",
        "asserted_by_label": asserted_by,
        "attached_to": "observation:nests-2023",
    }


def objection(kind, by, number=None):
    """Return what a document says against the figure, or what became of its own."""
    return {
        "objection": kind,
        "observation": "nests-2023",
        "document": "report",
        "source_label": by,
        "day": "2025-05-03",
        "number": number,
    }


MADE_UP = [
    made_up(
        "A senator",
        "marchers in the capital",
        kind="individual",
        value="300000",
        inputs=None,
        known_through="The Gazette",
        caveats=[caveat("nobody counted the crowd")],
        objections=[objection("disputed_by", "The fact-checkers")],
        **ON_A_DAY,
    ),
    made_up(
        "The ministry",
        "patients in the region",
        value="786",
        bias="overstated",
        caveats=[caveat("one hospital counted twice", "The ministry", "overstated")],
        objections=[objection("corrected_by", "The ministry", "78")],
        **ON_A_DAY,
    ),
    made_up(
        "The institute",
        "excess deaths in the country",
        value="12000",
        status="E",
        caveats=[caveat("what an excess is rests on a model")],
        objections=[objection("document_retracted", "The institute")],
    ),
    made_up(
        "The statistics office",
        "burglaries",
        unit="items",
        value="-12",
        quantity="percent_change",
        base_period="2022",
        bias="understated",
        caveats=[caveat("reports come in late", "The police", "understated")],
    ),
    made_up(
        "The institute",
        "adults who trust the courts",
        value="41",
        quantity="share",
        bias="mixed",
        caveats=[
            caveat("too few of the young were asked", "The institute", "understated"),
            caveat("only people with a telephone", direction="overstated"),
        ],
    ),
    made_up(
        "The mayor",
        "marchers in the capital",
        known_through="The Gazette",
        caveats=[caveat("nobody counted the crowd")],
        **NO_NUMBER,
        **TENS_OF_THOUSANDS,
        **ON_A_DAY,
    ),
    made_up("The hospital", "operations", unit="items", status="Q", **NO_NUMBER),
]


def test_the_sentences_about_made_up_figures_are_what_is_written():
    told = [statement(record, PLURALS) for record in MADE_UP]
    assert QUOTED.findall((ROOT / MODEL).read_text()) == told


WORKED_OUT = table(MODEL, "worked out", "it can be", "told")


@pytest.mark.parametrize("row", WORKED_OUT, ids=lambda row: row.head)
def test_what_was_worked_out_is_told_as_far_as_its_bounds_bear_out(row):
    ends = plain(row.cells["it can be"]).split(" to ")
    lower, upper = ends[0], ends[-1]
    things = row.cells["of what"] == "things"
    record = made_up(
        "Caveat",
        "fires" if things else "months of rain",
        unit="items" if things else "months",
        value=row.head,
        comparator="eq" if lower == upper else "about",
        lower_bound=lower,
        upper_bound=upper,
        interval=f"[{lower}, {upper}]",
        bounds_basis="derived",
        derivation=COMPUTED["derivation"],
    )
    told = statement(record, ())
    assert told.startswith(f"Caveat computed {row.cells['told']} {record['measure']['phrase']} in")
