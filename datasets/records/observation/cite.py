"""How to cite one version of a figure."""

from datasets.models import Dataset
from datasets.references.formats import bibtex, csl
from datasets.references.reference import figure_reference
from datasets.vocabularies import SEEN
from datasets.wording import dates

from .types import Citation, PublishedObservation


def cite(record: PublishedObservation, dataset: Dataset) -> Citation:
    """The reference to the version of which the record tells all but this."""
    text = _text(record, dataset)
    reference = figure_reference(record, dataset.title, text)
    return {"text": text, "bibtex": bibtex(reference), "csl": csl(reference)}


def _text(record: PublishedObservation, dataset: Dataset) -> str:
    """One line that names this version: who counted, who reported it, how it was seen."""
    origin = record["origin"]
    where = f"in: Caveat, {dataset.title}, release {record['release']}, {record['id']}."
    if record["derivation"]:
        return f"{origin['label']}, computed as {record['derivation']['text']}; {where}"
    first = next(
        one["document"]
        for one in record["citations"]
        if one["document"]["slug"] == record["first_document"]
    )
    who = origin["label"][0].upper() + origin["label"][1:]
    if first["source"] != origin["slug"]:
        who += f", as reported by {first['source_label']}"
    when = dates.in_words(first["published"])
    return f"{who}, “{first['title']}”, {when} ({SEEN[first['seen']]}); {where}"
