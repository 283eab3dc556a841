"""Who else counted this, and do they agree: questions that figures of several origins answer."""

import datetime

import pytest

from datasets import publishing
from datasets.analysis.questions import TopicQuestion
from datasets.models import Dataset, Measure, Observation, Population

from .findings import checks, figure, rows
from .world import FIGURE

LATER, LATEST = datetime.date(2024, 3, 10), datetime.date(2024, 3, 11)
SPRING = "breeding-of-grey-herons-in-mill-lake-2023-03-to-2023-05"
RANGE = {"value_low": "30", "value_high": "60", "range_kind": "ci95", "status": "E"}


def questions(api, query=""):
    """Return the records of the questions."""
    return api.json(f"questions{query}")["results"]


def asked(api):
    """Return {id: ids of the figures that answer} of all questions."""
    return {one["id"]: " ".join(one["observations"]) for one in questions(api)}


@pytest.fixture
def rivals(clubs):
    """The club counted 41 nests, the trust 50: the same spring, the same lake."""
    clubs.rival("trust-2023")
    return clubs


# What is asked, and what is answered


def test_what_two_origins_counted_is_a_question_with_both_answers(rivals, api):
    rivals.publish()
    (question,) = questions(api)
    mine, theirs = question.pop("answers")
    (check,) = checks(api)
    assert question == {
        "id": SPRING,
        "title": "Breeding: Grey herons, Mill Lake, from March to May 2023",
        "verdict": ("2 answers by 2 sources. Both count the same thing; they disagree."),
        "topic": "breeding",
        "population": "grey-herons",
        "area": "mill-lake",
        "period": "2023-03/2023-05",
        "data_cutoff": None,
        "event": None,
        "observations": ["nests-2023", "trust-2023"],
        "checks": [{"id": check["id"], "rule": "contradiction"}],
        "dataset": "herons",
        "license": "CC-BY-4.0",
        "links": {"page": f"/questions/{SPRING}", "self": f"/api/v1/questions/{SPRING}"},
        "version": 1,
        "release": 1,
        "valid_from": "2024-01-15",
        "change_note": None,
    }
    assert mine | {"statement": ""} == {
        "observation": "nests-2023",
        "statement": "",
        "comparator": "eq",
        "value": 41,
        "value_digits": "41",
        "unit": "nests",
        "quantity": "level",
        "bias": "understated",
        "bias_asserted_by": ["The warden"],
        "period": "2023-03/2023-05",
        "interval": "[41, 41]",
        "lower_bound": 41,
        "upper_bound": 41,
        "origin": "bird-club",
        "origin_label": "The bird club",
        "measure": "nests-counted",
        "measure_label": "Nests counted",
        "caveats": ["hidden-nests"],
        "caveat_text": "Nests behind the reeds cannot be seen.",
    }
    assert mine["statement"] == figure(api, "nests-2023")["statement"]
    assert (theirs["value"], theirs["caveat_text"]) == (50, "none_recorded")
    assert api.json(f"questions/{SPRING}") == question | {"answers": [mine, theirs]}


def test_answers_about_one_measure_stand_together_each_in_the_order_of_ids(rivals, api):
    rivals.rival("a-trust-pairs", measure_id="pairs-breeding")
    rivals.rival("a-ranger", origin="ranger")
    rivals.publish()
    assert asked(api) == {SPRING: "a-ranger nests-2023 trust-2023 a-trust-pairs"}


def test_a_topic_is_told_in_its_label_or_else_in_the_words_of_its_id(rivals, api):
    Measure.objects.update(topic="nest-building")
    rivals.publish()
    (question,) = questions(api)
    assert question["title"].startswith("Nest building: Grey herons, ")
    Dataset.objects.update(topic_labels={"nest-building": "nests and pairs"})
    rivals.publish(LATER)
    (question,) = questions(api)
    assert question["title"].startswith("Nests and pairs: Grey herons, ")
    assert api.json("datasets/herons")["topic_labels"] == {"nest-building": "nests and pairs"}


def test_what_happened_at_an_event_is_a_question_of_its_own(rivals, api):
    rivals.event("march", "2023-05-01", title="The march of the bird watchers")
    Observation.objects.filter(pk="nests-2023").update(event="march")
    rivals.publish()
    assert asked(api) == {}
    Observation.objects.filter(pk="trust-2023").update(event="march", change_note="It was there.")
    rivals.publish(LATER)
    (question,) = questions(api)
    assert (question["id"], question["event"]) == (f"{SPRING}-march", "march")
    assert question["title"].endswith("from March to May 2023 (the march of the bird watchers)")


def test_what_was_counted_up_to_a_day_is_told_with_it(rivals, api):
    rivals.rival("ranger-2023", origin="ranger")
    Observation.objects.exclude(pk="ranger-2023").update(data_cutoff="2023-05-20")
    rivals.publish()
    (question,) = questions(api)
    assert question["id"] == f"{SPRING}-up-to-2023-05-20"
    assert (question["period"], question["data_cutoff"]) == ("2023-03/2023-05", "2023-05-20")
    assert question["title"].endswith("from March to May 2023, up to 20 May 2023")
    assert question["observations"] == ["nests-2023", "trust-2023"]


# The verdict


PAIRS = {"measure_id": "pairs-breeding"}
SAME = "Both count the same thing; "
OWN = "what Caveat computed from a source’s figures "


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ({"value": "41"}, f"{SAME}they agree."),
        ({"value": "40", "comparator": "about"}, f"{SAME}they agree."),
        ({"value": "60"}, f"{SAME}they disagree."),
        ({"value": "40", "comparator": "gt"}, f"{SAME}it cannot be said whether they agree."),
        ({"value": "40", **RANGE}, f"{SAME}they overlap."),
        (
            {"value": "50", **RANGE, "value_low": "45"},
            f"{SAME}they disagree.",
        ),
        (PAIRS, "They count 2 different things, which need not agree."),
    ],
    ids=["equal", "about", "apart", "one-sided", "ranges meet", "ranges apart", "other measure"],
)
def test_the_verdict_says_whether_two_answers_agree(clubs, api, claim, said):
    clubs.rival("trust-2023", **claim)
    clubs.publish()
    (question,) = questions(api)
    assert question["verdict"] == f"2 answers by 2 sources. {said}"


def test_answers_that_rest_on_one_count_are_not_told_as_if_they_confirmed_it(clubs, api):
    clubs.rival("trust-2023", value="41", inputs=["club-log"])
    clubs.publish()
    (question,) = questions(api)
    assert question["verdict"] == (
        f"2 answers by 2 sources. {SAME}they agree, but no two are known to be independent."
    )


def test_an_answer_without_a_number_is_told_as_that(clubs, api):
    clubs.rival("trust-2023", value="", comparator="vague")
    clubs.publish()
    (question,) = questions(api)
    assert question["verdict"] == (
        "2 answers by 2 sources, 1 of them without a number. "
        f"{SAME}it cannot be said whether they agree."
    )
    assert [one["value"] for one in question["answers"]] == [41, None]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("41", "41"), "All count the same thing; they agree."),
        (("50", "60"), "All count the same thing; they disagree."),
        (("41", "60"), "All count the same thing; of those some agree, some disagree"),
        (("41", ">40"), "All count the same thing; of those some agree, of the rest it cannot be"),
    ],
)
def test_the_verdict_tells_some_from_all(clubs, api, values, said):
    for origin, value in zip(("trust", "ranger"), values, strict=True):
        put = {"comparator": "gt"} if value.startswith(">") else {}
        clubs.rival(f"{origin}-2023", origin=origin, value=value.strip(">"), **put)
    clubs.publish()
    (question,) = questions(api)
    assert question["verdict"].startswith(f"3 answers by 3 sources. {said}")


def test_of_different_things_only_those_that_are_the_same_are_said_to_agree(clubs, api):
    clubs.rival("trust-2023", value="41")
    clubs.rival("ranger-pairs", origin="ranger", value="300", **PAIRS)
    clubs.publish()
    (question,) = questions(api)
    assert question["verdict"] == (
        "3 answers by 3 sources. "
        "They count 2 different things; those that count the same one agree."
    )
    clubs.rival("ranger-2023", origin="ranger", value="60")
    clubs.publish(LATER)
    (question,) = questions(api)
    assert question["verdict"].endswith(
        "; of those that count the same one some agree, some disagree."
    )


def test_who_gives_two_answers_is_not_said_to_agree_with_itself(clubs, api):
    clubs.figure("nests-recalled", value="42")
    clubs.rival("trust-2023", value="40", comparator="about")
    clubs.publish()
    (question,) = questions(api)
    assert question["verdict"] == (
        "3 answers by 2 sources. All count the same thing; those of different sources agree."
    )


def test_who_gives_two_numbers_of_one_thing_is_not_excused_by_what_others_count(clubs, api):
    clubs.figure("nests-recalled", value="60")
    clubs.rival("trust-pairs", **PAIRS)
    clubs.publish()
    (question,) = questions(api)
    assert question["verdict"] == (
        "3 answers by 2 sources. They count 2 different things, which need not agree; "
        "of one thing, one source gives more than one answer."
    )


@pytest.fixture
def months(clubs):
    """The club counted the nests of a spring, and those of its months, which are to be added."""
    for month, value in {"2023-03": "20", "2023-04/2023-05": "21"}.items():
        clubs.figure(f"nests-{month[:7]}", value=value, period=month)
    clubs.computed("both", "a + b", "nests-2023-03 nests-2023-04")
    return clubs


def test_what_caveat_computed_answers_too_and_is_not_told_as_a_rival_of_its_origin(months, api):
    months.publish()
    # By itself it is nobody else's count.
    assert questions(api) == []
    months.rival("trust-pairs", **PAIRS)
    months.publish(LATER)
    (question,) = questions(api)
    assert question["observations"] == ["both", "nests-2023", "trust-pairs"]
    assert question["verdict"] == (
        "3 answers (2 by 2 sources, 1 computed by Caveat). "
        f"They count 2 different things; {OWN}agrees with what that source counted."
    )
    months.change("nests-2023-03", value="30", change_note="Read again.")
    months.publish(LATEST)
    (question,) = questions(api)
    assert question["verdict"].endswith(f"things; {OWN}disagrees with what that source counted.")


def test_what_was_computed_from_one_origin_is_held_against_another_as_a_rival(months, api):
    months.rival("trust-2023")
    months.publish()
    (question,) = questions(api)
    assert question["verdict"] == (
        "3 answers (2 by 2 sources, 1 computed by Caveat). All count the same thing; those of "
        f"different sources disagree; {OWN}agrees with what that source counted."
    )


def test_what_was_computed_from_the_other_answer_shows_nothing(clubs, api):
    clubs.computed("twice", "a * 2", "nests-2023")
    clubs.rival("trust-pairs", **PAIRS)
    clubs.publish()
    (question,) = questions(api)
    assert question["verdict"] == (
        "3 answers (2 by 2 sources, 1 computed by Caveat). "
        "They count 2 different things; one is computed from another that counts the same."
    )


def test_only_checks_that_are_about_two_of_the_answers_stand_beside_them(rivals, api):
    rivals.figure("nests-first-told", value="39")
    Observation.objects.filter(pk="nests-2023").update(revises="nests-first-told")
    rivals.publish()
    assert {one["rule"] for one in checks(api)} == {"contradiction", "revised"}
    (question,) = questions(api)
    assert [one["rule"] for one in question["checks"]] == ["contradiction"]


# What is no question


def test_what_one_origin_counted_alone_is_no_question(clubs, api):
    clubs.figure("pairs-2023", **PAIRS)
    clubs.publish()
    assert asked(api) == {}


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2022"},
        {"period": "XXXX"},
        {"period": "2023-03/.."},
        {"population_id": "herons"},
        {"area_id": "reed-lake"},
        {"quantity": "rate", "per": "month"},
        {"quantity": "share", "base_period": FIGURE["period"]},
        {"status": "F"},
    ],
    ids=["period", "unknown", "open", "population", "area", "rate", "share", "projection"],
)
def test_who_tells_of_something_else_does_not_answer_it(clubs, api, other):
    clubs.rival("trust-2023", **other)
    clubs.publish()
    assert asked(api) == {}


@pytest.mark.parametrize("field", [{"period": "XXXX"}, {"area_id": "not-stated"}])
def test_what_is_told_of_no_time_or_place_is_no_question(rivals, api, field):
    Observation.objects.update(**field)
    rivals.publish()
    assert asked(api) == {}


def test_another_topic_is_another_question(clubs, api):
    Measure.objects.filter(pk="pairs-breeding").update(topic="pairs")
    clubs.rival("trust-2023", **PAIRS)
    clubs.publish()
    assert asked(api) == {}


def test_a_figure_in_whose_place_its_origin_put_another_answers_no_more(rivals, api):
    rivals.rival("trust-again", value="44", revises_id="trust-2023")
    rivals.publish()
    assert asked(api) == {SPRING: "nests-2023 trust-again"}


def test_what_only_caveat_tells_is_no_question(clubs, api):
    clubs.rival("trust-2022", period="2022")
    clubs.figure("nests-2022", period="2022-03")
    clubs.computed("of-the-club", "a * 2", "nests-2022", period="2021")
    clubs.computed("of-the-trust", "a * 2", "trust-2022", period="2021")
    clubs.publish()
    assert asked(api) == {}


# The id


def question_about(**parts):
    """Return a question about nests."""
    given = {"topic": "nests", "population": "herons", "area": "lake", "period": "2023"}
    given |= {"data_cutoff": None, "event": None, "observations": ()} | parts
    return TopicQuestion(**given, rivals=frozenset(), own=frozenset())


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2023", "2023"),
        ("2023-S1", "2023-s1"),
        ("2022-03/2022-05", "2022-03-to-2022-05"),
        ("2022~/2023-05?", "2022-about-to-2023-05-perhaps"),
        ("2023%", "2023-perhaps-about"),
        ("201X", "201x"),
        ("18XX", "18xx"),
    ],
)
def test_an_id_says_the_period_in_its_own_letters(period, words):
    assert question_about(period=period).slug == f"nests-of-herons-in-lake-{words}"


def test_an_id_too_long_is_cut_and_ends_with_the_digest_of_all_of_it():
    fits = question_about(event="e" * (120 - len("nests-of-herons-in-lake-2023-"))).slug
    assert (len(fits), fits[-3:]) == (120, "eee")
    long, longer = (question_about(event="e" * number).slug for number in (92, 93))
    assert len(long) == len(longer) == 120
    assert long[:-8] == longer[:-8] == f"nests-of-herons-in-lake-2023-{'e' * 82}-"
    assert long != longer
    assert "--" not in question_about(area=f"{'a' * 94}-b", event="march").slug


def test_two_questions_with_one_id_are_refused_and_both_named(clubs):
    for topic, population in (("nests-of-grey", "herons-there"), ("nests", "grey-of-herons-there")):
        Population.objects.create(slug=population, label="Herons")
        clubs.measure(f"about-{topic}", label=f"Nests {topic}", topic=topic)
        asked = {"measure_id": f"about-{topic}", "population_id": population}
        clubs.figure(f"club-{topic}", **asked)
        clubs.rival(f"trust-{topic}", **asked)
    with pytest.raises(publishing.Refused) as refused:
        clubs.publish()
    (problem,) = refused.value.problems
    assert problem == (
        "question nests-of-grey-of-herons-there-in-mill-lake-2023-03-to-2023-05: "
        "(nests, grey-of-herons-there, mill-lake, 2023-03/2023-05) and "
        "(nests-of-grey, herons-there, mill-lake, 2023-03/2023-05) "
        "have this one id: expected other words for one of them"
    )


# Releases and lists


def test_another_answer_is_a_new_version_and_the_last_but_one_to_leave_ends_it(rivals, api):
    rivals.publish()
    rivals.rival("ranger-2023", origin="ranger")
    rivals.publish(LATER, note="")
    (question,) = questions(api)
    assert (question["id"], question["version"]) == (SPRING, 2)
    assert (
        question["change_note"] == "Answers to it came, left or changed, or what is said of them."
    )
    Observation.objects.exclude(pk="nests-2023").update(period="2022", change_note="Misread.")
    rivals.publish(LATER)
    gone = api.wrong(f"questions/{SPRING}", 410)
    assert "Figures of two origins do not answer it any more." in gone.detail
    *_, last = api.json("changes?noun=question")["results"]
    assert (last["change"], last["id"]) == ("withdrawn", SPRING)
    assert len(questions(api, "?dataset=herons&release=1")) == 1


def test_a_release_in_which_nothing_changed_has_no_other_questions(rivals):
    rivals.publish()
    assert rivals.publish() is None


@pytest.fixture
def two_questions(rivals):
    """What is asked of this spring, with three answers, and of the herons of 2022 at Reed Lake."""
    rivals.rival("trust-pairs", **PAIRS)
    there = {"period": "2022", "area_id": "reed-lake", "population_id": "herons", "value": "7"}
    rivals.figure("reed-2022", **there)
    rivals.rival("reed-2022-trust", inputs=(), **there | PAIRS)
    rivals.publish()
    return rivals


REED = "breeding-of-herons-in-reed-lake-2022"


@pytest.mark.usefixtures("two_questions")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [SPRING, REED]),
        ("?sort=-id", [REED, SPRING]),
        ("?topic=breeding", [SPRING, REED]),
        ("?population=herons", [REED]),
        ("?population__not=herons", [SPRING]),
        ("?area=mill-lake", [SPRING]),
        ("?observations=trust-pairs,nests-2023", [SPRING]),
        ("?check_rules=contradiction", [SPRING]),
        ("?check_rules=none_found", [REED]),
        ("?q=breeding%20in%202022", [REED]),
        ("?q=41%20nests", [SPRING]),
        ("?q=3%20answers", []),
    ],
)
def test_questions_are_found_by_what_they_ask_and_by_what_was_found(api, query, found):
    assert [one["id"] for one in questions(api, query)] == found


@pytest.mark.usefixtures("two_questions")
def test_a_filter_that_no_question_can_have_is_refused(api):
    assert api.wrong("questions?population=heron").nearest == "herons"
    assert api.wrong("questions?check_rules=contradicts").nearest == "contradiction"
    assert api.wrong("questions?observation=trust-pairs").nearest == "observations"


@pytest.mark.usefixtures("two_questions")
def test_the_csv_of_questions_says_the_same(api):
    told = {row["id"]: row for row in rows(api, "questions.csv")}
    for question in questions(api):
        row, answers = told[question["id"]], question["answers"]
        for name in ("title", "verdict", "topic", "population", "area", "period"):
            assert row[name] == question[name]
        assert row["observations"] == ";".join(question["observations"])
        assert row["statements"] == " ".join(one["statement"] for one in answers)
        assert row["caveat_text"] == " ".join(one["caveat_text"] for one in answers)
        rules = [one["rule"] for one in question["checks"]]
        assert row["check_rules"] == (";".join(rules) or "none_found")


@pytest.mark.usefixtures("two_questions")
def test_no_choice_of_members_takes_an_answer_without_its_caveats(api):
    for question in questions(api, "?fields=topic"):
        assert question.keys() >= {"id", "title", "verdict", "observations", "answers", "topic"}
        for one in question["answers"]:
            record = figure(api, one["observation"])
            assert one["statement"] == record["statement"]
            assert one["caveats"] == [caveat["id"] for caveat in record["caveats"]]
            assert (one["bias"], one["unit"]) == (record["bias"], record["unit"])


# The seeds


@pytest.mark.usefixtures("deserters")
def test_each_question_on_desertion_has_answers_of_two_origins_and_no_number_of_its_own(api):
    found = questions(api, "?limit=1000")
    assert found
    for one in found:
        assert [answer["observation"] for answer in one["answers"]] == one["observations"]
        assert len({answer["origin"] for answer in one["answers"]}) > 1
        assert {answer["quantity"] for answer in one["answers"]} == {"level"}
        assert {answer["period"] for answer in one["answers"]} == {one["period"]}
        assert "[" not in one["verdict"]
    titles = {one["id"]: one["title"] for one in found}
    assert titles["refusal-prosecutions-of-russian-forces-in-ru-2022"] == (
        "Prosecution of absence, disobedience and desertion: Russian soldiers, Russia, in 2022"
    )


@pytest.mark.usefixtures("deserters")
def test_each_topic_of_the_seeds_has_a_label(api):
    labels = api.json("datasets/russian-desertion")["topic_labels"]
    measures = api.json("measures?limit=1000")["results"]
    assert {one["topic"] for one in measures} <= labels.keys()
