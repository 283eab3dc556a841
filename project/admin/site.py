"""The site of the admin: who may enter it."""

from django.conf import settings
from django.contrib.admin import AdminSite

from .log_in import LogInForm, LogInWithCodeForm


class GuardedSite(AdminSite):
    """Lets editors in by their passwords, and where it stands in public by a code besides."""

    site_header = site_title = "Caveat"
    login_template = "admin/log_in.html"

    @property
    def login_form(self):
        """Return the form that asks for all that is needed here."""
        return LogInWithCodeForm if settings.ADMIN_CODE else LogInForm

    def has_permission(self, request):
        """Let nobody in on the strength of a log-in that asked for no code."""
        known = not settings.ADMIN_CODE or request.user.is_verified()
        return known and super().has_permission(request)
