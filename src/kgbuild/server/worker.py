"""One worker process: a graph directory and a socket in, answers out, until the server hangs up or ends it.

A worker opens one content of the graph and keeps it; when the graph changes, other workers take over. It answers one
question at a time, and whoever wants a question to end ends the worker.
"""

from __future__ import annotations

import signal
import socket
import sys
from pathlib import Path

import pyoxigraph as ox

from kgbuild.errors import KgbuildError
from kgbuild.graph.store import Graph
from kgbuild.server.answers import AnswerError, DamageError, answer_task
from kgbuild.server.api.lookups import Lookups
from kgbuild.server.confinement import forbid_connections, limit_memory, limit_time, silence
from kgbuild.server.description import Content
from kgbuild.server.limits import Limits
from kgbuild.server.messages import (
    PIECE,
    Begin,
    Damaged,
    End,
    Fault,
    Judge,
    Lookup,
    Note,
    Ready,
    Task,
    receive_task,
    send_note,
    send_piece,
)

_GRACE = 1.0
"""Seconds that the server has to stop a question before the system does."""


def work(line: socket.socket, folder: str, limits: Limits, *, renew: bool) -> None:
    """A worker's life. `renew`: its predecessor has found the graph's cache damaged."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server hears Ctrl-C too and ends its workers
    silence()
    outlet = _Outlet(line)
    try:
        confined = forbid_connections()
        with Graph.open(Path(folder)) as graph:
            content = _open(graph, renew=renew)
            lookups = Lookups(graph, limits.rows)
            limit_memory(limits.memory)
            outlet.note(Ready(confined, lookups.content))
            while (task := receive_task(line)) is not None:
                limit_time(limits.timeout + _GRACE)
                _answer(content, lookups, task, limits, outlet)
                limit_time(0)
    except KgbuildError as error:
        outlet.note(Fault(503, str(error)))


def _open(graph: Graph, *, renew: bool) -> Content:
    """Open the cache, building it first where it is missing, old, or known to be damaged."""

    def ask(store: ox.Store) -> ox.Store:
        nonlocal renew
        if renew:
            renew = False
            raise OSError("found damaged")  # which makes the graph build its cache anew and ask again
        store.query("ASK { ?s ?p ?o }", use_default_graph_as_union=True)
        return store

    return Content(graph.ask(ask), graph.names, graph.stats())


def _answer(content: Content, lookups: Lookups, task: Task, limits: Limits, outlet: _Outlet) -> None:
    try:
        if isinstance(task, Lookup):
            _send_document(lookups, task, outlet)
        elif isinstance(task, Judge):
            raise AnswerError(403, "A worker writes nothing.")  # noqa: TRY301  # answered as all that is refused
        else:
            answer_task(content, task, limits.rows, outlet.send)
        outlet.note(End())
    except AnswerError as error:
        outlet.note(Fault(error.status, str(error), error.advice))
    except MemoryError:
        outlet.note(Fault(503, "The answer takes more memory than one question may have. Ask for less."))
    except DamageError:
        outlet.note(Damaged())
        sys.exit(1)


def _send_document(lookups: Lookups, lookup: Lookup, outlet: _Outlet) -> None:
    media, headers, body = lookups.find(lookup)
    outlet.note(Begin(media, headers))
    for start in range(0, len(body), PIECE):
        outlet.send(body[start : start + PIECE])


class _Outlet:
    """The way out: gathers small pieces of an answer; a server that is gone ends the process."""

    def __init__(self, line: socket.socket) -> None:
        self._line, self._gathered = line, bytearray()

    def send(self, piece: str | bytes) -> None:
        """A media type, as text, or a piece of the answer."""
        if isinstance(piece, str):
            self.note(Begin(piece))
            return
        self._gathered += piece
        if len(self._gathered) >= PIECE:
            self._flush()

    def note(self, note: Note) -> None:
        self._flush()
        try:
            send_note(self._line, note)
        except OSError:
            sys.exit(0)

    def _flush(self) -> None:
        try:
            if self._gathered:
                send_piece(self._line, bytes(self._gathered))
        except OSError:
            sys.exit(0)
        self._gathered.clear()
