"""What is made of a whole graph: asked for here, made once a content by a process of its own, shared by all who ask.

The index of a large graph takes more time and memory than one question may have, so that a worker of the pool could not
make it. The process here has other limits; it starts with the first request, keeps what it has made, and is never ended
because a client has left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from msgspec import structs

from kgbuild.server.limits import MEGABYTE, Limits
from kgbuild.server.messages import Begin, End, Fault, Lookup
from kgbuild.server.pool import Pool
from kgbuild.server.processes import KilledError, StoppedError, be_busy

Result = TypeVar("Result")
_PATIENCE = 900.0
"""Seconds that making may take; a hundred thousand statements take less than half of them."""
_MEMORY = 8192 * MEGABYTE
_QUEUE = 256
_CROWD = 1000
"""Who may wait at a time; a client that has left waits on, since nobody tells."""
_PREPARE = "prepare"


class Document:
    """An answer as it came: its media type and headers, the bytes, and the content of the graph that it is of."""

    def __init__(self, headers: dict[str, str], body: bytes, content: str) -> None:
        self.headers, self.body, self.content = headers, body, content


class Shelf:
    """Documents of the whole graph that a pool serves."""

    def __init__(self, served: Pool) -> None:
        """`served` is the pool that answers questions; the shelf follows the same graph."""
        limits = Limits(timeout=_PATIENCE, wait=_PATIENCE, memory=_MEMORY, workers=1, patience=_PATIENCE, queue=_QUEUE)
        rows = structs.replace(limits, rows=served.limits.rows)
        self.pool = Pool(served.folder, rows, served.tell)
        self._opening: asyncio.Task[None] | None = None
        self._waiting = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._kept: dict[str, tuple[str, asyncio.Task[Document]]] = {}
        """By name: the content that it is of, and what makes it or has made it."""

    async def close(self) -> None:
        """End the process and all who wait for it."""
        running = [*self._tasks, *([self._opening] if self._opening is not None else [])]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await self.pool.close()

    async def open(self) -> str:
        """Start the process, unless it runs; the content that it has opened.

        Raises:
            GraphError: the graph can't be opened.
        """
        if self._opening is None or (self._opening.done() and not self.pool.content):
            self._opening = self._begin(self.pool.start())
        await asyncio.shield(self._opening)
        return self.pool.content

    async def read_kept(self, name: str) -> Document:
        """A document of which there is one a content, compressed; it is made once and kept.

        Raises:
            StoppedError: it can't be made.
        """
        content = await self.open()
        of, task = self._kept.get(name, ("", None))
        failed = task is not None and task.done() and (task.cancelled() or task.exception() is not None)
        if task is None or of != content or failed:
            task = self._begin(self._fetch(Lookup(name=name, packed=True)))
            self._kept[name] = content, task
        return await self._wait(task)

    async def prepare(self) -> None:
        """Have the index for words ready, which workers then find on the disk.

        Raises:
            StoppedError: it can't be made.
        """
        await self.read_kept(_PREPARE)

    async def read(self, lookup: Lookup) -> Document:
        """A page of a list.

        Raises:
            StoppedError: there is none.
        """
        await self.open()
        if len(self._tasks) >= _QUEUE:
            raise be_busy("Too many wait for lists already.")
        return await self._wait(self._begin(self._fetch(lookup)))

    async def _wait(self, task: asyncio.Task[Document]) -> Document:
        """What a task makes; who leaves in between does not end it."""
        if task.done():
            return task.result()
        if self._waiting >= _CROWD:
            raise be_busy("Too many wait already for what is being made.")
        self._waiting += 1
        try:
            return await asyncio.shield(task)
        finally:
            self._waiting -= 1

    def _begin(self, work: Coroutine[object, object, Result]) -> asyncio.Task[Result]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._forget)
        return task

    def _forget(self, task: asyncio.Task[Result]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever asked may have left before it could be told

    async def _fetch(self, lookup: Lookup) -> Document:
        try:
            return await fetch(self.pool, lookup)
        except KilledError:
            return await fetch(self.pool, lookup)


async def fetch(pool: Pool, lookup: Lookup) -> Document:
    """The whole answer of a worker.

    Raises:
        StoppedError: there is none.
    """
    headers: dict[str, str] = {}
    body = bytearray()
    async with pool.borrow() as worker:
        try:
            async with asyncio.timeout(pool.limits.timeout):
                worker.ask(lookup)
                while not isinstance(frame := await worker.read(), End):
                    if isinstance(frame, Begin):
                        headers = {**frame.headers, "content-type": frame.media}
                    elif isinstance(frame, Fault):
                        raise StoppedError(frame.status, frame.message, advice=frame.advice)
                    elif isinstance(frame, bytes):
                        body += frame
        except TimeoutError:
            raise StoppedError(504, "It takes too long to make, which happens with very large graphs.") from None
        return Document(headers, bytes(body), worker.content)
