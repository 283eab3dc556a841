"""What is published leaves only through a withdrawal, which gives the reason."""

from datasets.models import Record, Withdrawal
from datasets.models.record import CURRENT


def unexplained(slugs):
    """Return those of the figures that are published and that no withdrawal explains: they stay."""
    published = Record.objects.of("observation").filter(slug__in=slugs, valid_to_release=CURRENT)
    datasets = dict(published.values_list("slug", "dataset"))
    withdrawn = dict(Withdrawal.objects.filter(pk__in=datasets).values_list("pk", "dataset"))
    return {slug for slug, dataset in datasets.items() if withdrawn.get(slug) != dataset}
