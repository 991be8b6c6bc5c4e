"""A worker as the server sees it: a task in, frames of its answer out, or the reason why there is none."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess

from kgbuild.server.confinement import read_processor_time
from kgbuild.server.messages import Damaged, End, Fault, Note, Task, pack_task, read_frame

_LOWEST = 19
_LAST_WORDS = 1.0
"""Seconds for a process that has hung up to be gone."""
_CLOCK = 10
"""Seconds by the clock that weigh as much as one of a processor."""
Signature = tuple[int, int, int] | None
"""Inode, size and time of the manifest: another one means that the graph may hold something else."""


class StoppedError(Exception):
    """There is no answer, or no more of it: HTTP's `status`, a message for the client, seconds to wait, what to do."""

    def __init__(self, status: int, message: str, retry_after: int | None = None, advice: str = "") -> None:
        super().__init__(message)
        self.status, self.retry_after, self.advice = status, retry_after, advice


class KilledError(StoppedError):
    """A worker was killed from outside, which is not the fault of what it was asked."""

    def __init__(self) -> None:
        super().__init__(503, "The process that answered was killed. Ask again.", 1)


def be_busy(message: str) -> StoppedError:
    """The error of a server that has too much to do."""
    return StoppedError(503, f"{message} Ask again in a few seconds.", 5)


async def start_worker(
    context: ForkServerContext, target: Callable[..., None], *args: object, signature: Signature = None, **named: object
) -> Worker:
    """A new process that does `target`, whose first argument is its end of the line.

    Raises:
        OSError, EOFError: the system has no room for one.
    """
    near, far = socket.socketpair()
    with ExitStack() as held, far:
        held.enter_context(near)
        process = context.Process(target=target, args=(far, *args), kwargs=named, daemon=True)
        await asyncio.to_thread(process.start)
        held.pop_all()
    return Worker(process, *await asyncio.open_connection(sock=near), signature)


class Worker:
    """A process that has opened the graph, and the line to it."""

    def __init__(
        self, process: BaseProcess, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, signature: Signature
    ) -> None:
        self.process, self.signature = process, signature
        self.confined = self.slow = self.damaged = False
        self.since = self._spent = self._unread = 0.0
        self.content = ""
        self.renewals = 0
        """How often the cache had been built anew when the worker opened it."""
        self._reader, self._writer = reader, writer
        self.reason: StoppedError | None = None
        self.complete = True
        self._holding: asyncio.Timeout | None = None

    @property
    def reusable(self) -> bool:
        """Whether it can take another task."""
        return self.complete and not self.slow and self.reason is None and self.process.is_alive()

    def ask(self, task: Task) -> None:
        """Give it a task."""
        self.complete, self._spent = False, read_processor_time(self.process.pid)
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
            await asyncio.to_thread(self.process.join, _LAST_WORDS)
            if self.reason is None and self.process.exitcode == -signal.SIGKILL:
                raise KilledError from None
            message = "The question takes more memory, or is nested deeper, than one question may. Ask for less."
            raise self.reason or StoppedError(503, message) from None
        if isinstance(frame, Damaged):
            self.damaged = True
            raise be_busy("The store is damaged and is being built anew.")
        self.complete = isinstance(frame, End | Fault)
        return frame

    async def wait_for_client(self, taking: Coroutine[None, None, None]) -> None:
        """Wait until what it has found is taken.

        Raises:
            StoppedError: it was ended meanwhile.
        """
        self._unread = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(None) as self._holding:
                await taking
        except TimeoutError:
            raise self.reason or KilledError from None
        finally:
            self._holding = None

    def is_slow(self, now: float, patience: float) -> bool:
        """Whether its task has taken that much of a processor, or ten times as long by the clock."""
        if now - self.since < patience:
            return False
        spent = read_processor_time(self.process.pid) - self._spent
        return spent > patience or now - self.since > _CLOCK * patience

    def is_unread(self, now: float, patience: float) -> bool:
        """Whether it has waited for its client as long as makes a question slow by the clock."""
        return self._holding is not None and now - self._unread > _CLOCK * patience

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
        if self._holding is not None and not self._holding.expired():
            self._holding.reschedule(0.0)

    async def close(self) -> None:
        """End the process and wait until it is gone."""
        self.process.kill()
        self._writer.transport.abort()
        await asyncio.to_thread(self.process.join)
