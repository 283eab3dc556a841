"""What is known to be wrong with a figure, and what that reaches."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from datasets.reserved import BY_RULE, EDITORS
from datasets.vocabularies import AFFECTS, CAVEAT_KIND, CAVEAT_WEIGHT, DIRECTION

from . import quoted
from .curated_row import CuratedRow
from .dataset import Dataset
from .fields import SlugKey, seed_file, term, text
from .measure import Measure
from .observation import Observation
from .source import Document, Source

# Two shorts of this length still leave room for a sentence.
SHORT = 40
TARGETS = ("dataset", "source", "document", "measure", "observation")


def validate_short(value):
    """Refuse what could not stand behind a sentence as it is."""
    if value != value.strip() or value.endswith((".", ";", "…")):
        raise ValidationError(
            "expected a phrase without a stop at its end, such as: cases, not people"
        )


class Caveat(CuratedRow):
    """One sentence of doubt with a direction; it is attached many times and reaches down."""

    slug = SlugKey()
    kind = term(CAVEAT_KIND, "What sort of doubt it is.")
    affects = term(AFFECTS, "Whether the number may be wrong, or only what readers take it for.")
    direction = term(DIRECTION, "Which way the number is wrong by it.")
    text = text("The caveat as a sentence that can stand beside the figure.")
    short = models.CharField(
        max_length=SHORT,
        validators=[validate_short],
        help_text="The caveat in a few words, for the end of a sentence: cases, not people.",
    )
    weight = models.PositiveSmallIntegerField(
        choices=[*CAVEAT_WEIGHT.items()],
        help_text="How much it changes what a reader takes the figure for; 1 first.",
    )
    asserted_by = models.ForeignKey(Source, models.PROTECT, help_text="Who says so.")
    grounds = quoted.grounds()
    fragment = quoted.fragment("The words of those who say so, quoted.")
    place_in_text = quoted.place_in_text()
    sentence_sha256 = quoted.sentence_sha256()
    no_words = quoted.no_words()
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        help_text="The document in which they say so, if there is one.",
    )
    seed_file = seed_file()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug__in=BY_RULE),
                name="caveat_by_rule_is_taken",
                violation_error_message=f"{' and '.join(BY_RULE)} are attached by rule.",
            ),
            models.CheckConstraint(
                condition=Q(asserted_by=EDITORS) | ~Q(fragment="") | ~Q(no_words=""),
                name="caveat_of_others_in_their_words",
                violation_error_message=(
                    "What others assert needs a fragment of their words, or no_words that says why."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(asserted_by=EDITORS) | Q(document__isnull=False) | ~Q(grounds=""),
                name="caveat_of_editors_has_grounds",
                violation_error_message=(
                    "What the editors assert needs a document, or grounds: what it rests on."
                ),
            ),
            models.CheckConstraint(
                condition=Q(fragment="", place_in_text="", sentence_sha256="")
                | ~Q(fragment="") & ~Q(place_in_text="") & Q(document__isnull=False, no_words=""),
                name="caveat_words_have_place",
                violation_error_message=(
                    "A fragment, and only a fragment, has its place_in_text and a document."
                ),
            ),
        ]

    def __str__(self):
        return self.slug


def _exactly_one_target():
    return [Q(**{f"{other}__isnull": other != chosen for other in TARGETS}) for chosen in TARGETS]


class Attachment(CuratedRow):
    """Where a caveat hangs: exactly one dataset, source, document, measure or observation."""

    caveat = models.ForeignKey(
        Caveat, models.CASCADE, related_name="attachments", help_text="The caveat that hangs here."
    )
    dataset = models.ForeignKey(
        Dataset, models.CASCADE, null=True, blank=True, help_text="It reaches all of the dataset."
    )
    source = models.ForeignKey(
        Source,
        models.CASCADE,
        null=True,
        blank=True,
        help_text="It reaches what this source is the origin of.",
    )
    document = models.ForeignKey(
        Document,
        models.CASCADE,
        null=True,
        blank=True,
        help_text="It reaches what this document first published or what was counted from it.",
    )
    measure = models.ForeignKey(
        Measure, models.CASCADE, null=True, blank=True, help_text="It reaches all of its figures."
    )
    observation = models.ForeignKey(
        Observation, models.CASCADE, null=True, blank=True, help_text="It concerns this one alone."
    )
    direction = term(
        DIRECTION, "The direction that it has here, where that differs from its own.", optional=True
    )

    class Meta:
        ordering = ["caveat_id", "pk"]
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=["caveat", target],
                    name=f"attachment_once_to_{target}",
                    violation_error_message=f"This caveat hangs on this {target} already.",
                )
                for target in TARGETS
            ),
            models.CheckConstraint(
                condition=Q(*_exactly_one_target(), _connector=Q.OR),
                name="attachment_to_exactly_one",
                violation_error_message="A caveat hangs on exactly one thing in each attachment.",
            ),
        ]

    def __str__(self):
        return f"{self.caveat_id} on {self.target}"

    @property
    def target(self):
        """Return where it hangs as ``noun:slug``."""
        return next(
            f"{noun}:{slug}"
            for noun in TARGETS
            if (slug := getattr(self, f"{noun}_id")) is not None
        )


class Waiver(CuratedRow):
    """The statement that a caveat which would reach an observation does not apply to it."""

    caveat = models.ForeignKey(
        Caveat, models.CASCADE, related_name="waivers", help_text="The caveat that does not apply."
    )
    observation = models.ForeignKey(
        Observation, models.CASCADE, related_name="waivers", help_text="Where it does not apply."
    )
    reason = text("Why it does not apply here.")

    class Meta:
        ordering = ["caveat_id", "observation_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["caveat", "observation"],
                name="waiver_once",
                violation_error_message="This caveat is waived for this observation already.",
            )
        ]

    def __str__(self):
        return f"{self.caveat_id} not on {self.observation_id}"
