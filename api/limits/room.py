"""Room on the disk for files that last as long as a request, out of what all workers share."""

from api.requests.problems import Problem

from .seats import Seats

# What stays in memory needs none.
IN_MEMORY = 2**20
PIECE = 16 * 2**20
# 1 GiB: as much as files that are made at the same time may have together (making.AT_ONCE).
PIECES = Seats("room", 64)
SECONDS = 30


class Room:
    """What one file has of it, piece by piece; of a worker that was killed it is free again."""

    def __init__(self):
        self._pieces = []

    def hold(self, length):
        """Have room for so many bytes; Problem where others have what there is."""
        while length > IN_MEMORY + len(self._pieces) * PIECE:
            piece = PIECES.take()
            if piece is None:
                detail = "others' files fill the room for files in the making: try again later"
                raise Problem(503, detail, headers={"Retry-After": str(SECONDS)})
            self._pieces.append(piece)

    def give_back(self):
        """Leave all of it to others."""
        while self._pieces:
            self._pieces.pop().leave()
