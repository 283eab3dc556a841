"""The chain of a figure as PROV-JSON: which documents carried it, and what each did with it.

The entities are the record, the documents, and the figure as each of them gives it. What keeps the
figure from misleading stands on its record; what a document changed, on the figure as it gives it.
"""

from collections import defaultdict
from typing import Any
from urllib.parse import urljoin

from datasets.records import OBSERVATION
from datasets.records.observation.members import input_documents
from datasets.reserved import SOFTWARE
from datasets.wording.chains import in_words

QUOTED, PRIMARY = "prov:Quotation", "prov:PrimarySource"


def prov_json(record: dict[str, Any], base: str) -> dict[str, Any]:
    """Return the PROV-JSON of a published observation; ``base`` is what addresses begin with."""
    return _Chain(record, base).statements


class _Chain:
    def __init__(self, record: dict[str, Any], base: str) -> None:
        self._record = record
        self._figure = f"figure:{record['id']}"
        self._count = 0
        figure = urljoin(base, record["links"]["page"])
        root = figure.removesuffix(f"/observations/{record['id']}")
        self.statements: dict[str, dict[str, Any]] = defaultdict(dict)
        self.statements["prefix"] = {
            "figure": f"{root}/observations/",
            "here": f"{figure}#",
            "document": f"{root}/api/v1/documents/",
            "source": f"{root}/api/v1/sources/",
            "event": f"{root}/api/v1/events/",
            "caveat": f"{root}/api/v1/docs#",
        }
        self._add_figure()
        for hop in record["citations"]:
            self._add_hop(hop)
        if record["derivation"]:
            self._add_computation(record["derivation"])
        else:
            self._add_counting()

    def _add_figure(self) -> None:
        """Add the record with all that no number of it leaves without, and who counted."""
        record, origin = self._record, self._record["origin"]
        kept = [column for column in OBSERVATION.columns if column.top in OBSERVATION.mandatory]
        texts = {f"caveat:{column.name}": column.text(record) for column in kept}
        label = {"prov:label": record["statement"]}
        self.statements["entity"][self._figure] = label | {
            name: text for name, text in texts.items() if text
        }
        agent = self._source(origin["id"], origin["label"])
        agent |= {
            "caveat:origin_kind": origin["kind"],
            "caveat:reliability": origin["reliability"],
        }
        if origin["id"] == SOFTWARE:
            agent["prov:type"] = _name("prov:SoftwareAgent")
        self._relate("wasAttributedTo", entity=self._figure, agent=f"source:{origin['id']}")

    def _add_hop(self, hop: dict[str, Any]) -> None:
        """Add a document, the figure as it gives it, and the step that brought it there."""
        number, document = hop["hop"], hop["document"]
        given, step = f"here:hop-{number}", f"here:step-{number}"
        carrier, source = f"document:{document['id']}", f"source:{document['source']}"
        self._source(document["source"], document["source_label"])
        self.statements["entity"][carrier] = _said(
            {
                "prov:label": document["title"],
                "caveat:published": document["published"],
                "caveat:document_url": document["url"],
                "caveat:seen": document["seen"],
                "caveat:seen_at": document["seen_at"],
            }
        )
        self.statements["entity"][given] = _given(hop)
        self.statements["activity"][step] = _said(
            {"caveat:relation": hop["relation"], "caveat:basis": hop["basis"]}
        )
        self._relate("wasAttributedTo", entity=carrier, agent=source)
        self._relate("wasAttributedTo", entity=given, agent=source)
        self._relate("wasGeneratedBy", entity=given, activity=step)
        self._relate("wasAssociatedWith", activity=step, agent=source)
        self._derive(given, carrier, QUOTED if hop["reported_as"] else None)
        if hop["via"] is not None:
            before = f"here:hop-{hop['via']}"
            self._relate("used", activity=step, entity=before)
            self._derive(given, before)
        else:
            # Where nobody before it is known, the record rests on what this document gives.
            self._derive(self._figure, given, PRIMARY if hop["relation"] == "publishes" else None)

    def _add_counting(self) -> None:
        """Add what the origin did, and what it counted from where that is recorded."""
        self._add_making({"prov:label": "What the origin did to have the figure."})

    def _add_computation(self, derivation: Any) -> None:
        """Add how the figure was computed; constants stand in the formula's text."""
        self._add_making({"prov:label": derivation["text"]})
        for operand in derivation["operands"]:
            noun, _, slug = operand["operand"].partition(":")
            if noun == "constant":
                continue
            name = f"figure:{slug}" if noun == OBSERVATION.name else f"event:{slug}"
            self.statements["entity"].setdefault(name, _said({"prov:label": operand["statement"]}))
            self._relate("used", activity="here:making", entity=name)
            self._derive(self._figure, name)

    def _add_making(self, activity: dict[str, Any]) -> None:
        self.statements["activity"]["here:making"] = activity
        origin = f"source:{self._record['origin']['id']}"
        self._relate("wasGeneratedBy", entity=self._figure, activity="here:making")
        self._relate("wasAssociatedWith", activity="here:making", agent=origin)
        for slug in input_documents(self._record):
            self.statements["entity"].setdefault(f"document:{slug}", {})
            self._relate("used", activity="here:making", entity=f"document:{slug}")

    def _source(self, slug: str, label: str) -> dict[str, Any]:
        return self.statements["agent"].setdefault(f"source:{slug}", {"prov:label": label})

    def _derive(self, made: str, of: str, as_a: str | None = None) -> None:
        kind = {"prov:type": _name(as_a)} if as_a else {}
        self._relate("wasDerivedFrom", generatedEntity=made, usedEntity=of, **kind)

    def _relate(self, relation: str, **sides: Any) -> None:
        self._count += 1
        named = {name if ":" in name else f"prov:{name}": side for name, side in sides.items()}
        self.statements[relation][f"_:r{self._count}"] = named


def _given(hop: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of the figure as one document gives it."""
    reading = hop["reported_as"] or {}
    return _said(
        {
            "prov:label": f"The figure as “{hop['document']['title']}” gives it",
            "caveat:as_printed": hop["as_printed"],
            **{f"caveat:reading_{name}": word for name, word in reading.items()},
            "caveat:alteration": [in_words(one) for one in hop["alterations"]],
            "caveat:unseen": hop["unseen"],
            "caveat:carries": [f"{one['caveat']}{one['strength']}" for one in hop["carries"]],
            "caveat:fragment": hop["fragment"],
        }
    )


def _said(attributes: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes that say something."""
    return {name: said for name, said in attributes.items() if said}


def _name(qualified: str) -> dict[str, str]:
    return {"$": qualified, "type": "prov:QUALIFIED_NAME"}
