"""One origin's figure for one measure, population, area and reference period."""

from django.apps import apps
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from datasets.vocabularies import (
    COMPARATOR,
    CREDIBILITY,
    INPUT_BASIS,
    NOT_PUBLISHED,
    OBSERVATION_STATUS,
    QUANTITY,
    RANGE_KIND,
    RATE_PERIOD,
)

from .curated_row import CuratedRow
from .dataset import Dataset
from .event import Event
from .fields import (
    REVIEW_OF_FIGURE,
    SlugKey,
    base_period,
    caveats_reviewed_on,
    change_note,
    seed_file,
    term,
    text,
)
from .figure_constraints import CHANGES, of_figures
from .measure import Measure
from .population import Area, Population
from .source import LEGIBLE, Document, Source
from .validators import validate_digits, validate_interval, validate_period, validate_place

WITHOUT_NUMBER = ("vague", "increase", "decrease")


class ObservationQuerySet(models.QuerySet):
    """Observations, with what documents say of them."""

    def with_print(self):
        """Add ``printed``, the words of its earliest document that somebody saw, and its language.

        Both are empty where nobody saw any.
        """
        legible = (
            apps.get_model("datasets", "Citation")
            .objects.filter(observation=models.OuterRef("pk"), document__seen__in=LEGIBLE)
            .exclude(relation="unknown")
            .order_by("hop")
        )
        return self.annotate(
            printed=Coalesce(models.Subquery(legible.values("as_printed")[:1]), Value("")),
            printed_language=Coalesce(
                models.Subquery(legible.values("document__language")[:1]), Value("")
            ),
        )


class Observation(CuratedRow):
    """A figure as its origin gave it; what others made of it are its citations."""

    slug = SlugKey()
    dataset = models.ForeignKey(Dataset, models.CASCADE, help_text="The dataset that publishes it.")
    measure = models.ForeignKey(Measure, models.PROTECT, help_text="What the origin counted.")
    population = models.ForeignKey(Population, models.PROTECT, help_text="Whom it counts.")
    area = models.ForeignKey(Area, models.PROTECT, help_text="Where it counts them.")
    event = models.ForeignKey(
        Event,
        models.PROTECT,
        null=True,
        blank=True,
        help_text="The march, poll or battle that it is about, where it is about one.",
    )
    period_printed = models.CharField(
        max_length=200,
        blank=True,
        help_text="The period in the document's words; a hyphen when it prints none.",
    )
    period = models.CharField(
        max_length=60,
        validators=[validate_period],
        help_text="The reference period, SDMX (2023-S1) or EDTF; XXXX when unknown.",
    )
    data_cutoff = models.CharField(
        max_length=60,
        blank=True,
        validators=[validate_period],
        help_text="The day up to which it was counted, where that is not the period's end.",
    )
    quantity = term(QUANTITY, "Whether it is a level, a ratio, a change, a share or a rate.")
    per = term(RATE_PERIOD, "For a rate: each day, week, month or year.", optional=True)
    base_period = base_period()
    value = models.CharField(
        max_length=40,
        blank=True,
        validators=[validate_digits],
        help_text="The number as published, in plain digits; empty where no number was published.",
    )
    place = models.CharField(
        max_length=20,
        blank=True,
        validators=[validate_place],
        help_text="The last place that it vouches for, such as 1000; empty: as it is printed.",
    )
    comparator = term(COMPARATOR, "How the number was put: exactly, almost, more than.")
    value_low = models.CharField(
        max_length=40,
        blank=True,
        validators=[validate_digits],
        help_text="The lower end of a range that the origin states, beside a value or instead.",
    )
    value_high = models.CharField(
        max_length=40,
        blank=True,
        validators=[validate_digits],
        help_text="The upper end of that range.",
    )
    range_kind = term(
        RANGE_KIND, "What its range is: a confidence interval, a standard error.", optional=True
    )
    interpreted_as = models.CharField(
        max_length=60,
        blank=True,
        validators=[validate_interval],
        help_text="What the curators take its words to mean, an interval such as [3, 4].",
    )
    interpretation_note = text("Why the curators take them so.", optional=True)
    status = term(OBSERVATION_STATUS, "The origin's own qualification, SDMX observation status.")
    origin = models.ForeignKey(
        Source, models.PROTECT, help_text="Who counted, estimated, computed or witnessed it."
    )
    inputs = models.ManyToManyField(
        Document, through="Input", help_text="What the origin counted from; none means unknown."
    )
    credibility = term(CREDIBILITY, "Admiralty code of the information, 1 to 6.")
    revises = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        help_text="The earlier figure of the same origin that this recount takes the place of.",
    )
    caveats_reviewed_on = caveats_reviewed_on(REVIEW_OF_FIGURE)
    checked_by = models.CharField(
        max_length=200,
        blank=True,
        help_text="Who held it against its sources a second time, and how: a role, no name.",
    )
    checked_on = models.DateField(null=True, blank=True, help_text="The day on which they did.")
    change_note = change_note()
    seed_file = seed_file()
    seed_digest = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="The digest of the rows of seeds/ that it was loaded from; empty: of none.",
    )
    seed_identity = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="The digest of what no other figure of its dataset may have, as it was loaded.",
    )

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        # Publishing walks a dataset in id order, however many others there are.
        indexes = [models.Index(fields=["dataset", "slug"], name="observation_in_dataset")]
        constraints = [
            models.CheckConstraint(
                condition=Q(comparator__in=(*WITHOUT_NUMBER, "range"), value="")
                | ~Q(comparator__in=(*WITHOUT_NUMBER, "range")) & ~Q(value=""),
                name="observation_value_fits_comparator",
                violation_error_message=(
                    "A comparator of words or a range has no value; every other one needs a value."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(value_low="") & ~Q(value_high="")
                | ~Q(comparator="range") & Q(value_low="", value_high=""),
                name="observation_range_has_both_ends",
                violation_error_message="A range has value_low and value_high, both of them.",
            ),
            models.CheckConstraint(
                condition=Q(value_low="") & Q(range_kind="")
                | ~Q(value_low="") & (Q(value="") | ~Q(range_kind="")),
                name="observation_range_has_kind",
                violation_error_message=(
                    "A range beside a value says what it is (range_kind), and only a range does."
                ),
            ),
            *of_figures("observation"),
            models.CheckConstraint(
                condition=~Q(comparator__in=("increase", "decrease")) | Q(quantity__in=CHANGES),
                name="observation_change_has_direction",
                violation_error_message="Only a difference, ratio or change rises or falls.",
            ),
            models.CheckConstraint(
                condition=Q(checked_by="", checked_on__isnull=True)
                | ~Q(checked_by="") & Q(checked_on__isnull=False),
                name="observation_checked_by_and_on",
                violation_error_message="checked_by and checked_on stand together.",
            ),
            models.CheckConstraint(
                condition=Q(interpreted_as="") | ~Q(interpretation_note=""),
                name="observation_interpretation_has_note",
                violation_error_message="interpreted_as needs an interpretation_note: why?",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=NOT_PUBLISHED) | Q(comparator="vague", interpreted_as=""),
                name="observation_not_published_has_no_number",
                violation_error_message=(
                    f"With the status {', '.join(NOT_PUBLISHED)} no number was published: "
                    "the comparator is vague, value and interpreted_as are empty."
                ),
            ),
        ]

    def __str__(self):
        return self.slug


class Input(CuratedRow):
    """A document that the origin counted from."""

    observation = models.ForeignKey(
        Observation, models.CASCADE, help_text="The figure that was counted from it."
    )
    document = models.ForeignKey(Document, models.PROTECT, help_text="What was counted from.")
    basis = term(INPUT_BASIS, "How it is known to be an input.")

    class Meta:
        ordering = ["document_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "document"],
                name="input_once",
                violation_error_message="This document is an input of the observation already.",
            )
        ]

    def __str__(self):
        return f"{self.observation_id} from {self.document_id}"
