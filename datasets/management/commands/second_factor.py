"""Give an editor the key of an authenticator app, whose codes the admin asks for in public."""

from base64 import b32encode

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from datasets.management.tables import TablesCommand


class Command(TablesCommand):
    """Shows a new key, and keeps it once a code proves that the app has it."""

    help = __doc__

    def add_arguments(self, parser):
        """Declare the arguments."""
        parser.add_argument("user", metavar="USER", help="the name that the editor logs in with")

    def handle(self, *, user, **options):
        """Replace the editor's authenticator, if they have one already, by a new one."""
        users = get_user_model().objects
        editor = users.filter(username=user).first()
        if editor is None:
            known = ", ".join(users.order_by("username").values_list("username", flat=True))
            raise CommandError(f"there is no user {user}, only: {known or 'none'}")
        device = TOTPDevice(user=editor, name="authenticator")
        key = b32encode(device.bin_key).decode()
        self.stdout.write(f"Type this key into the app (it is shown this once):\n  {key}")
        self.stdout.write(f"or make a QR code of this address:\n  {device.config_url}")
        code = _asked("The code that the app shows now: ")
        with transaction.atomic():
            before = TOTPDevice.objects.filter(user=editor)
            replaced, _ = before.delete()
            device.save()
            is_right = device.verify_token(code.strip())
            if is_right:
                # It has opened nothing yet: whoever logs in at once is shown the same by the app.
                device.last_t = -1
                device.save()
            else:
                transaction.set_rollback(True)
        if not is_right:
            raise CommandError(f"nothing was changed: “{code}” is not the code of that key now")
        told = "its codes instead of the old ones" if replaced else "its codes"
        self.stdout.write(f"{user} logs in with {told} from now on")


def _asked(question):
    try:
        return input(question)
    except EOFError as error:
        raise CommandError("nothing was changed: no code was typed") from error
