"""How to cite one version of a figure."""

from datasets.models import Dataset
from datasets.models.source import LEGIBLE
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
    of_first = [
        one for one in record["citations"] if one["document"]["id"] == record["first_document"]
    ]
    first = of_first[0]["document"]
    who = origin["label"][0].upper() + origin["label"][1:]
    if first["source"] != origin["id"]:
        who += f", as reported by {first['source_label']}"
    when, seen, through = dates.in_words(first["published"]), SEEN[first["seen"]], ""
    if first["source"] == origin["id"] and record["known_through"]:
        through = f", as reported by {record['known_through']}"
        if first["seen"] in LEGIBLE and of_first[0]["reported_as"] is None:
            seen += ", where this figure was not seen"
    return f"{who}, “{first['title']}”, {when} ({seen}){through}; {where}"
