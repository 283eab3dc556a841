"""What the pages of the admin have in common."""

from functools import cache

from django.contrib import admin, messages
from django.db.models import JSONField, TextField
from django.utils.html import format_html

from datasets import models

from .editing import Remembering
from .form_fields import Prose, Words
from .forms import CuratedForm
from .masters import kept_in_seeds, master
from .parts import Parts


def part(title, *fields, **options):
    """Return one part of a page, as Django writes it."""
    return title, {"fields": fields} | options


def folded(title, *fields):
    """Return a part of a page that opens on a click."""
    return part(title, *fields, classes=["collapse"])


@cache
def _in_short(opts, name):
    """Return what a column of a list shows: of a term itself alone, its meaning being a sentence.

    Whoever points at it reads that. Django sorts by columns that are the same each time it asks.
    """
    field = next((one for one in opts.fields if one.name == name and one.choices), None)
    if field is None:
        return name

    @admin.display(description=field.verbose_name, ordering=name)
    def shown(row):
        meaning = getattr(row, f"get_{name}_display")()
        return format_html('<span title="{}">{}</span>', meaning, getattr(row, name))

    shown.__name__ = name
    return shown


class Curated:
    """What pages and their inlines have in common."""

    form = CuratedForm
    formfield_overrides = {TextField: {"form_class": Prose}, JSONField: {"form_class": Words}}

    def get_autocomplete_fields(self, request):
        """Let every row that is referred to be searched for."""
        return [field.name for field in self.opts.fields if field.many_to_one]


class CuratedAdmin(Curated, Remembering, admin.ModelAdmin):
    """The pages of one noun: a row whose master is a seed file is shown, with all its parts."""

    def get_fields(self, request, obj=None):
        """Show the fields in the model's order, what cannot be changed among them."""
        return [field.name for field in self.opts.fields if field.editable]

    def get_list_display(self, request):
        """Show terms without what they mean, and last which file is the master."""
        return (*(_in_short(self.opts, name) for name in self.list_display), master)

    def get_list_filter(self, request):
        """Filter by every term and dataset, and by who the master is."""
        fields = self.opts.fields
        terms = [field.name for field in fields if field.choices or field.name == "dataset"]
        return [*terms, *self.list_filter, ("seed_file", admin.EmptyFieldListFilter)]

    def get_readonly_fields(self, request, obj=None):
        """Let nothing be renamed or moved once it is saved."""
        fields = self.opts.fields if obj else ()
        return [field.name for field in fields if field.primary_key or field.name == "dataset"]

    def has_change_permission(self, request, obj=None):
        """Change rows of the admin, and their parts."""
        return not (obj and master(obj)) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Delete rows of the admin, and their parts."""
        return not (obj and master(obj)) and super().has_delete_permission(request, obj)

    def render_change_form(self, request, context, obj=None, **options):
        """Say why a row of the seeds cannot be edited here."""
        if obj and master(obj):
            messages.info(request, kept_in_seeds(obj))
        return super().render_change_form(request, context, obj=obj, **options)


class Rows(Curated, admin.TabularInline):
    """The parts of a row, as a table."""

    formset = Parts
    extra = 0


class WaiverInline(Rows):
    """Which caveats do not apply to which observations."""

    model = models.Waiver
