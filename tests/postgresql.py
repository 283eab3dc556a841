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


@contextmanager
def server():
    """Run a server; yield the DATABASE_URL of an empty database. It fails loudly or it runs."""
    programs = binaries()
    with tempfile.TemporaryDirectory(prefix="caveat-postgresql-") as folder:
        user = pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None
        data = Path(folder) / "data"
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        run = {"check": True, "user": user and user.pw_uid, "cwd": folder}
        run |= {"stdout": subprocess.DEVNULL, "env": {**os.environ, "LC_ALL": "C"}}
        initdb = [programs / "initdb", "--auth=trust", "--username=caveat", "--no-sync", *COLLATION]
        subprocess.run([*initdb, "--pgdata", data], **run)
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        control = [programs / "pg_ctl", "--pgdata", data, "--wait", "--timeout=60"]
        log = Path(folder) / "log"
        try:
            subprocess.run([*control, "--log", log, "--options", options, "start"], **run)
        except subprocess.CalledProcessError as error:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from error
        try:
            place = folder.replace("/", "%2F")
            yield f"postgresql://caveat@{place}:5432/postgres"
        finally:
            subprocess.run([*control, "--mode=immediate", "stop"], **run)


def main(command):
    """Run the command on a server of its own; return its exit code."""
    if binaries() is None:
        sys.exit("PostgreSQL is not installed (no pg_config)")
    with server() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
