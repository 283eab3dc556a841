"""The indexes by which published records are walked, found and added up."""

from django.db import models

# What an ordered walk reads to decide which rows it wants, and what an export adds up: a sortable
# column carries all of it, so that neither reads a row.
CARRIED = [
    *(
        "valid_from_release",
        "valid_to_release",
        "dataset",
        "measure",
        "topic",
        "population",
        "area",
        "event",
        "unit",
        "quantity",
    ),
    *("status", "comparator", "origin", "origin_kind", "bias", "verification", "value"),
    *("period_start", "period_end", "lower_bound", "upper_bound", "independent_origins"),
    *(
        "first_published",
        "disputed",
        "replaced",
        "caveat_set",
        "cited_document_set",
        "provenance_set",
    ),
    *("csv_bytes", "json_bytes"),
]


def covering(*keys):
    """Return the index by which records are walked in the order of ``keys``."""
    others = [column for column in CARRIED if column not in keys]
    return models.Index(fields=["noun", *keys, *others], name=f"record_by_{keys[0]}")


def seeking(column):
    """Return the index that finds the records with one word in ``column``, in id order."""
    keys = dict.fromkeys(
        ["noun", column, "slug", "dataset", "valid_from_release", "valid_to_release"]
    )
    return models.Index(fields=list(keys), name=f"record_of_{column}")


def ordering(*keys):
    """Return the index by which the few records that have the first key are walked in its order."""
    fields = ["noun", *keys, "dataset", "valid_from_release", "valid_to_release", "noun_set"]
    with_one = models.Q(**{f"{keys[0]}__isnull": False})
    return models.Index(fields=fields, condition=with_one, name=f"record_by_{keys[0]}")
