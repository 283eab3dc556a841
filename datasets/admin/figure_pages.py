"""The pages of figures: reported ones with their chains and caveats, computed ones, hops."""

from django.contrib import admin

from datasets import models, publishing
from datasets.curation.withdrawal_rules import unexplained
from datasets.models.reported import REPORTED

from .base import Curated, CuratedAdmin, Rows, WaiverInline, folded, part
from .cells import Cell
from .figure_forms import Chain, DerivationForm, ObservationForm
from .outlooks import linked


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
        part(None, ("hop", "via", "basis"), "document", ("relation", "as_printed", "reckoned")),
        folded("What it gives instead", *(f"reported_{name}" for name in REPORTED)),
        folded(
            "Where it stands",
            ("paragraph", "start", "end"),
            ("fragment", "place_in_text"),
            "no_words",
            ("sentence_start", "sentence_end", "sentence_sha256"),
        ),
    ]


class CarriedInline(Rows):
    """The caveats that a document passes on."""

    model = models.Carried
    verbose_name_plural = "caveats that it passes on"


class OwnAttachmentInline(Rows):
    """The caveats that hang on one observation alone."""

    model = models.Attachment
    fields = ("caveat", "direction")
    verbose_name_plural = "caveats of this figure alone"


BEFORE_PUBLISHING = part(
    "Before it is published",
    *("caveats_reviewed_on", "change_note"),
    description="A published figure can be deleted once a withdrawal gives the reason.",
)


class FigureAdmin(CuratedAdmin):
    """What is published as an observation, reported or computed."""

    list_filter = [("caveats_reviewed_on", admin.EmptyFieldListFilter)]
    change_form_template = "admin/figure_form.html"
    # What a figure of this kind would be told as.
    outlook = None

    def render_change_form(self, request, context, obj=None, **options):
        """Begin with the sentence and what is missing, worked out only where it is shown."""

        def told():
            found = self.outlook(obj.dataset_id, obj.pk)
            return {"sentence": found.sentence, "missing": linked(found.missing, context)}

        return super().render_change_form(request, context | {"outlook": told}, obj=obj, **options)

    def has_delete_permission(self, request, obj=None):
        """Keep what readers know until there is a reason to tell them."""
        stays = obj and unexplained([obj.pk])
        return not stays and super().has_delete_permission(request, obj)


@admin.register(models.Observation)
class ObservationAdmin(FigureAdmin):
    """Figures, each with its chain and its caveats."""

    form = ObservationForm
    list_display = ("slug", "dataset", "measure", "period", "comparator", "value", "origin")
    search_fields = ("slug", "measure__label", "origin__label", "value")
    inlines = [InputInline, CitationInline, OwnAttachmentInline, WaiverInline]
    fieldsets = [
        part(None, "slug", "dataset"),
        part("What is counted, whom and where", "measure", "population", "area", "event"),
        part("When", "period_printed", "period", "data_cutoff"),
        part("The number", ("quantity", "per", "base_period"), ("comparator", "value", "place")),
        part(
            "A range, beside the number or instead, and words",
            ("value_low", "value_high", "range_kind"),
            "interpreted_as",
            "interpretation_note",
        ),
        part("Who says so", "origin", ("status", "credibility"), "revises"),
        part("Who held it against its sources again", ("checked_by", "checked_on")),
        BEFORE_PUBLISHING,
    ]

    def goes_with(self, row):
        """Tell which caveats the hops carried: they are edited with each hop."""
        carried = models.Carried.objects.filter(citation__observation=row)
        return {Cell("carried", str(one.citation), "caveat"): str(one) for one in carried}

    @staticmethod
    def outlook(dataset, slug):
        """Return the Outlook of a reported figure."""
        return publishing.outlooks(dataset, {slug})[slug]


@admin.register(models.Derivation)
class DerivationAdmin(FigureAdmin):
    """Figures that are computed from others."""

    form = DerivationForm
    outlook = staticmethod(publishing.computed_outlook)
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
