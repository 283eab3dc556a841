"""One import in a process of its own, which tells as JSON what it said and what it took."""

import io
import json
import os
import sys
import time
from pathlib import Path

import django


def main(seeds, file, map_file, dataset, rejects):
    """Import a file, cells that are not believed left out; print what was said and the cost."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.SEEDS_DIR = Path(seeds)
    said, began = io.StringIO(), time.monotonic()
    call_command(
        "import_observations",
        file,
        map=Path(map_file),
        into=dataset,
        skip_invalid=True,
        rejects=Path(rejects),
        stdout=said,
    )
    cost = {"seconds": time.monotonic() - began, "megabytes": most_megabytes()}
    sys.stdout.write(json.dumps(cost | {"said": said.getvalue().splitlines()}))


def most_megabytes():
    """Return the most memory that this process had, as Linux counts it; 0 on other systems."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(one.split()[1]) // 1024 for one in lines if one.startswith("VmHWM"))


main(*sys.argv[1:])
