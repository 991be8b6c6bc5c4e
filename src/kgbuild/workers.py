"""Several processes that read articles side by side: articles in, outcomes out, in the order of the articles.

Each worker is a Python of its own (no fork: a store's threads and a parser's locks do not survive one), fed one article
at a time through a pipe, so a worker that dies costs the article it was reading and nothing else.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, cast

import msgspec

from kgbuild.chain import Failure, Outcome, open_tools, read_article
from kgbuild.errors import StopRun
from kgbuild.model import Article
from kgbuild.settings import Settings

AHEAD = 4
"""Articles per worker that may be under way before the oldest is asked for: bounds memory, keeps workers busy."""

_START = "import sys; sys.path[:] = sys.argv[1:]; from kgbuild.workers import serve; serve()"
_LENGTH = 8


class _Order(msgspec.Struct, frozen=True):
    """The first message to a worker: how it shall read."""

    settings: Settings
    annotate: bool


def read_side_by_side(
    articles: Iterable[Article], settings: Settings, *, annotate: bool = False
) -> Iterator[tuple[Article, Outcome]]:
    """Each article with its outcome, in input order; the bytes do not depend on the number of workers."""
    if settings.build.workers == 1:
        tools = open_tools(settings)
        for article in articles:
            yield article, read_article(article, tools, annotate=annotate)
        return
    pool = _Pool(_Order(settings, annotate))
    under_way: deque[tuple[Article, Future[Outcome]]] = deque()
    threads = ThreadPoolExecutor(settings.build.workers, thread_name_prefix="kgbuild")
    try:
        for article in articles:
            under_way.append((article, threads.submit(pool.read, article)))
            if len(under_way) >= AHEAD * settings.build.workers:
                first, outcome = under_way.popleft()
                yield first, outcome.result()
        while under_way:
            first, outcome = under_way.popleft()
            yield first, outcome.result()
    finally:
        pool.kill()
        threads.shutdown(cancel_futures=True)
        pool.close()


class _Pool:
    """One worker process a thread, started when the thread reads its first article."""

    def __init__(self, order: _Order) -> None:
        self._order = msgspec.msgpack.encode(order)
        self._own = threading.local()
        self._all: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self._closed = False

    def read(self, article: Article) -> Outcome:
        worker = self._worker()
        try:
            _send(cast("IO[bytes]", worker.stdin), msgspec.msgpack.encode(article))
            answer = _receive(cast("IO[bytes]", worker.stdout))
        except OSError:
            answer = None
        if answer is None:
            self._own.worker = None
            return Outcome(failure=_death(worker.wait()))
        return msgspec.msgpack.decode(answer, type=Outcome)

    def _worker(self) -> subprocess.Popen[bytes]:
        worker: subprocess.Popen[bytes] | None = getattr(self._own, "worker", None)
        if worker is None:
            with self._lock:
                if self._closed:
                    raise StopRun("the run is ending.")
                worker = subprocess.Popen(
                    [sys.executable, "-c", _START, *sys.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
                self._all.append(worker)
            self._own.worker = worker
            try:
                _send(cast("IO[bytes]", worker.stdin), self._order)
            except OSError:  # it died at once; the next read tells
                pass
        return worker

    def kill(self) -> None:
        """End the workers, which ends the threads that wait for them."""
        with self._lock:
            self._closed = True
        for worker in self._all:
            worker.kill()

    def close(self) -> None:
        """Give back the pipes; no thread may still use them."""
        for worker in self._all:
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                try:
                    cast("IO[bytes]", pipe).close()
                except OSError:  # a half-written message to a worker that is gone
                    pass


def _death(code: int) -> Failure:
    if code >= 0:
        how = f"exit code {code}"
    else:
        how = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return Failure(
        reason=f"the worker process that read it died ({how}).",
        advice="Use fewer --workers if memory ran out.",
    )


def serve() -> None:
    """A worker's life: settings, then articles on standard input, outcomes on standard output, until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C too and ends its workers
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    orders = sys.stdin.buffer
    first = _receive(orders)
    if first is None:
        return
    order = msgspec.msgpack.decode(first, type=_Order)
    try:
        tools, stop = open_tools(order.settings), None
    except StopRun as error:
        tools, stop = None, Outcome(stop=str(error))
    while (message := _receive(orders)) is not None:
        article = msgspec.msgpack.decode(message, type=Article)
        outcome = read_article(article, tools, annotate=order.annotate) if tools else stop
        _send(answers, msgspec.msgpack.encode(outcome))


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(_LENGTH, "big") + message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next message, `None` at the end of the stream or in the middle of a message that was never finished."""
    head = pipe.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    message = pipe.read(length)
    return message if len(message) == length else None
