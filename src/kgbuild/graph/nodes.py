"""Ids and a graph in, out by which key their nodes stand there and which statements tell of them.

Only the articles that the ids lead to are read, so that a word on two nodes costs the same in a large graph as in a
small one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from kgbuild.assembly.judgements import Directory, list_keys
from kgbuild.graph.store import Graph
from kgbuild.model import Statement

PLAIN = re.compile(r"[^\s<>\"{}|\\^`]+")
"""What may stand in an address as it is."""


def make_directory(graph: Graph, names: Iterable[str]) -> Directory:
    """A directory in which these ids are found if the graph holds their nodes."""
    wanted = sorted(set(names))
    directory = Directory(wanted)
    for article_id in sorted(directory.articles):
        if (found := graph.article(article_id)) is not None:
            directory.add_all(found[1])
    keys = {key for name in wanted for key in list_keys(name) if not key.startswith("article/")}
    statements = {unquote(key.removeprefix("statement/")) for key in keys if key.startswith("statement/")}
    told = [graph.statement(one) for one in sorted(statements)]
    directory.add_all(found[0] for found in told if found is not None)
    directory.note((), _find_standing(graph, keys))
    return directory


def _find_standing(graph: Graph, keys: Iterable[str]) -> list[str]:
    """The keys of registered actors and places that something is said of."""
    nodes = [f"<{graph.names.base}{key}>" for key in sorted(keys) if PLAIN.fullmatch(key)]
    if not nodes:
        return []
    rows = graph.query(f"SELECT DISTINCT ?node {{ VALUES ?node {{ {' '.join(nodes)} }} ?node ?property ?value }}")
    return [str(row[0]).removeprefix(graph.names.base) for row in rows.rows]


def list_statements(graph: Graph, keys: Iterable[str]) -> list[Statement]:
    """The accepted statements of the articles that these keys lead to, by article; of a place, one article will do."""
    articles = set()
    for key in sorted(set(keys)):
        room, _, rest = key.partition("/")
        if room == "article":
            articles.add(unquote(rest.partition("/")[0]))
        elif room == "statement" and (found := graph.statement(unquote(rest))) is not None:
            articles.add(found[1].id)
        elif room == "place" and (home := _find_home(graph, key)) is not None:
            articles.add(home)
    read = [graph.article(article_id) for article_id in sorted(articles)]
    return [statement for found in read if found is not None for statement in found[1] if statement.accepted]


def _find_home(graph: Graph, key: str) -> str | None:
    """An article that names a place."""
    rows = graph.query(
        f"SELECT (MIN(?id) AS ?first) {{ ?s kg:location <{graph.names.base}{key}> ; "
        "prov:wasDerivedFrom/dcterms:identifier ?id }"
    )
    return next((str(row[0]) for row in rows.rows if row[0] is not None), None)
