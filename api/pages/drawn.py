"""Figures as drawings: what of a record is drawn, and in which words it is told."""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from django.http import HttpResponse
from rest_framework.response import Response

from api.pictures.amounts import Amount, in_words
from api.pictures.drawing import Told
from api.pictures.forest import Mark, Row, forest
from api.pictures.marks import Badge
from api.pictures.png import png
from api.pictures.standalone import About, standalone
from api.pictures.strip import strip
from api.views.forms_of_one import PNG
from datasets.wording import check_words, doubts, numbers

SUFFIXES = {"ratio": "×", "percent_change": "%", "share": "%"}
DIRECTIONS = {"understated": "higher", "overstated": "lower", "mixed": "either"}
OF_RATIOS = Mark(1, "as many")
MOST_DRAWN = 500
# So many pixels a picture has for each of its own.
ZOOM = 2
# A published figure never changes: what was drawn of it once is drawn the same again.
_strip = lru_cache(maxsize=MOST_DRAWN)(strip)
_forest = lru_cache(maxsize=MOST_DRAWN)(forest)


def amount(record, said=""):
    """Return what is drawn of a figure; without a number or an end it draws nothing."""
    ends = {"lower": record["lower_bound"], "upper": record["upper_bound"]}
    worked_out = record["derivation"] is not None
    if worked_out and None not in ends.values() and ends["lower"] != ends["upper"]:
        words = numbers.interval_in_words(record).split(" to ")
        ends |= {"lower_said": words[0], "upper_said": words[-1]}
    value = None if record["value"] is None else Decimal(numbers.value_of(record))
    lower, upper = record["lower_bound"], record["upper_bound"]
    if value is None and lower == upper:
        # Of words it is their one reading.
        value = lower
    elif None not in (value, lower, upper):
        # Rounding must not put the number beside what is possible.
        value = min(max(value, lower), upper)
    direction = DIRECTIONS.get(record["bias"])
    return Amount(
        value=value,
        said=said,
        band=check_words.range_called(record),
        worked_out=worked_out,
        direction=direction,
        **ends,
    )


def strip_of(record, head):
    """Return the strip of a figure, None where there is nothing to draw.

    That something is more than nothing is no number: a rise of any size.
    """
    if record["value"] is None and record["upper_bound"] is None and not record["lower_bound"]:
        return None
    told = Told("strip", head.told, record["statement"])
    suffix = SUFFIXES.get(record["quantity"], "")
    drawn = amount(record, words_of(head))
    if head.quoted and drawn.value is not None:
        drawn = replace(drawn, said=f"read as {in_words(drawn.value)}{suffix}")
    return _strip(drawn, told, suffix=suffix, whole=is_whole(record))


def words_of(head):
    """Return how a drawing says a number; what is quoted is none."""
    return "" if head.quoted else head.alone


def is_whole(record):
    """Return whether only whole numbers can be counted."""
    whole = record["quantity"] in numbers.OF_THINGS
    return whole and record["measure"]["unit"]["countable"]


def forest_of(rows, title, *, comparable=True):
    """Return the forest plot of several figures of one quantity, None where nothing is known."""
    amounts = [amount(one.record, words_of(one.head)) for one in rows]
    if not any(one.known for one in amounts):
        return None
    quantity = rows[0].record["quantity"]
    drawn = tuple(
        Row(each, Told(f"row-{place}", one.head.told, one.record["statement"]))
        for place, (each, one) in enumerate(zip(amounts, rows, strict=True))
    )
    return _forest(
        drawn,
        Told("plot", title, check_words.described(one.record["statement"] for one in rows)),
        suffix=SUFFIXES.get(quantity, ""),
        whole=all(is_whole(one.record) for one in rows),
        mark=OF_RATIOS if quantity == "ratio" else None,
        comparable=comparable,
    )


def picture(fmt, svg):
    """Return a drawing that stands alone, as SVG or PNG."""
    if fmt is PNG:
        return HttpResponse(png(svg, zoom=ZOOM), content_type=PNG.media_type)
    return Response(svg.encode())


def badge(record):
    """Return the badge of a figure as a picture has it, None where no direction is known."""
    told = doubts.badge(record)
    return Badge(told[0], DIRECTIONS[record["bias"]]) if told else None


def alone(record, head, source):
    """Return the picture of a figure that stands alone, with its caveats and its source in it."""
    drawing = strip_of(record, head)
    about = About(
        title=head.what,
        source=source,
        number=f"“{head.number}”" if head.quoted else head.number,
        before=head.before,
        badge=badge(record),
        chips=[one["short"] for one in record["caveats"][:3]],
    )
    told = Told("picture", f"{head.told} {head.what}", record["statement"])
    return standalone(about, told, [drawing] if drawing else [])


def plot_of(rows, title, *, comparable=True):
    """Return the forest plot of some rows of a table, each beside its drawing; or None."""
    plot = forest_of(rows, title, comparable=comparable)
    if plot is None:
        return None
    return {"plot": plot, "rows": list(zip(rows, plot.rows, strict=True))}
