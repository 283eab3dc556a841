"""Which addresses of the service become files, and where each then stands.

A host of files does not look at a query: it would answer a choice with the whole. So an address
with a query either gets one without, or none.
"""

import hashlib
import re
from urllib.parse import parse_qsl, urlsplit

# What only a program can answer, or watches one, or tells programs how to ask one.
NEEDS_A_PROGRAM = re.compile(
    r"/(?:api/v1|(?:admin|livez|llms\.txt|metrics|oembed|readyz|search|\.well-known/api-catalog"
    r"|api/v1/(?:docs|openapi\.json|search|observations/total))(?:/.*)?)"
)
# Programs ask for records here, which have no suffix of their own.
RECORD = re.compile(r"/api/v1/(?!.*\.)[a-z0-9/-]+")
# A record of these is in one dataset only: that this is named too changes nothing.
OF_ONE_DATASET = re.compile(r"/(?:api/v1/)?observations/[^/]+(?:/.*)?")
WHOLE_EXPORT = re.compile(r"/api/v1/(observations\.(?:csv|xlsx))")
# Words of a query that name one text, and say nothing of whoever asks.
NAMED = {"dataset", "detail", "cursor"}


class Places:
    """Where things stand; ``newest`` are {dataset: the number of its newest release}."""

    def __init__(self, newest):
        self._newest = newest

    def place(self, address):
        """Return the address without a query at which a file has what an address answers.

        None where no file can have it.
        """
        parts = urlsplit(plain(address))
        query, path = _query(parts), parts.path
        if query.keys() - NAMED or query.get("detail", "brief") != "brief":
            return None
        if NEEDS_A_PROGRAM.fullmatch(path):
            return None
        if query.keys() == {"dataset"} and (export := WHOLE_EXPORT.fullmatch(path)):
            newest = self._newest.get(query["dataset"])
            return newest and self.sealed(query["dataset"], newest, export[1])
        if RECORD.fullmatch(path):
            path += ".json"
        return "".join(f"/{word}" for word in _words(query)) + path

    @staticmethod
    def sealed(dataset, number, name):
        """Return the address of a file of a release."""
        return f"/api/v1/datasets/{dataset}/releases/{number}/{name}"


def plain(address):
    """Return the address without its query, where that changes nothing of the answer."""
    parts = urlsplit(address)
    alone = _query(parts).keys() == {"dataset"} and OF_ONE_DATASET.fullmatch(parts.path)
    return parts.path if alone else address


def file_of(place):
    """Return the name, below the folder, of the file that a host serves at an address.

    Below the API nothing is a page: files of releases may have names without a suffix.
    """
    name = place.strip("/")
    is_page = not name.startswith("api/") and "." not in name.rpartition("/")[2]
    return f"{name}/index.html".lstrip("/") if is_page else name


def _query(parts):
    return dict(parse_qsl(parts.query, keep_blank_values=True))


def _words(query):
    """Yield what a query becomes at the beginning of an address."""
    if "detail" in query:
        yield "brief"
    if "dataset" in query:
        yield f"in/{query['dataset']}"
    if "cursor" in query:
        yield f"from/{hashlib.sha256(query['cursor'].encode()).hexdigest()[:12]}"
