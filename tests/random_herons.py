"""Small datasets of herons as chance curates them: every column, odd texts, any master."""

import datetime
from types import SimpleNamespace

from hypothesis import strategies as st

from datasets.models import (
    Area,
    Carried,
    Caveat,
    Citation,
    Dataset,
    Derivation,
    Document,
    Event,
    Measure,
    Observation,
    Population,
    Source,
    Unit,
    Waiver,
    Withdrawal,
)

SHARED = (Unit, Area, Population, Measure, Source, Document, Caveat)
OWN = (Dataset, Event, Observation, Derivation, Withdrawal)
# What files of one kind or another could take for the end of something, or for something else.
ODD = "aZ 09,;:#\"'\\|{}[]=-«ж’—\u3000\u00a0😀"
TAKEN = ["_x0041_", "<r>x</r>", "=1+1", "#N/A", "TRUE", "1e3", "007", "2023-01-01", "yes"]


def texts(letters, *, beside):
    """Return short texts of these letters without blanks around them, and those beside them."""
    by_chance = st.text(letters, min_size=1, max_size=12).map(str.strip).filter(bool)
    return st.one_of(by_chance, st.sampled_from(beside))


TEXTS = texts(ODD, beside=TAKEN)
# Only these have more than one line.
PROSE = texts(f"{ODD}\n\t", beside=[*TAKEN, "a\n#b"])
LINES = st.text(ODD.replace("{", "").replace("}", ""), min_size=1, max_size=12)
WORDS = LINES.map(lambda text: text.strip().rstrip(".;…").strip() or "words")
MAYBE = st.one_of(st.just(""), TEXTS)
DAYS = st.dates(datetime.date(1999, 1, 1), datetime.date(2024, 1, 1))
DAY = st.one_of(st.none(), DAYS)
NAMES = st.lists(TEXTS.filter(lambda text: ";" not in text), max_size=3, unique=True)
FACETS = st.dictionaries(TEXTS, TEXTS, max_size=3)
HASHES = st.sampled_from(["", "0" * 64, "f1" * 32])
FOLDERS = ("", "herons", "common")
DIRECTIONS = st.sampled_from(["", "overstated", "mixed"])
# What a figure may say besides, each as the rules of figures want it.
KINDS = (
    {},
    {"value": "40", "place": "10", "comparator": "about", "data_cutoff": "2023-04"},
    {"value": "", "comparator": "vague", "interpreted_as": "[3, 4]", "interpretation_note": "a\n#"},
    {"value": "", "comparator": "range", "value_low": "3", "value_high": "4"},
    {"value_low": "3", "value_high": "50", "range_kind": "ci95"},
    {"value": "", "comparator": "vague", "status": "O"},
    {"quantity": "rate", "per": "year"},
    {"quantity": "ratio", "base_period": "2022", "value": "2"},
    {"population_id": "herons", "area_id": "reed-lake", "event_id": "flood"},
    {"checked_by": "A second reader", "checked_on": datetime.date(2024, 1, 2)},
)
# The same of a hop; what stands here makes no first hop short.
HOPS = (
    {"reported_measure": "pairs-breeding|nests-counted", "no_words": 'No "words".'},
    {"reported_population": "-", "reported_area": "reed-lake", "no_words": "None."},
    {"reported_attribution": "gazette", "paragraph": 1, "start": 0, "end": 5, "fragment": "Few"},
    {"fragment": "a, few", "place_in_text": "heading", "sentence_sha256": "a" * 64},
    {"relation": "unknown"},
)


@st.composite
def plans(draw):
    """Return what chance adds to the herons, and the folder that is the master of each row."""
    figures = draw(st.lists(st.sampled_from(KINDS), max_size=4))
    hops = draw(
        st.lists(st.tuples(st.integers(0, 4), st.sampled_from(HOPS)), max_size=4, unique_by=str)
    )
    targets = st.sampled_from(
        [
            *("dataset_id=herons", "source_id=gazette", "document_id=club-report"),
            *("measure_id=nests-counted", "observation_id=nests-2023", "source_id=radio"),
        ]
    )
    return SimpleNamespace(
        figures=figures,
        hops=hops,
        firsts=draw(st.lists(st.booleans(), min_size=5, max_size=5)),
        texts=draw(st.lists(TEXTS, min_size=6, max_size=6)),
        prose=draw(st.lists(PROSE, min_size=3, max_size=3)),
        words=draw(st.lists(WORDS, min_size=4, max_size=4)),
        maybe=draw(st.lists(MAYBE, min_size=4, max_size=4)),
        names=draw(NAMES),
        facets=draw(FACETS),
        labels=draw(FACETS),
        day=draw(DAY),
        yes=draw(st.booleans()),
        sha256=draw(HASHES),
        attached=draw(st.dictionaries(targets, DIRECTIONS, min_size=1, max_size=4)),
        waived=draw(st.booleans()),
        carried=draw(st.sampled_from([None, "", "+", "-"])),
        master=draw(st.sampled_from(["", "herons"])),
        masters=draw(st.lists(st.sampled_from(FOLDERS), min_size=40, max_size=40)),
        digest=draw(HASHES),
        strays=draw(st.booleans()),
    )


def curate(world, plan):
    """Add to the world what the plan says; nothing of the herons uses what is called stray."""
    _shared(world, plan)
    _figures(world, plan)
    _caveats(world, plan)
    _masters(plan)
    if plan.strays:
        world.source("stray", label="Nobody's", kind="media", reliability="F")
        world.document("stray-page", source_id="stray", published="XXXX", seen="cited_only")
        world.caveat("stray-doubt", asserted_by_id="gazette")


def _shared(world, plan):
    Unit.objects.create(slug="dozens", label=plan.texts[0], base_id="nests", factor="12")
    Area.objects.create(slug="county", label=plan.texts[1])
    Area.objects.create(slug="reed-lake", label=plan.texts[2], part_of_id="county")
    Population.objects.create(slug="herons", label=plan.texts[3])
    Population.objects.filter(pk="grey-herons").update(part_of="herons")
    world.measure(
        "broods",
        label=plan.texts[4],
        phrase=plan.words[0],
        unit_id="dozens",
        area_id="county",
        facets=plan.facets,
        parts_complete=plan.yes,
        caveats_reviewed_on=plan.day,
    )
    Measure.objects.filter(pk="pairs-breeding").update(part_of="broods")
    world.source(
        "radio",
        label=plan.words[1],
        kind="media",
        reliability="D",
        also_written=plan.names,
        plural=plan.yes,
        interest=plan.maybe[2],
    )
    world.document(
        "radio-page",
        source_id="radio",
        published="2023-09",
        seen="copy",
        url="https://example.org/a?b=%22,#c",
        seen_at="https://example.net/%27",
        retracted="XXXX",
        notice=plan.prose[0],
        retrieved=plan.day,
        sha256=plan.sha256,
    )
    world.event("flood", "2023-03-01", title=plan.texts[5], document_id="radio-page")
    herons = Dataset.objects.filter(pk="herons")
    herons.update(
        description=plan.prose[1],
        inclusion=plan.maybe[3],
        facet_labels=plan.facets,
        topic_labels=plan.labels,
        caveats_reviewed_on=plan.day,
        publishes_untraced=plan.yes,
        home="https://herons.example" if plan.yes else "",
    )


def _figures(world, plan):
    before = None
    for number, fields in enumerate(plan.figures):
        slug, year = f"nests-{number}", 2000 + number
        common = {"period": f"{year}-03/{year}-05", "seed_digest": plan.digest}
        given = {"change_note": plan.maybe[0], "revises_id": before} | common | fields
        if "data_cutoff" in given:
            given["data_cutoff"] = f"{year}-04"
        if fields.get("event_id"):
            given["period"] = "2023-03-01"
        if fields.get("base_period"):
            given["base_period"] = str(year - 1)
        world.figure(slug, **given)
        before = slug
    world.cite("nests-2023", 3, "radio-page", via=1, reported_area="reed-lake")
    chained = [*Observation.objects.order_by("slug")]
    for observation, short in zip(chained, plan.firsts, strict=False):
        first = Citation.objects.filter(observation=observation, hop=1)
        first.update(no_words="" if short else plan.words[2])
    for at, fields in plan.hops:
        observation = chained[at % len(chained)]
        hop = observation.citations.count() + 1
        world.cite(observation.pk, hop, "radio-page", via=1, **{"no_words": ""} | fields)
    Withdrawal.objects.create(
        observation="old-count",
        dataset=world.herons,
        reason=plan.prose[2],
        replaced_by="nests-2023" if plan.yes else "",
    )
    world.derive(
        "nests-twice", "a * b", {"b": "constant:2", "a": "nests-2023"}, change_note=plan.maybe[1]
    )


def _caveats(world, plan):
    world.caveat(
        "fog",
        text=plan.prose[2],
        short=plan.words[3],
        asserted_by_id="radio",
        fragment="fog, they say",
        place_in_text='"',
        document_id="radio-page",
        no_words="",
    )
    for target, direction in plan.attached.items():
        noun, _, slug = target.partition("=")
        world.attach("fog", **{noun: slug}, direction=direction)
    if plan.waived:
        Waiver.objects.create(caveat_id="fog", observation_id="nests-2023", reason=plan.prose[0])
    if plan.carried is not None:
        hop = Citation.objects.get(observation="nests-2023", hop=2)
        Carried.objects.create(citation=hop, caveat_id="fog", strength=plan.carried)


def _masters(plan):
    folders = iter(plan.masters)
    for model in SHARED:
        for row in model.objects.all():
            folder = next(folders)
            row.seed_file = f"{folder}/some.toml" if folder else ""
            row.save()
    for model in OWN:
        model.objects.update(seed_file=f"{plan.master}/some.toml" if plan.master else "")
