"""Two programs of others: sqlite3's shell, and Datasette in an environment of its own."""

import io
import os
import shutil
import subprocess
import sys
import time

from tests.bench.measuring import Cost, peak_memory

SHELL = "sqlite3"
DATASETTE = "datasette==0.65.*"
READ_AT_ONCE = 1 << 18
QUERY = "SELECT * FROM observations"


def shell_version():
    """Return the version of sqlite3's shell, None where there is none."""
    if shutil.which(SHELL) is None:
        return None
    return subprocess.run([SHELL, "--version"], capture_output=True, text=True).stdout.split()[0]


def dump(database):
    """Return the Cost of the whole table as CSV, read through a pipe and thrown away."""
    cost, start = Cost(), time.perf_counter()
    process = subprocess.Popen(
        [SHELL, "-readonly", "-csv", "-header", str(database), QUERY], stdout=subprocess.PIPE
    )
    output = process.stdout.fileno()
    while block := os.read(output, READ_AT_ONCE):
        cost.first_byte = cost.first_byte or time.perf_counter() - start
        if cost.bytes >> 22 != cost.bytes + len(block) >> 22:
            # Not the ru_maxrss of wait4: it begins with what this process held when it forked.
            cost.peak = peak_memory(process.pid)
        cost.bytes += len(block)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise SystemExit(f"{SHELL} ended with {process.returncode}")
    cost.wall = time.perf_counter() - start
    cost.cpu = usage.ru_utime + usage.ru_stime
    return cost


def lines(database):
    """Yield the lines of the same dump as text, to compare what they say."""
    command = [SHELL, "-readonly", "-csv", "-header", str(database), QUERY]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        yield from io.TextIOWrapper(process.stdout, encoding="utf-8", newline="")


def install_datasette(folder):
    """Return (the program, its version), or (None, why not)."""
    try:
        _quietly([sys.executable, "-m", "venv", folder])
        _quietly([folder / "bin/python", "-m", "pip", "install", "--quiet", DATASETTE])
        version = _quietly([folder / "bin/datasette", "--version"])
    except (OSError, subprocess.SubprocessError) as error:
        said = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
        return (
            None,
            f"{DATASETTE} could not be installed: {said[-1] if said else 'no reason given'}",
        )
    return folder / "bin/datasette", version.split()[-1]


def _quietly(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    return done.stdout
