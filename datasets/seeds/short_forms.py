"""What seed files may leave out, written in full and back: first hops, numbers, many figures."""

from collections import defaultdict
from dataclasses import replace

from datasets.models import Caveat, Citation, Observation
from datasets.nearest import suggestion

from .files import FIRST, FIRST_PLACE, FIRST_PRINTED, ITS_CAVEATS

_SEVERAL = ";"
# What a first hop says that stands beside its figure, with the document and what that prints.
_AS_FIRST = {"hop": 1, "relation": "publishes"}
_COLUMN_OF = {"document": FIRST, "as_printed": FIRST_PRINTED, "place_in_text": FIRST_PLACE}


def in_full(rows, problems):
    """Return the rows with every citation in a row of its own, numbered; others stay as they are.

    A figure with ``first`` has its first hop by that, and its ``caveats`` hang on it. A line of
    citations.csv may name several figures that a document gives; a blank ``hop`` is the next one of
    each figure; ``via`` may be the document of the earlier hop.
    """
    figures = [row for row in rows if row.model is Observation]
    caveats = {str(row.values.get("slug")): row for row in rows if row.model is Caveat}
    _attach(figures, caveats, problems)
    citations = [_first_hop(row) for row in figures if FIRST in row.short]
    citations += [one for row in rows if row.model is Citation for one in _for_each_figure(row)]
    hops = defaultdict(list)
    for row in citations:
        _number(row, hops[row.values.get("observation")], problems)
    return [*(row for row in rows if row.model is not Citation), *citations]


def _attach(figures, caveats, problems):
    """Hang on each figure the caveats that it names itself."""
    for row in figures:
        for slug in _names(row.short.get(ITS_CAVEATS, "")):
            if slug in caveats:
                attached = caveats[slug].parts["attach"]
                # What is no list is refused for that, when its rows are built.
                if isinstance(attached, list):
                    more = f"observation:{row.values.get('slug')}"
                    caveats[slug].parts["attach"] = [*attached, more]
            else:
                near = suggestion(slug, caveats)
                what = f"there is no such caveat in the caveats.toml of this folder{near}"
                problems.append(row.place.problem(what, ITS_CAVEATS, slug))


def _first_hop(row):
    values = {
        **{name: str(value) for name, value in _AS_FIRST.items()},
        "observation": row.values.get("slug"),
        **{name: row.short.get(column, "") for name, column in _COLUMN_OF.items()},
    }
    place = replace(row.place, called=_COLUMN_OF)
    return replace(row, model=Citation, values=values, parts={"carries": ""}, place=place, short={})


def as_first(said):
    """Return the columns of a figure that say all that a citation does, empty where none can."""
    others = said.keys() - {*_AS_FIRST, "observation", *_COLUMN_OF}
    if others or any(said.get(name) != value for name, value in _AS_FIRST.items()):
        return {}
    return {column: said.get(name, "") for name, column in _COLUMN_OF.items()}


def _for_each_figure(row):
    named = row.values.get("observation", "")
    for slug in _names(named) or [named]:
        yield replace(row, values=row.values | {"observation": slug}, parts=dict(row.parts))


def _names(text):
    return [one.strip() for one in text.split(_SEVERAL)] if text else []


def _number(row, before, problems):
    """Give a hop its number and the number of the one that it took the figure from."""
    values = row.values
    if not values.get("hop"):
        values["hop"] = str(len(before) + 1)
    via = values.get("via", "")
    if via and not via.isdigit():
        numbers = [one["hop"] for one in before if one.get("document") == via]
        if len(numbers) == 1:
            values["via"] = numbers[0]
        else:
            found = "several earlier hops" if numbers else "no earlier hop"
            what = f"{found} of {values.get('observation')} in this document"
            problems.append(row.place.problem(f"{what}: expected the number of one", "via", via))
            values["via"] = ""
    before.append(values)
