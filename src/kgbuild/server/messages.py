"""What server and worker say to each other: frozen records and bytes in, frames on a socket out, and back.

A frame is its length (4 bytes), its kind (1 byte) and its content.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

PIECE = 64 * 1024
"""Bytes of an answer that travel together."""
_HEAD = 5


class Wanted(Struct, frozen=True):
    """In which form an answer is wanted: the Accept header, or `format` by name, which goes before it."""

    accept: str = ""
    format: str = ""


class Question(Struct, frozen=True, tag="question", kw_only=True):
    """A SPARQL query. Graphs by address make its dataset in place of its own FROM; `None` leaves it to the query."""

    sparql: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    wanted: Wanted = Wanted()


class Dump(Struct, frozen=True, tag="dump", kw_only=True):
    """The triples of one named graph, or of all where `graph` is `None`."""

    graph: str | None
    wanted: Wanted = Wanted()


class Description(Struct, frozen=True, tag="description", kw_only=True):
    """What the endpoint at `root` is (SPARQL service description) or what it holds (VoID)."""

    of: Literal["service", "dataset"]
    root: str
    wanted: Wanted = Wanted()


class Lookup(Struct, frozen=True, tag="lookup", kw_only=True):
    """A document of the explorer's API by the name of its route.

    `key` is the id in the address, `fields` are parameters; a list begins after so many of its items. `content` is that
    of the graph which an answer has to be of, or nothing; `packed` asks for gzip.
    """

    name: str
    key: str = ""
    fields: dict[str, str] = {}
    limit: int = 0
    after: int = 0
    content: str = ""
    packed: bool = False


class Judge(Struct, frozen=True, tag="judge", kw_only=True):
    """A person's word on two nodes, to be written down; without `verdict` the last word on them is taken out."""

    first: str
    second: str
    verdict: str = ""
    who: str | None = None
    when: str | None = None
    why: str | None = None


Task: TypeAlias = Question | Dump | Description | Lookup | Judge


class Ready(Struct, frozen=True, tag="ready"):
    """A worker has opened the graph. `confined`: the system keeps it from opening connections.

    `content` is the hash of what the graph holds.
    """

    confined: bool
    content: str = ""


class Begin(Struct, frozen=True, tag="begin"):
    """An answer follows, of this media type, with further headers."""

    media: str
    headers: dict[str, str] = {}


class End(Struct, frozen=True, tag="end"):
    """The answer is complete."""


class Fault(Struct, frozen=True, tag="fault"):
    """There is no answer, or it ends here: HTTP status, what to tell the client, and what it may do next."""

    status: int
    message: str
    advice: str = ""


class Damaged(Struct, frozen=True, tag="damaged"):
    """The worker's cache of the graph is damaged; the worker ends."""


Note: TypeAlias = Ready | Begin | End | Fault | Damaged
_read_note = msgspec.msgpack.Decoder(Note).decode
_read_task = msgspec.msgpack.Decoder(Task).decode


def send_piece(line: socket.socket, piece: bytes) -> None:
    """Send a piece of an answer; waits while the other side reads no more."""
    line.sendall(len(piece).to_bytes(4, "big") + b"D" + piece)


def send_note(line: socket.socket, note: Note) -> None:
    """Send a note."""
    content = msgspec.msgpack.encode(note)
    line.sendall(len(content).to_bytes(4, "big") + b"N" + content)


async def read_frame(line: asyncio.StreamReader) -> Note | bytes:
    """The next piece or note.

    Raises:
        asyncio.IncompleteReadError: the worker is gone.
    """
    head = await line.readexactly(_HEAD)
    content = await line.readexactly(int.from_bytes(head[:4], "big"))
    return content if head[4:] == b"D" else _read_note(content)


def pack_task(task: Task) -> bytes:
    """A task as bytes to send to a worker."""
    content = msgspec.msgpack.encode(task)
    return len(content).to_bytes(4, "big") + content


def receive_task(line: socket.socket) -> Task | None:
    """The next task; `None` when the server is gone."""
    head = _receive(line, 4)
    content = None if head is None else _receive(line, int.from_bytes(head, "big"))
    return None if content is None else _read_task(content)


def _receive(line: socket.socket, size: int) -> bytes | None:
    found = bytearray()
    while len(found) < size:
        try:
            piece = line.recv(size - len(found))
        except ConnectionError:
            return None
        if not piece:
            return None
        found += piece
    return bytes(found)
