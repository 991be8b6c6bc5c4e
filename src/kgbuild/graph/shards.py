"""Articles and nodes in, the shard of the record that holds each out.

A small graph has one shard a room; a larger one is spread by hash, so that one new article touches one shard of
articles and those of the few nodes that it changes. How wide follows from the number of articles alone: the same
articles lie in the same shards, whichever way they came.
"""

from __future__ import annotations

from hashlib import sha256

from msgspec import Struct

ROOMS = ("articles", "entities", "events", "questions", "judgements", "history")
"""What a record holds, in its order; all but the first are named graphs that articles share."""
SPREAD = frozenset(ROOMS[:4])
"""The rooms that grow with the articles; the others are what people said, one shard each."""
_WIDTHS = ((64, 0), (1024, 1), (65_536, 2))
_WIDEST = 3


class Shard(Struct, frozen=True):
    """One file of the record: the SHA-256 and the size, in bytes, of its content."""

    sha256: str
    bytes: int

    def path(self, name: str) -> str:
        """The name of its file, below the record's folder: another content is another file."""
        return f"{name}-{self.sha256[:16]}.nq"


def choose_width(articles: int) -> int:
    """How many hexadecimal digits of a hash tell the shards of so many articles apart."""
    return next((width for most, width in _WIDTHS if articles <= most), _WIDEST)


def name_shard(room: str, key: str, width: int) -> str:
    """The shard of an article's encoded id, or of a node's name without the base: "events", "events-3f"."""
    if not width or room not in SPREAD:
        return room
    return f"{room}-{sha256(key.encode()).hexdigest()[:width]}"


def room_of(name: str) -> str:
    """The room that a shard belongs to."""
    return name.partition("-")[0]


def overlap(first: str, second: str) -> bool:
    """Whether two shards, of one width or of two, can hold the same thing."""
    return room_of(first) == room_of(second) and (first.startswith(second) or second.startswith(first))
