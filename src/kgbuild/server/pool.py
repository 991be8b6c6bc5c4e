"""The workers: tasks in, a worker lent to each in turn, ended when it is given back in the middle of an answer.

Who asks waits in one queue. A question that has used a processor for `patience` counts as slow: it goes on with the
lowest priority, and where more than half of the workers are slow and others wait, the oldest slow one is ended. So a
few endless questions do not keep quick ones from their answers. A worker that can't go on, since nobody reads what it
has found and the disk has no room for more of that, is ended too where others wait.

When the graph directory has new content, workers that have opened it take over one by one; running answers keep what
they began with.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path

from kgbuild.errors import GraphError
from kgbuild.graph.manifest import MANIFEST
from kgbuild.server.backlog import Room
from kgbuild.server.limits import Limits
from kgbuild.server.messages import Fault, Ready
from kgbuild.server.processes import Signature, StoppedError, Worker, be_busy, start_worker
from kgbuild.server.worker import work

_TICK = 0.1
_SECOND_TRY = 1.0


class Pool:
    """Workers of one graph directory. `start` before use, `close` after."""

    def __init__(self, folder: Path, limits: Limits, tell: Callable[[str], None] = lambda _: None) -> None:
        """`tell` hears what the operator should know."""
        self.folder, self.limits, self.tell = folder.resolve(), limits, tell
        self.room = Room(limits.untaken)
        self._context = multiprocessing.get_context("forkserver")
        self._idle: deque[Worker] = deque()
        self._busy: set[Worker] = set()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._chores: set[asyncio.Task[None]] = set()
        self._count = 0
        self._signature: Signature = None
        self.content = ""
        """The hash of what the graph held when its newest workers opened it."""
        self._rolling = False
        self._renewals = 0
        self._renewing = asyncio.Lock()
        self._told = ""

    async def start(self) -> None:
        """Open the graph and start the workers.

        Raises:
            GraphError: the graph can't be opened.
        """
        # The server that workers are forked from holds modules, but no store and no threads: a new one costs
        # milliseconds.
        self._context.set_forkserver_preload(["__main__", work.__module__])
        first = await self._open()
        self._signature, self.content = first.signature, first.content
        if not first.confined:
            self.tell("This system can't keep workers from opening connections; that SERVICE is refused must do.")
        self._offer(first)
        for worker in await asyncio.gather(*(self._open() for _ in range(self.limits.workers - 1))):
            self._offer(worker)
        self._begin(self._tend())

    async def close(self) -> None:
        """End all workers."""
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        await asyncio.gather(*(worker.close() for worker in (*self._idle, *self._busy)))
        self._idle.clear()

    @asynccontextmanager
    async def borrow(self) -> AsyncIterator[Worker]:
        """A worker for one task; left in the middle of an answer, it is ended.

        Raises:
            StoppedError: too many wait already, or none became free in time.
        """
        worker = await self._take()
        worker.since = asyncio.get_running_loop().time()
        self._busy.add(worker)
        try:
            yield worker
        finally:
            self._busy.discard(worker)
            if worker.reusable and self._is_current(worker):
                self._offer(worker)
            else:
                self._begin(self._replace(worker))

    async def _take(self) -> Worker:
        while self._idle:
            worker = self._idle.popleft()
            if worker.process.is_alive():
                return worker
            self._begin(self._replace(worker))
        if len(self._waiting) >= self.limits.queue:
            raise be_busy("Too many questions wait already.")
        waiter: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            async with asyncio.timeout(self.limits.wait):
                return await waiter
        except BaseException as error:
            if waiter.done() and not waiter.cancelled():
                self._offer(waiter.result())
            elif waiter in self._waiting:
                self._waiting.remove(waiter)
            if isinstance(error, TimeoutError):
                raise be_busy("All workers are busy.") from None
            raise

    def _offer(self, worker: Worker) -> None:
        """Give a worker to who has waited longest."""
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(worker)
                return
        self._idle.append(worker)

    async def _replace(self, worker: Worker) -> None:
        """End a worker and, unless there are enough, start another; keep trying if the graph can't be opened."""
        await worker.close()
        self._count -= 1
        if not worker.damaged:
            await self._fill()
            return
        # All that have opened the damaged cache will say so; it is built anew once, not under who uses it by then.
        async with self._renewing:
            await self._fill(renew=worker.renewals == self._renewals)
        self._retire()

    async def _fill(self, *, renew: bool = False) -> None:
        while self._count < self.limits.workers:
            try:
                self._offer(await self._open(renew=renew))
                renew = False
            except GraphError as error:
                self._tell_once(str(error))
                await asyncio.sleep(_SECOND_TRY)

    async def _open(self, *, renew: bool = False) -> Worker:
        """Start a worker and wait until it has opened the graph.

        Raises:
            GraphError: the graph can't be opened, or the system has no room for a process.
        """
        self._count += 1
        renewals = self._renewals
        try:
            worker = await self._start(renew=renew)
            await self._greet(worker)
        except BaseException:
            self._count -= 1
            raise
        if renew:
            self._renewals = renewals = renewals + 1
        worker.renewals = renewals
        return worker

    async def _start(self, *, renew: bool) -> Worker:
        """A new process, and the line to it."""
        signature = self._look()
        try:
            folder = str(self.folder)
            return await start_worker(self._context, work, folder, self.limits, signature=signature, renew=renew)
        except (OSError, EOFError) as error:
            raise GraphError(
                f"{self.folder}: no process can be started that opens it ({error}). Are there memory and file "
                "descriptors left?"
            ) from error

    async def _greet(self, worker: Worker) -> None:
        """Wait for the word that the graph is open."""
        try:
            note = await worker.read()
        except BaseException as error:
            await worker.close()
            if isinstance(error, StoppedError):
                raise GraphError(f"{self.folder}: the process that opened it has died. Is there memory left?") from None
            raise
        if not isinstance(note, Ready):
            await worker.close()
            raise GraphError(note.message if isinstance(note, Fault) else f"{self.folder}: can't be opened.")
        worker.confined, worker.content, worker.complete = note.confined, note.content, True

    def _tell_once(self, message: str) -> None:
        if message != self._told:
            self.tell(message)
        self._told = message

    def _look(self) -> Signature:
        try:
            status = (self.folder / MANIFEST).stat()
        except OSError:
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns

    def _begin(self, chore: Coroutine[None, None, None]) -> None:
        """Do it beside; the loop alone would forget a task that nobody holds."""
        task = asyncio.get_running_loop().create_task(chore)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)

    async def _tend(self) -> None:
        """Watch the clock and the graph."""
        while True:
            await asyncio.sleep(_TICK)
            self._make_way(asyncio.get_running_loop().time())
            if not self._rolling and self._look() not in {None, self._signature}:
                self._rolling = True
                self._begin(self._roll())
            for worker in [one for one in self._idle if not one.process.is_alive()]:
                self._idle.remove(worker)
                self._begin(self._replace(worker))

    def _make_way(self, now: float) -> None:
        for worker in self._busy:
            if not worker.slow and worker.is_slow(now, self.limits.patience):
                worker.slow_down()
        unread = [worker for worker in self._busy if worker.is_unread(now, self.limits.patience) and not worker.reason]
        if self._waiting and unread:
            oldest = min(unread, key=lambda worker: worker.since)
            oldest.end(be_busy("Stopped in favour of others: the answer was not read."))
            return
        slow = [worker for worker in self._busy if worker.slow and worker.reason is None]
        if self._waiting and len(slow) > max(1, self.limits.workers // 2):
            oldest = min(slow, key=lambda worker: worker.since)
            oldest.end(be_busy("Stopped in favour of quicker questions: the server is busy."))

    async def _roll(self) -> None:
        """Let workers that open the graph's new content take over from those of the former one.

        Of two at a time the slower one would take the graph back to what the other has replaced.
        """
        try:
            first = await self._open()
        except GraphError as error:
            self._tell_once(f"{error} Answers come from the former content.")
            self._begin(self._fill())
            await asyncio.sleep(_SECOND_TRY)
        else:
            self._signature, self.content = first.signature, first.content
            self._offer(first)
            self._retire()
        finally:
            self._rolling = False

    def _retire(self) -> None:
        """Replace the idle workers of a former content or cache; the busy ones follow when they are given back."""
        for worker in [one for one in self._idle if not self._is_current(one)]:
            self._idle.remove(worker)
            self._begin(self._replace(worker))

    def _is_current(self, worker: Worker) -> bool:
        return worker.signature == self._signature and worker.renewals == self._renewals
