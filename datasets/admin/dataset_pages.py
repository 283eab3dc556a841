"""The pages of datasets: publishing them, withdrawing their figures, looking at their releases."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.html import format_html

from datasets import models

from .base import CuratedAdmin
from .forms import WithdrawalForm
from .publish_page import publish_page


@admin.register(models.Dataset)
class DatasetAdmin(CuratedAdmin):
    """Datasets, and the page that publishes each."""

    list_display = ("slug", "title", "license", "reviewed_on", "publish")
    search_fields = ("slug", "title")
    change_form_template = "admin/dataset_form.html"

    def get_urls(self):
        """Add the page on which a dataset is published."""
        page = self.admin_site.admin_view(self.publish_view)
        name = "datasets_dataset_publish"
        return [path("<slug:slug>/publish/", page, name=name), *super().get_urls()]

    def publish_view(self, request, slug):
        """Publish a dataset, whoever its master is, if the editor may change datasets."""
        if not admin.ModelAdmin.has_change_permission(self, request):
            raise PermissionDenied
        return publish_page(self, request, slug)

    @admin.display(description="publish")
    def publish(self, row):
        """Lead to the page on which it is published."""
        address = reverse("admin:datasets_dataset_publish", args=[row.pk])
        return format_html('<a href="{}">Publish …</a>', address)

    def has_delete_permission(self, request, obj=None):
        """Keep what has been published, and what has rows: each goes by itself, remembered."""
        own = (models.Release, models.Observation, models.Derivation, models.Event)
        stays = obj and any(model.objects.filter(dataset=obj.pk).exists() for model in own)
        return not stays and super().has_delete_permission(request, obj)


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
