"""A graph in, its quads as lines of N-Quads out, in pieces of whole lines; and what can be done with lines unparsed.

The record of a graph directory is such lines already, and each shard's hash is checked when it is read, so they are
copied; every other graph's quads are written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import Quad

from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.record import drop_refused, parse_quads
from kgbuild.graph.shards import ROOMS
from kgbuild.graph.store import Graph

_MANY = 10_000
"""Lines of a piece: enough to be handled at once, few enough to be held."""


def is_copied(graph: ClaimGraph) -> bool:
    """Whether the graph's lines are those of its record."""
    return isinstance(graph, Graph)


def read_pieces(graph: ClaimGraph, *, refused: bool = True) -> Iterator[bytes]:
    """The quads as N-Quads, in the graph's own order, some thousand lines at once."""
    if not isinstance(graph, Graph):
        return join_lines(f"{quad} .\n" for quad in graph.quads(refused=refused))
    shards = (graph.record.read(name) for room in ROOMS for name in graph.record.list_shards(room))
    return shards if refused else (b"".join(drop_refused(piece.splitlines(keepends=True))) for piece in shards)


def join_lines(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines as pieces."""
    rest = iter(lines)
    while piece := list(islice(rest, _MANY)):
        yield "".join(piece).encode()


def split_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of pieces."""
    for piece in pieces:
        yield from piece.splitlines(keepends=True)


def parse_pieces(pieces: Iterable[bytes]) -> Iterator[Quad]:
    """The quads of pieces."""
    for piece in pieces:
        yield from parse_quads(piece)


def split_line(line: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Subject, predicate, object and graph of a line as `kgbuild.graph.terms` writes it; no graph is no bytes."""
    subject, predicate, rest = line.split(b" ", 2)
    # The object ends with the first space after its closing quote or bracket: IRIs and datatypes hold neither.
    end = rest.index(b" ", max(rest.rfind(b'"'), rest.rfind(b")>>"), 0))
    return subject, predicate, rest[:end], rest[end + 1 : -3].rstrip()


def drop_graph(line: bytes) -> bytes:
    """The line without its graph: a line of N-Triples."""
    subject, predicate, value, _ = split_line(line)
    return b"%s %s %s .\n" % (subject, predicate, value)
