"""One small named world: herons at Mill Lake, counted by a bird club and reported by a gazette."""

import datetime

from datasets import publishing
from datasets.arithmetic import periods
from datasets.curation.identity_rules import saved_twin
from datasets.models import (
    Area,
    Attachment,
    Caveat,
    Citation,
    Dataset,
    Derivation,
    Document,
    Event,
    Input,
    Measure,
    Observation,
    Population,
    Source,
    Unit,
)

FIRST_DAY = datetime.date(2024, 1, 15)
FIGURE = {
    "measure_id": "nests-counted",
    "population_id": "grey-herons",
    "area_id": "mill-lake",
    "period_printed": "this spring",
    "period": "2023-03/2023-05",
    "quantity": "level",
    "value": "41",
    "comparator": "eq",
    "status": "A",
    "origin_id": "bird-club",
    "credibility": "2",
    "caveats_reviewed_on": FIRST_DAY,
}
ARTICLE = {
    "title": "A page",
    "kind": "article",
    "language": "en",
    "no_address": "It is on paper.",
}
CLUB_REPORT = {"source_id": "bird-club", "published": "2023-06-01", "seen": "read"}


class World:
    """Herons at Mill Lake: everything a figure needs, and verbs to change it."""

    def __init__(self):
        self.herons = self.dataset("herons", title="Herons at Mill Lake")
        Unit.objects.create(slug="nests", label="nests", countable=True)
        Population.objects.create(slug="grey-herons", label="Grey herons")
        Area.objects.create(slug="mill-lake", label="Mill Lake")
        self.measure("nests-counted", label="Nests counted", facets={"seen": "from the shore"})
        self.measure("pairs-breeding", label="Breeding pairs", facets={"seen": "not stated"})
        self.source("bird-club", label="The bird club", kind="ngo", reliability="B")
        self.source("gazette", label="The Gazette", kind="media", reliability="C")
        self.source("warden", label="The warden", kind="editors", reliability="F")
        self.document("club-report", **CLUB_REPORT)
        self.document("gazette-june", source_id="gazette", published="2023-06-20", seen="excerpt")
        self.document("club-log", source_id="bird-club", published="XXXX", seen="cited_only")
        self.figure("nests-2023")
        self.cite("nests-2023", 2, "gazette-june", via=1, reported_measure="pairs-breeding")
        self.caveat(
            "hidden-nests", text="Nests behind the reeds cannot be seen.", direction="understated"
        )
        self.attach("hidden-nests", document_id="club-log")

    def dataset(self, slug, **fields):
        """Add a dataset of nests."""
        common = {
            "title": f"The {slug}",
            "description": "Nests, as counted and as reported.",
            "license": "CC-BY-4.0",
            "maintainer": "The warden",
            "method": "Two walks a year.",
            "reviewed_on": FIRST_DAY,
        }
        return Dataset.objects.create(slug=slug, **common | fields)

    def measure(self, slug, **fields):
        """Add a measure of nests."""
        common = {
            "definition": "What the walkers see.",
            "phrase": "nests of {population}",
            "unit_id": "nests",
            "population_id": "grey-herons",
            "kind": "stock",
            "topic": "breeding",
        }
        return Measure.objects.create(slug=slug, **common | fields)

    def source(self, slug, **fields):
        """Add a named source."""
        return Source.objects.create(slug=slug, identified="named", **fields)

    def document(self, slug, **fields):
        """Add an article in English."""
        given = ARTICLE | {"title": f"The {slug}"} | fields
        if given.get("url"):
            given["no_address"] = ""
        return Document.objects.create(slug=slug, **given)

    def figure(self, slug, document=None, **fields):
        """Add an observation that the club's report is the first to publish.

        If that publishes the same figure already, another report of the club is the first.
        """
        given = {"dataset": self.herons} | FIGURE | fields
        observation = Observation.objects.create(slug=slug, **given)
        Input.objects.create(observation=observation, document_id="club-log", basis="stated")
        if document is None:
            document = self.report("club-report", given["period"])
            if saved_twin(observation, document):
                same_day = Document.objects.get(pk=document).published
                document = f"report-of-{slug}"
                report = ARTICLE | CLUB_REPORT | {"published": same_day}
                Document.objects.get_or_create(slug=document, defaults=report)
        self.cite(slug, 1, document, relation="publishes", as_printed=given["value"])
        return observation

    def report(self, document, period):
        """Return a report that can tell of the period: this one, or that of the year after."""
        begun, first = periods.parse(period).start, Document.objects.get(pk=document)
        told = periods.parse(first.published).end
        if not begun or not told or begun <= told:
            return document
        later = f"{document}-of-{begun.year}"
        if not Document.objects.filter(pk=later).exists():
            day = f"{begun.year + 1}-01-10"
            self.document(later, source_id=first.source_id, published=day, seen="read")
        return later

    def figures(self, number):
        """Add many observations of the same kind at once: nests-n00000 and on, a report of each."""
        slugs = [f"nests-n{count:05}" for count in range(number)]
        Document.objects.bulk_create(
            (Document(slug=f"report-of-{slug}", **ARTICLE, **CLUB_REPORT) for slug in slugs),
            ignore_conflicts=True,
        )
        Observation.objects.bulk_create(
            Observation(slug=slug, dataset=self.herons, **FIGURE) for slug in slugs
        )
        Input.objects.bulk_create(
            Input(observation_id=slug, document_id="club-log", basis="stated") for slug in slugs
        )
        Citation.objects.bulk_create(
            Citation(
                observation_id=slug,
                hop=1,
                document_id=f"report-of-{slug}",
                relation="publishes",
            )
            for slug in slugs
        )

    def cite(self, observation, hop, document, **fields):
        """Add a hop to the chain of an observation."""
        if fields.get("via"):
            fields = {"relation": "paraphrases", "basis": "stated"} | fields
        if "fragment" not in fields:
            fields = {"no_words": "Nobody noted them."} | fields
        return Citation.objects.create(
            observation_id=observation, hop=hop, document_id=document, **fields
        )

    def caveat(self, slug, **fields):
        """Add a caveat of the warden that affects the accuracy."""
        common = {
            "kind": "coverage",
            "affects": "accuracy",
            "direction": "unknown",
            "text": f"The caveat {slug}.",
            "short": slug.replace("-", " "),
            "weight": 2,
            "asserted_by_id": "warden",
            "no_words": "The warden said so.",
        }
        return Caveat.objects.create(slug=slug, **common | fields)

    def attach(self, caveat, **target):
        """Hang a caveat on something."""
        return Attachment.objects.create(caveat_id=caveat, **target)

    def change(self, slug, **fields):
        """Edit an observation as a curator would; what the first document prints goes with it."""
        Observation.objects.filter(pk=slug).update(**fields)
        if "value" in fields:
            first = Citation.objects.filter(observation=slug, hop=1)
            first.update(as_printed=fields["value"])

    def publish(self, on=None, note="As the warden corrected it.", dataset="herons"):
        """Publish the dataset."""
        return publishing.publish(dataset, on=on or FIRST_DAY, note=note)

    def event(self, slug, date, **fields):
        """Add an event that the Gazette tells of."""
        given = {"title": f"The {slug}", "dataset": self.herons, "document_id": "gazette-june"}
        return Event.objects.create(slug=slug, date=date, **given | fields)

    def derive(self, slug, formula, operands, **fields):
        """Add a figure that is computed; an operand without a noun is an observation."""
        named = {
            letter: name if ":" in name else f"observation:{name}"
            for letter, name in operands.items()
        }
        given = {
            "dataset": self.herons,
            "measure_id": "nests-counted",
            "population_id": "grey-herons",
            "area_id": "mill-lake",
            "period": "2023",
            "quantity": "level",
            "caveats_reviewed_on": FIRST_DAY,
        }
        return Derivation.objects.create(
            slug=slug, formula=formula, operands=named, **given | fields
        )


class TwoClubs(World):
    """The herons as a second club and a ranger count them too, each from a log of their own."""

    def __init__(self):
        super().__init__()
        Population.objects.create(slug="birds", label="Birds")
        Population.objects.create(slug="herons", label="Herons", part_of_id="birds")
        Population.objects.filter(pk="grey-herons").update(part_of="herons")
        Area.objects.create(slug="reed-lake", label="Reed Lake")
        Area.objects.create(slug="not-stated", label="Place not stated")
        for slug, published in {"trust": "2023-07-01", "ranger": "2023-08-01"}.items():
            self.source(slug, label=f"The {slug}", kind="ngo", reliability="C")
            self.document(f"{slug}-report", source_id=slug, published=published, seen="read")
            self.document(f"{slug}-log", source_id=slug, published="XXXX", seen="cited_only")

    def rival(self, slug, origin="trust", inputs=None, document=None, **fields):
        """Add 50 nests that another origin counted, from its own log unless said otherwise."""
        given = {"dataset": self.herons} | FIGURE | {"origin_id": origin, "value": "50"} | fields
        Observation.objects.create(slug=slug, **given)
        for read in [f"{origin}-log"] if inputs is None else inputs:
            Input.objects.create(observation_id=slug, document_id=read, basis="stated")
        report = document or self.report(f"{origin}-report", given["period"])
        self.cite(slug, 1, report, relation="publishes")

    def computed(self, slug, formula, operands, **fields):
        """Add a level of this spring that Caveat computes; the operands are figures, a and on."""
        letters = dict(zip("abcdef", operands.split(), strict=False))
        self.derive(slug, formula, letters, **{"period": FIGURE["period"]} | fields)
