"""One row a hop: how a figure came here, with what is wrong with it beside each number."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from datasets.models.reported import REPORTED
from datasets.records import OBSERVATION
from datasets.records.declaration import Noun, column
from datasets.records.observation.citation_columns import MEMBERS
from datasets.wording.chains import in_words

HOP = {
    member.path.removeprefix("citations[]."): member
    for member in MEMBERS
    if "[]" not in member.path.removeprefix("citations[].")
}


def _of_figure(*names: Any) -> list[Any]:
    """Return the observation's own columns, read from the figure of the row."""
    columns = {one.name: one for one in OBSERVATION.columns}
    return [replace(columns[name], path=f"figure.{columns[name].path}") for name in names]


def _of_hop(*paths: Any, before: Any = "") -> list[Any]:
    """Return columns for these members of a citation, named as the last part of their paths."""
    return [
        column(
            f"{before}{path.rpartition('.')[2]}",
            HOP[path].type,
            HOP[path].description,
            path=f"hop.{path}",
            vocabulary=HOP[path].vocabulary,
            optional=True,
        )
        for path in paths
    ]


def _reported(name: str) -> Any:
    return column(
        f"reported_{name}",
        "text",
        f"What it reports in effect, {name}: - not stated, a|b either, empty: nothing or not seen.",
        path=f"reported.{name}",
        optional=True,
    )


COLUMNS = (
    column("observation", "slug", "The figure that it carries.", path="figure.id"),
    *_of_hop("hop", "via"),
    *_of_figure("statement", "unit", "period", "bias", "caveats", "caveat_text", "origin"),
    column("document", "slug", "The document that carries the figure.", path="hop.document.id"),
    *_of_hop(
        *("document.source", "document.source_label", "document.title", "document.published"),
        *("document.url", "document.seen", "document.seen_at"),
        *("relation", "basis", "as_printed"),
    ),
    *[_reported(name) for name in REPORTED],
    *_of_hop("compared_with", "printed_before"),
    column(
        "alterations",
        "names",
        "What it changed against that hop, or none; empty where nobody saw it.",
    ),
    column("alteration_text", "text", "The same with how it was before → how it is now."),
    column(
        "carries",
        "names",
        "Caveats that it passes on; + more strongly than before, - more weakly.",
    ),
    *_of_hop(
        *("unseen", "locator.place_in_text", "locator.paragraph"),
        *("locator.start", "locator.end"),
        *("locator.sentence_start", "locator.sentence_end", "locator.sentence_sha256"),
        *("fragment", "no_words"),
    ),
    *_of_figure("dataset", "version", "release", "license", "cite_as"),
)


def rows(record: dict[str, Any]) -> Iterator[Any]:
    """Yield what ``project`` tells of each hop of an observation."""
    for hop in record["citations"]:
        seen, altered = hop["reported_as"] is not None, hop["alterations"]
        yield {
            "figure": record,
            "hop": hop,
            "reported": dict.fromkeys(REPORTED) | (hop["reported_as"] or {}),
            "alterations": [one["alteration"] for one in altered] or ["none"] * seen,
            "alteration_text": "; ".join(map(in_words, altered)),
            "carries": [f"{one['caveat']}{one['strength'] or ''}" for one in hop["carries"]],
        }


CITATION = Noun(
    name="citation",
    plural="citations",
    description="One hop of the way of a figure: a document that carries it, and what it changed.",
    members=COLUMNS,
    serialize=rows,
)
