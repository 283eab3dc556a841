"""The dataset: what is curated, published and downloaded together."""

from django.db import models

from .addresses import begins_with_scheme
from .curated_row import CuratedRow
from .fields import SlugKey, caveats_reviewed_on, seed_file, text
from .validators import validate_facets, validate_home


class Dataset(CuratedRow):
    """A set of observations about one subject, published as numbered releases."""

    slug = SlugKey()
    title = models.CharField(max_length=200, help_text="What the dataset is about, in one line.")
    description = text("What it holds and what it does not, for somebody who has never seen it.")
    license = models.CharField(max_length=60, help_text="SPDX code of the licence of the data.")
    maintainer = models.CharField(max_length=200, help_text="Who answers for it.")
    method = text("How figures were found, traced and checked.")
    inclusion = text("Which figures belong in it, and which do not.", optional=True)
    left_out = text("What was left out, and why.", optional=True)
    gathering = text(
        "Whether persons, persons with software, or software gathered, read and worded it.",
        optional=True,
    )
    letters = text("By which criteria reliability and credibility are given.", optional=True)
    corrections = text("How mistakes are corrected, and how one is reported.", optional=True)
    interests = text("Who pays for it, and what its editors may gain or fear.", optional=True)
    reviewed_on = models.DateField(
        help_text="The day on which all of it was last reviewed; its first release has this day."
    )
    caveats_reviewed_on = caveats_reviewed_on(
        "The day on which a curator asked what is wrong with its figures, for all that have no "
        "such day of their own or of their measure."
    )
    publishes_untraced = models.BooleanField(
        default=False,
        help_text="Whether figures without such a day are published, each with the caveat that its "
        "path was not traced and nobody considered what is wrong with it.",
    )
    home = models.CharField(
        max_length=300,
        blank=True,
        validators=[validate_home],
        help_text="A permanent address that record addresses begin with; empty: they are paths.",
    )
    facet_labels = models.JSONField(
        default=dict,
        blank=True,
        validators=[validate_facets],
        help_text="How people call the words in the facets of measures: 337 is an offence.",
    )
    topic_labels = models.JSONField(
        default=dict,
        blank=True,
        validators=[validate_facets],
        help_text="How people call the topics of measures: awol is absence without leave.",
    )
    seed_file = seed_file()

    class Meta:
        ordering = ["slug"]
        constraints = [begins_with_scheme("dataset", "home")]

    def __str__(self):
        return self.slug


class Withdrawal(CuratedRow):
    """The reason why a published observation is no longer part of its dataset."""

    observation = SlugKey(help_text="The observation that leaves the dataset.")
    dataset = models.ForeignKey(Dataset, models.CASCADE, help_text="The dataset that published it.")
    reason = text("Why it leaves, in a sentence that its readers will see.")
    replaced_by = models.CharField(
        max_length=120, blank=True, help_text="The observation to read in its place, if any."
    )
    seed_file = seed_file()

    class Meta:
        ordering = ["observation"]

    def __str__(self):
        return self.observation
