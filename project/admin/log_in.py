"""The forms of the log-in, whose answer is the same for whatever is wrong."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from api.limits import client

from . import tries

REFUSED = (
    "This was not accepted: something of it is wrong, or it was tried too often. After "
    f"{tries.FAILURES_OF_PAIR} failures within {tries.WITHIN_SECONDS // 60} minutes nothing is "
    "looked at until these are over."
)


class LogInForm(AdminAuthenticationForm):
    """Checks a name and a password, unless both failed too often from the same address."""

    def clean(self):
        """Refuse with one sentence, which tells nobody what was wrong."""
        if not (self.cleaned_data.get("username") and self.cleaned_data.get("password")):
            return super().clean()
        named = self.cleaned_data["username"], client.address(self.request) or ""
        with tries.turn() as mine:
            if not mine or not tries.begin(*named):
                raise self.get_invalid_login_error()
            cleaned = super().clean()
            if self.get_user():
                self.check_code(self.get_user())
                tries.forgive(*named)
        return cleaned

    def get_invalid_login_error(self):
        """Return the one refusal."""
        return forms.ValidationError(REFUSED, code="invalid_login")

    def confirm_login_allowed(self, user):
        """Let nobody in who may not edit, and say no more of it."""
        if not (user.is_active and user.is_staff):
            raise self.get_invalid_login_error()

    def check_code(self, user):
        """Refuse a wrong code; here none is asked for."""


class LogInWithCodeForm(LogInForm):
    """Checks a code of the editor's authenticator besides (TOTP, RFC 6238)."""

    code = forms.CharField(
        label="Code",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def check_code(self, user):
        """Refuse a wrong or used code, and whoever has no authenticator."""
        with transaction.atomic():
            devices = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True)
            device = devices.first()
            right = device and device.verify_token(self.cleaned_data["code"])
        if not right:
            raise self.get_invalid_login_error()
        # Django remembers this one in the session.
        user.otp_device = device
