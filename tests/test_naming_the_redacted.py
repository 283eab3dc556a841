"""What else tells of a redacted record is named, whatever form of its id it has."""

import re

import pytest

from datasets.models import Derivation, Record, Source
from datasets.models.record import CURRENT

from .redacted import SECOND_DAY, SECRET, Lake, redact

NAMES_IT = "it names them and stays, unless you redact it: herons"


class ComputedLake(Lake):
    """The lake with a figure that Caveat computed from the one that named somebody."""

    def __init__(self):
        super().__init__()
        Source.objects.filter(pk="bird-club").update(label=f"The club of {SECRET}")
        self.derive("change", "a - b", {"a": "nests-2023", "b": "nests-2022"}, period="2023")
        self.publish(on=SECOND_DAY)
        Source.objects.filter(pk="bird-club").update(label="The bird club")
        for slug in ("nests-2022", "nests-2023"):
            self.change(slug, change_note="Without the name.")
        Derivation.objects.update(change_note="Without the name.")
        self.publish(on=SECOND_DAY)


def holding(secret):
    """Return the records whose documents have these words."""
    records = Record.objects.filter(redaction=None).select_related("json")
    return [f"{one.noun}s/{one.slug}" for one in records if secret.encode() in one.json.body]


def named_beside(names):
    """Return the corrected records that the command names beside these."""
    told = re.findall(rf"{NAMES_IT} (\S+) (\S+) version", redact(*sorted(names), yes=False))
    ended = Record.objects.exclude(valid_to_release=CURRENT).values_list("noun", "slug")
    return {f"{noun}s/{slug}" for noun, slug in {*told} & {*ended}}


@pytest.mark.release_files
def test_what_was_computed_from_a_redacted_figure_is_named(remembering):
    remembering(ComputedLake)
    assert "observations/change" in named_beside({"nests-2022", "nests-2023"})


@pytest.mark.release_files
def test_when_all_that_is_named_is_redacted_nothing_has_the_words(remembering):
    remembering(ComputedLake)
    names = {"sources/bird-club"}
    while more := named_beside(names) - names:
        names |= more
    assert "observations/change" in holding("The club of")
    redact(*sorted(names))
    assert holding("The club of") == []
