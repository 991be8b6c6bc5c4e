"""Judgements of people at the explorer: a word in, written to judgements.csv and followed by the graph.

A process writes, as `kgbuild judge` does: under the graph's lock, so that of a build and a word one waits. It answers
when the word is on the disk, and goes on to finish the graph; the workers then take the new content over.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from kgbuild.errors import GraphError, KgbuildError
from kgbuild.graph.judgements import choose_day
from kgbuild.graph.judging import find_judgements, prepare_judgement
from kgbuild.graph.store import Graph
from kgbuild.server.api.lookups import JSON, hide_folder
from kgbuild.server.api.shelf import Document
from kgbuild.server.api.types import Written
from kgbuild.server.confinement import silence
from kgbuild.server.limits import Limits
from kgbuild.server.messages import Begin, End, Fault, Judge, receive_task, send_note, send_piece
from kgbuild.server.processes import StoppedError, Worker, be_busy, start_worker

_WAIT = "Ask again when the other program has ended."
_NAMES = "Ids are those of /api/index, or what 'kgbuild explain' prints."


class Reviewer:
    """Writes words to one graph, one after the other; `who` is whose they are where they do not say."""

    def __init__(self, folder: Path, limits: Limits, who: str | None, tell: Callable[[str], None]) -> None:
        """`tell` hears what the operator should know."""
        self.folder, self.who, self.limits, self._tell = folder.resolve(), who, limits, tell
        self._context = multiprocessing.get_context("forkserver")
        self._writing = asyncio.Lock()
        self._following: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """End what runs; the next build or judgement finishes what it leaves."""
        for task in self._following:
            task.cancel()
        await asyncio.gather(*self._following, return_exceptions=True)

    async def write(self, word: Judge) -> Document:
        """Write it down; on return it is on the disk, and the graph begins to follow.

        Raises:
            StoppedError: it can't be written, or an earlier one is still being followed.
        """
        try:
            async with asyncio.timeout(self.limits.wait):
                await self._writing.acquire()
        except TimeoutError:
            raise be_busy("The graph is being brought up to date with the judgement before.") from None
        worker: Worker | None = None
        try:
            worker = await start_worker(self._context, write_word, str(self.folder))
            worker.ask(word)
            written = await self._read(worker)
        except BaseException as error:
            if worker is not None:
                await worker.close()
            self._writing.release()
            if isinstance(error, OSError | EOFError):
                raise be_busy(f"No process can be started that writes ({error}).") from error
            raise
        task = asyncio.get_running_loop().create_task(self._follow(worker))
        self._following.add(task)
        task.add_done_callback(self._following.discard)
        return written

    async def _read(self, worker: Worker) -> Document:
        body = bytearray()
        while not isinstance(frame := await worker.read(), End):
            if isinstance(frame, Fault):
                raise StoppedError(frame.status, frame.message, advice=frame.advice)
            if isinstance(frame, bytes):
                body += frame
        return Document({"content-type": JSON}, bytes(body), "")

    async def _follow(self, worker: Worker) -> None:
        """Wait until the graph has followed."""
        try:
            await self._read(worker)
        except StoppedError as error:
            self._tell(f"A judgement is written, but the graph can't follow it: {error}")
        finally:
            await worker.close()
            self._writing.release()


def write_word(line: socket.socket, folder: str) -> None:
    """A process's life: one word, written and followed."""
    silence()
    word = receive_task(line)
    if not isinstance(word, Judge):
        return
    try:
        with Graph.open(Path(folder)) as graph:
            written = _write(graph, word)
            send_note(line, Begin(JSON))
            send_piece(line, msgspec.json.encode(written))
            send_note(line, End())
            graph.finish()
        send_note(line, End())
    except _RefusedError as error:
        send_note(line, Fault(error.status, hide_folder(str(error), Path(folder)), error.advice))
    except KgbuildError as error:
        send_note(line, Fault(400, hide_folder(str(error), Path(folder)), _NAMES))
    except OSError:  # the server is gone; the word is written, or was not
        sys.exit(1)


class _RefusedError(Exception):
    def __init__(self, status: int, message: str, advice: str) -> None:
        super().__init__(message)
        self.status, self.advice = status, advice


def _write(graph: Graph, word: Judge) -> Written:
    try:
        graph.write(lambda: None)  # takes the lock, and reads what another program has written since
    except GraphError as error:
        raise _RefusedError(409, str(error), _WAIT) from error
    if word.verdict:
        when = choose_day(word.when, "when")
        judgement = prepare_judgement(
            graph, word.first, word.second, word.verdict, who=word.who, when=when, why=word.why
        )
        graph.judge(judgement)
        return Written(judgement=judgement, state="written")
    found = find_judgements(graph, word.first, word.second)
    if not found:
        message = f"Nobody has judged '{word.first}' and '{word.second}'."
        raise _RefusedError(404, message, "GET /api/judgements lists what was said.")
    graph.withdraw(found[-1])
    return Written(judgement=found[-1], state="withdrawn")
