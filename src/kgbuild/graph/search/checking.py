"""A graph in, whether its search index says what a fresh one would say out."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

from kgbuild.graph.cache import FOLDER
from kgbuild.graph.files import hash_file
from kgbuild.graph.search.filling import fill_index
from kgbuild.graph.search.index import FILE, LABEL, connect, make_tables, name_content, read_label
from kgbuild.graph.store import Graph

_ROWS = (
    "SELECT kind, article, owner, part, spans, body FROM row JOIN words ON words.rowid = row.id",
    "SELECT article, owner, part, spans, statement FROM told JOIN row ON row.id = told.row",
    "SELECT id, content FROM article",
)


def check_index(graph: Graph, *, mend: bool) -> str | None:
    """What is wrong with the index of the graph as it stands; one that is not there, or of a former graph, is right.

    Args:
        graph: an opened graph.
        mend: take a wrong index away; the next search makes it anew.
    """
    home = graph.path / FOLDER / FILE
    if not home.exists():
        return None
    label = read_label(home)
    if label is None or hash_file(home) != label.sha256:
        wrong: str | None = "the search index is not as it was written"
    elif label.graph != name_content(graph):
        return None
    else:
        wrong = _compare(graph)
    if wrong is not None and mend:
        home.unlink(missing_ok=True)
        (home.parent / LABEL).unlink(missing_ok=True)
    return wrong


def _compare(graph: Graph) -> str | None:
    """What the index says otherwise than a fresh one."""
    fresh = connect(":memory:")
    present = sqlite3.connect(f"{(graph.path / FOLDER / FILE).absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        make_tables(fresh)
        graph.ask(lambda store: fill_index(fresh, store, graph.names))
        same = all(_digest(fresh, sql) == _digest(present, sql) for sql in _ROWS)
    except sqlite3.DatabaseError as error:
        return f"the search index can't be read ({error})"
    finally:
        fresh.close()
        present.close()
    return None if same else "the search index says something else than the record"


def _digest(db: sqlite3.Connection, sql: str) -> list[bytes]:
    """The rows as sorted hashes."""
    return sorted(sha256("\x1f".join(map(str, row)).encode()).digest() for row in db.execute(sql))
