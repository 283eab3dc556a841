"""A file that is made for one request, on the disk for as long as that takes."""

import io
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryDirectory

from datasets.formats.about import FormatLimitExceeded

from . import client
from .room import IN_MEMORY, Room

# What one file may take on the disk while it is made and read.
MOST_BYTES = 512 * 2**20
RECORDS_BETWEEN_LOOKS = 100
BYTES_A_BLOCK = 2**16


class MadeFile:
    """A binary file that grows while its client waits, and no larger than it may.

    ``folder`` is one beside it for what waits to be put into the file. It goes when the file is
    made, and counts until then.
    """

    def __init__(self, request):
        self._request, self._room = request, Room()
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by its reader)
        self.folder, self._looked_at = None, -BYTES_A_BLOCK

    @contextmanager
    def being_made(self):
        """Have it made; where that fails nothing is left of it."""
        try:
            yield self
        except BaseException:
            self._forget()
            raise

    @contextmanager
    def beside(self):
        """Have a folder beside it."""
        with TemporaryDirectory(prefix="caveat-made-") as self.folder:
            yield
        self.folder = None

    def watched(self, records):
        """Yield the records, with a look at the client and the disk between them."""
        for count, record in enumerate(records):
            if count % RECORDS_BETWEEN_LOOKS == 0:
                self._look(self._file.tell())
            yield record

    def write(self, data):
        """Write the data, if there is room for it and somebody waits for it."""
        length = self._file.tell() + len(data)
        if length > MOST_BYTES:
            self._too_large()
        if length > self._looked_at + BYTES_A_BLOCK:
            self._look(length)
            self._looked_at = length
        return self._file.write(data)

    def blocks(self):
        """Yield the file in blocks, and close it."""
        try:
            self._file.seek(0)
            while block := self._file.read(BYTES_A_BLOCK):
                yield block
        finally:
            self._forget()

    def length(self):
        """Return how many bytes it has."""
        return self._file.seek(0, io.SEEK_END)

    def _look(self, length):
        client.stay(self._request)
        if self.folder:
            aside = Path(self.folder).rglob("*")
            length += sum(one.stat().st_size for one in aside if one.is_file())
        if length > MOST_BYTES:
            self._too_large()
        self._room.hold(length)

    def _too_large(self):
        raise FormatLimitExceeded(f"the file would be larger than {MOST_BYTES} bytes")

    def _forget(self):
        """Close the file; what a half-made archive still writes at its end goes nowhere."""
        self._file.close()
        self._file, self.folder = io.BytesIO(), None
        self._room.give_back()

    def __getattr__(self, name):
        return getattr(self._file, name)
