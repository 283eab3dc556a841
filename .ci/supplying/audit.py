"""Whether a vulnerability is known of what a lock file pins, asked of OSV by pip-audit.

A service that cannot be reached, or does not answer for all of it, has audited nothing: a line says
so. With AUDIT=required in the environment that fails, as a known vulnerability does.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)
# Whoever knows nothing against this one knows nothing (CVE-2014-1402, CVE-2019-10906).
KNOWN = ("jinja2", "2.7.1")


def asked(pins, service):
    """Return {(name, version): what is known against it}, or in a sentence why nobody knows."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("".join(f"{name}=={version}\n" for name, version in pins))
        file.flush()
        command = [Path(sys.executable).with_name("pip-audit"), "--requirement", file.name]
        command += ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
        command += ["--vulnerability-service", "osv", *service]
        done = subprocess.run(command, capture_output=True, text=True)
    if not done.stdout:
        return done.stderr.strip().splitlines()[-1][:300]
    answers = json.loads(done.stdout)["dependencies"]
    skipped = [one["skip_reason"] for one in answers if "skip_reason" in one]
    if skipped:
        return skipped[0]
    found = {(one["name"], one["version"]): one["vulns"] for one in answers}
    if lost := pins - found.keys():
        return f"nothing was said of {' '.join(min(lost))}"
    if not found[KNOWN]:
        return f"the service knows nothing against {' '.join(KNOWN)}"
    return found


def main():
    """Say what is known; fail where anything is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("lock", type=Path)
    parser.add_argument("--ask", metavar="ADDRESS", help="another service than that of pip-audit")
    chosen = parser.parse_args()
    pins = set(PINNED.findall(chosen.lock.read_text()))
    found = asked({*pins, KNOWN}, ["--osv-url", chosen.ask] if chosen.ask else [])
    if isinstance(found, str):
        print(f"not audited: {found}")
        sys.exit(os.environ.get("AUDIT") == "required")
    wrong = {pin: found[pin] for pin in pins if found[pin]}
    for (name, version), several in sorted(wrong.items()):
        for one in several:
            repaired = ", ".join(one["fix_versions"]) or "no release"
            print(
                f"{name} {version}: {' '.join([one['id'], *one['aliases']])}, mended in {repaired}"
            )
    print(
        f"audited: {len(pins)} packages of {chosen.lock}, {len(wrong)} with a known vulnerability"
    )
    sys.exit(bool(wrong))


main()
