"""The service as an operator runs it, with the datasets of seeds/, in a temporary folder."""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings

from tests.serving import free_port, wait_for

from .proxy import NAME

ROLES = settings.BASE_DIR / "project/deploy/roles.sql"


@dataclass
class Service:
    """A server on loopback: its process, its port, and where its log and files are."""

    process: subprocess.Popen
    port: int
    folder: Path

    @property
    def log(self):
        """Return what it has logged."""
        return (self.folder / "log").read_text()


@contextmanager
def service(database_url=None):
    """Publish the seeds and serve them; end the server afterwards.

    From PostgreSQL the reader's role serves, as in project/deploy.
    """
    with tempfile.TemporaryDirectory(prefix="caveat-faults-") as name:
        folder, port = Path(name), free_port()
        environment = {
            **os.environ,
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'caveat.sqlite3'}",
            "RELEASES_DIR": str(folder / "releases"),
            "ALLOWED_HOSTS": NAME,
            "PROXY": "1",
            "RUN_DIR": str(folder / "run"),
            "PORT": str(port),
            "LOG": "json",
        }
        for command in (["migrate", "--verbosity=0"], ["bootstrap"]):
            _run([sys.executable, "manage.py", *command], environment)
        if database_url:
            with psycopg.connect(database_url) as owner:
                owner.execute(ROLES.read_text())
            environment["DATABASE_URL"] = database_url.replace("//caveat@", "//caveat_reader@")
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn"],
                cwd=settings.BASE_DIR,
                env=environment,
                stderr=log,
            )
            try:
                wait_for(process, "127.0.0.1", port)
                yield Service(process, port, folder)
            finally:
                process.terminate()
                process.wait(timeout=150)


def _run(command, environment):
    subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, check=True, stdout=subprocess.DEVNULL
    )
