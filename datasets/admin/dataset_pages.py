"""The pages of datasets: publishing them, withdrawing their figures, looking at their releases."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm

from datasets import models, publishing
from datasets.wording.publications import summary

from .base import CuratedAdmin
from .forms import WithdrawalForm


class PublishForm(ActionForm):
    """The choice of an action, and the reason that readers are told."""

    note = forms.CharField(required=False, label="What changed and why:")


@admin.register(models.Dataset)
class DatasetAdmin(CuratedAdmin):
    """Datasets, and the action that publishes them."""

    list_display = ("slug", "title", "license", "reviewed_on")
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
