"""Makes the image without an engine, and serves from it as compose.yaml does: read-only.

``serving.py FOLDER PYTHON`` makes it in an empty folder, with the command PYTHON for its python.
"""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from image import CONTAINERFILE, built

# Root may write what is read-only; without its capabilities it may not.
UNABLE = [] if os.geteuid() else ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
# What code, static files, pages of the documentation and templates give out.
ASKED = ("/readyz", "/", "/static/api/page.css", "/docs/questions", "/api/v1/openapi.json")
WHOLE = """
from importlib.util import find_spec
from django.conf import settings
found = [name for name in ("pip", "setuptools") if find_spec(name)]
assert not found, f"the image has {found}"
assert settings.SEEDS_DIR.is_dir(), "the image has no seeds"
"""
STARTS_WITHIN = 60


def with_python(folder, python):
    """Put a command ``python`` first on the path, as the image that is built upon has it."""
    command = folder / "bin/python"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{python}" "$@"\n')
    command.chmod(0o755)
    os.environ["PATH"] = f"{command.parent}:{os.environ['PATH']}"


def make_read_only(stage):
    """Take the right to write from all but the volumes, and see that it is gone.

    Whoever serves is not who made it: what only its owner reads is missing there.
    """
    volumes = {*stage.volumes}
    for path in stage.root.rglob("*"):
        needed = 0o005 if path.is_dir() else 0o004
        if not (path.is_symlink() or path in volumes) and needed & ~path.stat().st_mode:
            sys.exit(f"the user of the image cannot read {path.relative_to(stage.root)}")
    subprocess.run(["chmod", "-R", "a-w", stage.root], check=True)
    for volume in stage.volumes:
        volume.chmod(0o700)
    written = subprocess.run([*UNABLE, "touch", stage.inside("x")], capture_output=True)
    assert written.returncode, "the image can be written: nothing was tried"


def ask(server, port, path):
    """Return the body of an answer of 200, as soon as there is any answer."""
    deadline = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < deadline:
        try:
            return urlopen(f"http://127.0.0.1:{port}{path}").read()
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.2)
    sys.exit("the service does not start from the image")


@contextmanager
def served(stage, environment):
    """Run what the image runs, on loopback; yield (server, port)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [one.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for one in stage.command]
    assert command != stage.command
    started = [*UNABLE, *stage.entrypoint, *command]
    server = subprocess.Popen(started, cwd=stage.inside("."), env=environment)
    try:
        yield server, port
    finally:
        server.terminate()
        server.wait()


def main(folder, python):
    """Make it, serve it, ask it."""
    folder = Path(folder)
    with_python(folder, python)
    stage = built(CONTAINERFILE.read_text(), folder)
    make_read_only(stage)
    # The tmpfs of compose.yaml.
    (folder / "tmp").mkdir()
    environment = stage.environment() | {
        "SECRET_KEY": "only-for-this-copy-of-the-image-and-gone-with-it-at-once",
        "DATABASE_URL": f"sqlite:///{stage.volumes[0]}/caveat.sqlite3",
        "RUN_DIR": str(folder / "tmp/run"),
        "TMPDIR": str(folder / "tmp"),
    }
    for words in (["manage.py", "migrate", "-v0"], ["manage.py", "shell", "-v0", "-c", WHOLE]):
        program = [*UNABLE, *stage.entrypoint, *words]
        subprocess.run(program, cwd=stage.inside("."), env=environment, check=True)
    with served(stage, environment) as (server, port):
        answers = {path: ask(server, port, path) for path in ASKED}
    assert json.loads(answers["/readyz"])["status"] == "ok", answers["/readyz"]
    print(f"the image, read-only: {len(ASKED)} addresses answered, neither pip nor setuptools")


main(*sys.argv[1:])
