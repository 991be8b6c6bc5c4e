"""The record of a graph: the shards that a manifest lists in, blocks and lines out.

A shard is a file of sorted N-Quads that never changes: other content is another file, and the manifest that lists it is
what makes it part of the graph. So a reader keeps what it has opened while a newer record is written.
An article is one stretch of its shard: it can be found without an index, replaced without touching others, and read
with little memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import cast
from urllib.parse import unquote

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.assembly.keys import encode
from kgbuild.errors import GraphError
from kgbuild.graph.reading import read_article
from kgbuild.graph.shards import ROOMS, Shard, name_shard, room_of
from kgbuild.graph.terms import Names
from kgbuild.model import Article, Statement

FOLDER = "record"
_REFUSED = re.compile(rb"/graph/article/[^/>]+/refused> \.\n$")


class Block(Struct, frozen=True):
    """The lines of one article; `key` is its encoded id."""

    key: str
    content: bytes


class Spot(Struct, frozen=True):
    """Where the block of an article lies: its encoded id, the shard, and the bytes from which to which."""

    key: str
    shard: str
    start: int
    end: int


class Damage(GraphError):
    """A shard that is not what the manifest says; `shard` names it, `what` is wrong with it."""

    def __init__(self, message: str, shard: str, what: str) -> None:
        super().__init__(message)
        self.shard, self.what = shard, what


class Record:
    """The shards that one manifest lists, in the folder of a graph; `width` is that of its rooms that are spread."""

    def __init__(self, folder: Path, shards: Mapping[str, Shard], names: Names, width: int) -> None:
        self.folder, self.shards, self.names, self.width = folder / FOLDER, shards, names, width

    def list_shards(self, room: str) -> list[str]:
        """The shards of a room, sorted."""
        return sorted(name for name in self.shards if room_of(name) == room)

    def path(self, name: str) -> Path:
        """The file of a shard."""
        return self.folder / self.shards[name].path(name)

    def read(self, name: str) -> bytes:
        """The content of a shard.

        Raises:
            Damage: the file is not there, or not what the manifest says.
        """
        try:
            content = self.path(name).read_bytes()
        except OSError as error:
            raise self._damage(name, f"can't be read ({error.strerror})") from error
        if sha256(content).hexdigest() != self.shards[name].sha256:
            raise self._damage(name, "is not the file that the manifest describes")
        return content

    def _damage(self, name: str, what: str) -> Damage:
        advice = f"Run 'kgbuild verify {self.folder.parent}': it says what is lost and mends what can be mended."
        return Damage(f"{self.path(name)}: {what}. {advice}", name, what)

    def blocks(self) -> Iterator[Block]:
        """The articles' blocks, by shard and encoded id."""
        for name in self.list_shards("articles"):
            yield from self.split(name, self.read(name))

    def find_spots(self, holds: Callable[[bytes], bool]) -> Iterator[Spot]:
        """Where the articles lie whose block passes, by shard and encoded id."""
        for name in self.list_shards("articles"):
            at = 0
            for block in self.split(name, self.read(name)):
                if holds(block.content):
                    yield Spot(block.key, name, at, at + len(block.content))
                at += len(block.content)

    def read_spots(self, spots: Iterable[Spot]) -> Iterator[bytes]:
        """The blocks that lie there; their shards were whole when they were found, and never change.

        Raises:
            Damage: a shard can't be read.
        """
        for name, group in groupby(spots, key=lambda spot: spot.shard):
            try:
                with self.path(name).open("rb") as file:
                    for spot in group:
                        file.seek(spot.start)
                        yield file.read(spot.end - spot.start)
            except OSError as error:
                raise self._damage(name, f"can't be read ({error.strerror})") from error

    def split(self, name: str, content: bytes) -> Iterator[Block]:
        """The blocks of a shard of articles.

        Raises:
            Damage: a line is no quad of an article's graph.
        """
        ending, key, start, at = b"", "", 0, 0
        for number, line in enumerate(content.splitlines(keepends=True), 1):
            end = line[line.rfind(b" <") :]
            if end != ending:
                found = self.names.read_graph(end[2:-4].decode(errors="replace")) if end.endswith(b"> .\n") else None
                if found is None:
                    raise self._damage(name, f"line {number} is no quad of this graph")
                if key and found[0] != key:
                    yield Block(key, content[start:at])
                    start = at
                ending, key = end, found[0]
            at += len(line)
        if key:
            yield Block(key, content[start:])

    def find_article(self, article_id: str) -> bytes | None:
        """The block of one article, `None` where there is none of that id."""
        name = name_shard("articles", encode(article_id), self.width)
        if name not in self.shards:
            return None
        content = self.read(name)
        graph = f" <{self.names.claims_graph(article_id)}".encode()
        at = content.find(graph + b"> .\n")
        if at < 0:
            return None
        start = content.rfind(b"\n", 0, at) + 1
        ends = [content.rfind(graph + tail) for tail in (b"> .\n", b"/refused> .\n")]
        return content[start : content.index(b"\n", max(ends)) + 1]

    def find_article_of(self, statement_id: str) -> str | None:
        """The id of the article that a statement comes from, refused ones included."""
        subject = f"<{self.names.statement(statement_id)}> ".encode()
        for name in self.list_shards("articles"):
            content = self.read(name)
            at = 0 if content.startswith(subject) else content.find(b"\n" + subject) + 1
            if content.startswith(subject, at):
                line = content[at : content.find(b"\n", at) + 1]
                found = self.names.read_graph(line[line.rfind(b" <") + 2 : -4].decode())
                return None if found is None else unquote(found[0])
        return None

    def shared(self, room: str) -> Iterator[bytes]:
        """The lines of a graph that articles share, shard by shard."""
        for name in self.list_shards(room):
            yield from self.read(name).splitlines(keepends=True)

    def lines(self) -> Iterator[bytes]:
        """All lines, room by room and shard by shard."""
        for room in ROOMS:
            yield from self.shared(room)

    def sha256(self) -> str:
        """The hash of the whole record, that of its shards' names and hashes."""
        listed = (f"{name} {shard.sha256}\n" for name, shard in sorted(self.shards.items()))
        return sha256("".join(listed).encode()).hexdigest()


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
            f"the record is damaged ({error}). Run 'kgbuild verify' on its folder: it says what to do."
        ) from error


def split_line(line: str) -> tuple[str, str, str]:
    """Subject, property and value of a line of a record, the first two without their brackets."""
    subject, name, rest = line.split(" ", 2)
    return subject[1:-1], name[1:-1], rest[: rest.rindex(" <")]


def drop_refused(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines that queries see: all but those of refused statements."""
    for line in lines:
        if not is_refused(line):
            yield line


def keep_refused(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The other lines: those of refused statements."""
    for line in lines:
        if is_refused(line):
            yield line


def is_refused(line: bytes) -> bool:
    """Whether a line is of a refused statement."""
    return line.endswith(b"/refused> .\n") and _REFUSED.search(line) is not None
