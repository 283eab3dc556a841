#!/usr/bin/env python3
"""Django's commands for Caveat; `./manage.py help` lists them."""

import os
import sys

from django.core.management import execute_from_command_line
from environs import EnvError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    try:
        execute_from_command_line(sys.argv)
    except EnvError as wrong:
        raise SystemExit(str(wrong)) from None
