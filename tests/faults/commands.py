"""Commands that are killed, or whose disk or database fails: the tests of the suite, counted."""

import os
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

from django.conf import settings

from .fault import Fault

KINDS = {
    "tests/test_kills.py": "commands killed before their n-th step",
    "tests/test_failing_disks.py": "commands whose n-th step fails",
}


def commands(long, where, database_url):
    """Try a handful of places, or all; yield a Fault of each kind."""
    environment = {**os.environ, "DATABASE_URL": database_url}
    environment["LONG_TESTS" if long else "FEW_TESTS"] = "1"
    for file, name in KINDS.items():
        with tempfile.NamedTemporaryFile(suffix=".xml") as report:
            options = ["-q", "-n", "0", "-p", "no:cacheprovider", "-k", "not first_start"]
            command = [sys.executable, "-m", "pytest", *options, f"--junitxml={report.name}", file]
            run = {"cwd": settings.BASE_DIR, "env": environment, "text": True}
            ended = subprocess.run(command, **run, stdout=subprocess.PIPE)
            if ended.returncode:
                sys.stderr.write(ended.stdout)
            yield _fault(f"{name}, {where}", ElementTree.parse(report.name))


def _fault(name, report):
    """Return what the properties of the tests in a report amount to."""
    counted = {"tried": 0, "survived": 0, "silent": 0}
    each = []
    for test in report.iter("testcase"):
        found = {one.get("name"): int(one.get("value")) for one in test.iter("property")}
        # A test that ended before it had counted anything has tried something.
        for what, count in (found or {"tried": 1}).items():
            counted[what] += count
        command = test.get("name").partition("[")[2].rstrip("]")
        each.append(f"{command} {found.get('tried', 0)}")
    return Fault(name, **counted, measured=", ".join(each))
