"""Two edits of one page put together: what only one of them changed, and what both did."""

from dataclasses import dataclass

from .cells import Cell, as_sent, cells, formsets, names, said, typed
from .parts import numbers_sent


@dataclass(frozen=True)
class Difference:
    """A field that somebody else has changed since a page was opened.

    ``yours`` is None where it was left as it stood, ``opened`` where nobody knows how it stood.
    """

    name: str
    opened: str | None
    now: str
    yours: str | None


def merge(opened, context, post):
    """Return the Differences, and what is to be sent for both edits to be kept.

    Where both changed a field, what is to be sent has the one of ``post``; ``context`` is the page
    as it would be shown now. Where nothing is known of what was ``opened``, all of ``post`` is
    sent, and the Differences are what it has otherwise.
    """
    now, sent, mine = cells(context), as_sent(context), {}
    for bound in context["adminform"].form:
        _typed_over(mine, sent, Cell("", "", bound.name), bound, bound.html_name, opened, post)
    for formset in formsets(context):
        _merge_parts(formset, mine, sent, opened, post)
    called = names(context)
    known = opened or mine
    differences = [
        Difference(
            named(cell, called),
            opened.get(cell, "") if opened else None,
            now.get(cell, ""),
            mine.get(cell),
        )
        for cell in sorted(known.keys() | now.keys())
        if known.get(cell, "") != now.get(cell, "")
    ]
    return differences, sent


def named(cell, called):
    """Return what people call a field; ``called`` has the names of the parts."""
    if not cell.part:
        return cell.field
    part = called.get((cell.part, cell.row), f"{cell.part} {cell.row}, which is gone")
    return f"{part}: {cell.field}"


def _typed_over(mine, sent, cell, bound, name, opened, post):
    """Send what was typed into a field, if anything was."""
    text = said(bound, _Renamed(post, bound.html_name, name))
    if text != opened.get(cell, ""):
        mine[cell] = sent[bound.html_name] = text


class _Renamed(dict):
    """What was sent under one name, for a field that has another now."""

    def __init__(self, post, asked, name):
        super().__init__({asked: post[name]} if name in post else {})


def _merge_parts(formset, mine, sent, opened, post):
    prefix, fields = formset.prefix, typed(formset)
    there = {str(form.instance.pk): form for form in formset.initial_forms}
    total = len(formset.forms)
    for number in numbers_sent(prefix, post):
        given = f"{prefix}-{number}"
        row = post.get(f"{given}-{formset.model._meta.pk.name}", "")
        removed = f"{given}-DELETE" in post
        form = there.get(row)
        if form is not None:
            for name in fields:
                cell = Cell(prefix, row, name)
                _typed_over(mine, sent, cell, form[name], f"{given}-{name}", opened, post)
            sent |= {f"{form.prefix}-DELETE": "on"} if removed else {}
            continue
        texts = {
            name: said(blank, _Renamed(post, blank.html_name, f"{given}-{name}"))
            for name in fields
            for blank in [formset.empty_form[name]]
        }
        before = {name: opened.get(Cell(prefix, row, name), "") for name in fields}
        if removed or (row and texts == before):
            continue
        # It was added, or edited while somebody else took it away: it is kept as a new one.
        sent |= {f"{prefix}-{total}-{name}": text for name, text in texts.items()}
        mine |= {Cell(prefix, row, name): text for name, text in texts.items() if row}
        total += 1
    sent[f"{prefix}-TOTAL_FORMS"] = str(total)
