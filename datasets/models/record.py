"""Published records, written once and never changed.

A record is in force from ``valid_from_release`` up to, not including, ``valid_to_release``. Narrow
rows are filtered, sorted and counted; what they say lies apart, so that neither slows the other.
"""

from django.db import models
from django.db.models import Q

from datasets import exact_json

from .fields import ByteOrderedField
from .numbers_only import numbers_only
from .record_indexes import covering, ordering, seeking
from .snapshot import in_force

CURRENT = 2**31 - 1


class RecordQuerySet(models.QuerySet):
    """Published records as requests read them."""

    def of(self, noun):
        """Keep the records of one public noun."""
        return self.filter(noun=noun)

    def in_release(self, release, dataset=None):
        """Keep what was in force in the release with this place in the sequence."""
        return self.filter(in_force(release, dataset))

    def in_snapshot(self, snapshot):
        """Keep what a pinned request sees."""
        return self.filter(snapshot.condition())

    def current(self):
        """Keep what the newest release of its dataset holds."""
        return self.filter(valid_to_release=CURRENT)

    def parsed(self):
        """Return the JSON of the records, parsed, in their order."""
        return [exact_json.loads(bytes(body)) for body in self.values_list("json__body", flat=True)]


def ids_near(noun, slug, most=200):
    """Return published ids around a slug, in id order: near words without reading all of them."""
    records = Record.objects.of(noun).filter(valid_to_release=CURRENT)
    after = records.filter(slug__gte=slug).order_by("slug").values_list("slug", flat=True)
    before = records.filter(slug__lt=slug).order_by("-slug").values_list("slug", flat=True)
    return {*after[:most], *before[:most]}


def word(help_text):
    """Return the field for a term or slug that is filtered by; empty where it does not apply."""
    return ByteOrderedField(max_length=120, default="", blank=True, help_text=help_text)


def set_of_terms(help_text):
    """Return the field for the number of a set of terms; 0 is no set."""
    return models.BigIntegerField(default=0, help_text=help_text)


class Record(models.Model):
    """One version of one published thing: what is filtered, sorted and counted of it."""

    # Of the one type that SQLite takes for the row's own number, so that a text is found at once.
    id = models.IntegerField(primary_key=True)
    noun = ByteOrderedField(max_length=30, help_text="observation, source, document, caveat …")
    slug = ByteOrderedField(max_length=120, help_text="The public id.")
    dataset = ByteOrderedField(max_length=120, help_text="The dataset that published it.")
    valid_from_release = models.IntegerField(help_text="The first release that holds this version.")
    valid_to_release = models.IntegerField(
        default=CURRENT, help_text="The first release that does not."
    )
    version = models.PositiveIntegerField(help_text="1 for the first published version.")
    content_digest = models.CharField(
        max_length=32, help_text="Digest of what it says, bookkeeping left out."
    )
    change_note = models.TextField(blank=True, help_text="Why it differs from the version before.")
    withdrawal_reason = models.TextField(blank=True, help_text="Why no later version follows.")
    replaced_by = models.CharField(max_length=120, blank=True, help_text="What to read instead.")
    json_bytes = models.PositiveIntegerField(help_text="Length of the JSON document.")
    csv_bytes = models.PositiveIntegerField(help_text="Length of the CSV line.")
    measure = word("The observation's measure.")
    topic = word("The topic of its measure.")
    population = word("Its population.")
    area = word("Its area.")
    event = word("The event that it is about.")
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
    importance = models.FloatField(
        null=True, help_text="Of a finding its strength, of a gap how much would be settled by it."
    )
    independent_origins = models.PositiveIntegerField(
        default=0, help_text="How many origins independently give a figure that fits."
    )
    first_published = models.DateField(
        null=True, help_text="The last day on which its first document can have been published."
    )
    disputed = models.BooleanField(default=False, help_text="Whether a document disputes it.")
    replaced = models.BooleanField(
        default=False, help_text="Whether its origin put another figure in its place."
    )
    caveat_set = set_of_terms("Its caveats and their kinds.")
    cited_document_set = set_of_terms("The documents that carry it.")
    provenance_set = set_of_terms(
        "What was altered on its way, as what it was presented, what checks found."
    )
    noun_set = set_of_terms("What records of other nouns are filtered by.")

    objects = RecordQuerySet.as_manager()

    class Meta:
        indexes = [
            covering("slug", "dataset"),
            covering("value", "slug"),
            covering("period_start", "slug"),
            covering("first_published", "slug"),
            ordering("importance", "slug"),
            seeking("dataset"),
            seeking("measure"),
            seeking("topic"),
            seeking("population"),
            seeking("area"),
            seeking("event"),
            seeking("unit"),
            seeking("origin"),
            seeking("caveat_set"),
            seeking("cited_document_set"),
            seeking("provenance_set"),
            # What a release began and what it ended, for telling changes in their order.
            models.Index(
                fields=["valid_from_release", "noun", "slug", "dataset"], name="record_begun"
            ),
            models.Index(
                fields=["valid_to_release", "noun", "slug", "dataset"], name="record_ended"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "slug", "dataset", "valid_from_release"],
                name="record_once_a_release",
            ),
            # What can be in force twice at once is published twice: the database refuses it.
            models.UniqueConstraint(
                fields=["noun", "slug", "dataset"],
                condition=Q(valid_to_release=CURRENT),
                name="record_in_force_once",
            ),
            numbers_only(
                "record_numbers_only",
                integers=[
                    *("valid_from_release", "valid_to_release", "version"),
                    *("json_bytes", "csv_bytes", "independent_origins"),
                    *("caveat_set", "cited_document_set", "provenance_set", "noun_set"),
                ],
                floats=["value", "lower_bound", "upper_bound", "importance"],
                booleans=["disputed", "replaced"],
            ),
        ]

    def __str__(self):
        return f"{self.noun} {self.slug} version {self.version}"
