"""A graph, or a part of one, in; what the shipped queries find there, as a file can hold it, out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kgbuild.graph.cache import fill_store
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.rows import Rows, Value, answer_sparql
from kgbuild.graph.selection import Selected
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import Names
from kgbuild.queries import Askable, ask_query, format_rows, list_queries

MOST_ROWS = 500
"""Rows of an answer that a file holds."""


_HELD = 10_000
"""Statements of which a store is held in memory; of more it lies on the disk for as long as it is asked."""


class _Asked:
    """A store with what is asked of it, under the names that its graph gives."""

    def __init__(self, store: ox.Store, names: Names) -> None:
        self._store, self.names = store, names

    def query(self, sparql: str, *, bindings: Mapping[str, Value | ox.NamedNode | ox.Literal] | None = None) -> Rows:
        """As `kgbuild.graph.store.Graph.query`."""
        return answer_sparql(lambda ask: ask(self._store), sparql, bindings)


@contextmanager
def _ask(graph: ClaimGraph) -> Iterator[Askable]:
    """A graph's own store, or one that is made of the part that there is."""
    if isinstance(graph, Graph):
        yield graph
    elif isinstance(graph, Selected):
        if len(graph.chosen) <= _HELD:
            yield _Asked(fill_store(ox.Store(), graph.lines()), graph.names)
            return
        with TemporaryDirectory(prefix="kgbuild-") as home:
            store = fill_store(ox.Store(home), graph.lines())
            yield _Asked(store, graph.names)
            del store
    else:
        store = ox.Store()
        store.bulk_extend(graph.quads(refused=False))
        yield _Asked(store, graph.names)


def answer_queries(graph: ClaimGraph) -> dict[str, object]:
    """SPARQL 1.1 JSON results of each shipped query, by name, with its defaults; those that need a value are left out.

    An answer that is longer than `MOST_ROWS` is cut and has `"cut": true`.
    """
    found: dict[str, object] = {}
    with _ask(graph) as asked:
        for query in list_queries():
            if all(parameter.default is not None for parameter in query.parameters):
                rows = ask_query(asked, query)
                kept = replace(rows, rows=rows.rows[:MOST_ROWS], terms=rows.terms[:MOST_ROWS])
                answer = json.loads(format_rows(kept, "json"))
                found[query.name] = answer | ({"cut": True} if len(rows) > MOST_ROWS else {})
    return found
