#!/usr/bin/env python3
"""Django's commands for Caveat; `./manage.py help` lists them."""

import os
import sys

try:
    from django.core.management import execute_from_command_line
    from environs import EnvError
except ModuleNotFoundError as missing:
    raise SystemExit(
        f"{sys.executable} has no {missing.name}: say .venv/bin/python manage.py, once make run "
        "has installed everything there"
    ) from None

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    try:
        execute_from_command_line(sys.argv)
    except EnvError as wrong:
        raise SystemExit(str(wrong)) from None
