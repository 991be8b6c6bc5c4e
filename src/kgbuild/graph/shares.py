"""Articles in, what each of them gives to the counts of a graph out.

Kept per article, so that one that comes or goes changes the sums without the others being read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from kgbuild.graph.statistics import Tally, count_article
from kgbuild.model import Statement

LOCAL = "article/"
"""How the keys of what one article alone names begin."""


class Share(Struct, frozen=True):
    """One article's share: its counts, the ids of its accepted statements, and how many actors it alone names."""

    tally: Tally
    statements: tuple[str, ...]
    actors: int


_DECODER = msgspec.msgpack.Decoder(Share)


def make_share(statements: Sequence[Statement], keys: Iterable[str]) -> bytes:
    """The share of an article with these statements, refused ones included; `keys` are of all that it names."""
    ids = tuple(statement.id for statement in statements if statement.accepted)
    local = sum(key.startswith(LOCAL) and key.split("/")[2] == "actor" for key in keys)
    return msgspec.msgpack.encode(Share(count_article(statements), ids, local))


def read_share(content: bytes) -> Share:
    """A share as it was made."""
    return _DECODER.decode(content)
