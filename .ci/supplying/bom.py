"""The bill of materials: every package of requirements.lock, as CycloneDX reads it.

``bom.py PYTHON FILE`` writes it. The lock file knows versions and hashes, also of packages that
other machines need; the environment of PYTHON, which was installed from it, knows licences and what
needs what.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

LOCK = Path("requirements.lock")
PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# The same lock, the same bytes: without the hour and without a number of its own.
OPTIONS = ["--pyproject", "pyproject.toml", "--output-reproducible", "--no-validate"]


def read(*source):
    """Return what CycloneDX makes of a source."""
    command = [Path(sys.executable).with_name("cyclonedx-py"), *source, *OPTIONS]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def name_of(component):
    """Return the name of a package as the index spells it."""
    return re.sub(r"[-_.]+", "-", component["name"]).lower()


def joined(locked, installed):
    """Return the bill of the lock file, with what only the environment knows."""
    # What tests have installed besides is no part of what serves.
    known = {name_of(one): one for one in installed["components"]}
    refs = {"root-component": "root-component"}
    for one in locked["components"]:
        one["bom-ref"] = one["purl"]
        del one["description"]
        if found := known.get(name_of(one)):
            refs[found["bom-ref"]] = one["purl"]
            one |= {key: found[key] for key in ("description", "licenses") if key in found}
    locked["dependencies"] = [
        {
            "ref": refs[one["ref"]],
            "dependsOn": [refs[ref] for ref in one.get("dependsOn", []) if ref in refs],
        }
        for one in installed["dependencies"]
        if one["ref"] in refs
    ]
    return locked


def missing(bill, lock):
    """Return what the lock file pins, and the bill does not name."""
    named = {(name_of(one), one["version"]) for one in bill["components"]}
    lost = [
        f"{name} {version}"
        for name, version in PINNED.findall(lock)
        if (name, version) not in named
    ]
    text = json.dumps(bill)
    return lost + [one for one in HASH.findall(lock) if one not in text]


def main(python, file):
    """Write the bill; fail where it is not whole or not as the schema says."""
    bill = joined(read("requirements", LOCK), read("environment", python))
    text = json.dumps(bill, indent=1, ensure_ascii=False) + "\n"
    if lost := missing(bill, LOCK.read_text()):
        sys.exit(f"{LOCK} has what the bill of materials has not: {', '.join(lost[:5])}")
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        sys.exit(f"CycloneDX would refuse the bill of materials: {wrong}")
    Path(file).write_text(text)
    licensed = sum("licenses" in one for one in bill["components"])
    print(f"{file}: {len(bill['components'])} packages, {licensed} with their licence")


main(*sys.argv[1:])
