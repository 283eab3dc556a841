"""The page of a caveat, with all that it hangs on."""

from django.contrib import admin

from datasets import models

from .base import Curated, CuratedAdmin, WaiverInline
from .parts import Parts


class AttachmentInline(Curated, admin.StackedInline):
    """What a caveat hangs on."""

    model = models.Attachment
    formset = Parts
    extra = 0
    fields = [("dataset", "source"), ("document", "measure"), ("observation", "direction")]


@admin.register(models.Caveat)
class CaveatAdmin(CuratedAdmin):
    """Caveats, with all that they hang on."""

    list_display = ("slug", "short", "weight", "text", "affects", "direction", "asserted_by")
    search_fields = ("slug", "text")
    inlines = [AttachmentInline, WaiverInline]
