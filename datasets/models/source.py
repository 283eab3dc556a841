"""Who says it, and in which document."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from datasets.reserved import SOFTWARE
from datasets.vocabularies import DOCUMENT_KIND, IDENTIFIED, RELIABILITY, SEEN, SOURCE_KIND

from .addresses import begins_with_scheme
from .curated_row import CuratedRow
from .fields import SlugKey, seed_file, term, text
from .validators import validate_address, validate_hash, validate_period


def validate_names(value):
    """Refuse what is not a list of names."""
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise ValidationError('expected a list of names such as ["Mediazone"]')
    if len(set(value)) != len(value) or any(";" in name for name in value):
        raise ValidationError("expected each name once, without a semicolon")


class Source(CuratedRow):
    """Somebody who counts, states or passes on figures."""

    slug = SlugKey()
    label = models.CharField(max_length=200, help_text="The name readers know it by.")
    also_written = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_names],
        help_text="Other spellings under which documents name it.",
    )
    plural = models.BooleanField(
        default=False, help_text="Whether one says of it “they say”: analysts, the authorities."
    )
    kind = term(SOURCE_KIND, "What sort of source it is.")
    interest = text("What it may gain or fear from the figures, as far as known.", optional=True)
    reliability = term(RELIABILITY, "Admiralty code of the source, A to F.")
    identified = term(IDENTIFIED, "Whether readers are told who it is.")
    seed_file = seed_file()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug=SOFTWARE),
                name="source_software_is_taken",
                violation_error_message="The source software is Caveat itself.",
            )
        ]

    def __str__(self):
        return self.slug


# Of these somebody read at least the words that hold the figure.
LEGIBLE = ("read", "copy", "excerpt")


class Document(CuratedRow):
    """One text or file that carries figures; a page that only cites it is another document."""

    slug = SlugKey()
    title = models.CharField(
        max_length=300, help_text="Its title; in square brackets where it is described instead."
    )
    source = models.ForeignKey(Source, models.PROTECT, help_text="Who published it.")
    kind = term(DOCUMENT_KIND, "What sort of document it is.")
    published = models.CharField(
        max_length=60,
        validators=[validate_period],
        help_text="When it was published, in EDTF; XXXX when unknown.",
    )
    retracted = models.CharField(
        max_length=60,
        blank=True,
        validators=[validate_period],
        help_text="When it was retracted, in EDTF; XXXX when unknown. Empty where it was not.",
    )
    corrected = models.CharField(
        max_length=60,
        blank=True,
        validators=[validate_period],
        help_text="When it was corrected, in EDTF; XXXX when unknown. Empty where it was not.",
    )
    notice = text("What the retraction or correction says, in your own words.", optional=True)
    language = models.CharField(max_length=12, help_text="Language code, en or ru.")
    url = models.CharField(
        max_length=500,
        blank=True,
        validators=[validate_address],
        help_text="Its own address; empty when that is not known. Never another page's address.",
    )
    seen_at = models.CharField(
        max_length=500,
        blank=True,
        validators=[validate_address],
        help_text="Where a whole copy of it was read, when that was not its own address.",
    )
    archived_url = models.CharField(
        max_length=500, blank=True, validators=[validate_address], help_text="An archived copy."
    )
    no_address = text("Why it has no address of its own here.", optional=True)
    retrieved = models.DateField(
        null=True, blank=True, help_text="The day on which the curators last saw it."
    )
    seen = term(SEEN, "How much of it the curators have seen.")
    sha256 = models.CharField(
        max_length=64,
        blank=True,
        validators=[validate_hash],
        help_text="SHA-256 of the text file that offsets of citations refer to.",
    )
    seed_file = seed_file()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_at="") | Q(seen="copy"),
                name="document_seen_at_only_for_copies",
                violation_error_message="seen_at belongs to documents seen as a whole copy.",
            ),
            models.CheckConstraint(
                condition=Q(url="") & ~Q(no_address="") | ~Q(url="") & Q(no_address=""),
                name="document_address_or_why_not",
                violation_error_message=(
                    "A document without a url, and only such a one, says in no_address why."
                ),
            ),
            models.CheckConstraint(
                condition=Q(retracted="", corrected="", notice="")
                | ~Q(retracted="", corrected="") & ~Q(notice=""),
                name="document_notice_says_why",
                violation_error_message=(
                    "A document that was retracted or corrected, and only such a one, has a notice."
                ),
            ),
            *(begins_with_scheme("document", name) for name in ("url", "seen_at", "archived_url")),
        ]

    def __str__(self):
        return self.slug
