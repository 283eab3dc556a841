"""What gzip and zstd save and cost: ``python -m tests.measured_codings`` prints the table.

It publishes the dataset of the article in a database of its own, and asks each address in each
coding, in turns.
"""

import os
import statistics
import tempfile
import time

import django
from django.core.management import call_command

MEASURED = ("/api/v1/observations", "/api/v1/observations.csv", "/api/v1/openapi.json")
CODINGS = ("identity", "gzip", "zstd")
ROUNDS = 31


def measured(client, rounds):
    """Return {address: {coding: (bytes, median CPU in ms)}}."""
    return {path: _of(client, path, rounds) for path in MEASURED}


def _of(client, path, rounds):
    spent, sizes = {coding: [] for coding in CODINGS}, {}
    for _ in range(rounds):
        for coding in CODINGS:
            began = time.process_time()
            body = client.get(path, headers={"accept-encoding": coding}).getvalue()
            spent[coding].append(1000 * (time.process_time() - began))
            sizes[coding] = len(body)
    return {coding: (sizes[coding], statistics.median(spent[coding])) for coding in CODINGS}


def table(found):
    """Return the table that stands in docs/api.md."""
    lines = [
        "| address | plain | gzip | zstd | CPU: plain | gzip | zstd |",
        "| --- | --: | --: | --: | --: | --: | --: |",
    ]
    for path, by_coding in found.items():
        sizes = [f"{size:,}" for size, _ in by_coding.values()]
        spent = [f"{milliseconds:.1f} ms" for _, milliseconds in by_coding.values()]
        lines.append(f"| {' | '.join([f'`{path}`', *sizes, *spent])} |")
    return "\n".join(lines)


def main():
    """Publish, ask, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "DATABASE_URL": f"sqlite:///{folder}/measured.sqlite3",
            "RELEASES_DIR": f"{folder}/releases",
            "SECRET_KEY": "only-to-measure-codings-and-never-for-any-server-at-all",
        }
        django.setup()
        call_command("migrate", verbosity=0)
        from django.test import Client

        from .published_seeds import publish_seeds

        publish_seeds()

        print(table(measured(Client(headers={"host": "localhost"}), ROUNDS)))  # noqa: T201


if __name__ == "__main__":
    main()
