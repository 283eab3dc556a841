"""The page on which a dataset is published: what that changes, figure by figure, and why."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from datasets import models, publishing
from datasets.records import OBSERVATION
from datasets.wording.previews import differences, foreseen
from datasets.wording.publications import summary

from .editing import CONFLICT

FIGURES = (models.Observation, models.Derivation)
LONGEST = models.Observation._meta.get_field("change_note").max_length


@dataclass(frozen=True)
class Change:
    """A figure that would come, go or be told otherwise."""

    slug: str
    kind: str
    was: str
    now: str
    members: list
    reason: str
    box: object = None


class Reasons(forms.Form):
    """Why the release, and why each of the figures that are edited here, as readers are told."""

    seen = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(required=False, widget=forms.TextInput(attrs={"class": "vTextField"}))

    def __init__(self, figures, **given):
        super().__init__(**given)
        for slug in figures:
            self.fields[slug] = forms.CharField(required=False, max_length=LONGEST)


def publish_page(pages, request, slug):
    """Show what publishing a dataset would change, or publish what was seen."""
    dataset = get_object_or_404(models.Dataset, pk=slug)
    problems, status, asked = [], 200, request.method == "POST"
    if asked:
        form = Reasons(_editable(slug), data=request.POST)
        if form.is_valid():
            try:
                _save_reasons(request, slug, form)
                note, seen = form.cleaned_data["note"], form.cleaned_data["seen"]
                published = publishing.publish(slug, note=note, foreseen=seen)
            except publishing.OtherThanForeseen as refused:
                problems, status = refused.problems, CONFLICT
            except publishing.Refused as refused:
                problems = refused.problems
            else:
                messages.success(request, f"dataset {summary(slug, published)}")
                return HttpResponseRedirect(reverse("admin:datasets_dataset_publish", args=[slug]))
    effects = []
    try:
        effects = publishing.preview(slug)
    except publishing.Refused as refused:
        problems = list(dict.fromkeys([*problems, *refused.problems]))
    typed = {"data": request.POST.copy()} if asked else {}
    seen = publishing.digest(effects)
    form = Reasons(_editable(slug), initial={"seen": seen}, **typed)
    if asked:
        form.data["seen"] = seen
    context = {
        **pages.admin_site.each_context(request),
        "title": f"Publish {dataset.title}",
        "opts": pages.opts,
        "dataset": dataset,
        "problems": problems,
        "changes": [_change(one, form) for one in effects if one.noun == OBSERVATION.name],
        "others": [*foreseen(slug, (one for one in effects if one.noun != OBSERVATION.name))],
        "form": form,
    }
    return TemplateResponse(request, "admin/publish.html", context, status=status)


def _editable(slug):
    """Return the figures of a dataset whose reasons can be given here: not those of seed files."""
    return [
        figure
        for model in FIGURES
        for figure in model.objects.filter(dataset=slug, seed_file="").values_list("pk", flat=True)
    ]


def _change(effect, form):
    was, now = effect.before or {}, effect.after or {}
    kind = "changes" if was and now else "appears" if now else "goes"
    reason = now.get("change_note") or ""
    return Change(
        slug=effect.slug,
        kind=kind,
        was=was.get("statement", ""),
        now=now.get("statement", ""),
        members=[*differences(was, now)] if kind == "changes" else [],
        reason="" if reason == publishing.NO_REASON else reason,
        box=form[effect.slug] if kind == "changes" and effect.slug in form.fields else None,
    )


def _save_reasons(request, dataset, form):
    """Keep the reasons in the rows of the figures, each as the edit that it is."""
    with transaction.atomic():
        for model in FIGURES:
            for row in model.objects.filter(dataset=dataset, seed_file=""):
                reason = form.cleaned_data[row.pk].strip()
                if not reason or reason == row.change_note:
                    continue
                models.Edit.objects.create(
                    noun=model._meta.model_name,
                    row=row.pk,
                    at=datetime.now(UTC),
                    by=request.user.get_username(),
                    why=f"The reason that readers are told when {dataset} is published.",
                    kind="changed",
                    fields=[
                        {
                            **{"part": "", "row": "", "field": "change_note"},
                            **{"name": "change_note", "old": row.change_note, "new": reason},
                        }
                    ],
                )
                row.change_note = reason
                row.save(update_fields=["change_note"])
