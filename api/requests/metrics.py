"""How many requests there were, and how long they took: counted where somebody collects it."""

import os

from prometheus_client import Counter, Histogram

# The folder in which all workers count; without one nothing is served.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_REQUESTS = Counter(
    "caveat_requests_total", "Requests that were answered.", ["method", "route", "status"]
)
_SECONDS = Histogram(
    "caveat_request_seconds",
    "Seconds until an answer began.",
    ["route"],
    buckets=(0.005, 0.02, 0.1, 0.5, 2, 10, 60),
)


def is_collected():
    """Return whether the workers count into a folder that they share."""
    return FOLDER in os.environ


def count(told):
    """Count one request, as the log tells it; no client can make a series of its own."""
    if not is_collected():
        return
    route = told["route"] or "none"
    _REQUESTS.labels(told["method"], route, told["status"]).inc()
    _SECONDS.labels(route).observe(told["ms"] / 1000)
