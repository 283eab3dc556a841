"""Which rows a seed file is the master of, and is edited in."""

from datasets import models
from datasets.models.caveat import TARGETS

# Rows that become part of the rows they name here: those must have the admin as their master too.
JOINED = {
    models.Observation: ("dataset",),
    models.Derivation: ("dataset",),
    models.Event: ("dataset",),
    models.Withdrawal: ("dataset",),
    models.Attachment: ("caveat", *TARGETS),
    models.Waiver: ("caveat", "observation"),
}


def master(row):
    """Return the file in seeds/ that is the master of a row, empty when the admin is."""
    return row.observation.seed_file if isinstance(row, models.Citation) else row.seed_file


def kept_in_seeds(row):
    """Return the sentence that says where to edit a row of the seeds."""
    noun = row._meta.verbose_name
    return f"{noun} {row} is kept in seeds/{master(row)}: edit it there, then run load_seeds."
