"""A world in which every curated text is read from right to left, numbers in it, and its pages."""

from django.core.exceptions import ValidationError
from django.db import models

from datasets.models import (
    CURATED,
    Citation,
    Dataset,
    Derivation,
    Document,
    Observation,
    Source,
    Waiver,
    Withdrawal,
)

from .world import TwoClubs

# A browser shows the range in it from right to left, where nothing sets it apart.
HEBREW = "אנפות 41–50"
PHRASE = "קנים של {population} 41–50"
# What is a form although no validator says so, and what no page shows.
NOT_PROSE = ("seed_file", "seed_digest", "seed_identity", "replaced_by")
ASKED = ("41 אנפות",)
# The address of a page of each kind, with its status; the checks and questions have ids by rule.
PAGES = {
    **dict.fromkeys(
        (
            *("/", "/observations/nests-2023", "/observations/nests-2023/embed"),
            *("/observations/few", "/observations/nests-twice", "/observations/rival-count"),
            *("/observations/nests-2023?dataset=herons&release=1", "/datasets/herons"),
            *("/datasets/herons?origin=bird-club", "/measures/nests-counted"),
            *("/documents/gazette-june", "/documents/club-report", "/sources/bird-club"),
            *("/releases", "/datasets/herons/releases/1", "/datasets/herons/releases/2"),
            *("/how-we-work", "/caveats", "/documents", "/sources", "/measures", "/checks"),
            *("/questions", "/search", f"/search?q={ASKED[0].replace(' ', '+')}"),
            *("/search?q=999", "/docs/questions", "/api/v1/docs"),
        ),
        200,
    ),
    "/observations/old-count": 410,
    "/datasets/herons?origin=nobody": 400,
    "/nowhere": 404,
}


def of_right_to_left():
    """Publish such a world twice; return the fields that hold Hebrew."""
    world = TwoClubs()
    _add(world)
    filled = _filled()
    world.publish(note=HEBREW)
    Observation.objects.filter(pk="nests-2023").update(credibility="3")
    Observation.objects.get(pk="old-count").delete()
    Withdrawal.objects.create(
        observation="old-count", dataset=world.herons, reason="x", replaced_by="nests-2023"
    )
    filled |= _filled()
    world.publish(note=HEBREW)
    return filled


def _add(world):
    """Give every noun a row, and every field that may be blank a text."""
    world.event("flood", "2023-03-01")
    world.rival("rival-count", value="50")
    world.figure("old-count", period="1999", value="45")
    world.figure(
        "few",
        period="1998",
        value="",
        comparator="vague",
        interpreted_as="[3, 4]",
        interpretation_note="x",
    )
    world.computed("nests-twice", "a * b", "nests-2023 constant:2")
    world.caveat(
        "fog",
        asserted_by_id="gazette",
        document_id="gazette-june",
        fragment="x",
        place_in_text="x",
        no_words="",
    )
    world.attach("fog", measure_id="nests-counted")
    world.caveat("grounded", asserted_by_id="warden", grounds="x")
    world.attach("grounded", dataset_id="herons")
    world.cite(
        "nests-2023",
        3,
        "trust-report",
        via=2,
        relation="quotes",
        fragment="x",
        place_in_text="x",
        as_printed="x",
        reckoned=True,
    )
    world.cite(
        "nests-2023", 4, "club-report", via=1, relation="remarks", fragment="x", place_in_text="x"
    )
    blank = ("inclusion", "left_out", "gathering", "letters", "corrections", "interests")
    Dataset.objects.update(
        **dict.fromkeys(blank, "x"),
        facet_labels={"x": "x"},
        topic_labels={"breeding": "x"},
        home="https://herons.example/data",
    )
    Source.objects.update(interest="x", also_written=["x"])
    Document.objects.filter(pk="gazette-june").update(
        retracted="2024",
        corrected="2024",
        notice="x",
        url="https://news.example/herons",
        archived_url="https://archive.example/herons",
        no_address="",
    )
    Observation.objects.filter(pk="nests-2023").update(
        checked_by="x", checked_on="2024-01-02", change_note="x"
    )
    Derivation.objects.update(change_note="x")
    Waiver.objects.create(caveat_id="fog", observation_id="rival-count", reason="x")
    Citation.objects.filter(hop=1).update(reckoned=True)


def _filled():
    """Put a text from right to left into every field that has one; return these fields."""
    filled = set()
    for model in CURATED:
        for row in model.objects.all():
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                if value and _is_prose(field, row):
                    setattr(row, field.attname, _instead(value, field))
                    filled.add(str(field))
            row.save()
    return filled


def _instead(value, field):
    if isinstance(value, list):
        return [HEBREW]
    if isinstance(value, dict):
        return dict.fromkeys([HEBREW, *value], HEBREW)
    return PHRASE if field.name == "phrase" else HEBREW


def _is_prose(field, row):
    """Return whether a field takes whatever curators write."""
    if not isinstance(field, models.CharField | models.TextField | models.JSONField):
        return False
    if field.primary_key or field.name in NOT_PROSE or field.name == "operands":
        return False
    try:
        field.clean(_instead(getattr(row, field.attname), field), row)
    except ValidationError:
        return False
    return True
