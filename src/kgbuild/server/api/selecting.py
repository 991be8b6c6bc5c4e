"""A graph and filters in, the statements and events that pass out, a page at a time; and how much a graph holds."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kgbuild.explorer.index import Counts
from kgbuild.graph.search.answers import Matched, Searcher
from kgbuild.graph.search.filters import make_filters
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import Names, expand
from kgbuild.model import Statement

Passing = dict[str, list[str]]
_KEPT = 2
"""Selections whose ids are remembered, for the pages that follow."""


class Selector:
    """Selects from one content of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._searcher = Searcher(graph)
        self._passing: dict[tuple[tuple[str, str], ...], Passing] = {}

    def match(self, question: str, *, limit: int) -> Matched:
        """The ids of what holds some words.

        Raises:
            GraphError: the question can't be read.
        """
        return self._searcher.match(question, limit=limit)

    def read_statements(self, fields: Mapping[str, str], after: int, limit: int) -> tuple[int, list[Statement]]:
        """How many statements pass, and a page of them; only the articles that it touches are read.

        Raises:
            GraphError: a filter names what the graph does not hold.
        """
        passing = self._select(fields)
        found: list[Statement] = []
        before = 0
        for article, ids in passing.items():
            first, last = after - before, after + limit - before
            before += len(ids)
            if first < len(ids) and last > 0:
                found += self._read(article, frozenset(ids))[max(first, 0) : last]
        return before, found

    def list_events(self, fields: Mapping[str, str]) -> list[str]:
        """The ids of the events that statements are about which pass, sorted.

        Raises:
            GraphError: a filter names what the graph does not hold.
        """
        passing = {one for ids in self._select(fields).values() for one in ids}
        told = self.graph.ask(lambda store: _list_told(store, self.graph.names))
        return sorted({event for event, statement in told if statement in passing})

    def _read(self, article: str, ids: frozenset[str]) -> list[Statement]:
        """These statements of an article, as its text tells them."""
        found = self.graph.article(article)
        return [] if found is None else [one for one in found[1] if one.id in ids and one.accepted]

    def _select(self, fields: Mapping[str, str]) -> Passing:
        """The ids of the statements that pass, by article."""
        key = tuple(sorted(fields.items()))
        if key not in self._passing:
            filters = {name: value for name, value in fields.items() if name != "support"}
            passing, _ = self._searcher.group_passing(make_filters(**filters))
            if support := int(fields.get("support", "0")):
                supported = self.graph.ask(lambda store: _list_supported(store, self.graph.names, support))
                passing = {article: [one for one in ids if one in supported] for article, ids in passing.items()}
            while len(self._passing) >= _KEPT:
                del self._passing[next(iter(self._passing))]
            self._passing[key] = passing
        return self._passing[key]


def _list_told(store: ox.Store, names: Names) -> list[tuple[str, str]]:
    """Each event with each of its statements, by id."""
    about, home = ox.NamedNode(expand("kg:statement")), ox.NamedNode(names.events_graph)
    found = []
    for quad in store.quads_for_pattern(None, about, None, home):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            event, statement = names.read_id(quad.subject.value, "event"), names.read_id(quad.object.value, "statement")
            if event is not None and statement is not None:
                found.append((event, statement))
    return found


def _list_supported(store: ox.Store, names: Names, support: int) -> frozenset[str]:
    """The ids of statements about events that so many independent sources support."""
    counts, home = ox.NamedNode(expand("kg:supportCount")), ox.NamedNode(names.events_graph)
    events = {
        names.read_id(quad.subject.value, "event")
        for quad in store.quads_for_pattern(None, counts, None, home)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and int(quad.object.value) >= support
    }
    return frozenset(statement for event, statement in _list_told(store, names) if event in events)


def count(graph: Graph) -> Counts:
    """How much a graph holds, counted as the index counts."""
    stats = graph.stats()

    def ask(store: ox.Store) -> tuple[int, int]:
        return (
            _count(store, "kg:actor", "kg:recipient", "kg:claimant", "kg:holder"),
            _count(store, "kg:location", "sem:hasPlace", "kg:place"),
        )

    actors, places = graph.ask(ask)
    return Counts(
        articles=stats.articles,
        statements=stats.statements,
        refused=stats.refused,
        events=stats.events,
        actors=actors,
        places=places,
        findings=sum(stats.findings.values()),
        questions=sum(stats.questions.values()),
    )


def _count(store: ox.Store, *properties: str) -> int:
    """How many nodes stand in these properties."""
    return len(
        {
            quad.object.value
            for name in properties
            for quad in store.quads_for_pattern(None, ox.NamedNode(expand(name)), None, None)
            if isinstance(quad.object, ox.NamedNode)
        }
    )
