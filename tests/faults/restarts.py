"""PostgreSQL stopped and started again under readers (attacks 32)."""

import http.client
import itertools
import threading
import time
from collections import Counter

from .fault import Fault

READY_WITHIN = 2
# How long it is away: as by a restart, and longer than a pool tries often to reach it.
AWAY = (0, 1, 8)
MODES = ("fast", "immediate")
ADDRESSES = (
    *("/api/v1/observations?limit=20", "/api/v1/search?q=desertion", "/api/v1/observations.csv"),
    *("/", "/api/v1/observations?q=count&count=exact", "/api/v1/changes", "/livez"),
)
_READERS = 6


def restarts(server, port, number):
    """Restart it so many times beside readers; return a Fault of the restarts."""
    readers = Readers(port)
    ready, well = [], 0
    with readers:
        for count, mode in zip(range(number), itertools.cycle(MODES), strict=False):
            time.sleep(0.5)
            bad = len(readers.wrong)
            server.stop(mode)
            time.sleep(AWAY[count % len(AWAY)])
            server.start()
            ready.append(_until_ready(port))
            well += ready[-1] <= READY_WITHIN and len(readers.wrong) == bad
        time.sleep(0.5)
    answers = ", ".join(f"{count:,} × {status}" for status, count in readers.answers.items())
    wrong = "; ".join(readers.wrong[:3])
    measured = f"ready in {max(ready):.1f} s, {answers} {wrong}".strip()
    return Fault("restarts of PostgreSQL under readers", number, well, 0, measured)


class Readers:
    """Readers that ask one thing after another; ``wrong`` tells of what none should get."""

    def __init__(self, port):
        self.answers, self.wrong = Counter(), []
        self._port, self._over = port, threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(number,)) for number in range(_READERS)
        ]

    def __enter__(self):
        for one in self._threads:
            one.start()

    def __exit__(self, *_):
        self._over.set()
        for one in self._threads:
            one.join()

    def _read(self, number):
        for address in itertools.islice(itertools.cycle(ADDRESSES), number, None):
            if self._over.is_set():
                return
            try:
                status, kind = _ask(self._port, address)
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(f"{address}: {error!r}")
                continue
            self.answers[status] += 1
            expected = {200} if address == "/livez" else {200, 503}
            if status not in expected or (status == 503 and kind != "application/problem+json"):
                self.wrong.append(f"{address}: {status} {kind}")
            time.sleep(0.05)


def _until_ready(port):
    """Return after how many seconds the service says that it is ready; 10 where it does not."""
    began = time.monotonic()
    while time.monotonic() < began + 10:
        if _ask(port, "/readyz")[0] == 200:
            return time.monotonic() - began
        time.sleep(0.05)
    return 10


def _ask(port, address):
    """Return the status of an answer and the type of its content, once it came whole."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers["Content-Type"]
    finally:
        connection.close()
