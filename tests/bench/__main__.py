"""Measure everything in one run: ``python -m tests.bench --records N``; ``make bench N=…``."""

import argparse
import os
import signal
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"


def arguments():
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--records", type=int, default=100_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-page", action="store_true", help="leave docs/performance.md alone")
    parser.add_argument("--no-datasette", action="store_true", help="leave Datasette out")
    return parser.parse_args()


def main():
    """Measure in a scratch folder, print the table and write it into the page."""
    asked = arguments()
    os.chdir(ROOT)
    # Ended from outside, it still ends its servers and removes what it made.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
    with tempfile.TemporaryDirectory(prefix="caveat-bench-") as scratch:
        text = run(asked, Path(scratch))
    from rich.console import Console

    Console().print(text, markup=False, highlight=False, soft_wrap=True)
    if not asked.no_page:
        from .report import write

        write(PAGE, text)


def run(asked, scratch):
    """Return the report; everything that is made lies in the scratch folder."""
    os.environ["DATABASE_URL"] = f"sqlite:///{scratch}/caveat.sqlite3"
    os.environ["RELEASES_DIR"] = f"{scratch}/releases"
    os.environ.setdefault("SECRET_KEY", "only-for-the-benchmark-and-never-for-a-server-of-anybody")
    os.environ.update(DJANGO_SETTINGS_MODULE="project.settings", DEBUG="false")
    import django

    django.setup()
    from rich.console import Console

    from . import pages, report, rounds, stage
    from .rivals import programs
    from .servers import datasette, gunicorn

    say = Console(stderr=True).log
    say(f"filling and publishing {asked.records} records")
    staged = stage.prepare(asked.records)
    say(f"published {asked.records / staged.publishing.cpu:,.0f} records a CPU second")
    program, said = None, "left out"
    if not asked.no_datasette:
        say("installing Datasette into the scratch folder")
        program, said = programs.install_datasette(scratch / "datasette")
    environment = dict(os.environ, PYTHONPATH=str(ROOT), BENCH_DATABASE=f"{scratch}/caveat.sqlite3")
    nested = environment | {"DJANGO_SETTINGS_MODULE": "tests.bench.rivals.serializers_settings"}
    anew = environment | {"DJANGO_SETTINGS_MODULE": "tests.bench.rivals.anew_settings"}
    flat_file, log = scratch / "flat.sqlite3", scratch / "servers.log"
    with ExitStack() as stack:
        caveat = stack.enter_context(gunicorn("project.wsgi", environment, log))
        stage.copy_flat(caveat, staged.release, flat_file)
        stream = program and stack.enter_context(datasette(program, flat_file, log))
        exports = rounds.exports(asked.rounds, caveat, flat_file, stream, say)
        peaks = {"caveat": caveat.peak_memory, "datasette": stream and stream.peak_memory}
        servers = {
            "bare": stack.enter_context(
                gunicorn("tests.bench.rivals.bare:application", environment, log)
            ),
            "caveat": caveat,
            "serializers": stack.enter_context(gunicorn("project.wsgi", nested, log)),
        }
        walks = pages.walks(staged.release, **servers)
        servers["anew"] = stack.enter_context(gunicorn("project.wsgi", anew, log))
        walks |= pages.for_people(staged.release)
        requests = rounds.requests(asked.rounds, walks, servers, say)
    return report.markdown(
        datetime.now(UTC).date(), staged, asked.rounds, exports, requests, peaks, said
    )


if __name__ == "__main__":
    main()
