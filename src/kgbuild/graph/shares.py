"""Articles in, what each of them gives to the graphs that articles share out: votes on entities, and counts.

Kept per article, so that one that comes or goes changes the sums without the others being read again.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from kgbuild.graph.entities import Entities
from kgbuild.graph.statistics import Tally, count_article
from kgbuild.model import Statement


class Share(Struct, frozen=True):
    """One article's share. `votes` are by key, property and term, `words` what an unnamed entity is called by.

    `statements` are the ids of the accepted ones.
    """

    votes: dict[str, dict[str, dict[str, int]]]
    words: dict[str, str]
    tally: Tally
    statements: tuple[str, ...]


_DECODER = msgspec.msgpack.Decoder(Share)


def make_share(statements: Sequence[Statement]) -> bytes:
    """The share of an article with these statements, refused ones included."""
    entities = Entities()
    for statement in statements:
        if statement.accepted:
            entities.add(statement)
    ids = tuple(statement.id for statement in statements if statement.accepted)
    share = Share(entities.votes, entities.words, count_article(statements), ids)  # type: ignore[arg-type]
    return msgspec.msgpack.encode(share)


def read_share(content: bytes) -> Share:
    """A share as it was made."""
    return _DECODER.decode(content)
