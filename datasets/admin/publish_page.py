"""The page on which a dataset is published: what that changes, figure by figure, and why."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from datasets import models, publishing
from datasets.records import OBSERVATION
from datasets.releases.publisher_lock import one_publisher, refusals
from datasets.wording.previews import differences, foreseen
from datasets.wording.publications import summary

from .cells import Cell
from .editing import CONFLICT, remember

FIGURES = (models.Observation, models.Derivation)
LONGEST = models.Observation._meta.get_field("change_note").max_length
# Of so many figures each is shown, with a field for its reason: Django reads 1,000 fields at most.
MOST = 300
# Before the id of a figure: it may be called as a field of the form is.
REASON = "reason-"


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
            self.fields[REASON + slug] = forms.CharField(required=False, max_length=LONGEST)


def publish_page(pages, request, slug):
    """Show what publishing a dataset would change, or publish what was seen."""
    dataset = get_object_or_404(models.Dataset, pk=slug)
    problems, status = [], 200
    if request.method == "POST":
        named = [one.removeprefix(REASON) for one in request.POST if one.startswith(REASON)]
        form = Reasons(_edited_here(slug, named), data=request.POST)
        try:
            if form.is_valid():
                _publish(request, slug, form)
                return HttpResponseRedirect(reverse("admin:datasets_dataset_publish", args=[slug]))
        except publishing.OtherThanForeseen as refused:
            problems, status = refused.problems, CONFLICT
        except publishing.Refused as refused:
            problems = refused.problems
    effects = []
    try:
        effects = publishing.preview(slug)
    except publishing.Refused as refused:
        problems = list(dict.fromkeys([*problems, *refused.problems]))
    context = {
        **pages.admin_site.each_context(request),
        "title": f"Publish {dataset.title}",
        "opts": pages.opts,
        "dataset": dataset,
        "problems": problems,
        **_shown(request, slug, effects),
    }
    return TemplateResponse(request, "admin/publish.html", context, status=status)


def _shown(request, slug, effects):
    """Return what the page shows of effects; what was typed into it before stays."""
    figures = [one for one in effects if one.noun == OBSERVATION.name]
    typed = {"data": request.POST.copy()} if request.method == "POST" else {}
    seen = publishing.digest(effects)
    edited = _edited_here(slug, [one.slug for one in figures[:MOST] if one.before and one.after])
    form = Reasons(edited, initial={"seen": seen}, **typed)
    if typed:
        form.data["seen"] = seen
    return {
        "changes": [_change(one, form) for one in figures[:MOST]],
        "more": max(len(figures) - MOST, 0),
        "others": [*foreseen(slug, (one for one in effects if one.noun != OBSERVATION.name))],
        "form": form,
    }


def _edited_here(dataset, among):
    """Return the figures among these whose reasons can be given here: not those of seed files."""
    return [row.pk for row in _rows(dataset, among)]


def _rows(dataset, among):
    return [
        row
        for model in FIGURES
        for row in model.objects.filter(dataset=dataset, seed_file="", pk__in=[*among])
    ]


def _change(effect, form):
    was, now = effect.before or {}, effect.after or {}
    kind = "changes" if was and now else "appears" if now else "goes"
    reason, name = now.get("change_note") or "", REASON + effect.slug
    return Change(
        slug=effect.slug,
        kind=kind,
        was=was.get("statement", ""),
        now=now.get("statement", ""),
        members=[*differences(was, now)] if kind == "changes" else [],
        reason="" if reason == publishing.NO_REASON else reason,
        box=form[name] if name in form.fields else None,
    )


def _publish(request, dataset, form):
    """Keep the reasons in the rows of the figures, each as the edit that it is, and publish.

    Where nothing is published no reason is kept either: others edit the same rows.
    """
    given = form.cleaned_data
    reasons = {name.removeprefix(REASON): given[name] for name in given if name.startswith(REASON)}
    told = f"The reason that readers are told when {dataset} is published."
    with refusals(), one_publisher():
        for row in _rows(dataset, reasons):
            reason = reasons[row.pk].strip()
            if reason and reason != row.change_note:
                cell = Cell("", "", "change_note")
                old, new = ({cell: one} for one in (row.change_note, reason))
                remember(request, row, "changed", old, new, why=told)
                row.change_note = reason
                row.save(update_fields=["change_note"])
        published = publishing.publish(dataset, note=given["note"], foreseen=given["seen"])
        if published is None:
            transaction.set_rollback(True)
    page = reverse("dataset-page", args=[dataset])
    told = 'dataset {} <a href="{}">See what readers see</a>'
    messages.success(request, format_html(told, summary(dataset, published), page))
