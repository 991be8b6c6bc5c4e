"""A graph and ids of statements in, these statements with their articles out, each article read once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kgbuild.graph.record import read_block
from kgbuild.graph.store import Graph
from kgbuild.model import Article, Statement

Found = dict[str, tuple[Statement, Article]]


def load_statements(graph: Graph, statement_ids: Collection[str]) -> Found:
    """The statements of these ids, as far as the graph holds them: the store knows the homes of accepted ones."""
    found: Found = {}
    for article_id in _find_homes(graph, statement_ids):
        read = graph.article(article_id)
        for statement in read[1] if read else ():
            if read is not None and statement.id in statement_ids:
                found[statement.id] = statement, read[0]
    for statement_id in set(statement_ids) - found.keys():
        if (one := graph.statement(statement_id)) is not None:
            found[statement_id] = one
    return found


def _find_homes(graph: Graph, statement_ids: Iterable[str]) -> list[str]:
    nodes = " ".join(f"<{graph.names.statement(one)}>" for one in sorted(statement_ids))
    rows = graph.query(
        f"SELECT DISTINCT ?id {{ VALUES ?s {{ {nodes} }} ?s prov:wasDerivedFrom/dcterms:identifier ?id }} ORDER BY ?id"
    )
    return [str(row[0]) for row in rows.rows]


def find_statements(graph: Graph, statement_ids: Collection[str]) -> Found:
    """The same without the store, in one pass over the record: for many ids, and graphs whose store may be missing."""
    found: Found = {}
    wanted = {graph.names.statement(one).encode(): one for one in statement_ids}
    subject = re.compile(rb"^<(" + re.escape(f"{graph.names.base}statement/".encode()) + rb"[^/>]+)> ", re.MULTILINE)
    for block in graph.record.blocks() if wanted else ():
        if wanted.keys() & set(subject.findall(block.content)):
            article, statements = read_block(block.content, graph.names)
            found |= {one.id: (one, article) for one in statements if one.id in statement_ids}
    return found
