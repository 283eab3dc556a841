"""The constraints that reported and computed figures share."""

from django.db import models
from django.db.models import Q

from datasets.reserved import TOTAL

CHANGES = ("ratio", "percent_change", "point_change", "difference")
AGAINST_A_BASE = (*CHANGES, "share")


def of_figures(noun):
    """Return the constraints that reported and computed figures share."""
    return [
        models.CheckConstraint(
            condition=~Q(slug=TOTAL),
            name=f"{noun}_total_is_taken",
            violation_error_message="At the address observations/total stand the totals.",
        ),
        models.CheckConstraint(
            condition=Q(quantity="rate") & ~Q(per="") | ~Q(quantity="rate") & Q(per=""),
            name=f"{noun}_rate_has_per",
            violation_error_message="A rate, and only a rate, says per what (per).",
        ),
        models.CheckConstraint(
            condition=Q(quantity__in=AGAINST_A_BASE) | Q(base_period=""),
            name=f"{noun}_base_period_fits_quantity",
            violation_error_message="A level or a rate is measured against no base_period.",
        ),
        models.CheckConstraint(
            condition=~Q(quantity__in=CHANGES) | ~Q(base_period=""),
            name=f"{noun}_change_has_base_period",
            violation_error_message="A ratio or change needs a base_period (XXXX: unknown).",
        ),
    ]
