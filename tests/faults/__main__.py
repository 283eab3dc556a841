"""Try what breaks services on this one, and print what came of it as a table."""

import argparse
import os
import sys
import time

import django


def main():
    """Try the short set, or with --long as many as make figures; exit 1 where anything gave way."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="far more of each, for an hour")
    long = parser.parse_args().long
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    from .fault import table

    began, faults = time.monotonic(), []
    for one in _tried(long):
        faults.append(one)
        sys.stderr.write(f"{one.name}: {one.survived} of {one.tried}\n")
    sys.stdout.write(f"{table(faults)}\n\n{time.monotonic() - began:.0f} s\n")
    return 0 if all(one.held for one in faults) else 1


def _tried(long):
    from tests import postgresql

    from .commands import commands
    from .fuzz import fuzz
    from .log_ins import log_ins
    from .proxy import nginx
    from .reloads import reloads
    from .restarts import restarts
    from .service import service
    from .slow_clients import slow_clients

    seconds, requests = (60, 100_000) if long else (8, 2_500)
    with service() as serving:
        with nginx(("127.0.0.1", serving.port)) as (_, port, _):
            yield from slow_clients(port, seconds)
        yield log_ins(serving.port, seconds)
        yield fuzz(serving.port, requests, "SQLite")
        yield reloads(serving, 20 if long else 3)
    with postgresql.server() as server:
        with service(server.url) as serving:
            yield fuzz(serving.port, requests, "PostgreSQL, as the reader's role")
            yield restarts(server, serving.port, 20 if long else 3)
        yield from commands(long, {"SQLite": "sqlite://:memory:", "PostgreSQL": server.url})


if __name__ == "__main__":
    sys.exit(main())
