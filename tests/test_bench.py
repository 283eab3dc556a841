"""The benchmark measures what is there: its own look at the database goes with the models."""

import pytest

from datasets.publishing import publish

from .bench import figures, nouns, stage

# Enough for each number of caveats that the benchmark gives a figure.
FIGURES = 400


@pytest.mark.slow(reason="fills and publishes four hundred figures")
# The keys of what it fills count from one.
@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_the_benchmark_counts_what_it_filled_and_published(api):
    figures.write(FIGURES)
    publish(nouns.DATASET, on=nouns.DAY)
    sizes = stage.sizes_of_records()
    exported = api.get("observations.ndjson").body.splitlines()
    assert sizes["rows"] == len(exported) == FIGURES
    assert sizes["document"] == sum(map(len, exported)) / FIGURES
    assert 1 <= sizes["caveats"] <= 4
