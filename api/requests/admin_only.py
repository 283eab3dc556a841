"""What only the admin needs: who is logged in, what their forms carry, what they are told.

Public answers depend on no cookie and set none, so that caches hold one answer for everybody.
"""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django_otp.middleware import OTPMiddleware

from . import problems
from .query import NOT_OURS


class _AdminOnly:
    """Of a middleware, that it passes over every request that is not the admin's."""

    def __call__(self, request):
        """Do what the middleware does, or go on without it."""
        if request.path_info.startswith(NOT_OURS):
            return super().__call__(request)
        return self.get_response(request)


class AdminSession(_AdminOnly, SessionMiddleware):
    """Sessions, and no address that no database takes."""

    def process_request(self, request):
        """Refuse a NUL: the admin takes any text for an id, and PostgreSQL no such text."""
        if "\0" in request.path_info:
            return problems.not_found(request)
        return super().process_request(request)


class AdminForms(_AdminOnly, CsrfViewMiddleware):
    """Forms that only the admin's own pages can send."""

    def process_view(self, request, callback, args, kwargs):
        """Hold the token of a form against that of the session."""
        if request.path_info.startswith(NOT_OURS):
            return super().process_view(request, callback, args, kwargs)
        return None


class AdminUser(_AdminOnly, AuthenticationMiddleware):
    """Who is logged in."""


class AdminCode(_AdminOnly, OTPMiddleware):
    """Whether whoever is logged in gave a second factor."""


class AdminMessages(_AdminOnly, MessageMiddleware):
    """What the next page tells."""
