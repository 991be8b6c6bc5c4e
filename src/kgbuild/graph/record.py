"""The file of record: graph.nq in, its blocks out, one per article and one for each shared graph.

Lines are sorted by article, then by graph, then as text, so that an article is one stretch of the file: it can be found
without an index, replaced without touching others, and read with little memory.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast
from urllib.parse import unquote

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.assembly.keys import encode
from kgbuild.errors import GraphError
from kgbuild.graph.reading import read_article
from kgbuild.graph.terms import Names
from kgbuild.model import Article, Statement

FILE = "graph.nq"
_REFUSED = re.compile(rb"/graph/article/[^/>]+/refused> \.\n$")


class Block(Struct, frozen=True):
    """The lines of one article (`key` is its encoded id), or of a shared graph ("entities", "events" ...)."""

    key: str
    shared: bool
    lines: list[bytes]


def iterate_blocks(path: Path, names: Names) -> Iterator[Block]:
    """The blocks of the file in its order.

    Raises:
        GraphError: a line that no quad of this graph ends like.
    """
    lines: list[bytes] = []
    graph, name = b"", ("", False)
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            ending = line[line.rfind(b" <") :]
            if ending != graph:
                new = _read_name(ending, names, path, number)
                if lines and new != name:
                    yield Block(*name, lines)
                    lines = []
                graph, name = ending, new
            lines.append(line)
    if lines:
        yield Block(*name, lines)


def _read_name(ending: bytes, names: Names, path: Path, number: int) -> tuple[str, bool]:
    """Key and kind of the block that a line belongs to, from how the line ends."""
    graph = ending[2:-4].decode(errors="replace")
    if ending.endswith(b"> .\n"):
        found = names.read_graph(graph)
        if found is not None:
            return found[0], False
        if graph in names.shared_graphs:
            return graph.rpartition("/")[2], True
    raise GraphError(
        f"{path}: line {number} is no quad of this graph. Restore the file from a copy, or delete the directory and "
        "build again."
    )


def find_article(path: Path, names: Names, article_id: str) -> bytes | None:
    """The block of one article, found without reading the others' lines."""
    key = f" <{names.claims_graph(article_id)}".encode()
    return _cut(path, key + b"> .\n", (key + b"> .\n", key + b"/refused> .\n"))


def find_article_of(path: Path, names: Names, statement_id: str) -> str | None:
    """The id of the article that a statement comes from, refused ones included."""
    subject = f"<{names.statement(statement_id)}> ".encode()
    if not path.stat().st_size:
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        at = content.find(subject)
        if at < 0:
            return None
        line = content[at : content.find(b"\n", at) + 1]
    found = names.read_graph(line[line.rfind(b" <") + 2 : -4].decode())
    return None if found is None else unquote(found[0])


def find_shared(path: Path, graph: str) -> bytes:
    """The lines of a shared graph, empty where there is none."""
    ending = f" <{graph}> .\n".encode()
    return _cut(path, ending, (ending,)) or b""


def _cut(path: Path, first: bytes, endings: tuple[bytes, ...]) -> bytes | None:
    """The stretch of lines that end in one of `endings`."""
    if not path.exists() or not path.stat().st_size:
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        at = content.find(first)
        if at < 0:
            return None
        start = content.rfind(b"\n", 0, at) + 1
        file.seek(start)
        lines = []
        for line in file:
            if not line.endswith(endings):
                break
            lines.append(line)
    return b"".join(lines)


def read_block(content: bytes, names: Names) -> tuple[Article, list[Statement]]:
    """The records of an article's block.

    Raises:
        GraphError: the block is no N-Quads or no records of kgbuild.
    """
    return read_article(parse_quads(content), names)


def parse_quads(content: bytes) -> Iterator[ox.Quad]:
    """The quads of some lines, one by one.

    Raises:
        GraphError: a line is not N-Quads.
    """
    try:
        yield from cast("Iterator[ox.Quad]", ox.parse(content, format=ox.RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise GraphError(
            f"{FILE} is damaged ({error}). Restore it from a copy, or delete the directory and build again."
        ) from error


def drop_refused(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines that queries see: all but those of refused statements."""
    for line in lines:
        if not (line.endswith(b"/refused> .\n") and _REFUSED.search(line)):
            yield line


def keep_refused(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The other lines: those of refused statements."""
    for line in lines:
        if line.endswith(b"/refused> .\n") and _REFUSED.search(line):
            yield line


def sort_key(article_id: str) -> str:
    """By which articles are ordered in the file."""
    return encode(article_id)
