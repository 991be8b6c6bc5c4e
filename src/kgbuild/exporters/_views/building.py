"""A graph's records in, nodes and edges with flat attributes out: what all views are made of."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from kgbuild.assembly.keys import digest
from kgbuild.exporters._views.facts import (
    Attributes,
    join,
    name_edge,
    name_event,
    name_place,
    name_statement,
    tell_source,
)
from kgbuild.graph.claim_graph import ClaimGraph, list_locations, list_parties, sort_statements
from kgbuild.graph.known import read_entities
from kgbuild.model import Article, ArticleHeader, Event, Place, Statement

EdgeKey = tuple[str, str, str]
"""Source, target, and what tells parallel edges apart: the statement's id and the role."""


class View(Struct, frozen=True):
    """Nodes by their IRIs and edges by their keys, in a fixed order, none of whose attributes is `None`."""

    name: str
    directed: bool
    nodes: dict[str, Attributes]
    edges: dict[EdgeKey, Attributes]


class Builder:
    """A view while it is being made."""

    def __init__(self, graph: ClaimGraph) -> None:
        self.graph = graph
        self.names = graph.names
        self.entities = read_entities(graph)
        self.statements = sort_statements(graph)
        self.nodes: dict[str, Attributes] = {}
        self.edges: dict[EdgeKey, Attributes] = {}

    def finish(self, name: str, *, directed: bool = True) -> View:
        """The view, its nodes and edges sorted."""
        return View(name, directed, dict(sorted(self.nodes.items())), dict(sorted(self.edges.items())))

    def add_node(self, node: str, label: str, kind: str, facts: Attributes) -> None:
        """The node; a second telling fills gaps and changes nothing."""
        held = self.nodes.get(node)
        if held is None:
            held = self.nodes[node] = {"label": label, "kind": kind}
        for name, value in facts.items():
            if value is not None:
                held.setdefault(name, value)

    def count(self, node: str, name: str, more: int = 1) -> None:
        """So many more of what a node's attribute counts."""
        held = self.nodes[node]
        held[name] = int(held.get(name) or 0) + more

    def link(self, sources: list[str], targets: list[str], statement: str, role: str, facts: Attributes) -> None:
        """An edge from each to each; parallel ones are told apart by statement and role."""
        known: Attributes = {"label": name_edge(role, facts), "role": role, "weight": 1.0}
        known.update((name, value) for name, value in facts.items() if value is not None)
        for source in sources:
            for target in targets:
                self.edges[source, target, f"{statement}/{role}"] = dict(known)

    def add_parties(self, statement: Statement) -> dict[str, list[str]]:
        """A node for each who acts or suffers: those of the slots `actor` and `recipient`, each once."""
        parties = self._list_parties(statement)
        for node in (*parties["actor"], *parties["recipient"]):
            self.add_actor(node)
        return {slot: list(dict.fromkeys(parties[slot])) for slot in ("actor", "recipient")}

    def _list_parties(self, statement: Statement) -> dict[str, list[str]]:
        parties: dict[str, list[str]] = {"actor": [], "recipient": [], "claim": []}
        for slot, node, _ in list_parties(self.graph, statement):
            parties[slot].append(node)
        return parties

    def add_actor(self, node: str) -> None:
        """A node for an actor."""
        actor = self.entities.actors[node]
        facts: Attributes = {
            "actor_kind": actor.kind,
            "country": actor.country,
            "sector": actor.sector,
            "wikidata": actor.wikidata,
        }
        self.add_node(node, actor.name, "actor", facts)

    def add_places(self, statement: Statement) -> list[str]:
        """A node for each place a statement is located at."""
        nodes = []
        for node, place in list_locations(self.graph, statement):
            facts: Attributes = {
                "level": place.level,
                "country": place.country,
                "lat": place.lat,
                "lon": place.lon,
                "geonames": place.geonames,
                "inside": place.inside,
                "claimed_by": join(place.claimed_by),
            }
            self.add_node(node, self.entities.names.get(node) or name_place(place), "place", facts)
            nodes.append(node)
        return list(dict.fromkeys(nodes))

    def link_places(self, sources: list[str], statement: Statement, role: str, facts: Attributes) -> None:
        """An edge from each to each of a statement's places, with how the words put it there: "toward" is not "in"."""
        told: dict[str, list[Place]] = {node: [] for node in self.add_places(statement)}
        for node, place in list_locations(self.graph, statement):
            told[node].append(place)
        for node, places in told.items():
            where: Attributes = {
                "relation": join(place.relation for place in places),
                "bearing": join(place.bearing for place in places if place.bearing),
            }
            self.link(sources, [node], statement.id, role, facts | where)

    def add_article(self, article: Article | ArticleHeader) -> str:
        """A node for an article."""
        node = self.names.article(article.id)
        facts: Attributes = {
            "url": article.url,
            "published": article.published,
            "publisher": article.publisher,
            "agency": article.agency,
            "language": article.language,
        }
        self.add_node(node, article.title or article.url or article.id, "article", facts)
        return node

    def add_publisher(self, article: ArticleHeader) -> str:
        """A node for the agency, else the publisher; an article that names neither stands for itself."""
        name = article.agency or article.publisher
        if name is None:
            return self.add_article(article)
        node = f"{self.names.base}publisher/{digest(name)}"
        self.add_node(node, name, "publisher", {})
        return node

    def add_event(self, event: Event) -> str:
        """A node for an event."""
        node = self.names.event(event.id)
        facts: Attributes = {
            "action": event.type,
            "earliest": event.earliest,
            "latest": event.latest,
            "articles": event.articles,
            "publishers": event.publishers,
            "sources": event.sources,
            "supporting": event.supporting,
            "denying": event.denying,
            "sides": join(event.sides),
            "denying_sides": join(event.denying_sides),
            "part_of": event.part_of,
            "statements": len(event.statements),
        }
        self.add_node(node, name_event(event), "event", facts)
        return node

    def add_statement(self, statement: Statement, facts: Attributes) -> str:
        """A node for a statement, which `facts` describe, with all that it names around it."""
        node = self.names.statement(statement.id)
        self.add_node(node, name_statement(statement), "statement", facts)
        sayers = self._list_parties(statement)["claim"]
        for sayer in sayers:
            self.add_actor(sayer)
        for outer, inner in pairwise(sayers):
            self.link([outer], [inner], statement.id, "quotes", facts)
        self.link(sayers[-1:] or [self.add_article(statement.article)], [node], statement.id, "says", facts)
        for role, parties in self.add_parties(statement).items():
            self.link([node], parties, statement.id, role, facts)
        self.link_places([node], statement, "place", facts)
        return node

    def add_links(self) -> None:
        """What contradicts, updates or corroborates what; an edge that holds both ways is there once."""
        statements = {statement.id: statement for statement in self.statements}
        for link in self.graph.assembled().links:
            first, second = self.names.statement(link.first), self.names.statement(link.second)
            if first in self.nodes and second in self.nodes:
                other = statements[link.second]
                facts: Attributes = {
                    **tell_source(statements[link.first]),
                    "other_statement": other.id,
                    "other_url": other.article.url,
                    "slot": link.slot,
                    "reason": link.reason,
                }
                self.link([first], [second], f"{link.first}/{link.slot}", link.kind, facts)
