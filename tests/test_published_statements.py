"""The sentences that are safe to paste: laws over all of them, and a choice to read through."""

import re
import tomllib
from itertools import islice
from statistics import median

import pytest
from django.conf import settings

from datasets.arithmetic.digits import plain
from datasets.reserved import EDITORS, SOFTWARE, SOFTWARE_NAME
from datasets.wording.doubts import IN_OUR_VIEW
from datasets.wording.labels import capitalised, within
from datasets.wording.statements import LONGEST

from .goldens import HOW, golden
from .published_seeds import DATASET, records

pytestmark = pytest.mark.django_db

USUAL = 200
CURATED = settings.SEEDS_DIR / DATASET / "caveats.toml"
ARTICLE = "defconpress"
# What nobody can know: that something is so everywhere and always.
UNIVERSAL = re.compile(r"\b(nobody|no[ -]one|no other|never|nowhere|none of)\b", re.IGNORECASE)
DIRECTION = re.compile(
    r"The real (?:figure|ratio|share|rise|fall) is likely (?P<way>\w+), (?P<held>.+?)\.(?: |$)"
)
COMPARING = ("ratio", "percent_change", "share")
WAYS = {"understated": {"higher", "larger"}, "overstated": {"lower", "smaller"}}
# How a sentence says a unit that it does not name.
SAID = {"persons": "soldiers|deserters", "times": "times as many|twice"}
SAID |= {"items": "benefits|grounds|lawful ways"}


@pytest.fixture(scope="module")
def figures(seeds_of_module):
    """Return {id: record} of all figures."""
    return records("observation")


@pytest.fixture(scope="module")
def sources(seeds_of_module):
    """Return the names of all sources, as they stand within a sentence."""
    return {within(one["label"]) for one in records("source").values()}


@pytest.fixture(scope="module")
def curated():
    """Return {(caveat, where it is attached): direction} as the seed file has it."""
    return {
        (one["id"], to if isinstance(to, str) else to["to"]): one["direction"]
        if isinstance(to, str)
        else to["direction"]
        for one in tomllib.loads(CURATED.read_text(encoding="utf-8"))["caveat"]
        for to in one["attach"]
    }


def says(record, caveats):
    """Return the labels of those who hold, by these caveats, which way a number is wrong."""
    return {
        within(one["asserted_by_label"])
        for one in caveats
        if one["affects"] == "accuracy" and one["direction"] == record["bias"]
    }


# Its length and its form


def test_a_statement_is_a_sentence_or_two_of_at_most_280_characters(figures):
    for slug, record in figures.items():
        assert re.fullmatch(r"[A-Z0-9][^\n]*[^.]\.", record["statement"]), slug
        assert len(record["statement"]) <= LONGEST == 280, slug


def test_most_statements_are_much_shorter(figures):
    assert median(len(one["statement"]) for one in figures.values()) <= USUAL


def test_no_statement_says_what_nobody_can_know(figures):
    told = {slug: UNIVERSAL.findall(one["statement"]) for slug, one in figures.items()}
    assert {slug: words for slug, words in told.items() if words} == {}


# Whose figure it is, and how much of what


def test_every_statement_names_its_origin_or_that_caveat_computed_it(figures):
    for slug, record in figures.items():
        computed = record["derivation"] is not None
        who = SOFTWARE_NAME if computed else within(record["origin"]["label"])
        assert who.lower() in record["statement"].lower(), slug
        assert computed == ("Caveat computed" in record["statement"]), slug


def first_to_tell(record):
    """Return the hop that was first seen to tell a figure as its origin did, else at all.

    None if all put another measure or number in its place; of a figure in words, the first that
    prints them is meant.
    """
    seen = [hop for hop in record["citations"] if hop["reported_as"]]
    in_words = record["comparator"] in ("vague", "increase")
    facts = (record["measure"]["id"], record["value_digits"], record["period"]["code"])

    def tells(hop, parts):
        said = hop["reported_as"]
        return (said["measure"], said.get("value"), said["period"])[:parts] == facts[:parts]

    whole = [hop for hop in seen if in_words or tells(hop, 3)]
    alike = [hop for hop in seen if tells(hop, 2)]
    return next(iter(whole or alike), None)


def with_the_period(first, record):
    """Return the first document's publisher that has the period where the one before has none."""
    period = record["period"]["code"]
    seen = [hop for hop in record["citations"] if hop["reported_as"]]
    having = [one for one in seen if one["reported_as"]["period"] == period]
    missing = first["reported_as"]["period"] == "-" and period != "XXXX"
    return [one["document"]["source_label"] for one in having][:1] if missing else []


def test_whoever_was_first_seen_to_tell_a_figure_is_named_unless_it_is_the_origin(figures):
    through_others = 0
    for slug, record in figures.items():
        if not record["derivation"]:
            first = first_to_tell(record)
            if first is None:
                seen = [hop["document"] for hop in record["citations"] if hop["reported_as"]]
                own_text = {one["source"] for one in seen}
                inferred = "as Caveat’s editors reconstruct it." in record["statement"]
                assert inferred != (record["origin"]["id"] in own_text), slug
                assert record["known_through"] is None, slug
                continue
            source, label = first["document"]["source"], first["document"]["source_label"]
            in_words = record["comparator"] in ("vague", "increase")
            own_text = source == record["origin"]["id"]
            assert first["as_printed"] or in_words or not own_text, f"{slug}: its number was unseen"
            told = label if own_text else " and ".join([label, *with_the_period(first, record)])
            assert record["known_through"] == (None if own_text else told), slug
            assert label.lower() in record["statement"].lower(), slug
            through_others += not own_text
    assert 0 < through_others < len(figures)


def test_every_statement_gives_its_number_with_separators_or_the_printed_words(figures):
    for slug, record in figures.items():
        ends = [record[end] for end in ("value", "value_low", "value_high")]
        for end in ends if not record["derivation"] else ():
            if end is not None:
                whole, point, decimals = plain(end).partition(".")
                told = {word.rstrip(".,") for word in re.split("[^0-9,.]+", record["statement"])}
                in_words = record["quantity"] == "ratio" and whole in "23456789"
                assert in_words or f"{int(whole):,}{point}{decimals}" in told, slug
        if record["comparator"] == "vague" and record["as_printed"]:
            assert f"“{record['as_printed']}”" in record["statement"], slug


def test_every_number_stands_with_its_unit(figures):
    for slug, record in figures.items():
        unit, _, per = record["unit"].partition("/")
        assert re.search(SAID.get(unit, unit), record["statement"]), (slug, unit)
        assert not per or f" per {per}" in record["statement"], (slug, per)


def test_no_statement_of_a_figure_in_words_claims_a_number(figures):
    vague = [one for one in figures.values() if one["comparator"] == "vague"]
    assert vague
    for record in vague:
        assert re.search("no count is known|Caveat reads", record["statement"])


# What is wrong with it


def test_a_statement_says_which_way_it_is_wrong_where_a_caveat_gives_that_and_there_alone(
    figures,
):
    for slug, record in figures.items():
        told = DIRECTION.search(record["statement"])
        assert bool(told) == (record["bias"] in WAYS), slug
        assert bool(told) == ("The real " in record["statement"]), slug
        if told:
            assert told["way"] in WAYS[record["bias"]], slug
            assert says(record, record["caveats"]), slug
            assert told["held"] in (IN_OUR_VIEW, "it says", "they say") or re.match(
                "says? ", told["held"]
            ), slug


def test_nobody_is_named_for_a_direction_who_did_not_give_it_of_that_very_figure(
    figures, sources, curated
):
    named_somewhere = False
    for slug, record in figures.items():
        if told := DIRECTION.search(record["statement"]):
            own = [
                one
                for one in record["caveats"]
                if one["attached_to"] == f"observation:{slug}"
                and curated.get((one["id"], one["attached_to"])) == record["bias"]
            ]
            found = [label for label in sources if label in told["held"]]
            # Analysts whom a newspaper quotes have its name in theirs.
            named = {one for one in found if not any(one in other != one for other in found)}
            named.discard(SOFTWARE_NAME)
            if told["held"] in ("it says", "they say"):
                named.add(within(record["origin"]["label"]))
            assert named <= says(record, own), slug
            # Who doubts a count says nothing yet of a comparison in which it stands.
            assert not (named and record["quantity"] in COMPARING), slug
            named_somewhere |= bool(named)
    assert named_somewhere


def test_what_is_held_in_our_view_is_held_by_the_editors_or_by_rule(figures):
    for slug, record in figures.items():
        told = DIRECTION.search(record["statement"])
        if told and (IN_OUR_VIEW in told["held"] or "Caveat’s editors" in told["held"]):
            holders = {
                one["asserted_by"]
                for one in record["caveats"]
                if one["affects"] == "accuracy" and one["direction"] == record["bias"]
            }
            assert holders & {EDITORS, SOFTWARE} or record["derivation"], slug


def test_a_decisive_caveat_that_stands_first_is_in_the_statement(figures):
    decisive = {slug: one for slug, one in figures.items() if one["caveats"][0]["weight"] == 1}
    assert len(decisive) > len(figures) / 2
    for slug, record in decisive.items():
        short = record["caveats"][0]["short"]
        assert short in record["statement"] or capitalised(short) in record["statement"], slug


def test_a_statement_says_that_its_figure_is_disputed_or_replaced_and_of_no_other(figures):
    for slug, record in figures.items():
        assert ("disputed" in record["statement"]) == record["disputed"], slug
        replaced = re.search("ha(s|ve) since replaced it", record["statement"])
        assert bool(replaced) == record["replaced"], slug


# To be read through


def of_the_article(record):
    """Return whether a figure stands in the article."""
    return ARTICLE in {hop["document"]["id"] for hop in record["citations"]}


# A figure is of the first kind that it fits.
KINDS = {
    "In the article": of_the_article,
    "Disputed, replaced or at fault": lambda one: (
        one["disputed"] or one["replaced"] or "fails a check" in one["statement"]
    ),
    "Computed": lambda one: one["derivation"],
    "In words alone": lambda one: one["comparator"] == "vague",
    "Ratios and changes": lambda one: one["quantity"] in ("ratio", "percent_change"),
    "Shares and rates": lambda one: one["quantity"] in ("share", "rate"),
    "Told by others": lambda one: (
        one["known_through"] or "editors reconstruct it." in one["statement"]
    ),
    "Counted": lambda one: " counted " in one["statement"],
    "Reported": lambda one: True,
}
TEN = 10


def of_each_kind(figures):
    """Return as text, with its id, the statement of each figure of the article and ten a kind."""
    kinds = {kind: [] for kind in KINDS}
    for slug, record in figures.items():
        kind = next(kind for kind, fits in KINDS.items() if fits(record))
        kinds[kind].append(f"{slug}\n{record['statement']}\n")
    chosen = {
        kind: list(islice(told, None if kind == "In the article" else TEN))
        for kind, told in kinds.items()
    }
    return "\n".join(f"# {kind}\n\n" + "\n".join(told) for kind, told in chosen.items())


def test_the_statements_of_each_kind_read_as_they_were_read_through(figures):
    told = of_each_kind(figures)
    assert told.count("\n# ") + 1 == len(KINDS)
    assert golden("statements.txt", told.encode()).decode() == told, HOW
