"""Content codings: which one a client is answered in, and the coded bytes."""

import re
import zlib

import zstandard

# A body that is smaller fits into one packet as it is.
LEAST_BYTES = 500
GZIP_LEVEL, ZSTD_LEVEL = 6, 3
# The container of zlib that is a gzip file.
GZIP_FILE = 31
ACCEPTED = re.compile(r"([a-z0-9*-]+)(?:;q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?")


def _gzip(length):
    return zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP_FILE)


def _zstd(length):
    # The length stands in the first bytes: a reader knows that what is shorter is not whole.
    return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compressobj(size=length)


# Of two that are equally welcome the first is chosen.
CODERS = {"zstd": _zstd, "gzip": _gzip}


def chosen(request):
    """Return the name of the coding that the client likes best, None where it is to have none.

    A range is one of the bytes as they are. A body of unknown length that ends early looks whole
    over HTTP/1.0, so that nothing is coded for it.
    """
    if "Range" in request.headers or request.META["SERVER_PROTOCOL"] == "HTTP/1.0":
        return None
    asked = _qualities(request.headers.get("Accept-Encoding", ""))
    anything_else = asked.get("*", 0)
    best = max(CODERS, key=lambda name: asked.get(name, anything_else))
    quality = asked.get(best, anything_else)
    return best if quality > 0 and quality >= asked.get("identity", 0) else None


def _qualities(accepted):
    """Return {coding: quality}; what cannot be read asks for none, and plain is always right."""
    found = (ACCEPTED.fullmatch(re.sub(r"\s", "", one)) for one in accepted.lower().split(","))
    return {one[1]: float(one[2] or 1) for one in found if one}


def coded(name, blocks, length):
    """Yield the blocks, ``length`` bytes together, in the coding."""
    coder = CODERS[name](length)
    for block in blocks:
        if part := coder.compress(block):
            yield part
    yield coder.flush()


def code(name, response):
    """Put the body of a response into the coding, where it is worth it."""
    body = response.content
    if response.status_code == 200 and len(body) >= LEAST_BYTES:
        response.content = b"".join(coded(name, [body], len(body)))
        response["Content-Encoding"] = name
