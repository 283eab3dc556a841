"""The one migration makes the tables as the models are."""

import io

from django.core.management import call_command


def test_nothing_has_changed_since_it_was_written(db):
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert out.getvalue() == "No changes detected\n"
