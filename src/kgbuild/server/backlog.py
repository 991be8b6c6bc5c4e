"""An answer's pieces in as a worker finds them, the same bytes out as a client takes them; what it leaves lies on disk.

So a client that reads slowly, or not at all, keeps no worker from others. All answers share one `Room` on the disk, and
each may take up as much of it as is still free: a few that nobody reads leave half of what there is to the next one.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import deque
from types import TracebackType
from typing import IO, Self

from kgbuild.server.messages import PIECE


class Room:
    """What is left on the disk for answers that clients have yet to take, in bytes."""

    def __init__(self, size: int) -> None:
        self.free = size


class Backlog:
    """What of one answer its client has yet to take: up to `hold` bytes in memory, more in a file without a name."""

    def __init__(self, room: Room, hold: int) -> None:
        self.room, self.hold = room, hold
        self._pieces: deque[bytes] = deque()
        self._size = 0
        """Of the pieces in memory, which come before those of the file."""
        self._file: IO[bytes] | None = None
        self._start = self._end = 0
        """Of what is left in the file."""
        self._ended = False
        self._changed = asyncio.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._empty()
        if self._file is not None:
            self._file.close()

    async def put(self, piece: bytes) -> None:
        """Add a piece; waits for the client while there is no room left."""
        while not self._lay_down(piece):
            await self._wait()
        self._changed.set()

    def end(self) -> None:
        """Say that nothing follows."""
        self._ended = True
        self._changed.set()

    async def take(self) -> bytes:
        """The next bytes, once there are some; none at the end."""
        while not self._pieces and self._start == self._end and not self._ended:
            await self._wait()
        self._changed.set()
        if self._pieces:
            piece = self._pieces.popleft()
            self._size -= len(piece)
            return piece
        if self._file is None or self._start == self._end:
            return b""
        self._file.seek(self._start)
        piece = self._file.read(min(PIECE, self._end - self._start))
        self._start += len(piece)
        if self._start == self._end:
            self._empty()
        return piece

    async def _wait(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    def _lay_down(self, piece: bytes) -> bool:
        if self._start == self._end and (not self._pieces or self._size < self.hold):
            self._pieces.append(piece)
            self._size += len(piece)
            return True
        if self._end + len(piece) > self.room.free:
            return False
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # closed with the backlog
            self._file.seek(self._end)
            written = 0
            while written < len(piece):
                written += self._file.write(piece[written:])
        except OSError:  # the disk is full; the client has to take what there is
            return False
        self._end += len(piece)
        self.room.free -= len(piece)
        return True

    def _empty(self) -> None:
        """Give the room back."""
        self.room.free += self._end
        self._start = self._end = 0
        if self._file is not None:
            self._file.truncate(0)
