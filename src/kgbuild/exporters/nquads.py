"""The dataset as N-Quads: one line a quad, in the order of the record; one file, or shards for bulk loaders.

A shard is a file of its own that a loader can read beside the others. An article's graphs are in one shard, those of a
nanopublication too, and so is all that a graph that articles share says of a node; each shard is in the order of the
whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from functools import lru_cache
from gzip import GzipFile
from hashlib import sha256
from typing import BinaryIO, cast

from pyoxigraph import RdfFormat

from kgbuild.errors import SettingsError
from kgbuild.exporters._lines import split_line, split_pieces
from kgbuild.exporters._output import Output
from kgbuild.exporters._rdf import check_quads, write_quads
from kgbuild.exporters.profiles import find_profile
from kgbuild.exporters.profiles.nanopub import CODE
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.terms import Names

MOST = 256
"""Shards of one export: they are open at once."""
_LEVEL = 6


def export(
    graph: ClaimGraph, output: Output, *, profile: str = "nary", shards: int | None = None, gzip: bool = False
) -> None:
    """Write N-Quads.

    Args:
        graph: what to write.
        output: a file; with `shards` a folder, of "claims-0001-of-0004.nq" and so on.
        profile: how to say it in RDF.
        shards: how many files to spread the quads over.
        gzip: compress, with a header that tells neither time nor name, so that the same quads give the same bytes.

    Raises:
        SettingsError: there is no such profile, fewer shards than one, or more than can be written at once.
    """
    if shards is None and not gzip:
        write_quads(graph, output, RdfFormat.N_QUADS, profile)
        return
    if shards is not None and not 1 <= shards <= MOST:
        raise SettingsError(f"{shards} shards can't be written; give 1 to {MOST}.")
    pieces = find_profile(profile, "nquads").read(graph, refused=True)
    ending = ".nq.gz" if gzip else ".nq"
    width = shards or 1
    names = [""] if shards is None else [f"claims-{n + 1:04}-of-{shards:04}{ending}" for n in range(shards)]
    counts = Counter[str]()
    choose = _make_choice(graph.names, width)
    with ExitStack() as stack:
        files = [_open(stack, output, name, counts, gzip=gzip) for name in names]
        for line in split_pieces(pieces):
            shard = choose(line)
            files[shard].write(line)
            counts[names[shard]] += 1


def _open(stack: ExitStack, output: Output, name: str, counts: Counter[str], *, gzip: bool) -> BinaryIO:
    """A file of the export that is read back when it is finished, against the count of lines by then."""

    def check(file: BinaryIO) -> None:
        plain = cast("BinaryIO", GzipFile(fileobj=file)) if gzip else file
        check_quads(plain, counts[name], RdfFormat.N_QUADS)

    file = stack.enter_context(output.open(name, check=check))
    if not gzip:
        return file
    return cast("BinaryIO", stack.enter_context(GzipFile("", "wb", _LEVEL, fileobj=file, mtime=0)))


def _make_choice(names: Names, shards: int) -> Callable[[bytes], int]:
    """Which shard a line belongs to: by its article or its nanopublication, else by its subject."""

    @lru_cache(maxsize=4096)
    def place(key: bytes) -> int:
        return int.from_bytes(sha256(key).digest()[:8], "big") % shards

    @lru_cache(maxsize=4096)
    def find_home(graph: bytes) -> bytes | None:
        iri = graph[1:-1].decode()
        found = names.read_graph(iri)
        if found is not None:
            return found[0].encode()
        start = f"{names.base}np/"
        return iri[: len(start) + CODE].encode() if iri.startswith(start) else None

    def choose(line: bytes) -> int:
        subject, _, _, graph = split_line(line)
        return place(find_home(graph) or subject)

    return choose
