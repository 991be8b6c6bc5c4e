"""The journal: one line per finished article, written through to the disk, in; what a build has done so far out.

A process killed while writing leaves a torn last line; it is cut off at the next start, and its article, which was
never reported as finished, is read again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from kgbuild.errors import GraphError
from kgbuild.model import Article, Statement


class _Stub(Struct, frozen=True):
    id: str
    sha256: str


class _Head(Struct, frozen=True):
    """As much of a line as the index needs."""

    article: _Stub | None = None
    remove: str | None = None


class _Line(Struct, frozen=True):
    """A whole line."""

    article: Article
    statements: tuple[Statement, ...]


_DECODER = msgspec.json.Decoder(_Line)


class Journal:
    """The journal of one graph directory; reading needs no lock, writing is the caller's to lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.offsets: dict[str, int | None] = {}
        self.hashes: dict[str, str] = {}
        self._file: IO[bytes] | None = None
        self._end = 0
        self.read()

    def read(self) -> None:
        """Index the lines: where each article's latest entry starts, `None` for one taken out."""
        self.offsets, self.hashes, self._end = {}, {}, 0
        if not self.path.exists():
            return
        decoder = msgspec.json.Decoder(_Head)
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    break
                try:
                    head = decoder.decode(line)
                except msgspec.DecodeError as error:
                    if not file.read(1):
                        break
                    raise GraphError(
                        f"{self.path}: line {number} is damaged ({error}). Delete the lines from {number} on and run "
                        "the build again: it reads their articles anew."
                    ) from error
                if head.article is not None:
                    self.offsets[head.article.id] = self._end
                    self.hashes[head.article.id] = head.article.sha256
                elif head.remove is not None:
                    self.offsets[head.remove] = None
                    self.hashes.pop(head.remove, None)
                self._end += len(line)

    def append(self, line: bytes) -> int:
        """Write one line through to the disk; the offset at which it starts."""
        if self._file is None:
            self._file = self.path.open("ab")
            self._file.truncate(self._end)
            self._file.seek(0, os.SEEK_END)
        self._file.write(line)
        self._file.flush()
        os.fsync(self._file.fileno())
        start, self._end = self._end, self._end + len(line)
        return start

    def add(self, article: Article, statements: Sequence[Statement]) -> None:
        """Note that this article is finished."""
        entry = {"article": article, "statements": statements}
        self.offsets[article.id] = self.append(msgspec.json.encode(entry) + b"\n")
        self.hashes[article.id] = article.sha256

    def remove(self, article_id: str) -> None:
        """Note that this article is to go."""
        self.append(msgspec.json.encode({"remove": article_id}) + b"\n")
        self.offsets[article_id] = None
        self.hashes.pop(article_id, None)

    def load(self, article_id: str) -> tuple[Article, list[Statement]]:
        """The latest entry of an article."""
        offset = self.offsets[article_id]
        assert offset is not None
        with self.path.open("rb") as file:
            file.seek(offset)
            entry = _DECODER.decode(file.readline())
        return entry.article, list(entry.statements)

    def close(self) -> None:
        """Close the file; what was added stays."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def clear(self) -> None:
        """Drop the journal once the file of record holds what it held."""
        self.close()
        self.path.unlink(missing_ok=True)
        self.offsets, self.hashes, self._end = {}, {}, 0
