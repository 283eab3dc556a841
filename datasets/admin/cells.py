"""What the forms of a page hold, field by field, as texts that a browser sends."""

import json
from typing import NamedTuple

import msgspec
from django import forms
from django.http import QueryDict


class Cell(NamedTuple):
    """A field of a page: of the row itself, or of one of its parts (citations, 12, as_printed)."""

    part: str
    row: str
    field: str


class Damaged(ValueError):
    """A page came back without what it carried, or with something else in its place."""


def cells(context):
    """Return {cell: text} of a page that nobody has typed into."""
    found = {Cell("", "", one.name): said(one) for one in context["adminform"].form}
    for formset, form in _saved(context):
        found |= {
            Cell(formset.prefix, str(form.instance.pk), one.name): said(one)
            for one in form
            if one.name in typed(formset)
        }
    return found


def names(context):
    """Return {(part, row): what people call it} of the parts of a page."""
    return {
        (formset.prefix, str(form.instance.pk)): f"{formset.model._meta.verbose_name} ({row})"
        for formset, form in _saved(context)
        if (row := str(form.instance))
    }


def as_sent(context):
    """Return what a browser sends of a page that nobody has typed into."""
    sent = {one.html_name: said(one) for one in context["adminform"].form}
    for formset in formsets(context):
        for form in (formset.management_form, *formset.forms):
            sent |= {one.html_name: said(one) for one in form if one.name != "DELETE"}
    return sent


def formsets(context):
    """Return the formsets of a page, one for each kind of part."""
    return [inline.formset for inline in context["inline_admin_formsets"]]


def typed(formset):
    """Return the names of the fields of a part that people type into."""
    own = {formset.model._meta.pk.name, formset.fk.name, "DELETE"}
    return [name for name in formset.empty_form.fields if name not in own]


def said(bound, data=None):
    """Return the text of a field as its page shows it, or as ``data`` has it."""
    widget = bound.field.widget
    value = bound.value() if data is None else widget.value_from_datadict(data, {}, bound.html_name)
    if isinstance(bound.field, forms.BooleanField):
        return "on" if value else ""
    return "" if value is None else str(value).replace("\r\n", "\n")


def send_instead(request, sent):
    """Let a request be one that sent this."""
    # Django reads the body when it is asked for files, and would put what it finds over this.
    _ = request.FILES
    request.POST = QueryDict(mutable=True)
    request.POST.update(sent)


def dumps(found):
    """Return cells as a text that a page can carry."""
    return json.dumps({"/".join(cell): value for cell, value in found.items()})


def loads(text):
    """Return the cells of such a text; Damaged where it is none."""
    try:
        found = _carried.decode(text)
        carried = {Cell(*name.split("/")): value for name, value in found.items()}
    except (msgspec.MsgspecError, TypeError):
        raise Damaged from None
    if not carried:
        raise Damaged
    return carried


_carried = msgspec.json.Decoder(dict[str, str])


def _saved(context):
    return [
        (formset, form)
        for formset in formsets(context)
        for form in formset.initial_forms
        if form.instance.pk
    ]
