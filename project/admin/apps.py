"""The app that puts our own site in the place of Django's."""

from django.contrib.admin import apps


class GuardedAdmin(apps.AdminConfig):
    """Django's admin, behind our own log-in."""

    default_site = "project.admin.site.GuardedSite"
