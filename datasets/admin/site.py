"""The admin: curators edit here what no seed file is the master of, and publish it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm

from datasets import models, publishing
from datasets.curation import withdrawal_rules
from datasets.models.citation import GIVEN
from datasets.wording.publications import summary

from .base import Curated, CuratedAdmin, Rows, folded, part
from .forms import Chain, DerivationForm, ObservationForm, WithdrawalForm

admin.site.site_header = admin.site.site_title = "Caveat"


class InputInline(Rows):
    """What the origin counted from."""

    model = models.Input


class CitationInline(Curated, admin.StackedInline):
    """The chain; the caveats that a hop carries are on its own page."""

    model = models.Citation
    formset = Chain
    extra = 0
    classes = ["collapse"]
    show_change_link = True
    fieldsets = [
        part(None, ("hop", "via", "basis"), "document", ("relation", "as_printed")),
        folded("What it gives instead", *(f"given_{name}" for name in GIVEN)),
        folded(
            "Where it stands",
            ("paragraph", "start", "end"),
            "fragment",
            ("sentence_start", "sentence_end", "sentence_sha256"),
        ),
    ]


class CarriedInline(Rows):
    """The caveats that a document passes on."""

    model = models.Carried
    verbose_name_plural = "caveats that it passes on"


class AttachmentInline(Curated, admin.StackedInline):
    """What a caveat hangs on."""

    model = models.Attachment
    extra = 0
    fields = [("dataset", "source"), ("document", "measure"), ("observation", "direction")]


class OwnAttachmentInline(Rows):
    """The caveats that hang on one observation alone."""

    model = models.Attachment
    fields = ("caveat", "direction")
    verbose_name_plural = "caveats of this figure alone"


class WaiverInline(Rows):
    """Which caveats do not apply to which observations."""

    model = models.Waiver


class PublishForm(ActionForm):
    """The choice of an action, and the reason that readers are told."""

    note = forms.CharField(required=False, label="What changed and why:")


@admin.register(models.Dataset)
class DatasetAdmin(CuratedAdmin):
    """Datasets, and the action that publishes them."""

    list_display = ("slug", "title", "licence", "reviewed_on")
    search_fields = ("slug", "title")
    action_form = PublishForm
    actions = ["publish"]

    @admin.action(description="Publish selected datasets", permissions=["change"])
    def publish(self, request, queryset):
        """Publish one dataset after the other, and tell what came of it."""
        for dataset in queryset.order_by("pk"):
            try:
                published = publishing.publish(dataset.pk, note=request.POST.get("note", ""))
            except publishing.Refused as refused:
                for problem in refused.problems:
                    messages.error(request, problem)
            else:
                level = messages.SUCCESS if published else messages.INFO
                messages.add_message(request, level, f"dataset {summary(dataset, published)}")

    def has_delete_permission(self, request, obj=None):
        """Keep what has been published."""
        released = obj and models.Release.objects.filter(dataset=obj.pk).exists()
        return not released and super().has_delete_permission(request, obj)


@admin.register(models.Caveat)
class CaveatAdmin(CuratedAdmin):
    """Caveats, with all that they hang on."""

    list_display = ("slug", "text", "kind", "concerns", "direction", "asserted_by")
    search_fields = ("slug", "text")
    inlines = [AttachmentInline, WaiverInline]


BEFORE_PUBLISHING = part(
    "Before it is published",
    *("caveats_considered", "change_note"),
    description="A published figure can be deleted once a withdrawal gives the reason.",
)


class FigureAdmin(CuratedAdmin):
    """What is published as an observation, reported or computed."""

    list_filter = [("caveats_considered", admin.EmptyFieldListFilter)]

    def has_delete_permission(self, request, obj=None):
        """Keep what readers know until there is a reason to tell them."""
        unexplained = obj and withdrawal_rules.unexplained([obj.pk])
        return not unexplained and super().has_delete_permission(request, obj)


@admin.register(models.Observation)
class ObservationAdmin(FigureAdmin):
    """Figures, each with its chain and its caveats."""

    form = ObservationForm
    list_display = ("slug", "dataset", "measure", "period", "comparator", "value", "origin")
    search_fields = ("slug", "measure__label", "origin__label", "value")
    inlines = [InputInline, CitationInline, OwnAttachmentInline, WaiverInline]
    fieldsets = [
        part(None, "slug", "dataset"),
        part("What is counted, whom and where", "measure", "population", "area"),
        part("When", "period_printed", "period", "counted_to"),
        part("The number", ("quantity", "per", "base_period"), ("comparator", "value")),
        part("A range or a reading", ("low", "high"), "reading", "reading_note"),
        part("Who says so", "origin", ("status", "credibility"), "revises"),
        BEFORE_PUBLISHING,
    ]


@admin.register(models.Derivation)
class DerivationAdmin(FigureAdmin):
    """Figures that are computed from others."""

    form = DerivationForm
    list_display = ("slug", "dataset", "measure", "period", "formula", "compares")
    search_fields = ("slug", "measure__label", "formula")
    fieldsets = [
        part(None, "slug", "dataset"),
        part("What is counted, whom and where", "measure", "population", "area"),
        part("When", "period"),
        part("The number", ("quantity", "per", "base_period"), "comparator"),
        part("How it is computed", "formula", "operands", "compares"),
        BEFORE_PUBLISHING,
    ]


@admin.register(models.Citation)
class CitationAdmin(CuratedAdmin):
    """One hop, for the caveats that it carries; its words are edited with the whole chain."""

    fieldsets = [part(None, "observation"), *CitationInline.fieldsets]
    list_display = ("observation", "hop", "via", "document", "relation", "basis")
    search_fields = ("observation__slug", "document__slug", "as_printed")
    inlines = [CarriedInline]

    def get_list_filter(self, request):
        """Filter by its terms; its master is the figure's."""
        return ["relation", "basis"]

    def get_readonly_fields(self, request, obj=None):
        """Let the words be."""
        return [field.name for field in self.opts.fields]

    def has_add_permission(self, request):
        """Add hops on the page of the figure."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Delete hops on the page of the figure, or together with it."""
        here = request.resolver_match.url_name.startswith("datasets_citation_")
        return not here and super().has_delete_permission(request, obj)


@admin.register(models.Withdrawal)
class WithdrawalAdmin(CuratedAdmin):
    """Why figures left."""

    form = WithdrawalForm
    list_display = ("observation", "reason", "replaced_by", "dataset")
    search_fields = ("observation", "reason")


@admin.register(models.Release)
class ReleaseAdmin(admin.ModelAdmin):
    """What has been published, to look at."""

    list_display = ("dataset", "number", "day", "rows", "digest", "note")
    list_filter = ("dataset",)
    ordering = ("-id",)

    def has_add_permission(self, request, obj=None):
        """Leave it to publishing: what is published never changes."""
        return False

    has_change_permission = has_delete_permission = has_add_permission


for model, columns in {
    models.Unit: ("slug", "label", "countable", "base", "factor"),
    models.Population: ("slug", "label", "part_of"),
    models.Area: ("slug", "label", "part_of"),
    models.Measure: ("slug", "label", "unit", "population", "kind", "topic"),
    models.Source: ("slug", "label", "kind", "identified", "reliability"),
    models.Document: ("slug", "title", "source", "published", "kind", "seen"),
    models.Event: ("slug", "title", "date", "dataset"),
}.items():
    admin.site.register(model, CuratedAdmin, list_display=columns, search_fields=columns[:2])
