"""What a check says, to whom, and what becomes of it from release to release."""

import sys

import pytest

from datasets import publishing
from datasets.analysis.caveat_inheritance import CaveatInheritance
from datasets.models import Observation
from datasets.publishing.assessment import assess
from datasets.publishing.related_rows import RelatedRows
from datasets.publishing.reported_figures import ReportedFigures

from .findings import checks, figure, finding, found, rows
from .world import FIGURE

# What a check says


def test_a_contradiction_tells_both_figures_with_their_caveats_and_how_far_apart_they_are(
    clubs, api
):
    clubs.rival("trust-2023")
    clubs.publish()
    record = finding(api, "contradiction")
    assert record["text"] == "[41, 41] and [50, 50] have no number in common."
    assert record["observations"] == ["nests-2023", "trust-2023"]
    assert (record["spread"], record["facets"], record["hops"]) == (1.22, {}, [])
    assert record["figures"] == [
        {
            "observation": slug,
            "statement": figure(api, slug)["statement"],
            "comparator": "eq",
            "value": int(value),
            "value_digits": value,
            "unit": "nests",
            "quantity": "level",
            "bias": bias,
            "bias_asserted_by": held,
            "period": FIGURE["period"],
            "interval": f"[{value}, {value}]",
            "origin": origin,
            "caveats": caveats,
            "caveat_text": text,
        }
        for slug, value, bias, held, origin, caveats, text in (
            (
                *("nests-2023", "41", "understated", ["The warden"], "bird-club"),
                *(["hidden-nests"], "Nests behind the reeds cannot be seen."),
            ),
            ("trust-2023", "50", "none_recorded", [], "trust", [], "none_recorded"),
        )
    ]
    assert (record["dataset"], record["version"], record["release"]) == ("herons", 1, 1)
    assert record["links"]["self"] == f"/api/v1/checks/{record['id']}"
    assert api.json(f"checks/{record['id']}") == record


def test_the_csv_of_checks_says_the_same(clubs, api):
    clubs.rival("trust-2023")
    clubs.publish()
    (row,) = rows(api, "checks.csv")
    record = finding(api, "contradiction")
    assert row["id"] == record["id"]
    assert row["rule"] == "contradiction"
    assert row["text"] == record["text"]
    assert row["observations"] == "nests-2023;trust-2023"
    assert row["intervals"] == "[41, 41];[50, 50]"
    assert row["spread"] == "1.22"
    assert row["statements"] == " ".join(one["statement"] for one in record["figures"])
    assert row["caveat_text"] == "Nests behind the reeds cannot be seen. none_recorded"


def test_no_check_can_be_had_without_what_its_figures_say(clubs, api):
    clubs.rival("trust-2023")
    clubs.publish()
    (record,) = checks(api, "?fields=rule")
    assert "spread" not in record
    assert [one["statement"] for one in record["figures"]] == [
        figure(api, slug)["statement"] for slug in ("nests-2023", "trust-2023")
    ]
    assert [one["caveats"] for one in record["figures"]] == [["hidden-nests"], []]


def test_a_figure_about_which_nothing_is_found_says_so(published, api):
    record = figure(api, "nests-2023")
    assert (record["checks"], record["disputed"], record["disputed_since"]) == ([], False, None)
    (row,) = rows(api, "observations.csv")
    assert (row["check_rules"], row["disputed"]) == ("none_found", "false")
    assert api.ids("observations?check_rules=none_found") == ["nests-2023"]
    assert rows(api, "checks.csv") == []


def test_figures_name_what_was_found_about_them(clubs, api):
    clubs.rival("trust-2023")
    clubs.rival("ranger-2023", "ranger", value="41")
    clubs.publish()
    ids = {" ".join(one["observations"]): one["id"] for one in checks(api)}
    assert figure(api, "nests-2023")["checks"] == [
        {"rule": "agreement", "id": ids["nests-2023 ranger-2023"]},
        {"rule": "contradiction", "id": ids["nests-2023 trust-2023"]},
    ]
    row = next(row for row in rows(api, "observations.csv") if row["id"] == "nests-2023")
    assert row["check_rules"] == "agreement;contradiction"


def test_checks_are_found_by_rule_and_by_figure(clubs, api):
    clubs.rival("trust-2023")
    clubs.rival("ranger-2023", "ranger", value="41")
    clubs.publish()
    (agreement,) = checks(api, "?rule=agreement")
    assert agreement["observations"] == ["nests-2023", "ranger-2023"]
    assert len(checks(api, "?observations=trust-2023")) == 2
    assert len(checks(api, "?observations=trust-2023&rule=agreement")) == 0
    assert len(rows(api, "checks.csv?rule=contradiction")) == 2
    assert api.wrong("checks?rule=contradicton").nearest == "contradiction"


def test_figures_are_found_by_what_was_found_about_them(clubs, api):
    clubs.rival("trust-2023")
    clubs.rival("ranger-2023", "ranger", period="2024")
    clubs.publish()
    both = ["nests-2023", "trust-2023"]
    assert api.ids("observations?disputed=true") == []
    assert api.ids("observations?check_rules=contradiction") == both
    assert api.ids("observations?check_rules=none_found") == ["ranger-2023"]
    assert api.ids("observations?check_rules=divergence") == []


# From release to release


def test_a_finding_keeps_its_id_and_goes_when_the_figure_is_corrected(clubs, api):
    clubs.rival("trust-2023")
    clubs.publish()
    before = finding(api, "contradiction")
    clubs.change("trust-2023", value="51", change_note="Recounted from the log.")
    clubs.publish()
    after = finding(api, "contradiction")
    assert (after["id"], after["version"]) == (before["id"], 2)
    assert after["text"] == "[41, 41] and [51, 51] have no number in common."
    clubs.change("trust-2023", value="41", change_note="It was 41 after all.")
    clubs.publish()
    assert found(api) == [("agreement", "nests-2023 trust-2023")]
    gone = api.json(f"checks/{before['id']}", status=410)
    assert gone["status"] == 410


def test_a_figure_that_nobody_touched_says_why_it_has_a_new_version(clubs, api):
    clubs.publish()
    clubs.rival("trust-2023")
    clubs.publish(note="")
    record = figure(api, "nests-2023")
    assert (record["version"], len(record["rivals"])) == (2, 1)
    assert record["change_note"] == (
        "What other figures or documents say of it changed; the figure itself did not."
    )
    clubs.change("trust-2023", value="41", change_note="It was 41 after all.")
    clubs.publish(note="")
    record = figure(api, "nests-2023")
    assert (record["version"], record["rivals"]) == (3, [])
    assert "other figures" in record["change_note"]
    assert figure(api, "trust-2023")["change_note"] == "It was 41 after all."


def test_a_release_in_which_nothing_changed_finds_nothing_new(clubs):
    clubs.rival("trust-2023")
    clubs.publish()
    assert clubs.publish() is None


# What breaks a rule is refused, and not stumbled over


def test_a_rival_without_a_citation_is_refused_with_the_rule(clubs):
    clubs.rival("trust-2023")
    clubs.herons.observation_set.get(pk="trust-2023").citations.all().delete()
    with pytest.raises(publishing.Refused, match="trust-2023: it has no citation"):
        clubs.publish()


def test_a_chain_that_names_a_measure_that_is_gone_is_refused_with_the_rule(clubs):
    clubs.cite("nests-2023", 3, "gazette-june", via=1, reported_measure="nests-guessed")
    with pytest.raises(publishing.Refused, match="there is no “nests-guessed”"):
        clubs.publish()


@pytest.mark.parametrize("field", ["area_id", "measure_id"])
def test_a_computed_figure_held_against_something_else_is_refused(clubs, field):
    clubs.measure("nests-sold", topic="trade")
    other = {"area_id": "reed-lake", "measure_id": "nests-sold"}[field]
    clubs.figure("nests-elsewhere", **{field: other})
    clubs.computed("doubled", "a * 2", "nests-2023", compares_id="nests-elsewhere")
    with pytest.raises(publishing.Refused, match=f"it differs in {field.removesuffix('_id')}"):
        clubs.publish()


# Many figures


def calls(function):
    """Return how many Python functions a call goes through."""
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


def assessed(dataset):
    """Return the Assessments of what is reported in a dataset."""
    related = RelatedRows(dataset)
    figures = ReportedFigures(related, CaveatInheritance.load())
    return assess(dataset, {}, figures, related)


@pytest.mark.slow(reason="holds a thousand figures against each other")
@pytest.mark.parametrize("others", [0, 3])
def test_ten_times_the_figures_of_one_origin_are_ten_times_the_work(clubs, others):
    clubs.measure("nests-heard")
    clubs.rival("trust-heard", measure_id="nests-heard", value="41")
    for number in range(others):
        clubs.rival(f"trust-{number}", value=f"{41 + number}")
    clubs.figures(100)
    few = calls(lambda: assessed(clubs.herons))
    Observation.objects.filter(slug__startswith="nests-n").delete()
    clubs.figures(1000)
    many = calls(lambda: assessed(clubs.herons))
    assert many < 12 * few
