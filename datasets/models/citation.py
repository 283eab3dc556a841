"""One hop of a figure: a document that carries it, whom it took it from, what it says instead."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from datasets.vocabularies import BASIS, RELATION, STRENGTH

from . import quoted
from .caveat import Caveat
from .curated_row import CuratedRow
from .fields import choices, term
from .observation import Observation
from .reported import (
    REPORTED,
    reported,
    validate_comparator,
    validate_quantity,
    validate_range_kind,
)
from .source import Document
from .validators import (
    validate_digits,
    validate_period,
    validate_place,
    validate_slug_words,
)


def offset(help_text):
    """Return the field for a place in the document's text."""
    return models.PositiveIntegerField(null=True, blank=True, help_text=help_text)


class Citation(CuratedRow):
    """A document that carries the figure; hop 1 is the first one known."""

    observation = models.ForeignKey(
        Observation, models.CASCADE, related_name="citations", help_text="The figure it carries."
    )
    hop = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1)],
        help_text="Its number in the chain; a hop comes after the one it took the figure from.",
    )
    via = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The hop that it took the figure from; empty at a root."
    )
    document = models.ForeignKey(
        Document, models.PROTECT, help_text="The document that carries it."
    )
    basis = term(BASIS, "How that is known; empty at a root.", optional=True)
    relation = term(RELATION, "What it does with the figure; unknown when nobody saw it.")
    as_printed = models.CharField(
        max_length=200, blank=True, help_text="The figure in the characters of the document."
    )
    reckoned = models.BooleanField(
        default=False,
        help_text="Whether the number does not stand in those words, but follows from them.",
    )
    reported_value = reported(validate_digits, "The number")
    reported_place = reported(validate_place, "The last place that its number vouches for")
    reported_comparator = reported(validate_comparator, "The comparator")
    reported_value_low = reported(validate_digits, "The lower end of the range")
    reported_value_high = reported(validate_digits, "The upper end of the range")
    reported_range_kind = reported(validate_range_kind, "What the range is,")
    reported_unit = reported(validate_slug_words, "The unit in which it gives the number,")
    reported_quantity = reported(validate_quantity, "The quantity")
    reported_measure = reported(validate_slug_words, "The measure")
    reported_population = reported(validate_slug_words, "The population")
    reported_area = reported(validate_slug_words, "The area")
    reported_period = reported(validate_period, "The reference period")
    reported_base_period = reported(validate_period, "The base period")
    reported_attribution = reported(validate_slug_words, "The source")
    carries = models.ManyToManyField(
        Caveat, through="Carried", help_text="The caveats that stand beside the figure in it."
    )
    paragraph = offset("The paragraph that it stands in, counted from 1.")
    start = offset("Where the figure's words begin, in code points from 0.")
    end = offset("Where the figure's words end, exclusive.")
    fragment = quoted.fragment("The few words that hold the figure, quoted.")
    place_in_text = quoted.place_in_text()
    no_words = quoted.no_words()
    sentence_start = offset("Where the whole sentence begins.")
    sentence_end = offset("Where the whole sentence ends, exclusive.")
    sentence_sha256 = quoted.sentence_sha256()

    class Meta:
        ordering = ["observation_id", "hop"]
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "hop"],
                name="citation_hop_once",
                violation_error_message="This observation has a citation with this hop already.",
            ),
            models.CheckConstraint(
                condition=Q(via__isnull=True) | Q(via__lt=F("hop")),
                name="citation_via_is_earlier",
                violation_error_message="via is the number of an earlier hop.",
            ),
            models.CheckConstraint(
                condition=Q(via__isnull=True, basis="") | Q(via__isnull=False) & ~Q(basis=""),
                name="citation_via_has_basis",
                violation_error_message="A hop with a via, and only such a hop, says its basis.",
            ),
            models.CheckConstraint(
                condition=~Q(relation="unknown")
                | Q(as_printed="", fragment="", **{f"reported_{name}": "" for name in REPORTED}),
                name="citation_unseen_gives_nothing",
                violation_error_message="What a document with relation unknown says is not known.",
            ),
            models.CheckConstraint(
                condition=~Q(relation="remarks")
                | Q(as_printed="", **{f"reported_{name}": "" for name in REPORTED}),
                name="citation_remark_gives_nothing",
                violation_error_message="What remarks on a figure does not give it again.",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lt=F("end")),
                name="citation_start_before_end",
                violation_error_message="start and end stand together, start before end.",
            ),
            models.CheckConstraint(
                condition=Q(sentence_start__isnull=True, sentence_end__isnull=True)
                | Q(sentence_start__lte=F("start"), sentence_end__gte=F("end")),
                name="citation_stands_in_its_sentence",
                violation_error_message="start and end lie inside the sentence's start and end.",
            ),
            models.CheckConstraint(
                condition=Q(fragment="") | Q(start__isnull=False) | ~Q(place_in_text=""),
                name="citation_fragment_has_place",
                violation_error_message="A fragment needs start and end, or a place_in_text.",
            ),
            models.CheckConstraint(
                condition=Q(sentence_sha256="", sentence_start__isnull=True)
                | ~Q(sentence_sha256="") & Q(sentence_start__isnull=False)
                | ~Q(sentence_sha256="") & ~Q(place_in_text=""),
                name="citation_sentence_has_hash",
                violation_error_message="A sentence has both its place and its SHA-256.",
            ),
            models.CheckConstraint(
                condition=Q(no_words="") | Q(fragment=""),
                name="citation_words_or_why_not",
                violation_error_message="no_words belongs to a hop without a fragment.",
            ),
        ]

    def __str__(self):
        return f"{self.observation_id} hop {self.hop}"


class Carried(CuratedRow):
    """A caveat that a document passes on with the figure."""

    citation = models.ForeignKey(
        Citation, models.CASCADE, help_text="The hop that passes the caveat on."
    )
    caveat = models.ForeignKey(Caveat, models.PROTECT, help_text="The caveat passed on.")
    strength = models.CharField(
        max_length=1,
        blank=True,
        choices=choices(STRENGTH),
        help_text="+ stated more strongly than before, - more weakly, empty: as it was.",
    )

    class Meta:
        ordering = ["caveat_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "caveat"],
                name="carried_once",
                violation_error_message="The citation carries this caveat already.",
            )
        ]

    def __str__(self):
        return f"{self.caveat_id}{self.strength}"
