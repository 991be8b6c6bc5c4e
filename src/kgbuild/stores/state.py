"""What a store has been sent, in a file beside the graph's cache: graphs with their hashes in, the same out.

The file is a memory, not the truth: what it says is held against the store's own counts. Lines are appended as the work
goes on, so a push that was cut off continues; a graph whose sending has begun and not ended is there without a hash.
"""

from __future__ import annotations

import fcntl
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, Self

import msgspec
from msgspec import Struct

from kgbuild.errors import EndpointError
from kgbuild.graph.cache import FOLDER
from kgbuild.graph.files import write_file
from kgbuild.stores.client import Target


class Sent(Struct, frozen=True):
    """A named graph as it was sent: the hash of its lines and how many there were; no hash if it may be half there."""

    graph: str
    sha256: str | None
    count: int = 0


class _Head(Struct, frozen=True):
    endpoint: str
    graph_store: str


class State:
    """What one store holds of one graph directory. Use it in a `with` block: one push at a time."""

    def __init__(self, folder: Path, target: Target) -> None:
        self._head = _Head(target.endpoint, target.graph_store)
        digest = sha256(f"{target.endpoint}\n{target.graph_store}".encode()).hexdigest()[:16]
        self._path = folder / FOLDER / f"push-{digest}.jsonl"
        self._lock: IO[bytes] | None = None
        self._file: IO[bytes] | None = None
        self.sent: dict[str, Sent] = {}

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(exist_ok=True)
            self._lock = self._path.with_suffix(".lock").open("ab")
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                self._lock.close()
                raise EndpointError(
                    f"another push of this graph to {self._head.graph_store} is under way. Wait until it has ended."
                ) from error
            self._read()
            self._compact()
            self._file = self._path.open("ab")
        except OSError:
            self._file = None  # read-only folder, full disk: it is pushed all the same, and again in full next time
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
            with suppress(OSError):  # the appended lines say the same
                self._compact()
        if self._lock is not None:
            self._lock.close()

    def forget(self) -> None:
        """Send everything again, whatever was sent before; what the store holds of it is still known to be ours."""
        self.sent = {graph: Sent(graph, None) for graph in self.sent}

    def note(self, sent: Sent) -> None:
        """Note that a graph is being sent (no hash), or has been."""
        self.sent[sent.graph] = sent
        self._append(sent)

    def drop(self, graph: str) -> None:
        """Note that a graph is in the store no more."""
        self.sent.pop(graph, None)
        self._append(Sent(graph, None, -1))

    def _append(self, line: Sent) -> None:
        if self._file is None:
            return
        try:
            self._file.write(msgspec.json.encode(line) + b"\n")
            self._file.flush()
        except OSError:
            # Lines that are missing would lie of what the store holds; none at all only cost time.
            with suppress(OSError):  # closing writes again what could not be written
                self._file.close()
            self._file = None
            self._path.unlink(missing_ok=True)

    def _read(self) -> None:
        try:
            head, *lines = self._path.read_bytes().split(b"\n")
            if msgspec.json.decode(head, type=_Head) != self._head:
                return
        except (FileNotFoundError, msgspec.DecodeError):
            return
        for line in lines:
            try:
                sent = msgspec.json.decode(line, type=Sent)
            except msgspec.DecodeError:
                continue  # the last line of a push that was cut off
            if sent.count < 0:
                self.sent.pop(sent.graph, None)
            else:
                self.sent[sent.graph] = sent

    def _compact(self) -> None:
        lines = [msgspec.json.encode(one) + b"\n" for _, one in sorted(self.sent.items())]
        write_file(self._path, [msgspec.json.encode(self._head) + b"\n", *lines])


def is_there(sent: Mapping[str, Sent], counts: Mapping[str, int], wanted: Sent) -> bool:
    """Whether a graph was sent as it is now, and the store still holds as many triples."""
    known = sent.get(wanted.graph)
    return known == wanted and counts.get(wanted.graph, 0) == wanted.count
