"""The workers: tasks in, their answers out frame by frame, each from a process that is ended when time is up.

Who asks waits in one queue. A question that has run for `patience` counts as slow: it goes on with the lowest
priority, and where more than half of the workers are slow and others wait, the oldest slow one is ended. So a few
endless questions do not keep quick ones from their answers. When the graph directory has new content, workers that
have opened it take over one by one; running answers keep what they began with.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import socket
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

from kgbuild.errors import GraphError
from kgbuild.graph.manifest import MANIFEST
from kgbuild.server.limits import Limits
from kgbuild.server.messages import Damaged, End, Fault, Note, Ready, Task, pack_task, read_frame
from kgbuild.server.worker import work

_TICK = 0.25
_SECOND_TRY = 1.0
_LOWEST = 19
Signature = tuple[int, int, int] | None
"""Inode, size and time of the manifest: another one means that the graph may hold something else."""


class StoppedError(Exception):
    """There is no answer, or no more of it: HTTP's `status`, a message for the client, seconds to wait."""

    def __init__(self, status: int, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status, self.retry_after = status, retry_after


class KilledError(StoppedError):
    """A worker was killed from outside, which is not the fault of what it was asked."""

    def __init__(self) -> None:
        super().__init__(503, "The process that answered was killed. Ask again.", 1)


def be_busy(message: str) -> StoppedError:
    """The error of a server that has too much to do."""
    return StoppedError(503, f"{message} Ask again in a few seconds.", 5)


class Worker:
    """A process that has opened the graph, and the line to it."""

    def __init__(
        self, process: BaseProcess, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, signature: Signature
    ) -> None:
        self.process, self.signature = process, signature
        self.confined = self.slow = self.damaged = False
        self.since = 0.0
        self._reader, self._writer = reader, writer
        self.reason: StoppedError | None = None
        self.complete = True

    @property
    def reusable(self) -> bool:
        """Whether it can take another task."""
        return self.complete and not self.slow and self.reason is None and self.process.is_alive()

    def ask(self, task: Task) -> None:
        """Give it a task."""
        self.complete = False
        self._writer.write(pack_task(task))

    async def read(self) -> Note | bytes:
        """The next frame of the answer; `End` or `Fault` is the last one.

        Raises:
            KilledError: somebody else has ended the process.
            StoppedError: the process has died or been ended.
        """
        try:
            frame = await read_frame(self._reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            await asyncio.to_thread(self.process.join, _SECOND_TRY)
            if self.reason is None and self.process.exitcode == -signal.SIGKILL:
                raise KilledError from None
            message = "The question takes more memory, or is nested deeper, than one question may. Ask for less."
            raise self.reason or StoppedError(503, message) from None
        if isinstance(frame, Damaged):
            self.damaged = True
            raise be_busy("The store is damaged and is being built anew.")
        self.complete = isinstance(frame, End | Fault)
        return frame

    def slow_down(self) -> None:
        """Let others go first from now on."""
        self.slow = True
        try:
            os.setpriority(os.PRIO_PROCESS, self.process.pid or 0, _LOWEST)
        except OSError:  # it has ended meanwhile
            pass

    def end(self, reason: StoppedError) -> None:
        """End the process; who reads its answer is told why."""
        self.reason = reason
        self.process.kill()

    async def close(self) -> None:
        """End the process and wait until it is gone."""
        self.process.kill()
        self._writer.transport.abort()
        await asyncio.to_thread(self.process.join)


class Pool:
    """Workers of one graph directory. `start` before use, `close` after."""

    def __init__(self, folder: Path, limits: Limits, tell: Callable[[str], None] = lambda _: None) -> None:
        """`tell` hears what the operator should know."""
        self.folder, self.limits, self._tell = folder.resolve(), limits, tell
        self._context = multiprocessing.get_context("forkserver")
        self._idle: deque[Worker] = deque()
        self._busy: set[Worker] = set()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._chores: set[asyncio.Task[None]] = set()
        self._count = 0
        self._signature: Signature = None
        self._seen: Signature = None

    async def start(self) -> None:
        """Open the graph and start the workers.

        Raises:
            GraphError: the graph can't be opened.
        """
        # The server that workers are forked from holds modules, but no store and no threads: a new one costs
        # milliseconds.
        self._context.set_forkserver_preload(["__main__", work.__module__])
        first = await self._open()
        self._signature = self._seen = first.signature
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

    @property
    def workers(self) -> tuple[Worker, ...]:
        """Those that are there now."""
        return (*self._idle, *self._busy)

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
            if worker.reusable and worker.signature == self._signature:
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
            async with asyncio.timeout(self.limits.timeout):
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
        told = ""
        while self._count < self.limits.workers:
            try:
                self._offer(await self._open(renew=worker.damaged))
            except GraphError as error:
                if str(error) != told:
                    told = str(error)
                    self._tell(told)
                await asyncio.sleep(_SECOND_TRY)

    async def _open(self, *, renew: bool = False) -> Worker:
        """Start a worker and wait until it has opened the graph."""
        self._count += 1
        signature = self._look()
        near, far = socket.socketpair()
        process = self._context.Process(
            target=work, args=(far, str(self.folder), self.limits), kwargs={"renew": renew}, daemon=True
        )
        try:
            await asyncio.to_thread(process.start)
            far.close()
            worker = Worker(process, *await asyncio.open_connection(sock=near), signature)
            await self._greet(worker)
        except BaseException:
            self._count -= 1
            raise
        return worker

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
        worker.confined, worker.complete = note.confined, True

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
            signature = self._look()
            if signature is not None and signature != self._seen:
                self._seen = signature
                self._begin(self._roll())
            for worker in [one for one in self._idle if not one.process.is_alive()]:
                self._idle.remove(worker)
                self._begin(self._replace(worker))

    def _make_way(self, now: float) -> None:
        for worker in self._busy:
            if not worker.slow and now - worker.since > self.limits.patience:
                worker.slow_down()
        slow = [worker for worker in self._busy if worker.slow and worker.reason is None]
        if self._waiting and len(slow) > max(1, self.limits.workers // 2):
            oldest = min(slow, key=lambda worker: worker.since)
            oldest.end(be_busy("Stopped in favour of quicker questions: the server is busy."))

    async def _roll(self) -> None:
        """Let workers that open the graph's new content take over from those of the former one."""
        try:
            first = await self._open()
        except GraphError as error:
            self._tell(f"{error} Answers come from the former content.")
            return
        self._signature = first.signature
        self._offer(first)
        for worker in [one for one in self._idle if one.signature != self._signature]:
            self._idle.remove(worker)
            self._begin(self._replace(worker))
