"""What documents say against a figure: it is told wherever the figure is, and alters nothing."""

import pytest

from datasets.models import Document, Unit
from datasets.wording.standing import NAMED, TOLD, WITHOUT_DISPUTE, against

from .findings import checks, figure, finding, found, rows

DISPUTES = {"relation": "disputes", "reported_value": "4", "as_printed": "4"}


def relations(api, slug):
    """Return {hop: its alterations} of a figure."""
    hops = figure(api, slug)["citations"]
    return {hop["hop"]: [one["alteration"] for one in hop["alterations"]] for hop in hops}


@pytest.fixture
def counted(clubs):
    """The trust's 41 nests, without a caveat, and a ranger's letter about them."""
    clubs.rival("trust-2023", value="41")
    for slug, source in {"letter": "ranger", "gazette-late": "gazette"}.items():
        clubs.document(slug, source_id=source, published="2024-05-03", seen="read")
    return clubs


# Disputes


def test_a_document_that_disputes_a_figure_is_a_finding_and_alters_nothing(counted, api):
    counted.cite("trust-2023", 2, "letter", via=1, **DISPUTES)
    counted.publish()
    record = finding(api, "disputed_by")
    assert (record["observations"], record["hops"]) == (["trust-2023"], ["2"])
    assert record["text"] == "The ranger disputed it on 3 May 2024, and gave 4."
    told = figure(api, "trust-2023")
    assert told["alterations"] == []
    assert relations(api, "trust-2023") == {1: [], 2: []}
    assert told["citations"][1]["reported_as"]["value"] == "4"
    assert told["citing_documents"] == 0


def test_the_sentence_of_a_disputed_figure_says_who_disputes_it(counted, api):
    counted.cite("trust-2023", 2, "letter", via=1, relation="disputes")
    counted.publish()
    (row,) = (row for row in rows(api, "observations.csv") if row["id"] == "trust-2023")
    assert row["statement"] == (
        "The trust counted 41 nests of Grey herons, from March to May 2023 (Mill Lake). "
        "It is disputed by the ranger."
    )
    assert (row["disputed"], row["check_rules"]) == ("true", "agreement;disputed_by")
    assert finding(api, "disputed_by")["text"] == "The ranger disputed it on 3 May 2024."
    assert figure(api, "trust-2023")["objections"] == [
        {
            "objection": "disputed_by",
            "observation": "trust-2023",
            "document": "letter",
            "source_label": "The ranger",
            "day": "2024-05-03",
            "number": None,
            "notice": None,
        }
    ]


def test_disputed_figures_are_found_whoever_disputes_them(counted, api):
    counted.cite("trust-2023", 2, "letter", via=1, **DISPUTES)
    counted.publish()
    assert api.ids("observations?disputed=true") == ["trust-2023"]
    assert api.ids("observations?check_rules=disputed_by") == ["trust-2023"]
    assert figure(api, "trust-2023")["disputed_since"] == "2024-05-03"
    assert not figure(api, "nests-2023")["disputed"]


def test_a_rival_and_a_document_that_disputes_are_told_apart(counted, api):
    counted.rival("ranger-2023", "ranger", value="7")
    counted.cite("trust-2023", 2, "letter", via=1, relation="disputes")
    counted.publish()
    told = figure(api, "trust-2023")
    (letter,) = told["objections"]
    assert told["disputed_since"] == letter["day"]
    assert told["statement"].endswith(
        " Another count does not fit: 7 (the ranger). It is disputed by the ranger."
    )


def test_nobody_knows_since_when_an_undated_letter_disputes(counted, api):
    counted.document("note", source_id="ranger", published="XXXX", seen="read")
    counted.cite("trust-2023", 2, "note", via=1, relation="disputes")
    counted.publish()
    told = figure(api, "trust-2023")
    assert (told["disputed"], told["disputed_since"]) == (True, None)


def test_a_letter_that_is_only_known_from_others_disputes_too(counted, api):
    counted.document("speech", source_id="ranger", published="2024", seen="cited_only")
    counted.cite("trust-2023", 2, "speech", via=1, relation="disputes", reported_value="4")
    counted.publish()
    assert finding(api, "disputed_by")["text"] == "The ranger disputed it in 2024."


def test_what_repeats_the_number_of_a_document_that_disputes_alters_nothing(counted, api):
    counted.cite("trust-2023", 2, "letter", via=1, **DISPUTES)
    counted.cite("trust-2023", 3, "gazette-late", via=2, as_printed="4")
    counted.publish()
    assert relations(api, "trust-2023") == {1: [], 2: [], 3: []}


@pytest.mark.parametrize("given", [{"relation": "disputes"}, DISPUTES])
def test_a_number_that_disputes_is_not_taken_for_how_the_figure_was_printed(counted, api, given):
    counted.document("speech", source_id="trust", published="2023", seen="cited_only")
    counted.rival("trust-pairs", document="speech", measure_id="pairs-breeding", value="40")
    counted.cite("trust-pairs", 2, "letter", via=1, **{"as_printed": "40"} | given)
    counted.publish()
    expected = None if "reported_value" in given else "40"
    assert figure(api, "trust-pairs")["as_printed"] == expected


def test_a_document_that_disputes_does_not_misquote(counted, api):
    counted.rival("trust-pairs", measure_id="pairs-breeding", value="30")
    counted.cite(
        "trust-2023", 2, "letter", via=1, **DISPUTES | {"reported_measure": "pairs-breeding"}
    )
    counted.publish()
    assert found(api, "misquoted") == []


def test_what_is_computed_from_a_disputed_figure_tells_so(counted, api):
    counted.rival("trust-2022", value="12", period="2022")
    counted.cite("trust-2023", 2, "letter", via=1, relation="disputes")
    counted.computed("both", "a + b", "trust-2023 trust-2022", period="2024")
    counted.computed("twice", "a * 2", "both", period="2024")
    counted.publish()
    for slug in ("both", "twice"):
        told = figure(api, slug)
        assert told["statement"].endswith(". A figure that it rests on is disputed by the ranger.")
        assert (told["disputed"], told["disputed_since"]) == (True, "2024-05-03")
        assert [one["observation"] for one in told["objections"]] == ["trust-2023"]
        assert "disputed_by" not in [one["rule"] for one in told["checks"]]


def test_what_is_computed_from_a_figure_that_another_does_not_fit_is_disputed_by_nobody(clubs, api):
    clubs.rival("trust-2023")
    clubs.computed("twice", "a * 2", "trust-2023", period="2024")
    clubs.publish()
    told = figure(api, "twice")
    assert (told["disputed"], told["disputed_since"]) == (False, None)


def test_a_total_tells_who_disputes_a_part_of_it(counted, api):
    counted.rival("trust-reed", value="12", area_id="reed-lake")
    counted.cite("trust-2023", 2, "letter", via=1, relation="disputes")
    counted.publish()
    total = api.json("observations/total?origin=trust")["total"]
    assert total["statement"].endswith(" comes to 53. A part of it is disputed by the ranger.")
    assert [one["observation"] for one in total["objections"]] == ["trust-2023"]
    assert total["check_rules"] == ["agreement", "disputed_by"]


def test_a_total_says_that_a_count_does_not_fit_and_who_disputes_it(counted, api):
    counted.rival("ranger-2023", "ranger", value="7")
    counted.cite("trust-2023", 2, "letter", via=1, relation="disputes")
    counted.publish()
    total = api.json("observations/total?origin=trust")["total"]
    told = (
        " Another count does not fit it, or a part of it. A part of it is disputed by the ranger."
    )
    assert total["statement"].endswith(f" comes to 41.{told}")


def test_a_total_of_figures_with_a_fault_does_not_say_that_no_caveat_is_recorded(clubs, api):
    clubs.rival("trust-2023", value="130", quantity="share")
    clubs.measure("nests-seen", part_of_id="nests-counted")
    clubs.rival("trust-seen", measure_id="nests-seen", value="60")
    clubs.rival("trust-all", value="50")
    clubs.publish()
    total = api.json("observations/total?measure=nests-seen")["total"]
    assert total["statement"].endswith(" comes to 60. It fails a check by Caveat.")


# Corrections

CORRECTS = {"relation": "corrects", "reported_value": "1412", "as_printed": "1,412"}


@pytest.mark.parametrize(
    ("document", "who"), [("trust-report", "the trust"), ("letter", "the ranger")]
)
def test_a_correction_is_told_and_alters_nothing_whoever_makes_it(counted, api, document, who):
    counted.cite("trust-2023", 2, document, via=1, **CORRECTS)
    counted.publish()
    told = figure(api, "trust-2023")
    assert told["statement"].endswith(f" (Mill Lake). It was corrected to 1,412 by {who}.")
    assert (told["value"], told["alterations"], told["disputed"]) == (41, [], False)
    assert relations(api, "trust-2023") == {1: [], 2: []}
    record = finding(api, "corrected_by")
    on = {"trust-report": "1 July 2023", "letter": "3 May 2024"}[document]
    assert record["text"] == f"T{who[1:]} corrected it to 1,412 on {on}."
    assert record["hops"] == ["2"]
    assert api.ids("observations?check_rules=corrected_by") == ["trust-2023"]


def test_what_passes_on_the_corrected_figure_is_compared_with_that(counted, api):
    counted.cite("trust-2023", 2, "letter", via=1, **CORRECTS)
    counted.cite("trust-2023", 3, "gazette-late", via=2, as_printed="1,412")
    counted.cite("trust-2023", 4, "gazette-late", via=2, reported_value="41", as_printed="41")
    counted.cite("trust-2023", 5, "gazette-late", via=1, as_printed="41")
    counted.publish()
    assert relations(api, "trust-2023") == {1: [], 2: [], 3: [], 4: ["value"], 5: []}


def test_a_correction_of_something_else_than_the_number_is_told_without_one(counted, api):
    counted.cite("trust-2023", 2, "letter", via=1, relation="corrects", reported_period="2022")
    counted.publish()
    told = figure(api, "trust-2023")
    assert told["statement"].endswith(". It was corrected by the ranger.")
    assert relations(api, "trust-2023") == {1: [], 2: []}
    assert finding(api, "corrected_by")["text"] == "The ranger corrected it on 3 May 2024."


@pytest.mark.parametrize("given", [{"reported_value": "-"}, {"reported_comparator": "vague"}])
def test_a_correction_to_words_is_told_without_a_number(counted, api, given):
    counted.cite("trust-2023", 2, "letter", via=1, relation="corrects", **given)
    counted.publish()
    assert figure(api, "trust-2023")["statement"].endswith(". It was corrected by the ranger.")


TO_A_RANGE = {
    "reported_comparator": "range",
    "reported_value": "-",
    "reported_value_low": "30",
    "reported_value_high": "1000",
}


@pytest.mark.parametrize(
    ("gives", "to"),
    [
        (TO_A_RANGE, "between 30 and 1,000"),
        # Which of two it is stays open.
        ({"reported_value": "40|44"}, "40 or 44"),
        # What another number counts is said with it, or what else is another.
        ({"reported_measure": "steps-on-the-shore"}, "1,412 steps"),
        (TO_A_RANGE | {"reported_measure": "steps-on-the-shore"}, "between 30 and 1,000 steps"),
        ({"reported_quantity": "share", "reported_value": "40"}, "40 percent"),
        ({"reported_quantity": "point_change", "reported_value": "4"}, "4 percentage points"),
        ({"reported_quantity": "rate"}, "1,412 nests"),
        ({"reported_measure": "pairs-breeding"}, "1,412 (another measure)"),
        ({"reported_period": "2022"}, "1,412 (another period)"),
        (
            {"reported_period": "2022", "reported_area": "reed-lake"},
            "1,412 (another area and period)",
        ),
        # Who does not say whom or when has not said that it was another.
        ({"reported_measure": "-", "reported_period": "-"}, "1,412"),
    ],
)
def test_a_correction_says_of_what_its_number_is_where_that_is_another(counted, api, gives, to):
    Unit.objects.create(slug="steps", label="steps", countable=True)
    counted.measure("steps-on-the-shore", label="Steps", unit_id="steps")
    counted.cite("trust-2023", 2, "letter", via=1, **CORRECTS | {"as_printed": ""} | gives)
    counted.publish()
    told = figure(api, "trust-2023")
    assert told["statement"].endswith(f". It was corrected to {to} by the ranger.")
    assert told["objections"][0]["number"] == to
    text = finding(api, "corrected_by")["text"]
    assert text == f"The ranger corrected it to {to} on 3 May 2024."


def test_a_range_that_disputes_a_figure_is_told_with_the_finding(counted, api):
    disputes = TO_A_RANGE | {"relation": "disputes", "as_printed": "30 to 1,000"}
    counted.cite("trust-2023", 2, "letter", via=1, **disputes)
    counted.publish()
    text = "The ranger disputed it on 3 May 2024, and gave between 30 and 1,000."
    assert finding(api, "disputed_by")["text"] == text


def test_a_document_that_corrects_itself_does_not_contradict_itself(counted, api):
    counted.cite(
        "trust-2023", 2, "trust-report", via=1, relation="corrects", reported_period="2022"
    )
    counted.publish()
    assert found(api, "self_contradiction", "misquoted") == []


def test_what_rests_on_a_corrected_figure_tells_so(counted, api):
    counted.rival("trust-reed", value="12", area_id="reed-lake")
    counted.cite("trust-2023", 2, "letter", via=1, **CORRECTS)
    counted.computed("twice", "a * 2", "trust-2023", period="2024")
    counted.publish()
    words = "was corrected to 1,412 by the ranger."
    assert figure(api, "twice")["statement"].endswith(f". A figure that it rests on {words}")
    total = api.json("observations/total?origin=trust")["total"]
    assert total["statement"].endswith(f" comes to 53. A part of it {words}")


# What became of the documents themselves

NOTICE = "The walkers had counted ducks."


def fall(document, **fields):
    """Let a document be retracted or corrected."""
    Document.objects.filter(pk=document).update(**{"notice": NOTICE} | fields)


@pytest.mark.parametrize(
    ("fields", "rule", "words"),
    [
        ({"retracted": "2024-05-03"}, "document_retracted", "retracted on 3 May 2024"),
        ({"corrected": "2024-05"}, "document_corrected", "corrected in May 2024"),
        ({"retracted": "XXXX"}, "document_retracted", "retracted"),
    ],
)
def test_a_figure_whose_document_fell_says_so(counted, api, fields, rule, words):
    fall("trust-report", **fields)
    counted.publish()
    told = figure(api, "trust-2023")
    assert told["statement"].endswith(f" (Mill Lake). Its document was {words}.")
    record = finding(api, rule)
    assert record["text"] == f"trust-report was {words}: {NOTICE}"
    assert (record["observations"], record["hops"]) == (["trust-2023"], [])
    assert api.ids(f"observations?check_rules={rule}") == ["trust-2023"]
    assert (told["disputed"], told["objections"][0]["notice"]) == (False, NOTICE)


def test_the_record_of_a_document_says_that_it_was_retracted_and_why(counted, api):
    fall("trust-report", retracted="2024-05-03")
    counted.publish()
    record = api.json("documents/trust-report")
    assert (record["retracted"], record["corrected"]) == ("2024-05-03", None)
    assert record["notice"] == NOTICE
    note = api.json("observations/trust-2023.csl")[0]["note"]
    assert f" trust-report was retracted on 3 May 2024: {NOTICE} " in note


@pytest.mark.release_files
def test_the_references_of_a_release_say_which_documents_were_retracted(counted, api):
    fall("trust-report", retracted="2024-05-03", corrected="2024")
    counted.publish()
    references = api.get("datasets/herons/releases/1/references.bib").body.decode()
    told = f"It was retracted (2024-05-03): {NOTICE} It was corrected (2024): {NOTICE} Seen: "
    assert references.count(told) == 1


def test_what_was_counted_from_a_retracted_document_says_so(counted, api):
    fall("trust-log", retracted="2024-05-03")
    counted.document("trust-map", source_id="trust", published="2023", seen="read")
    counted.rival("trust-reed", value="12", area_id="reed-lake", inputs=["trust-log", "trust-map"])
    fall("trust-map", retracted="2024", corrected="2023")
    counted.publish()
    assert figure(api, "trust-2023")["statement"].endswith(
        ". A document behind it was retracted on 3 May 2024."
    )
    assert figure(api, "trust-reed")["statement"].endswith(
        ". A document behind it was retracted on 3 May 2024. "
        "A document behind it was retracted in 2024. A document behind it was corrected in 2023."
    )
    (both,) = (
        one["text"]
        for one in checks(api, "?rule=document_retracted")
        if one["observations"] == ["trust-reed"]
    )
    assert both == (
        f"trust-log was retracted on 3 May 2024: {NOTICE} trust-map was retracted in 2024: {NOTICE}"
    )


def test_a_document_that_only_passes_a_figure_on_can_fall_without_it(counted, api):
    fall("gazette-late", retracted="2024-05-03")
    counted.cite("trust-2023", 2, "gazette-late", via=1)
    counted.publish()
    assert found(api, "document_retracted") == []
    assert figure(api, "trust-2023")["objections"] == []


def test_what_rests_on_a_retracted_document_says_so(counted, api):
    fall("trust-report", retracted="2024-05-03")
    counted.rival("ranger-reed", "ranger", value="12", area_id="reed-lake")
    counted.computed("twice", "a * 2", "trust-2023", period="2024")
    counted.publish()
    words = "A document behind it was retracted on 3 May 2024."
    assert figure(api, "twice")["statement"].endswith(f". {words}")
    total = api.json("observations/total?id=trust-2023,ranger-reed")["total"]
    assert total["statement"].endswith(f" comes to 53. {words}")


def test_a_duration_says_that_a_document_which_dates_it_was_retracted(counted, api):
    fall("letter", retracted="2024-05-03")
    counted.event("start", "2023-01-01", document_id="letter")
    counted.event("end", "2023-01-31", document_id="letter")
    counted.derive("span", "days(a - b)", {"a": "event:end", "b": "event:start"})
    counted.derive("spans", "a * 2", {"a": "span"})
    counted.publish()
    for slug in ("span", "spans"):
        told = figure(api, slug)
        assert told["statement"].endswith(". A document behind it was retracted on 3 May 2024.")
        assert [one["observation"] for one in told["objections"]] == ["span"]
    assert finding(api, "document_retracted")["observations"] == ["span"]


def test_where_only_its_document_fell_a_figure_has_a_reason_for_its_version(counted, api):
    counted.publish()
    fall("trust-report", retracted="2024-05-03")
    counted.publish(note="The trust took its report back.")
    told = figure(api, "trust-2023")
    assert told["version"] == 2
    assert told["change_note"].startswith("What other figures or documents say of it changed;")


def test_where_room_is_short_a_dispute_is_told_before_a_count_that_does_not_fit(counted, api):
    counted.change("trust-2023", value="44")
    counted.cite("trust-2023", 2, "letter", via=1, **DISPUTES)
    counted.publish()
    records = [figure(api, slug) for slug in ("trust-2023", "nests-2023")]
    told = {
        rivals: [[one.short for one in against(record, rivals=rivals)] for record in records]
        for rivals in (NAMED, TOLD, WITHOUT_DISPUTE)
    }
    disputed, unfit = "disputed by the ranger", "another count does not fit"
    assert told[NAMED] == [[f"{unfit}: 41 (the bird club)", disputed], [f"{unfit}: 44 (the trust)"]]
    assert told[TOLD] == [[unfit, disputed], [unfit]]
    assert told[WITHOUT_DISPUTE] == [[disputed], [unfit]]
