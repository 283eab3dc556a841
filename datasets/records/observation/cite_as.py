"""How to cite one version of a figure."""

from datasets.models import Dataset
from datasets.vocabularies import SEEN
from datasets.wording import dates
from datasets.wording.credits import worked_out_from

from .types import PublishedObservation


def cite_as(record: PublishedObservation, dataset: Dataset) -> str:
    """One line that names this version: who counted, who reported it, how it was seen."""
    origin = record["origin"]
    where = f"in: Caveat, {dataset.title}, release {record['release']}, {record['id']}."
    if record["derivation"]:
        return f"{origin['label']}, computed {worked_out_from(record)}; {where}"
    first = next(
        one["document"]
        for one in record["citations"]
        if one["document"]["id"] == record["first_document"]
    )
    who = origin["label"][0].upper() + origin["label"][1:]
    if first["source"] != origin["id"]:
        who += f", as reported by {first['source_label']}"
    when = dates.in_words(first["published"])
    return f"{who}, “{first['title']}”, {when} ({SEEN[first['seen']]}); {where}"
