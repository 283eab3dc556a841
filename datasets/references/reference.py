"""Citing a figure, a dataset, a release or a document.

A ``Reference`` says what every form says: whose figure it is, where it was seen, which release
holds it and what is wrong with it. It is made from published records alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.db.models import Count

from datasets.models import Record, Release
from datasets.vocabularies import SEEN
from datasets.wording import dates, entries, objections

PUBLISHER = "Caveat"


@dataclass(frozen=True)
class Reference:
    """What is cited; ``author`` is one name, never to be taken apart, and ``issued`` is EDTF.

    ``text`` is the reference as a sentence, ``note`` the sentences that must go with it; what a
    figure ``says`` goes before them all. Of one that is told again, ``original_author`` gave it in
    the document ``original_title``, on the EDTF date ``original_issued``; ``original`` says all
    that in words, with its address.
    """

    key: str
    title: str
    author: str
    issued: str
    publisher: str
    url: str
    note: tuple[str, ...]
    says: str = ""
    text: str = ""
    container: str = ""
    version: str = ""
    original_author: str = ""
    original_issued: str = ""
    original_title: str = ""
    original: str = ""

    @property
    def whole_note(self) -> tuple[str, ...]:
        """The note as it stands where nothing else has the statement."""
        return tuple(filter(None, (self.says, *self.note)))


def figure_reference(
    record: Mapping[str, Any], dataset: Mapping[str, Any], base: str, digest: str = ""
) -> Reference:
    """Return the Reference of a figure: what the dataset's editors say of what somebody counted.

    ``dataset`` is the record of its dataset. Addresses begin with ``base`` where the dataset has no
    home; while its release is not sealed yet there is no digest.
    """
    release = f"Release {record['release']} of {record['valid_from']}"
    place = record["links"]["self"]
    pinned = urljoin(base, f"{place}?dataset={record['dataset']}&release={record['release']}")
    return Reference(
        key=record["id"],
        title=entries.title(record),
        author=dataset["maintainer"],
        issued=record["valid_from"],
        publisher=PUBLISHER,
        url=urljoin(base, record["links"]["page"]),
        note=(
            *_seen_in(record),
            *_doubts(record),
            f"This version stays at {pinned}.",
            _vouched(release, digest),
        ),
        says=record["statement"],
        text=record["cite_as"],
        container=dataset["title"],
        version=str(record["release"]),
        **_original(record),
    )


def _original(record: Mapping[str, Any]) -> dict[str, str]:
    """Return what a reference says of the document that gave the figure first."""
    documents = (hop["document"] for hop in record["citations"])
    first = next((one for one in documents if one["id"] == record["first_document"]), None)
    if first is None:
        return {}
    origin = record["origin"]
    own = first["source"] == origin["id"]
    return {
        "original_author": origin["label"],
        "original_issued": first["published"],
        "original_title": first["title"],
        "original": _named(first) if own else f"{origin['label']}, {_named(first)}",
    }


def release_reference(release: Release, base: str = "") -> Reference:
    """Return the Reference of a release, whether it is sealed already or about to be.

    Its address begins with ``base`` where the dataset has no home.
    """
    dataset = dataset_record(release)
    named = f"{dataset['title']}, release {release.number}"
    url = urljoin(base, f"{dataset['links']['self']}/releases/{release.number}")
    return Reference(
        key=f"{release.dataset}-{release.number}",
        title=dataset["title"],
        author=dataset["maintainer"],
        issued=release.day.isoformat(),
        publisher=PUBLISHER,
        url=url,
        note=(
            f"It holds {release.rows} figures; whose, and how many: {_origins(release)}.",
            "Each has caveats of its own and names the document that it was seen in: "
            "a figure is cited by its own reference.",
            _vouched(f"Release {release.number} of {release.day}", release.digest),
        ),
        text=f"{dataset['maintainer']}: {named}, {release.day}. {PUBLISHER}. {url}",
        version=str(release.number),
    )


def dataset_record(release: Release) -> dict[str, Any]:
    """Return the record of the dataset as the release has it."""
    (dataset,) = Record.objects.of("dataset").in_release(release.pk, release.dataset).parsed()
    return dataset


def _origins(release: Release) -> str:
    figures = Record.objects.of("observation").in_release(release.pk, release.dataset)
    counted = figures.values("origin").annotate(figures=Count("pk"))
    number_of = dict(counted.order_by("-figures", "origin").values_list("origin", "figures"))
    sources = Record.objects.of("source").in_release(release.pk, release.dataset)
    labels = {one["id"]: one["label"] for one in sources.filter(slug__in=number_of).parsed()}
    return ", ".join(f"{labels[slug]} ({number})" for slug, number in number_of.items()) or "none"


def document_reference(document: dict[str, Any], publisher: str) -> Reference:
    """Return the Reference of a document that carries figures; ``publisher`` is its source."""
    elsewhere = {
        "A whole copy was read at": document["seen_at"],
        "An archived copy is at": document["archived_url"],
    }
    return Reference(
        key=document["id"],
        title=document["title"],
        author=publisher,
        issued=document["published"],
        publisher=publisher,
        url=document["url"] or "",
        note=(
            *_fallen(document),
            f"Seen: {SEEN[document['seen']]}.",
            *(f"{where} {address}" for where, address in elsewhere.items() if address),
        ),
    )


def _fallen(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield that a document was retracted, and that it was corrected, with the notice."""
    for done in ("retracted", "corrected"):
        if day := document[done]:
            yield f"It was {done} ({dates.in_words(day)}): {document['notice']}"


def _seen_in(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield where the figure was seen, and the earlier document that is known and was not seen."""
    if record["derivation"]:
        yield f"Computed as {record['derivation']['text']}."
        return
    hops = record["citations"]
    seen = next((one["document"] for one in hops if one["reported_as"] is not None), None)
    if seen:
        yield f"Seen in {_named(seen)}."
    if seen is None or seen["id"] != record["first_document"]:
        documents = (one["document"] for one in hops)
        first = next(one for one in documents if one["id"] == record["first_document"])
        yield f"First known in {_named(first)}."


def _named(document: dict[str, Any]) -> str:
    day = dates.in_words(document["published"])
    named = f"“{document['title']}”, {document['source_label']}, {day} ({SEEN[document['seen']]})"
    address = document["url"] or document["seen_at"]
    return f"{named}, {address}" if address else named


def _doubts(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is known to be wrong, in full; that nothing is the statement says."""
    for one in record["caveats"]:
        yield f"Caveat ({one['asserted_by_label']}): {one['text']}"
    for said in record["objections"]:
        yield objections.sentence(said)


def _vouched(release: str, digest: str) -> str:
    return f"{release}; SHA-256 of its observations.csv: {digest}." if digest else f"{release}."
