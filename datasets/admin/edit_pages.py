"""What editors did, to look at and to undo: an undoing is an edit like every other."""

from itertools import groupby
from operator import itemgetter

from django.apps import apps
from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from datasets import models

from .cells import Cell, as_sent, cells, dumps, formsets, send_instead
from .editing import CONFLICT, OPENED, WHY


@admin.register(models.Edit)
class EditAdmin(admin.ModelAdmin):
    """All edits of all rows, of those too that are gone."""

    list_display = ("at", "by", "kind", "noun", "row", "why")
    list_filter = ("noun", "kind", "by")
    search_fields = ("row", "why")
    ordering = ("-id",)
    change_form_template = "admin/edit_page.html"

    def has_add_permission(self, request, obj=None):
        """Leave it to what is edited: an edit never changes."""
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def get_urls(self):
        """Add the address that undoes an edit."""
        undo = self.admin_site.admin_view(require_POST(self.undo))
        return [path("<int:number>/undo/", undo, name="datasets_edit_undo"), *super().get_urls()]

    def undo(self, request, number):
        """Put the fields back as they were, unless they were changed again or may not be so."""
        edit = get_object_or_404(models.Edit, pk=number)
        pages = self.admin_site.get_model_admin(apps.get_model("datasets", edit.noun))
        row = None if edit.kind == "deleted" else edit.row
        page = pages.looked_at(request, row)
        if page is None:
            raise Http404
        if edit.kind == "added":
            messages.info(request, "It was added by this edit: to undo that, delete it.")
            return HttpResponseRedirect(_address(edit, "delete"))
        if not edit.fields:
            return self._not_undone(request, edit, "It is redacted: what stood there is gone.")
        if again := _changed_again(edit, page):
            told = f"Changed again since, so undo that first, or edit it: {', '.join(again)}"
            return self._not_undone(request, edit, told)
        request.undone = edit
        send_instead(request, _as_before(edit, page))
        for lost in _elsewhere(edit, page):
            messages.warning(request, f"This is to be added again by hand: {lost}")
        address = _address(edit, "change") if row else _address(edit, "add")
        answer = pages.changeform_view(request, row, address)
        return HttpResponseRedirect(_address(edit, "history")) if _saved(answer) else answer

    def _not_undone(self, request, edit, why):
        messages.error(request, why)
        request.method = "GET"
        answer = self.change_view(request, str(edit.pk))
        answer.status_code = CONFLICT
        return answer

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show one edit, with the button that undoes it."""
        return super().change_view(
            request, object_id, extra_context={"edit": self.get_object(request, object_id)}
        )


def _address(edit, page):
    row = [] if page == "add" else [edit.row]
    return reverse(f"admin:datasets_{edit.noun}_{page}", args=row)


def _saved(answer):
    return isinstance(answer, HttpResponseRedirect)


def _cell(field):
    return Cell(field["part"], field["row"], field["field"])


def _changed_again(edit, page):
    """Return the fields that do not say any more what the edit made them say."""
    if edit.kind == "deleted":
        return []
    now = cells(page)
    return [one["name"] for one in edit.fields if now.get(_cell(one)) != one["new"]]


def _elsewhere(edit, page):
    """Return what went with a row and is edited on pages of its parts."""
    here = {"", *(one.prefix for one in formsets(page))}
    return [f"{one['name']} {one['old']}" for one in edit.fields if one["part"] not in here]


def _as_before(edit, page):
    """Return what is to be sent for the fields of an edit to be as they were before it."""
    sent = as_sent(page)
    sent |= {one["field"]: one["old"] or "" for one in edit.fields if not one["part"]}
    whole = itemgetter("part", "row")
    for (part, row), several in groupby(sorted(edit.fields, key=whole), key=whole):
        fields = list(several)
        for formset in formsets(page):
            if formset.prefix == part:
                sent |= _part_as_before(formset, row, fields, sent)
    why = f": {edit.why}" if edit.why else ""
    told = f"Undoes what {edit.by} did on {edit.at:%Y-%m-%d %H:%M}{why}"
    return sent | {OPENED: dumps(cells(page)), WHY: told}


def _part_as_before(formset, row, fields, sent):
    there = {str(form.instance.pk): form.prefix for form in formset.initial_forms}
    if row in there and all(one["old"] is None for one in fields):
        return {f"{there[row]}-DELETE": "on"}
    number = f"{formset.prefix}-TOTAL_FORMS"
    prefix = there.get(row) or f"{formset.prefix}-{sent[number]}"
    more = {} if row in there else {number: str(int(sent[number]) + 1)}
    return more | {f"{prefix}-{one['field']}": one["old"] or "" for one in fields}
