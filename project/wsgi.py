"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from environs import EnvError
from gunicorn.errors import AppImportError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

try:
    application = get_wsgi_application()
except EnvError as wrong:
    # The one exception that gunicorn tells in a line; for others it starts worker after worker.
    raise AppImportError(str(wrong)) from None
