"""Whether the service lives, and whether it can answer: for whatever watches or starts it."""

from django.conf import settings
from django.db import DatabaseError, OperationalError, ProgrammingError
from django.http import JsonResponse
from django.views import View

from datasets.models import PUBLISHED, Redaction, Release
from datasets.releases import last_verification, marks, release_files
from datasets.releases.redactions import given_out
from datasets.store.unapplied import unapplied


class LivezView(View):
    """The process answers; nothing else is asked."""

    http_method_names = ("get", "head")

    def get(self, request):
        """Return that it lives."""
        return _answer({}, version=settings.VERSION)


class ReadyzView(View):
    """It could answer readers: the database is there, as this code expects it, with its files."""

    http_method_names = ("get", "head")

    def get(self, request):
        """Return 200, or 503 with what is missing: whatever rests on that is not asked for."""
        try:
            found = {"database": "ok", "migrations": _migrations()}
            if found["migrations"] == "ok":
                found["tables"] = _tables()
            if found.get("tables") == "ok":
                found["files"] = _files()
        except DatabaseError as error:
            found = {"database": f"cannot be asked: {type(error).__name__}"}
        return _answer(found, verification=_verification())


def _migrations():
    waiting, _ = unapplied()
    return f"{waiting} are not applied: run manage.py migrate" if waiting else "ok"


def _tables():
    """Return whether all can be read that readers need: the role that serves may lack a right."""
    for model in (*PUBLISHED, Redaction):
        try:
            model.objects.exists()
        except (OperationalError, ProgrammingError):
            return f"{model._meta.db_table} cannot be read"
    return "ok"


def _files():
    """Return whether the files are those of the newest release of each dataset."""
    try:
        found = marks.newest_marks()
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    newest = {one.dataset: one for one in Release.objects.order_by("pk")}
    if wrong := marks.foreign(found, newest):
        return wrong
    for release in newest.values():
        for file in given_out(release):
            try:
                size = release_files.size(release, file["name"])
            except OSError as error:
                return f"{release_files.path(release, file['name'])}: {error.strerror}"
            if size != file["bytes"]:
                return f"{release_files.path(release, file['name'])}: {size} bytes"
    return "ok"


def _verification():
    """Return what the last verification found, for an operator: no reader is sent away for it."""
    try:
        last = last_verification.last()
    except last_verification.Unreadable as error:
        return {"state": f"cannot be read: {error}"}
    if last is None:
        return {"state": "never"}
    return {"state": last.state, "time": f"{last.time:%Y-%m-%dT%H:%M:%SZ}", "faults": last.faults}


def _answer(found, **told):
    well = all(value == "ok" for value in found.values())
    body = {"status": "ok" if well else "not ready", **found, **told}
    return JsonResponse(body, status=200 if well else 503, headers={"Cache-Control": "no-store"})
