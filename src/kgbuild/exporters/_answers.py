"""A graph, or a part of one, in; what the shipped queries find there, as a file can hold it, out."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pyoxigraph as ox

from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.rows import Rows, Value, answer_sparql
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import Names
from kgbuild.queries import Askable, ask_query, format_rows, list_queries

MOST_ROWS = 500
"""Rows of an answer that a file holds."""


class Asked:
    """What a part of a graph answers, through a store in memory."""

    def __init__(self, graph: ClaimGraph) -> None:
        self.names: Names = graph.names
        self._store = ox.Store()
        self._store.bulk_extend(graph.quads(refused=False))

    def query(self, sparql: str, *, bindings: Mapping[str, Value | ox.NamedNode | ox.Literal] | None = None) -> Rows:
        """As `kgbuild.graph.store.Graph.query`."""
        return answer_sparql(lambda ask: ask(self._store), sparql, bindings)


def answer_queries(graph: ClaimGraph) -> dict[str, object]:
    """SPARQL 1.1 JSON results of each shipped query, by name, with its defaults; those that need a value are left out.

    An answer that is longer than `MOST_ROWS` is cut and has `"cut": true`.
    """
    asked: Askable = graph if isinstance(graph, Graph) else Asked(graph)
    found: dict[str, object] = {}
    for query in list_queries():
        if all(parameter.default is not None for parameter in query.parameters):
            rows = ask_query(asked, query)
            answer = json.loads(format_rows(rows, "json"))
            bindings = answer["results"]["bindings"]
            answer["results"]["bindings"] = bindings[:MOST_ROWS]
            found[query.name] = answer | ({"cut": True} if len(bindings) > MOST_ROWS else {})
    return found
