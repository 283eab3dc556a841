"""Create an editor who may do everything; a password that is easily guessed is refused."""

import os

from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from datasets.management.tables import TablesCommand

PASSWORD = "DJANGO_SUPERUSER_PASSWORD"  # noqa: S105 -- Django's name of the variable


class Command(TablesCommand, createsuperuser.Command):
    """Holds a password of the environment against the rules, as Django does with typed ones."""

    def handle(self, *args, **options):
        """Refuse what the rules refuse, then do as Django does."""
        if not options["interactive"] and PASSWORD in os.environ:
            names = (self.UserModel.USERNAME_FIELD, *self.UserModel.REQUIRED_FIELDS)
            given = {name: options[name] for name in names if options[name]}
            try:
                validate_password(os.environ[PASSWORD], self.UserModel(**given))
            except ValidationError as refused:
                told = " ".join(refused.messages)
                raise CommandError(f"nobody was created: {PASSWORD}: {told}") from refused
        super().handle(*args, **options)
