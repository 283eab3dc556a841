"""What a process costs, read from the system to the nanosecond (Linux only)."""

import os
import statistics
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MB = 1e6


@dataclass
class Cost:
    """CPU and wall seconds, and what came out for them, and the most memory held."""

    cpu: float = 0.0
    wall: float = 0.0
    first_byte: float = 0.0
    rows: int = 0
    bytes: int = 0
    peak: int = 0


def cpu(pids):
    """Return the CPU seconds that these processes took so far, user and system, all threads."""
    # The clock of another process, as clock_getcpuclockid(3) makes it.
    return sum(time.clock_gettime(~pid << 3 | 2) for pid in pids)


def peak_memory(pid):
    """Return the most bytes of memory that a process ever held at once."""
    return int(_status(pid, "VmHWM").split()[0]) * 1024


def forget_peak():
    """Let the peak of this process be counted from now on."""
    Path("/proc/self/clear_refs").write_text("5")


def children(pid):
    """Return the ids of a process's children."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if int(_status(status.parent.name, "PPid")) == pid:
                found.append(int(status.parent.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _status(pid, name):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(line.split(":", 1)[1].strip() for line in lines if line.startswith(f"{name}:"))


@contextmanager
def measured(pids):
    """Give a Cost, whose CPU (of these processes) and wall time are filled at the end."""
    cost, before, start = Cost(), cpu(pids), time.perf_counter()
    yield cost
    cost.wall = time.perf_counter() - start
    cost.cpu = cpu(pids) - before


def median(costs, attribute):
    """Return the median of one attribute over the rounds."""
    return statistics.median(getattr(cost, attribute) for cost in costs)


def machine():
    """Return what the numbers depend on, as (name, value) pairs."""
    cpuinfo = Path("/proc/cpuinfo").read_text()
    model = next(
        (line.split(":")[1].strip() for line in cpuinfo.splitlines() if "model name" in line),
        os.uname().machine,
    )
    total = int(Path("/proc/meminfo").read_text().split()[1]) * 1024
    return [
        ("processor", f"{model}, {os.cpu_count()} cores"),
        ("memory", f"{total / 2**30:.0f} GiB"),
        ("system", f"{os.uname().sysname} {os.uname().release}"),
    ]
