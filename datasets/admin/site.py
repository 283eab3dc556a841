"""The pages of nouns that need no more than the common page."""

from django.contrib import admin

from datasets import models

from .base import CuratedAdmin

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
