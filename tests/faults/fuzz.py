"""Requests made of the service's own description, right and wrong: none may break it."""

import http.client
import json
import random
from urllib.parse import quote, urlencode

from .fault import Fault

SEED = 14
# What stands in the place of a value, in a query or in a segment of a path.
WORDS = [
    *("", " ", "\x00", "%00", "a" * 300, "'", '"', "<script>", "../..", "‮", "0x10", "1_000", "-1"),
    *("1e5", "9" * 40, "NaN", "true", "null", "*", "~", "2023-13", "2023-01/2022-01", "..", "/"),
    *("observation", "mediazona", "2076", "russian-desertion", "1", "latest", "csv", "understated"),
]
METHODS = ["GET"] * 20 + ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE"]
ACCEPTED = ["*/*", "text/csv", "application/json", "image/png", "", "q=,;", "text/html;q=0.1"]


def fuzz(port, number, where):
    """Send so many requests; return a Fault that counts answers below 500."""
    chance = random.Random(SEED)
    operations = _operations(port)
    broken, dropped, accepted = [], 0, []
    for _ in range(number):
        method, address, unknown = _request(chance, operations)
        try:
            status = _answer(port, method, address, {"Accept": chance.choice(ACCEPTED)})
        except (OSError, http.client.HTTPException):
            dropped += 1
            continue
        if status >= 500:
            broken.append(f"{method} {address}: {status}")
        if unknown and method == "GET" and status in (200, 204, 206):
            accepted.append(address)
    survived = number - len(broken) - dropped - len(accepted)
    first = "; ".join([*broken[:3], *accepted[:3]])
    measured = f"{len(broken)} × 5xx, {dropped} dropped, {len(accepted)} accepted {first}".strip()
    return Fault(f"fuzz of the description, {where}", number, survived, len(accepted), measured)


def _operations(port):
    """Return [(address, its parameters)] of all that can be read."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/api/v1/openapi.json")
    described = json.loads(connection.getresponse().read())
    connection.close()
    shared = described["components"].get("parameters", {})
    return [
        (address, [_parameter(one, shared) for one in operations["get"].get("parameters", ())])
        for address, operations in described["paths"].items()
        if "get" in operations
    ]


def _parameter(one, shared):
    if "$ref" in one:
        one = shared[one["$ref"].rpartition("/")[2]]
    return one["name"], one["in"]


def _request(chance, operations):
    """Return (method, address, whether a parameter is in it that nothing takes)."""
    address, parameters = chance.choice(operations)
    for name, place in parameters:
        if place == "path":
            address = address.replace(f"{{{name}}}", quote(chance.choice(WORDS), safe="%"))
    query = [name for name, place in parameters if place == "query"]
    chosen = chance.sample(query, min(len(query), chance.choice((0, 0, 1, 1, 2, 3))))
    pairs = [(name, chance.choice(WORDS)) for name in chosen]
    unknown = chance.random() < 0.1
    if unknown:
        pairs.append((f"x{chance.choice(query) if query else 'y'}", "1"))
    if pairs and chance.random() < 0.1:
        pairs.append(chance.choice(pairs))
    written = (
        urlencode(pairs)
        if chance.random() < 0.9
        else "&".join(f"{a}={quote(b, safe='%')}" for a, b in pairs)
    )
    return chance.choice(METHODS), f"{address}?{written}" if written else address, unknown


def _answer(port, method, address, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, address, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()
