"""A publication works each of its figures out once, however many others ask about it."""

from collections import Counter

import pytest

from datasets.analysis import citation_chain
from datasets.curation import publishing_rules
from datasets.records.observation import reported

COUNTED = {
    "traced": (citation_chain, "trace", lambda facts, citations, *_: citations[0].observation_id),
    "checked": (publishing_rules, "publishing_problems", lambda figure, _: figure.slug),
    "serialized": (reported, "serialize", lambda figure, _: figure.slug),
}


@pytest.mark.parametrize("step", COUNTED)
def test_an_unfit_misquoted_figure_that_others_rest_on_is_worked_out_once(
    clubs, api, monkeypatch, step
):
    module, name, named = COUNTED[step]
    original, counts = getattr(module, name), Counter()

    def counting(*given):
        counts[named(*given)] += 1
        return original(*given)

    monkeypatch.setattr(module, name, counting)
    clubs.rival("trust-2023")
    clubs.computed("both-2023", "a + b", "nests-2023 trust-2023")
    clubs.publish()
    record = api.json("observations/nests-2023")
    # Asked for by the checks, by a computed figure and by an altered chain.
    assert record["rivals"]
    assert record["alterations"] == ["measure"]
    assert counts == {"nests-2023": 1, "trust-2023": 1}
