"""The public side: releases, and the records that each of them holds, written once.

A record is in force from the release ``starts`` up to, not including, the release ``ends``. Narrow
records are filtered, sorted and counted; their texts lie apart, so that neither slows the other.
"""

import datetime
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import Max, Q

from .fields import ByteOrderedField

IN_FORCE = 2**31 - 1
OBSERVATION = "observation"


@dataclass(frozen=True)
class Snapshot:
    """What a request sees, pinned once: every release up to ``newest``, or fewer.

    With ``dataset`` it is that dataset's release ``newest`` alone; with ``day``, of each dataset
    the last release of that day. With ``history`` what earlier releases held is seen too. The rows
    of a snapshot never change.
    """

    newest: int
    dataset: str | None = None
    day: datetime.date | None = None
    history: bool = False

    def pinned(self, newest):
        """Return the snapshot as an earlier request, when ``newest`` was, saw it."""
        return replace(self, newest=newest)

    def condition(self):
        """Return the Q that selects the records in force, or those that ever were."""
        if self.history:
            begun = Q(starts__lte=self.newest)
            return begun & Q(dataset=self.dataset) if self.dataset else begun
        if self.day is None:
            return _in_force(self.newest, self.dataset)
        parts = [_in_force(release.pk, release.dataset) for release in self.releases()]
        return Q(*parts, _connector=Q.OR) if parts else Q(pk__in=[])

    def releases(self):
        """Return of each dataset the release that is seen."""
        seen = Release.objects.filter(pk__lte=self.newest)
        if self.dataset:
            seen = seen.filter(dataset=self.dataset)
        if self.day:
            seen = seen.filter(day__lte=self.day)
        last = seen.order_by("dataset").values("dataset").annotate(last=Max("pk"))
        return list(Release.objects.filter(pk__in=last.values("last")))

    def release_of(self, dataset):
        """Return the place of the dataset's release that is seen, 0 where there is none."""
        return max((one.pk for one in self.releases() if one.dataset == dataset), default=0)


def _in_force(release, dataset=None):
    in_force = Q(starts__lte=release, ends__gt=release)
    return in_force & Q(dataset=dataset) if dataset else in_force


class Release(models.Model):
    """One publication of one dataset; the row is the seal, written last."""

    id = models.IntegerField(
        primary_key=True, help_text="Its place in the one sequence over all datasets."
    )
    dataset = ByteOrderedField(max_length=120, help_text="The dataset that it is a release of.")
    number = models.PositiveIntegerField(help_text="Its public number within the dataset, from 1.")
    day = models.DateField(help_text="The day of publication, UTC.")
    note = models.TextField(blank=True, help_text="What changed and why, in a sentence.")
    header = models.TextField(help_text="The header line of its observations.csv.")
    rows = models.PositiveBigIntegerField(help_text="How many observations are in force.")
    line_bytes = models.PositiveBigIntegerField(help_text="Length of their CSV lines together.")
    document_bytes = models.PositiveBigIntegerField(help_text="Length of their JSON together.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of observations.csv.")
    texts = models.CharField(
        max_length=64, help_text="SHA-256 of every text in force, of all nouns, and of what left."
    )
    files = models.JSONField(help_text="Its files, as a list of {name, bytes, sha256}.")
    previous = models.CharField(
        max_length=64,
        blank=True,
        help_text="The seal of the one before; empty in the first.",
    )
    seal = models.CharField(max_length=64, help_text="SHA-256 of all that this row says.")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["dataset", "number"], name="release_number")]

    def __str__(self):
        return f"{self.dataset} {self.number}"

    @property
    def csv_bytes(self):
        """Return the length of its observations.csv."""
        return len(self.header.encode()) + self.line_bytes


class RecordQuerySet(models.QuerySet):
    """Published records as requests read them."""

    def of(self, noun):
        """Keep the records of one public noun."""
        return self.filter(noun=noun)

    def in_release(self, release, dataset=None):
        """Keep what was in force in the release with this place in the sequence."""
        return self.filter(_in_force(release, dataset))

    def in_snapshot(self, snapshot):
        """Keep what a pinned request sees."""
        return self.filter(snapshot.condition())


def ids_near(noun, slug, most=200):
    """Return published ids around a slug, in id order: near words without reading all of them."""
    records = Record.objects.of(noun)
    after = records.filter(slug__gte=slug).order_by("slug").values_list("slug", flat=True)
    before = records.filter(slug__lt=slug).order_by("-slug").values_list("slug", flat=True)
    return {*after[:most], *before[:most]}


def word(help_text):
    """Return the field for a term or slug that is filtered by; empty where it does not apply."""
    return ByteOrderedField(max_length=120, default="", blank=True, help_text=help_text)


def codes(help_text):
    """Return the field for the number of a set of codes; 0 is no set."""
    return models.BigIntegerField(default=0, help_text=help_text)


# What an ordered walk reads to decide which rows it wants, and what an export adds up: a sortable
# column carries all of it, so that neither reads a row.
CARRIED = [
    *("starts", "ends", "dataset", "measure", "topic", "population", "area", "unit", "quantity"),
    *("status", "comparator", "origin", "origin_kind", "bias", "verification", "value"),
    *("period_start", "period_end", "lower_bound", "upper_bound", "independent_origins"),
    *("disputed", "caveat_codes", "document_codes", "chain_codes"),
    *("line_bytes", "document_bytes"),
]


def covering(*keys):
    """Return the index by which records are walked in the order of ``keys``."""
    others = [column for column in CARRIED if column not in keys]
    return models.Index(fields=["noun", *keys, *others], name=f"record_by_{keys[0]}")


def seeking(column):
    """Return the index that finds the records with one word in ``column``, in id order."""
    keys = dict.fromkeys(["noun", column, "slug", "dataset", "starts", "ends"])
    return models.Index(fields=list(keys), name=f"record_of_{column}")


class Record(models.Model):
    """One version of one published thing: what is filtered, sorted and counted of it."""

    # Of the one type that SQLite takes for the row's own number, so that a text is found at once.
    id = models.IntegerField(primary_key=True)
    noun = ByteOrderedField(max_length=30, help_text="observation, source, document, caveat …")
    slug = ByteOrderedField(max_length=120, help_text="The public id.")
    dataset = ByteOrderedField(max_length=120, help_text="The dataset that published it.")
    starts = models.IntegerField(help_text="The first release that holds this version.")
    ends = models.IntegerField(default=IN_FORCE, help_text="The first release that does not.")
    version = models.PositiveIntegerField(help_text="1 for the first published version.")
    substance = models.CharField(
        max_length=32, help_text="Digest of what it says, bookkeeping left out."
    )
    change_note = models.TextField(blank=True, help_text="Why it differs from the version before.")
    gone_because = models.TextField(blank=True, help_text="Why no later version follows.")
    replaced_by = models.CharField(max_length=120, blank=True, help_text="What to read instead.")
    document_bytes = models.PositiveIntegerField(help_text="Length of the JSON document.")
    line_bytes = models.PositiveIntegerField(help_text="Length of the CSV line.")
    measure = word("The observation's measure.")
    topic = word("The topic of its measure.")
    population = word("Its population.")
    area = word("Its area.")
    unit = word("The unit of its value as it stands.")
    quantity = word("Its quantity.")
    status = word("Its status.")
    comparator = word("Its comparator.")
    origin = word("Its origin.")
    origin_kind = word("What sort of source the origin is.")
    bias = word("Which way it is likely wrong.")
    verification = word("How its first document was seen.")
    value = models.FloatField(null=True, help_text="Its value, for comparing; never shown.")
    period_start = models.DateField(null=True, help_text="First day; empty when open or unknown.")
    period_end = models.DateField(null=True, help_text="Last day; empty when open or unknown.")
    lower_bound = models.FloatField(null=True, help_text="What it is at least, where concluded.")
    upper_bound = models.FloatField(null=True, help_text="What it is at most, where concluded.")
    independent_origins = models.PositiveIntegerField(
        default=0, help_text="How many origins independently give a figure that fits."
    )
    disputed = models.BooleanField(default=False, help_text="Whether a rival contradicts it.")
    caveat_codes = codes("Its caveats and their kinds.")
    document_codes = codes("The documents that carry it.")
    chain_codes = codes("What was altered on its way, as what it was presented, what checks found.")
    noun_codes = codes("What records of other nouns are filtered by.")

    objects = RecordQuerySet.as_manager()

    class Meta:
        indexes = [
            covering("slug", "dataset"),
            covering("value", "slug"),
            covering("period_start", "slug"),
            seeking("dataset"),
            seeking("measure"),
            seeking("topic"),
            seeking("population"),
            seeking("area"),
            seeking("unit"),
            seeking("origin"),
            seeking("caveat_codes"),
            seeking("document_codes"),
            seeking("chain_codes"),
            # What a release began and what it ended, for telling changes in their order.
            models.Index(fields=["starts", "noun", "slug", "dataset"], name="record_begun"),
            models.Index(fields=["ends", "noun", "slug", "dataset"], name="record_ended"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "slug", "dataset", "starts"], name="record_once_a_release"
            ),
            # What can be in force twice at once is published twice: the database refuses it.
            models.UniqueConstraint(
                fields=["noun", "slug", "dataset"],
                condition=Q(ends=IN_FORCE),
                name="record_in_force_once",
            ),
        ]

    def __str__(self):
        return f"{self.noun} {self.slug} version {self.version}"


class DocumentText(models.Model):
    """The JSON document of a record, in UTF-8: what readers get, byte for byte."""

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="document", db_constraint=False
    )
    text = models.BinaryField(help_text="The document.")

    def __str__(self):
        return f"document {self.record_id}"


class LineText(models.Model):
    """The CSV line of a record, apart from the document: an export reads nothing but lines."""

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="line", db_constraint=False
    )
    text = models.BinaryField(help_text="The line with its line end.")

    def __str__(self):
        return f"line {self.record_id}"


class SearchText(models.Model):
    """What a claim about a record may say of it, normalised for looking it up."""

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="search", db_constraint=False
    )
    text = models.TextField(help_text="The words, case-folded.")

    def __str__(self):
        return f"search {self.record_id}"


class Code(models.Model):
    """One member of a set of codes; records with equal sets share one set."""

    codes = models.BigIntegerField(help_text="The number of the set, derived from its members.")
    kind = models.CharField(max_length=30, help_text="What the code is: caveat, cited_in …")
    code = ByteOrderedField(max_length=120, help_text="The slug or term.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "codes"], name="code_once_a_set")
        ]

    def __str__(self):
        return f"{self.kind} {self.code}"


# Every table of the public side.
PUBLISHED = (Release, Record, DocumentText, LineText, SearchText, Code)
