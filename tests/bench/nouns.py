"""Synthetic shared nouns: what the figures count, who says so, and what is doubted."""

import datetime
from pathlib import Path
from random import Random

from datasets.models import (
    Area,
    Attachment,
    Caveat,
    Dataset,
    Document,
    Measure,
    Population,
    Source,
    Unit,
)
from datasets.vocabularies import CAVEAT_KIND, DIRECTION, IDENTIFIED, SOURCE_KIND

DATASET = "synthetic"
DAY = datetime.date(2024, 1, 15)
MEASURES, DOCUMENTS, SOURCES, CAVEATS = 200, 1000, 60, 40
POPULATIONS, AREAS, UNITS, TOPICS = 30, 50, 8, 10
# Which caveats hang on measures, on sources, and on single observations: no figure gets one twice.
OF_MEASURES, OF_SOURCES, OF_OBSERVATIONS = range(16), range(16, 28), range(28, CAVEATS)

WORDS = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()


def sentence(random, words):
    """Return a sentence of so many words, with the commas and quotes that CSV must escape."""
    chosen = random.choices(WORDS, k=words)
    chosen[words // 2] += ","
    if words > 12 and random.random() < 0.2:
        chosen[3] = f"“{chosen[3]}”" if random.random() < 0.7 else f'"{chosen[3]}"'
    return " ".join(chosen).capitalize() + "."


def write():
    """Write every noun that figures refer to, a few thousand rows."""
    random = Random(1)
    Dataset.objects.create(
        slug=DATASET,
        title="Synthetic figures for the benchmark",
        description="No figure in it is true.",
        license="CC-BY-4.0",
        maintainer="Nobody",
        method="Drawn by a generator of random numbers with a fixed seed.",
        reviewed_on=DAY,
    )
    Unit.objects.bulk_create(
        Unit(slug=f"unit-{n}", label=f"units of kind {n}", countable=n % 2 == 0)
        for n in range(UNITS)
    )
    Population.objects.bulk_create(
        Population(slug=f"population-{n:02}", label=f"The {WORDS[n]}") for n in range(POPULATIONS)
    )
    Area.objects.bulk_create(
        Area(slug=f"area-{n:02}", label=f"The {WORDS[n + 40]} district") for n in range(AREAS)
    )
    Measure.objects.bulk_create(_measure(n, random) for n in range(MEASURES))
    Source.objects.bulk_create(_source(n, random) for n in range(SOURCES))
    Document.objects.bulk_create(_document(n, random) for n in range(DOCUMENTS))
    Caveat.objects.bulk_create(_caveat(n, random) for n in range(CAVEATS))
    Attachment.objects.bulk_create(_attachments(random))


def _measure(n, random):
    return Measure(
        slug=measure(n),
        label=sentence(random, 6).rstrip("."),
        definition=sentence(random, 25),
        phrase=f"{sentence(random, 4).split()[0]} of {{population}}",
        unit_id=f"unit-{n % UNITS}",
        population_id=f"population-{n % POPULATIONS:02}",
        kind=random.choice(("stock", "flow")),
        topic=f"topic-{n % TOPICS:02}",
        facets={"stage": random.choice(WORDS[:50]), "counted": random.choice(WORDS[:50])},
    )


def measure(n):
    """Return the slug of a measure; slugs sort otherwise than they were written."""
    return f"{WORDS[n * 37 % 100]}-{WORDS[n * 61 % 100]}-{n:03}"


def _source(n, random):
    return Source(
        slug=f"source-{n:02}",
        label=f"The {WORDS[n]}".title(),
        kind=random.choice(list(SOURCE_KIND)),
        reliability=random.choice("ABCDEF"),
        identified=random.choice(list(IDENTIFIED)),
    )


def _document(n, random):
    seen = random.choice(("read", "read", "copy", "excerpt", "cited_only", "not_found"))
    # After all that figures are about, and each after those of smaller numbers.
    published = DAY + datetime.timedelta(days=n)
    return Document(
        slug=f"document-{n:04}",
        title=sentence(random, 8).rstrip("."),
        source_id=f"source-{n % SOURCES:02}",
        kind=random.choice(("article", "statement", "statistics", "record")),
        published=published.isoformat(),
        language=random.choice(("en", "ru", "uk")),
        url=f"https://example.org/{published:%Y/%m}/document-{n:04}",
        seen_at="https://example.org/archive/copy" if seen == "copy" else "",
        seen=seen,
    )


def _caveat(n, random):
    return Caveat(
        slug=f"{WORDS[n]}-not-{WORDS[n + 20]}",
        kind=list(CAVEAT_KIND)[n % len(CAVEAT_KIND)],
        affects="accuracy" if n % 3 else "interpretation",
        direction=list(DIRECTION)[n % len(DIRECTION)],
        text=sentence(random, random.randrange(21, 32)),
        short=f"{WORDS[n]}, not {WORDS[n + 20]}",
        weight=n % 3 + 1,
        asserted_by_id=f"source-{n % SOURCES:02}",
        no_words="A generator of random numbers says nothing.",
    )


def caveat(n):
    """Return the slug of a caveat."""
    return f"{WORDS[n]}-not-{WORDS[n + 20]}"


def _attachments(random):
    """Yield one caveat for every measure and one for every other source."""
    for n in range(MEASURES):
        yield Attachment(caveat_id=caveat(random.choice(OF_MEASURES)), measure_id=measure(n))
    for n in range(0, SOURCES, 2):
        yield Attachment(caveat_id=caveat(random.choice(OF_SOURCES)), source_id=f"source-{n:02}")
