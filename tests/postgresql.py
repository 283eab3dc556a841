"""A PostgreSQL of its own: private socket, temporary folder, gone with whoever asked for it.

``python -m tests.postgresql COMMAND …`` runs a command on such a server, by its DATABASE_URL.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

# A collation that ignores hyphens, as those of many servers do: what is ordered by it shows.
COLLATION = ["--locale-provider=icu", "--icu-locale=en-US-u-ka-shifted", "--encoding=UTF8"]
WAITING = ["--wait", "--timeout=60"]
# PostgreSQL refuses to run as root.
UNPRIVILEGED = "nobody"


def binaries():
    """Return the folder of the server's programs, None where PostgreSQL is not installed."""
    command = shutil.which("pg_config")
    if command is None:
        return None
    found = subprocess.run([command, "--bindir"], capture_output=True, text=True, check=True)
    folder = Path(found.stdout.strip())
    return folder if (folder / "initdb").exists() else None


class Server:
    """A server in a folder: ``url`` is the DATABASE_URL of an empty database of it."""

    def __init__(self, folder, user):
        self.url = f"postgresql://caveat@{folder.replace('/', '%2F')}:5432/postgres"
        self._folder, self._programs = Path(folder), binaries()
        self._run = {"check": True, "user": user and user.pw_uid, "cwd": folder}
        self._run |= {"stdout": subprocess.DEVNULL, "env": {**os.environ, "LC_ALL": "C"}}

    def make(self):
        """Make its files."""
        options = ["--auth=trust", "--username=caveat", "--no-sync", *COLLATION]
        self._do("initdb", *options)

    def start(self):
        """Start it; return when it can be asked."""
        log, folder = self._folder / "log", self._folder
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        try:
            self._do("pg_ctl", *WAITING, "--log", log, "--options", options, "start")
        except subprocess.CalledProcessError as error:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from error

    def stop(self, mode="immediate"):
        """Stop it; return when it is gone."""
        self._do("pg_ctl", *WAITING, f"--mode={mode}", "stop")

    def _do(self, program, *options):
        data = self._folder / "data"
        subprocess.run([self._programs / program, "--pgdata", data, *options], **self._run)


@contextmanager
def server():
    """Run a server and yield it. It fails loudly or it runs."""
    with tempfile.TemporaryDirectory(prefix="caveat-postgresql-") as folder:
        user = pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        running = Server(folder, user)
        running.make()
        running.start()
        try:
            yield running
        finally:
            running.stop()


def main(command):
    """Run the command on a server of its own; return its exit code."""
    if binaries() is None:
        sys.exit("PostgreSQL is not installed (no pg_config)")
    with server() as running:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": running.url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
