"""Commands that are killed, or whose disk or database fails: the tests of the suite, counted."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from django.conf import settings

from .fault import Fault

KINDS = {
    "tests.test_kills": "commands killed before their n-th step",
    "tests.test_failing_disks": "commands whose n-th step fails",
}
OPTIONS = [
    *("-q", "-n", "0", "-p", "no:cacheprovider", "-k", "not first_start"),
    # The newest form of a report has no room for what a test counted.
    *("-o", "junit_family=xunit1"),
]


def commands(long, databases):
    """Try a handful of places, or all, on {name: DATABASE_URL}; yield a Fault of each kind."""
    with tempfile.TemporaryDirectory(prefix="caveat-faults-") as folder:
        reports = {where: Path(folder, f"{where}.xml") for where in databases}
        running = [_begin(long, databases[where], reports[where]) for where in databases]
        for one in running:
            told, _ = one.communicate()
            if one.returncode:
                sys.stderr.write(told)
        for where, report in reports.items():
            tests = [*ElementTree.parse(report).iter("testcase")]
            for module, name in KINDS.items():
                yield _fault(f"{name}, {where}", [t for t in tests if t.get("classname") == module])


def _begin(long, database_url, report):
    environment = {**os.environ, "DATABASE_URL": database_url}
    environment["LONG_TESTS" if long else "FEW_TESTS"] = "1"
    files = [f"{module.replace('.', '/')}.py" for module in KINDS]
    command = [sys.executable, "-m", "pytest", *OPTIONS, f"--junitxml={report}", *files]
    pipe = {"stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **pipe)


def _fault(name, tests):
    """Return what the properties of these tests amount to."""
    counted, each = {"tried": 0, "survived": 0, "silent": 0}, []
    for test in tests:
        found = {one.get("name"): int(one.get("value")) for one in test.iter("property")}
        # A test that ended before it had counted anything has tried something.
        for what, count in (found or {"tried": 1}).items():
            counted[what] += count
        command = test.get("name").partition("[")[2].rstrip("]")
        each.append(f"{command} {found.get('tried', 0)}")
    return Fault(name, **counted, measured=", ".join(each))
