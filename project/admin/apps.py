"""The apps of the admin, as they are called in its menu, with our own site for Django's."""

from django.contrib.admin import apps
from django_otp.plugins.otp_totp.apps import DefaultConfig


class GuardedAdmin(apps.AdminConfig):
    """Django's admin, behind our own log-in."""

    default_site = "project.admin.site.GuardedSite"


class SecondFactor(DefaultConfig):
    """The authenticators of editors."""

    verbose_name = "Second factor"
