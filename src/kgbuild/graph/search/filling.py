"""A graph's store in, rows of the search index out: those of new and changed articles, and names that came or went."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

import pyoxigraph as ox

from kgbuild.graph.search.words import cut_passages, list_words
from kgbuild.graph.terms import PREFIXES, Names, expand

BARRIER = "¶"
"""Stands between stretches of one row, so that no phrase runs from one into the next."""
_KINDS = {"kg:Actor": "actor", "kg:Place": "place"}
# One question each, without UNION or VALUES: the engine would join their parts before it narrows them down.
_WORDINGS = (
    "SELECT DISTINCT ?node ?name { ?role kg:filler ?node ; kg:mention/nif:anchorOf ?name }",
    "SELECT DISTINCT ?node ?name { ?claim a kg:Claim ; kg:claimant ?node ; kg:mention/nif:anchorOf ?name }",
)
_REGIONS = (
    "SELECT DISTINCT ?node ?name { ?node a kg:Place ; kg:inside ?name }",
    "SELECT DISTINCT ?node ?name { ?role kg:filler ?node ; kg:inside ?name }",
    "SELECT DISTINCT ?node ?name { ?role kg:filler ?node ; kg:within ?name }",
)


class _Told(NamedTuple):
    """An article as the store has it: its graph, what its content is known by, and its statements by id."""

    graph: ox.NamedNode
    node: ox.NamedNode
    content: str
    statements: dict[str, ox.NamedNode]


def fill_index(db: sqlite3.Connection, store: ox.Store, names: Names) -> None:
    """Make the index say what the store holds: all of it, or after an error what the index said before."""
    db.execute("BEGIN")
    try:
        _fill(db, store, names)
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _fill(db: sqlite3.Connection, store: ox.Store, names: Names) -> None:
    articles = {names.read_id(one.node.value, "article") or one.node.value: one for one in _list_articles(store, names)}
    known = dict(db.execute("SELECT id, content FROM article"))
    gone = [one for one in known if one not in articles or articles[one].content != known[one]]
    for article_id in sorted(gone):
        _drop(db, "article = ?", article_id)
        db.execute("DELETE FROM article WHERE id = ?", (article_id,))
    for article_id in sorted(articles.keys() - (known.keys() - set(gone))):
        _add_article(db, store, article_id, articles[article_id])
        db.execute("INSERT INTO article VALUES (?, ?)", (article_id, articles[article_id].content))
    _fill_names(db, store, names)


def _list_articles(store: ox.Store, names: Names) -> Iterator[_Told]:
    """The articles, each with a hash of its words: text, title and evidence are all that the index takes from it."""
    statements: dict[str, dict[str, ox.NamedNode]] = defaultdict(dict)
    for quad in store.quads_for_pattern(None, _node("prov:wasDerivedFrom"), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            statement_id = names.read_id(quad.subject.value, "statement")
            if statement_id is not None:
                statements[quad.object.value][statement_id] = quad.subject
    for quad in store.quads_for_pattern(None, _node("kg:sha256"), None, None):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.graph_name, ox.NamedNode)
        if names.read_graph(quad.graph_name.value) is None:
            continue  # a former text is nobody's any more
        own = statements.get(quad.subject.value, {})
        title = read_text(store, quad.subject, "schema:headline", quad.graph_name)
        parts = [read_text(store, quad.subject, "kg:sha256", quad.graph_name), title, *sorted(own)]
        content = sha256("\x1f".join("" if part is None else part for part in parts).encode()).hexdigest()
        yield _Told(quad.graph_name, quad.subject, content, own)


def _add_article(db: sqlite3.Connection, store: ox.Store, article_id: str, told: _Told) -> None:
    """The rows of an article: its title, its passages, the evidence of each statement."""
    text = read_text(store, told.node, "nif:isString", told.graph) or ""
    title = read_text(store, told.node, "schema:headline", told.graph) or ""
    evidence = {one: list_evidence(store, node, told.graph) for one, node in sorted(told.statements.items())}
    if title:
        row = _add_row(db, "article", article_id, article_id, "title", title, [(0, len(title))])
        db.executemany("INSERT INTO told VALUES (?, ?)", [(row, one) for one in evidence])  # a headline is of them all
    for start, end in cut_passages(text):
        row = _add_row(db, "article", article_id, article_id, "text", text, [(start, end)])
        here = [one for one, spans in evidence.items() if any(first < end and start < last for first, last in spans)]
        db.executemany("INSERT INTO told VALUES (?, ?)", [(row, one) for one in here])
    for statement_id, spans in evidence.items():
        _add_row(db, "statement", article_id, statement_id, "evidence", text, spans)


def list_evidence(store: ox.Store, node: ox.NamedNode, graph: ox.NamedNode) -> list[tuple[int, int]]:
    """The offsets of a statement's evidence, as its mentions' names tell them, in text order."""
    spans = set()
    for quad in store.quads_for_pattern(node, _node("kg:evidence"), None, graph):
        if isinstance(quad.object, ox.NamedNode):
            start, _, end = quad.object.value.rpartition("#char=")[2].partition(";")[0].partition(",")
            spans.add((int(start), int(end)))
    return sorted(spans)


def _add_row(
    db: sqlite3.Connection, kind: str, article_id: str, owner: str, part: str, text: str, spans: list[tuple[int, int]]
) -> int:
    at = db.execute(
        "INSERT INTO row (kind, article, owner, part, start, spans) VALUES (?, ?, ?, ?, ?, ?)",
        (kind, article_id, owner, part, spans[0][0] if spans else 0, json.dumps(spans)),
    ).lastrowid
    db.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (at, write_body(text, spans)))
    assert at is not None
    return at


def write_body(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The words of these stretches as the index holds them."""
    stretches = (" ".join(word.form for word in list_words(text, start, end)) for start, end in spans)
    return f" {BARRIER} ".join(stretches)


def _fill_names(db: sqlite3.Connection, store: ox.Store, names: Names) -> None:
    """Put in the names that came and take out those that went."""
    wanted = {(kind, node.removeprefix(names.base), name) for kind, node, name in _list_names(store, names)}
    for sparql in _REGIONS:
        wanted |= {("region", node.removeprefix(names.base), name) for node, name in _ask(store, sparql)}
    known = {
        (kind, owner, part): row
        for row, kind, owner, part in db.execute("SELECT id, kind, owner, part FROM row WHERE article = ''")
    }
    for former in sorted(known.keys() - wanted):
        _drop(db, "id = ?", known[former])
    for kind, owner, part in sorted(wanted - known.keys()):
        # The parts of "Belgorod, Belgorod Oblast, Russia" are regions of their own.
        pieces, at = [], 0
        for piece in part.split(",") if kind == "region" else [part]:
            pieces.append((at, at + len(piece)))
            at += len(piece) + 1
        _add_row(db, kind, "", owner, part, part, pieces)


def _list_names(store: ox.Store, names: Names) -> Iterator[tuple[str, str, str]]:
    """Kind, node and name of actors and places: what the graph calls them, and what any report does."""
    kinds = {
        quad.subject.value: kind
        for name, kind in _KINDS.items()
        for quad in store.quads_for_pattern(None, _node("rdf:type"), _node(name), ox.NamedNode(names.entities_graph))
        if isinstance(quad.subject, ox.NamedNode)
    }
    for name in ("rdfs:label", "skos:altLabel"):
        for quad in store.quads_for_pattern(None, _node(name), None, ox.NamedNode(names.entities_graph)):
            if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.Literal):
                continue
            if quad.subject.value in kinds:
                yield kinds[quad.subject.value], quad.subject.value, quad.object.value
    for sparql in _WORDINGS:
        for node, wording in _ask(store, sparql):
            if node in kinds:
                yield kinds[node], node, wording


def _ask(store: ox.Store, sparql: str) -> Iterator[tuple[str, ...]]:
    answer = store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    for row in answer:
        yield tuple(term.value for term in row if isinstance(term, ox.NamedNode | ox.Literal))


def _drop(db: sqlite3.Connection, which: str, value: str | int) -> None:
    """Take rows out; `which` is a condition of this module's own."""
    rows = f"SELECT id FROM row WHERE {which}"  # noqa: S608
    db.execute(f"DELETE FROM words WHERE rowid IN ({rows})", (value,))  # noqa: S608
    db.execute(f"DELETE FROM told WHERE row IN ({rows})", (value,))  # noqa: S608
    db.execute(f"DELETE FROM row WHERE {which}", (value,))  # noqa: S608


def read_text(store: ox.Store, node: ox.NamedNode, name: str, graph: ox.NamedNode | None = None) -> str | None:
    """The first value of a property as text, or `None`."""
    quad = next(iter(store.quads_for_pattern(node, _node(name), None, graph)), None)
    return quad.object.value if quad is not None and isinstance(quad.object, ox.Literal | ox.NamedNode) else None


def _node(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))
