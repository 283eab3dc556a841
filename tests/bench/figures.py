"""Synthetic observations, each with one to three citations and as many caveats attached."""

from itertools import islice
from random import Random

from django.db import transaction

from datasets.models import Attachment, Carried, Citation, Document, Input, Observation
from datasets.store.bulk_insert import insert

from . import nouns

FIGURES_A_BLOCK = 5000
PERIODS = [
    *(f"{year}" for year in range(2008, 2024)),
    *(f"{year}-S{half}" for year in range(2010, 2024) for half in (1, 2)),
    *(f"{year}-Q{quarter}" for year in range(2012, 2024) for quarter in (1, 2, 3, 4)),
    *(f"{year}-{month:02}" for year in range(2016, 2024) for month in range(1, 13)),
    *(f"2021-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)),
    *("2022-02-24/..", "2023-09/2023-11", "2022-02~/2022-03~", "XXXX"),
]
QUANTITIES = ["level"] * 14 + ["share"] * 2 + ["rate"] * 2 + ["percent_change", "ratio"]
COMPARATORS = ["eq"] * 14 + ["about", "about", "gt", "gte", "range", "vague"]
TABLES = (Observation, Input, Citation, Carried, Attachment)


def write(count):
    """Write the nouns and so many observations into the empty database."""
    nouns.write()
    seen = dict(Document.objects.values_list("slug", "seen"))
    figures = _figures(Random(2), count, seen)
    while block := list(islice(figures, FIGURES_A_BLOCK)):
        with transaction.atomic():
            for place, model in enumerate(TABLES):
                names = _columns(model)
                insert(
                    model,
                    (
                        [row.get(name, "") for name in names]
                        for rows in block
                        for row in rows[place]
                    ),
                )
    _must_be_valid()


def _columns(model):
    fields = model._meta.concrete_fields
    return [field.column for field in fields if not (field.primary_key and field.name == "id")]


def _figures(random, count, seen):
    """Yield for each observation its rows, a list for each of TABLES."""
    citation = 0
    for n in random.sample(range(count), count):
        slug = f"{nouns.WORDS[n % 97]}-{n % 2400:04}-{n:07}"
        figure = _figure(random, slug)
        length = random.choice((1, 2, 2, 3))
        documents = sorted(random.randrange(nouns.DOCUMENTS) for _ in range(length))
        hops = [
            _citation(random, slug, hop, figure, f"document-{number:04}", seen)
            for hop, number in enumerate(documents, 1)
        ]
        carried = []
        for hop in hops:
            citation += 1  # the key that the database gives the row
            if hop["relation"] != "unknown" and random.random() < 0.4:
                of = nouns.caveat(random.choice(nouns.OF_OBSERVATIONS))
                strength = random.choice(("", "", "+", "-"))
                carried.append({"citation_id": citation, "caveat_id": of, "strength": strength})
        inputs = []
        if random.random() < 0.6:
            source = f"document-{random.randrange(nouns.DOCUMENTS):04}"
            inputs = [{"observation_id": slug, "document_id": source, "basis": "stated"}]
        own = []
        if random.random() < 0.5:
            own = [_attachment(nouns.caveat(random.choice(nouns.OF_OBSERVATIONS)), slug)]
        yield [figure], inputs, hops, carried, own


def _figure(random, slug):
    quantity, comparator = random.choice(QUANTITIES), random.choice(COMPARATORS)
    period = random.choice(PERIODS)
    number = int(random.lognormvariate(6, 2.5)) + 1
    numberless = comparator in ("range", "vague")
    measure = random.randrange(nouns.MEASURES)
    return {
        "slug": slug,
        "dataset_id": nouns.DATASET,
        "measure_id": nouns.measure(measure),
        "population_id": f"population-{random.randrange(nouns.POPULATIONS):02}",
        "area_id": f"area-{random.randrange(nouns.AREAS):02}",
        "period_printed": "-" if period == "XXXX" else f"in the time of {period}",
        "period": period,
        "quantity": quantity,
        "per": random.choice(("day", "month")) if quantity == "rate" else "",
        "base_period": "2019" if quantity in ("percent_change", "ratio", "share") else "",
        "value": "" if numberless else _digits(random, number, quantity, measure),
        "comparator": comparator,
        "value_low": str(number) if comparator == "range" else "",
        "value_high": str(number * 2) if comparator == "range" else "",
        "interpreted_as": "[1, )" if comparator == "vague" else "",
        "interpretation_note": "Some are at least one." if comparator == "vague" else "",
        "status": random.choice("AAAAAAEPF"),
        "origin_id": f"source-{random.randrange(nouns.SOURCES):02}",
        "credibility": random.choice("123456"),
        "event_id": None,
        "revises_id": None,
        "caveats_reviewed_on": nouns.DAY,
        "checked_on": None,
    }


def _digits(random, number, quantity, measure):
    if quantity == "level" and measure % nouns.UNITS % 2 == 0:
        return str(number)
    return f"{number % 1000}.{random.randrange(10)}"


def _citation(random, slug, hop, figure, document, seen):
    legible = seen[document] in ("read", "copy", "excerpt")
    row = {
        "observation_id": slug,
        "hop": hop,
        "via": hop - 1 if hop > 1 else None,
        "document_id": document,
        "basis": "stated" if hop > 1 else "",
        "relation": "publishes" if hop == 1 else random.choice(("paraphrases", "translates")),
        "as_printed": (figure["value"] or "many") if legible else "",
        "reckoned": False,
        **dict.fromkeys(("paragraph", "start", "end", "sentence_start", "sentence_end")),
    }
    if seen[document] == "not_found":
        return row | {"relation": "unknown"}
    if hop > 1 and random.random() < 0.4:
        row["reported_measure"] = nouns.measure(random.randrange(nouns.MEASURES))
    if legible and random.random() < 0.4:
        start = random.randrange(5000)
        row |= {"paragraph": start // 400 + 1, "start": start, "end": start + 60}
        row |= {"sentence_start": max(0, start - 40), "sentence_end": start + 90}
        row |= {"fragment": f"{row['as_printed']} cases were counted in the region that month"}
        row |= {"sentence_sha256": f"{random.getrandbits(256):064x}"}
    elif legible:
        row["no_words"] = "A generator of random numbers says nothing."
    return row


def _attachment(caveat, observation):
    nothing = dict.fromkeys(("dataset_id", "source_id", "document_id", "measure_id"))
    return {"caveat_id": caveat, "observation_id": observation, **nothing}


def _must_be_valid():
    """Fail where the rows, written past the models' own checks, would not have passed them."""
    figures = Observation.objects.order_by("slug")[:50]
    for figure in figures.prefetch_related("citations__document"):
        figure.full_clean(validate_unique=False)
        for citation in figure.citations.all():
            citation.full_clean(validate_unique=False)
