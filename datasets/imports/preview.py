"""What somebody looks at before an import is put in place: numbers, notices, sentences."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from datasets.wording.labels import counted

from .from_file import Import
from .importing import Figure

_META = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}li{margin:.3rem 0}code{font-size:.85em;overflow-wrap:anywhere}"
)


def lines_of(made: Import, rejects: Path | None) -> Iterator[str]:
    """Yield what an import found, in lines."""
    importing = made.importing
    yield from made.notices
    for table in importing.reader.tables.values():
        yield from table.unused()
    if importing.notes:
        yield from importing.notes.told()
    yield from importing.forms.told()
    if importing.missing:
        cells = counted(importing.missing, "cell")
        yield f"{cells} left blank, or declared missing (first in {importing.first_missing})"
    if importing.kept:
        yield f"{importing.kept} values lie outside of their ranges: kept without, with status U"
    for title, figures in _groups(made):
        if any("sentence" in one for one in figures):
            yield f"{title}:"
            yield from (f"  {one['sentence']}" for one in figures)
    if rejects and importing.doubts:
        left_out = counted(len(importing.doubts), "cell")
        yield f"{left_out} left out, see {rejects}: tell it in the note of the release"
    yield _counts(made)


def _counts(made: Import) -> str:
    delivery = made.delivery
    return (
        f"{made.importing.file_name}: {delivery.new} new, {len(delivery.changed)} changed, "
        f"{delivery.same} same, {len(delivery.gone)} gone"
    )


def page_of(made: Import) -> str:
    """Return the preview as one HTML page, which needs nothing beside it."""
    name = escape(made.importing.file_name)
    parts = [f"<h1>{name}</h1>", f"<p>{escape(_counts(made))}</p>"]
    for title, figures in _groups(made):
        items = "".join(f"<li>{_item(one)}</li>" for one in figures)
        parts.append(f"<h2>{escape(title)}</h2><ul>{items}</ul>")
    head = f"{_META}<title>{name}</title><style>{_STYLE}</style>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>'


def _item(figure: Figure) -> str:
    said = escape(figure.get("sentence", ""))
    place = escape(f"{figure['id']}, row {figure['row']}")
    return f"<bdi>{said}</bdi><br><code>{place}</code>"


def _groups(made: Import) -> Iterator[tuple[str, list[Figure]]]:
    """Yield figures with why they are shown, each once but for what is odd about it."""
    sample = made.sample
    shown: set[str] = set()
    for title, figures in (
        ("The first", sample.first),
        ("Some at random", sample.random),
        ("The largest", sample.largest),
        ("The smallest", sample.smallest),
    ):
        if others := [one for one in figures if one["id"] not in shown]:
            yield title, others
        shown |= {one["id"] for one in others}
    for reason, several in sample.told.items():
        title = f"{sample.counts[reason]} times {reason}"
        yield title, [figure | {"sentence": _with(figure, detail)} for figure, detail in several]


def _with(figure: Figure, detail: str) -> str:
    return f"{figure.get('sentence', figure['id'])} ({detail})"
