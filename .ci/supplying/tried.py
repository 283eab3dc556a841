"""Tries the audit itself, against a service on this machine that knows of one bad package."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

AUDIT = Path(__file__).with_name("audit.py")
BAD, GOOD = "jinja2==2.7.1\n", "django==5.2.19\n"
IGNORANT = "not audited: the service knows nothing against jinja2 2.7.1\n"
NOBODY = "http://127.0.0.1:9/"


class Service(BaseHTTPRequestHandler):
    """Answers like OSV."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name, version = asked["package"]["name"], asked["version"]
        affected = {"package": {"name": name, "ecosystem": "PyPI"}, "versions": [version]}
        bad = {"id": "BAD-1", "modified": "2026-01-01T00:00:00Z", "affected": [affected]}
        is_bad = f"{name}=={version}\n" in self.server.bad
        body = json.dumps({"vulns": [bad]} if is_bad else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def audited(lock, address, **environment):
    """Return the exit code of the audit of a lock, and what it says."""
    with tempfile.NamedTemporaryFile("w", suffix=".lock") as file:
        file.write(lock)
        file.flush()
        command = [sys.executable, AUDIT, file.name, "--ask", address]
        env = {name: value for name, value in os.environ.items() if name != "AUDIT"} | environment
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=env)
    return done.returncode, done.stdout.replace(file.name, "LOCK")


server = HTTPServer(("127.0.0.1", 0), Service)
here = f"http://127.0.0.1:{server.server_port}/"
threading.Thread(target=server.serve_forever, daemon=True).start()

TRIED = (
    # What the service knows, what is pinned, how it is asked; the exit code, the answer.
    (
        [BAD],
        GOOD + BAD,
        {},
        1,
        "jinja2 2.7.1: BAD-1, mended in no release\n"
        "audited: 2 packages of LOCK, 1 with a known vulnerability\n",
    ),
    ([BAD], GOOD, {}, 0, "audited: 1 packages of LOCK, 0 with a known vulnerability\n"),
    ([], GOOD, {}, 0, IGNORANT),
    ([], GOOD, {"AUDIT": "required"}, 1, IGNORANT),
)
for server.bad, lock, environment, *expected in TRIED:
    assert [*audited(lock, here, **environment)] == expected, (audited(lock, here), expected)
code, said = audited(GOOD, NOBODY)
assert (code, said[:12]) == (0, "not audited:"), said
print("the audit: a planted package is refused; no answer, or one that knows nothing, is no audit")
