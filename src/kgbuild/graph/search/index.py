"""The search index: a graph in, an SQLite file of its words out, and the rows that an expression finds there.

The index holds words and where they stand, never what they were taken for: places, actors and days are asked of the
graph at search time. It is a cache of one content of the graph in store/, made when first asked for. A new content is
indexed in a copy, article by article where something changed, and renamed over the former index, so that readers keep
theirs. Where nothing can be written, the index is made in memory.
"""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from kgbuild.errors import GraphError
from kgbuild.graph.cache import FOLDER
from kgbuild.graph.files import hash_file, sync, write_file
from kgbuild.graph.search.filling import fill_index
from kgbuild.graph.store import Graph

FILE, LABEL = "search.sqlite", "search.label"
FORMAT = 1
"""Raised when tables change, or which words are found under which form."""
_TABLES = """
CREATE TABLE article (id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE row (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, article TEXT NOT NULL, owner TEXT NOT NULL, part TEXT NOT NULL,
  start INTEGER NOT NULL, spans TEXT NOT NULL
);
CREATE INDEX row_article ON row (article);
CREATE INDEX row_owner ON row (owner) WHERE article = '';
CREATE TABLE told (row INTEGER NOT NULL, statement TEXT NOT NULL, PRIMARY KEY (row, statement)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (body, tokenize = 'ascii', prefix = '3');
"""


class _Label(Struct, frozen=True):
    """Which content of the graph the index is of, and the file's own hash; size and time spare reading it again."""

    graph: str
    format: int
    sha256: str
    size: int
    mtime_ns: int


class Row(NamedTuple):
    """A stretch of words: of an article, a statement, or the name of an actor, a place or the region around one.

    `owner` is the article's or the statement's id, or the node's key; `part` title, text or evidence, or the name
    itself; `spans` is JSON: the offsets of its stretches.
    """

    id: int
    kind: str
    article: str
    owner: str
    part: str
    spans: str
    score: float


class Index:
    """An opened index."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def find(self, expression: str, kinds: Iterable[str]) -> list[Row]:
        """The rows that an expression finds, best first; of equal ones by kind, article, owner and place in the text.

        The score is that of BM25, the smaller the better; that of a name counts half, since names are short.
        """
        rows = self._db.execute(
            "SELECT row.id, kind, article, owner, part, spans, "
            "round(bm25(words) * CASE article WHEN '' THEN 0.5 ELSE 1 END, 6) AS score FROM words "
            "JOIN row ON row.id = words.rowid WHERE words MATCH ? AND instr(?, kind) "
            "ORDER BY score, kind, article, owner, part, start, spans",
            (expression, " ".join(kinds)),  # no kind's name is part of another's
        )
        return [Row(*row) for row in rows]

    def mark(self, expression: str, row: int) -> list[tuple[str, bool]]:
        """The folded words of a row, each with whether the expression found it there."""
        found = self._db.execute(
            "SELECT highlight(words, 0, '<', '>') FROM words WHERE words MATCH ? AND rowid = ?", (expression, row)
        ).fetchone()
        words: list[tuple[str, bool]] = []
        inside = False
        for word in found[0].split(" ") if found else ():
            inside = inside or word.startswith("<")
            words.append((word.strip("<>"), inside))
            inside = inside and not word.endswith(">")
        return words

    def told_in(self, row: int) -> list[str]:
        """The ids of the statements whose evidence lies in a passage, sorted."""
        found = self._db.execute("SELECT statement FROM told WHERE row = ? ORDER BY statement", (row,))
        return [statement for (statement,) in found]

    def names(self, kinds: Iterable[str], owners: Iterable[str] | None = None) -> list[tuple[str, str, str]]:
        """Kind, key and name of the actors, places or regions, sorted; of these keys alone if they are given."""
        chosen = " ".join(kinds)
        named = "SELECT kind, owner, part FROM row WHERE article = '' AND instr(?, kind)"
        if owners is None:
            return sorted(self._db.execute(named, (chosen,)))
        return sorted(one for key in owners for one in self._db.execute(f"{named} AND owner = ?", (chosen, key)))


def open_index(graph: Graph, *, renew: bool = False) -> Index:
    """The index of the graph as it stands, built or brought up to date first if need be.

    Args:
        graph: an opened graph.
        renew: build from nothing: the present one has been found damaged.

    Raises:
        GraphError: no build has ended in the graph, or this Python's SQLite is without FTS5.
    """
    content = name_content(graph)
    home = graph.path / FOLDER / FILE
    if not renew and (index := _open_built(home, content)) is not None:
        return index
    try:
        return _build(graph, home, content, renew=renew)
    except (OSError, sqlite3.OperationalError):
        # Read-only folder, full disk: a search still has to be answered.
        db = connect(":memory:")
        make_tables(db)
        graph.ask(lambda store: fill_index(db, store, graph.names))
        return Index(db)


def name_content(graph: Graph) -> str:
    """The hash of what the graph holds."""
    return graph.manifest.sha256


def read_label(home: Path) -> _Label | None:
    """The label of a file that is what its label says, or `None`."""
    try:
        label = msgspec.json.decode((home.parent / LABEL).read_bytes(), type=_Label)
        status = home.stat()
        if label.format != FORMAT or status.st_size != label.size:
            return None
        known = status.st_mtime_ns == label.mtime_ns or hash_file(home) == label.sha256
    except (OSError, msgspec.DecodeError):
        return None
    return label if known else None


def _open_built(home: Path, content: str) -> Index | None:
    label = read_label(home)
    if label is None or label.graph != content:
        return None
    try:
        return Index(sqlite3.connect(f"{home.absolute().as_uri()}?mode=ro&immutable=1", uri=True))
    except sqlite3.Error:
        return None


def connect(path: str) -> sqlite3.Connection:
    """A database that nobody else sees, so that its journal needs no file; it is synced when it is whole."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = MEMORY")
    db.execute("PRAGMA synchronous = OFF")
    return db


def make_tables(db: sqlite3.Connection) -> None:
    """The tables of an empty index.

    Raises:
        GraphError: this Python's SQLite is without FTS5.
    """
    try:
        db.executescript(_TABLES)
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        raise GraphError(
            f"this Python's SQLite ({sqlite3.sqlite_version}) is built without FTS5, which search needs. Use a Python "
            "from python.org, Debian, Homebrew or conda, whose SQLite has it."
        ) from error


def _build(graph: Graph, home: Path, content: str, *, renew: bool) -> Index:
    """Make the index beside, from the former one if that is sound, and rename it."""
    home.parent.mkdir(exist_ok=True)
    with (home.parent / "search.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not renew and (index := _open_built(home, content)) is not None:
            return index
        beside = home.with_suffix(".building")
        if renew or not _update(graph, home, beside):
            _fill(graph, beside)
        sync(beside)
        sha256, status = hash_file(beside), beside.stat()
        beside.replace(home)
        sync(home.parent)
        label = _Label(content, FORMAT, sha256, status.st_size, status.st_mtime_ns)
        write_file(home.parent / LABEL, [msgspec.json.encode(label)])
        built = _open_built(home, content)
        if built is None:
            raise OSError(f"{home}: the index was built and can't be opened")
        return built


def _update(graph: Graph, home: Path, beside: Path) -> bool:
    """Bring a copy of the former index up to date; False where there is none or it is damaged."""
    if read_label(home) is None:
        return False
    shutil.copyfile(home, beside)
    try:
        _fill(graph, beside, new=False)
    except sqlite3.DatabaseError:
        return False
    return True


def _fill(graph: Graph, beside: Path, *, new: bool = True) -> None:
    if new:
        beside.unlink(missing_ok=True)
    db = connect(str(beside))
    try:
        if new:
            make_tables(db)
        graph.ask(lambda store: fill_index(db, store, graph.names))
    finally:
        db.close()
