"""The journal: one line per finished article, written through to the disk, in; what a build has done so far out.

A line that takes an article's place, or takes it out, carries what the history keeps of it, so that both or neither
happen.

A process killed while writing leaves a torn last line; it is cut off at the next start, and its article, which was
never reported as finished, is read again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from io import FileIO
from pathlib import Path

import msgspec
from msgspec import Struct

from kgbuild.errors import GraphError
from kgbuild.graph.history import Change
from kgbuild.model import Article, ArticleHeader, Statement


class _Head(Struct, frozen=True):
    """As much of a line as the index needs: an article that comes, those that go, and what the history keeps."""

    article: ArticleHeader | None = None
    remove: str | tuple[str, ...] = ()
    history: tuple[Change, ...] = ()


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
        self.headers: dict[str, ArticleHeader] = {}
        self.history: dict[str, Change] = {}
        self._file: FileIO | None = None
        self._end = 0
        self.read()

    def read(self) -> None:
        """Index the lines: where each article's latest entry starts, `None` for one taken out."""
        self._forget()
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
                self._note(head, self._end)
                self._end += len(line)

    def _note(self, head: _Head, start: int) -> None:
        """Index a line that starts at this offset."""
        for article_id in (head.remove,) if isinstance(head.remove, str) else head.remove:
            self.offsets[article_id] = None
            self.headers.pop(article_id, None)
        if head.article is not None:
            self.offsets[head.article.id] = start
            self.headers[head.article.id] = head.article
        for change in head.history:
            self.history[change.key] = change

    def append(self, line: bytes) -> int:
        """Write one line through to the disk, whole or not at all; the offset at which it starts."""
        if self._file is None:
            self._file = self.path.open("ab", buffering=0)
            self._file.truncate(self._end)
            self._file.seek(0, os.SEEK_END)
        try:
            rest = memoryview(line)
            while rest:
                rest = rest[self._file.write(rest) :]
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(self._end)
            raise
        start, self._end = self._end, self._end + len(line)
        return start

    def add(
        self,
        article: Article,
        statements: Sequence[Statement],
        replaces: Iterable[str] = (),
        history: Iterable[Change] = (),
    ) -> None:
        """Note that this article is finished, and that it takes the place of others."""
        head = _Head(article.header, tuple(replaces), tuple(history))
        entry = {"article": article, "statements": statements}
        if head.remove or head.history:
            entry |= {"remove": head.remove, "history": head.history}
        self._note(head, self.append(msgspec.json.encode(entry) + b"\n"))

    def remove(self, article_id: str, history: Iterable[Change] = ()) -> None:
        """Note that this article is to go."""
        self._write(_Head(remove=(article_id,), history=tuple(history)))

    def keep(self, history: Iterable[Change]) -> None:
        """Note what the history is to keep, or to forget."""
        self._write(_Head(history=tuple(history)))

    def _write(self, head: _Head) -> None:
        """Write a line without an article."""
        self._note(head, self.append(msgspec.json.encode({"remove": head.remove, "history": head.history}) + b"\n"))

    def has_news(self) -> bool:
        """Whether there is anything for the record in it."""
        return bool(self.offsets or self.history)

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
        """Drop the journal once the record holds what it held."""
        self.close()
        self.path.unlink(missing_ok=True)
        self._forget()

    def _forget(self) -> None:
        self.offsets, self.headers, self.history, self._end = {}, {}, {}, 0
