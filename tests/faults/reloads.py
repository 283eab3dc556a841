"""Readers in the middle of an export while the server is reloaded (attacks 38)."""

import http.client
import signal
import socket
import threading
import time

from .fault import Fault

EXPORT = "/api/v1/observations.ndjson"
_BLOCK = 40_000
# How long a reader rests, while the server waits to send more than machines keep on the way.
_SECONDS = 5


def reloads(service, number):
    """Reload so many times, each beside a reader that takes some seconds; return a Fault."""
    whole = 0
    for _ in range(number):
        got = []
        reader = threading.Thread(target=lambda got=got: got.append(_read_slowly(service.port)))
        reader.start()
        time.sleep(0.3)
        service.process.send_signal(signal.SIGHUP)
        reader.join()
        whole += got == [True]
    return Fault("reloads with an export on its way", number, whole)


def _read_slowly(port):
    """Return whether an export came whole, by its own length."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    # Otherwise the machine takes the whole of it from the server, which then has nothing to cut.
    connection.sock = socket.socket()
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BLOCK)
    try:
        connection.sock.connect(("127.0.0.1", port))
        connection.request("GET", EXPORT, headers={"Accept-Encoding": "identity"})
        answer = connection.getresponse()
        length, read = int(answer.headers["Content-Length"]), len(answer.read(_BLOCK))
        time.sleep(_SECONDS)
        while block := answer.read(_BLOCK):
            read += len(block)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return read == length
