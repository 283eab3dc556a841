"""A small folder of seed files about herons, which tests write, change and load."""

import shutil

import pytest
from django.db import connection

from datasets import seeds
from datasets.models import Attachment, Carried, Input, Waiver
from datasets.seeds.files import MODEL_OF, columns_of

OBSERVATIONS, CITATIONS = "herons/observations.csv", "herons/citations.csv"
CAVEATS, MEASURES, SOURCES = "herons/caveats.toml", "herons/measures.toml", "common/sources.toml"
DOCUMENTS, POPULATIONS, UNITS = (
    "herons/documents.toml",
    "herons/populations.toml",
    "common/units.toml",
)
EVENTS, DATASET, WITHDRAWN = "herons/events.toml", "herons/dataset.toml", "herons/withdrawn.csv"


# Columns that a file need not have.
LEFT_OUT = (
    *("place", "range_kind", "reckoned", "reported_place", "reported_value_low"),
    *("reported_value_high", "reported_range_kind", "reported_unit"),
    *("first", "first_printed", "first_place", "caveats"),
)


def csv_of(name, *rows):
    """Return a CSV file; each row is a dict of those cells that are not empty."""
    columns = [one for one in columns_of(MODEL_OF[name]) if one not in LEFT_OUT]
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "".join(",".join(line) + "\n" for line in lines)


FIGURE = {
    "id": "nests-2023",
    "measure": "nests-counted",
    "area": "mill-lake",
    "period_printed": "this spring",
    "period": "2023-03/2023-05",
    "quantity": "level",
    "value": "41",
    "comparator": "eq",
    "status": "A",
    "origin": "bird-club",
    "inputs": "club-log:stated",
    "credibility": "2",
    "caveats_reviewed_on": "2024-01-15",
}
FIRST = {
    "observation": "nests-2023",
    "hop": "1",
    "document": "club-report",
    "relation": "publishes",
    "as_printed": "41",
}
SECOND = {
    "observation": "nests-2023",
    "hop": "2",
    "via": "1",
    "document": "gazette-june",
    "basis": "stated",
    "relation": "paraphrases",
    "reported_measure": "pairs-breeding",
    "no_words": "Nobody noted them.",
    "carries": "hidden-nests:weaker".replace(":weaker", "-"),
}
FILES = {
    UNITS: """
[[unit]]
id = "nests"
label = "nests"
countable = true
""",
    SOURCES: """
[[source]]
id = "bird-club"
label = "The bird club"
also_written = ["Bird Club"]
kind = "ngo"
reliability = "B"
identified = "named"

[[source]]
id = "gazette"
label = "The Gazette"
kind = "media"
reliability = "C"
identified = "named"
""",
    "common/areas.toml": """
[[area]]
id = "mill-lake"
label = "Mill Lake"
""",
    DATASET: """
title = "Herons at Mill Lake"
description = "Nests, as counted and as reported."
license = "CC-BY-4.0"
maintainer = "The warden"
method = "Two walks a year."
reviewed_on = 2024-01-15
""",
    POPULATIONS: """
[[population]]
id = "grey-herons"
label = "Grey herons"
part_of = "herons"

[[population]]
id = "herons"
label = "Herons"
""",
    MEASURES: """
[[measure]]
id = "nests-counted"
label = "Nests counted"
phrase = "nests of {population} seen from the shore"
definition = "What the walkers see."
unit = "nests"
population = "grey-herons"
kind = "stock"
topic = "breeding"
facets = { seen = "from the shore" }

[[measure]]
id = "pairs-breeding"
label = "Breeding pairs"
phrase = "pairs of {population} that breed"
definition = "Pairs that breed."
unit = "nests"
population = "grey-herons"
kind = "stock"
topic = "breeding"
""",
    DOCUMENTS: """
[[document]]
id = "club-report"
title = "The report of the club"
source = "bird-club"
kind = "article"
published = "2023-06-01"
language = "en"
no_address = "It is on paper."
seen = "read"

[[document]]
id = "gazette-june"
title = "Herons are back"
source = "gazette"
kind = "article"
published = "2023-06-20"
language = "en"
no_address = "It is on paper."
seen = "excerpt"

[[document]]
id = "club-log"
title = "[The log of the walks]"
source = "bird-club"
kind = "record"
published = "XXXX"
language = "en"
no_address = "It is on paper."
seen = "cited_only"
""",
    EVENTS: """
[[event]]
id = "storm"
title = "A storm"
date = "2023-02-01"
document = "gazette-june"
""",
    CAVEATS: """
[[caveat]]
id = "hidden-nests"
kind = "coverage"
affects = "accuracy"
direction = "understated"
text = "Nests behind the reeds cannot be seen."
short = "only nests in view"
weight = 1
asserted_by = "bird-club"
no_words = "The club says so by telephone."
attach = ["document:club-log"]

[[caveat]]
id = "one-walk"
kind = "single_source"
affects = "accuracy"
direction = "unknown"
text = "Only one person walked."
short = "one walker"
weight = 2
asserted_by = "gazette"
document = "gazette-june"
fragment = "one of us walked"
place_in_text = "second paragraph"
attach = [{ to = "measure:nests-counted", direction = "mixed" }]
waive = [{ observation = "nests-2023", reason = "Two walked that year." }]
""",
    OBSERVATIONS: csv_of("observations.csv", FIGURE),
    CITATIONS: csv_of("citations.csv", FIRST, SECOND),
}


class Seeds:
    """A folder of seed files, and verbs to change and load them."""

    def __init__(self, folder):
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name, content):
        """Write one file, text or bytes."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def edit(self, name, old, new):
        """Put one text in the place of another that stands in the file once."""
        text = (self.folder / name).read_text()
        assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def keep(self, number, day, note):
        """Copy the files of the herons, as those of an earlier release."""
        earlier = f"herons/releases/{number}"
        passed_over = shutil.ignore_patterns("releases", "README.md")
        shutil.copytree(self.folder / "herons", self.folder / earlier, ignore=passed_over)
        self.write(f"{earlier}/release.toml", f'day = {day}\nnote = "{note}"\n')

    def append(self, name, text):
        """Write more at the end of a file."""
        self.write(name, (self.folder / name).read_text() + text)

    def load(self, **options):
        """Load all folders."""
        return seeds.load(seeds.folders(self.folder), **options)

    def refused(self, *expected):
        """Return what is said when loading is refused; nothing may have changed by it."""
        before = dump()
        with pytest.raises(seeds.Refused) as refusal:
            self.load()
        assert dump() == before
        said = "\n".join(refusal.value.problems)
        for words in expected:
            assert words in said, said
        return refusal.value.problems


def dump():
    """Return every curated row, as the database has it."""
    rows = {}
    with connection.cursor() as cursor:
        for model in (*MODEL_OF.values(), Attachment, Waiver, Carried, Input):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            rows[model] = sorted(map(str, cursor.fetchall()))
    return rows
