"""Editing with others: no save undoes what somebody else has saved, and each is remembered."""

import copy
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection, transaction
from django.http import QueryDict

from datasets import models
from datasets.models.record import CURRENT
from datasets.records import OBSERVATION

from .cells import Cell, Damaged, cells, dumps, loads, names, send_instead
from .merging import merge, named

OPENED, WHY = "_opened", "_why"
STALE = "It was saved by somebody else while you had it open. Nothing of yours is saved yet."
DAMAGED = (
    "This page came back damaged: it does not say what it was opened with. Nothing of yours is "
    "saved yet: look at every field, then save again."
)
# What is said above the fields, for each of these.
CONFLICTS = {
    STALE: "Below is what is saved by now with your changes in it, and nothing of yours is saved "
    "yet. Where somebody else changed a field too, yours stands below: look at it, then save.",
    DAMAGED: f"{DAMAGED} What differs from what is saved by now:",
}
WHY_MISSING = "Readers know this row: “Why you change it”, at the end of this page, is needed."
# Any number will do that no other lock of PostgreSQL's has (see releases/publisher_lock.py).
EDITING = 7203
CONFLICT = 409


class Remembering:
    """The pages of one noun, each of which carries what it was opened with."""

    change_form_template = "admin/curated_form.html"
    object_history_template = "admin/edits_of_row.html"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Save what was typed, unless the row is no longer what the page was opened with."""
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with _one_editor(self.opts.model_name, object_id), transaction.atomic():
            page = self.looked_at(request, object_id)
            if page is None or not page["has_change_permission"]:
                return super().changeform_view(request, object_id, form_url, extra_context)
            request.before = page
            request.why = _why(request, page["original"])
            request.refusal = "" if request.why or not known(page["original"]) else WHY_MISSING
            told = {"differences": self._merge(request, page), **(extra_context or {})}
            answer = super().changeform_view(request, object_id, form_url, told)
        if request.refusal in CONFLICTS:
            answer.status_code = CONFLICT
        return answer

    def _merge(self, request, page):
        """Put a stale page together with what was saved since; return in what they differ."""
        try:
            opened, refusal = loads(request.POST.get(OPENED, "")), STALE
        except Damaged:
            opened, refusal = {}, DAMAGED
        request.opened = cells(page)
        if opened == request.opened:
            return []
        differences, sent = merge(opened, page, request.POST)
        request.refusal = refusal
        send_instead(request, sent)
        return differences

    def looked_at(self, request, object_id):
        """Return the context of a row's page as it would be shown now, None without a row."""
        looking = copy.copy(request)
        looking.method, looking.GET = "GET", QueryDict()
        page = super().changeform_view(looking, object_id)
        return page.context_data if hasattr(page, "context_data") else None

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form, which refuses what the page as a whole refuses."""
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form

    def render_change_form(self, request, context, obj=None, **options):
        """Let the page carry what it was opened with."""
        opened = request.opened if hasattr(request, "opened") else cells(context)
        context |= {
            "opened": dumps(opened),
            "why": request.POST.get(WHY, ""),
            "why_needed": bool(obj and known(obj)),
            "why_missing": getattr(request, "refusal", "") == WHY_MISSING,
            "conflict": CONFLICTS.get(getattr(request, "refusal", ""), ""),
        }
        return super().render_change_form(request, context, obj=obj, **options)

    def message_user(self, request, message, *args, **kwargs):
        """Tell of an edit that undoes another what it is."""
        undone = getattr(request, "undone", None)
        told = (
            f"Undone: what {undone.by} did with {undone.noun} {undone.row}." if undone else message
        )
        return super().message_user(request, told, *args, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        """Show what was edited, field by field."""
        edits = models.Edit.objects.filter(noun=self.opts.model_name, row=object_id)
        return super().history_view(request, object_id, {"edits": edits})

    def log_addition(self, request, row, message):
        """Remember a new row."""
        self._remember(request, row, "added", {}, self.looked_at(request, str(row.pk)))
        return super().log_addition(request, row, message)

    def log_change(self, request, row, message):
        """Remember an edit."""
        after = self.looked_at(request, str(row.pk))
        self._remember(request, row, "changed", request.before, after)
        return super().log_change(request, row, message)

    def log_deletions(self, request, queryset):
        """Remember rows that go; they are there still."""
        for row in queryset:
            before = self.looked_at(request, str(row.pk))
            self._remember(request, row, "deleted", before, {})
        return super().log_deletions(request, queryset)

    def goes_with(self, row):
        """Return the cells of what is deleted with a row and stands on other pages."""
        return {}

    def _remember(self, request, row, kind, before, after):
        old, new = (cells(page) if page else {} for page in (before, after))
        if kind == "deleted":
            old |= _never_typed(row, self.get_readonly_fields(request, row)) | self.goes_with(row)
        called = {**(names(before) if before else {}), **(names(after) if after else {})}
        why = request.why if kind == "changed" else request.POST.get(WHY, "").strip()
        remember(request, row, kind, old, new, called, why=why)


def _why(request, row):
    """Return why a row is changed: as editors are told, else as readers are, where that is new."""
    for_readers = request.POST.get("change_note", "").strip()
    if for_readers == getattr(row, "change_note", ""):
        for_readers = ""
    return request.POST.get(WHY, "").strip() or for_readers


def remember(request, row, kind, old, new, called=None, *, why):
    """Write what was edited of a row, if anything was: its cells before and after."""
    fields = [
        {**cell._asdict(), "name": named(cell, called), "old": old.get(cell), "new": new.get(cell)}
        for cell in sorted(old.keys() | new.keys())
        if old.get(cell) != new.get(cell) and (old.get(cell) or new.get(cell))
    ]
    if fields:
        models.Edit.objects.create(
            noun=row._meta.model_name,
            row=row.pk,
            at=datetime.now(UTC),
            by=request.user.get_username(),
            why=why,
            kind=kind,
            fields=fields,
        )


def _never_typed(row, names):
    """Return the cells that a page shows and nobody changes: which row it is, of which dataset."""
    fields = [row._meta.get_field(name) for name in names]
    return {Cell("", "", one.name): str(one.value_from_object(row)) for one in fields}


def known(row):
    """Return whether readers know a row, or the figure that it is a part of."""
    noun, slug = row._meta.model_name, row.pk
    if isinstance(row, models.Derivation):
        noun = OBSERVATION.name
    if isinstance(row, models.Citation):
        noun, slug = OBSERVATION.name, row.observation_id
    if isinstance(row, models.Withdrawal):
        return False
    return models.Record.objects.of(noun).filter(slug=slug, valid_to_release=CURRENT).exists()


@contextmanager
def _one_editor(noun, row):
    """Let nobody else save a row meanwhile; SQLite's transactions exclude each other already."""
    if connection.vendor == "postgresql":
        key = [EDITING, zlib.crc32(f"{noun} {row}".encode()) - 2**31]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", key)
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
        return
    yield
