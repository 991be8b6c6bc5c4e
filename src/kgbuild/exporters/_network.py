"""A graph in, a networkx network out: one of four views, with flat attributes that every network format can hold.

Nodes are named by the IRIs of the RDF graph and carry `label` and `kind`. Every edge that stands for a statement
carries `statement` (its id), `url` and `evidence`, so that it leads back to its sentence.

`actors`: who acts on whom. One edge per statement and pair, actor to recipient, `role` "acts-on". A statement without
recipient is an edge from the actor to each place it acted at (`role` "acts-at"); one without actor an edge from the
recipient to the place ("suffers-at"). `acts` and `suffers` of a node count its statements, located or not.
`claims`: who says what. Claimant (or, where the article speaks in its own voice, the article) to statement ("says"),
statement to its actors, recipients and places.
`events`: event to its actors, recipients and places; publisher or agency to event ("reports").
`evidence`: everything: the `claims` view, articles to their statements ("evidence"), events to theirs ("groups").
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from kgbuild.assembly.keys import digest, encode
from kgbuild.errors import SettingsError
from kgbuild.exporters._claims import ClaimGraph, sort_statements
from kgbuild.model import Actor, Article, ArticleHeader, Claimant, Event, Place, Statement

if TYPE_CHECKING:
    import networkx as nx

VIEWS = ("actors", "claims", "events", "evidence")
Attributes = dict[str, str | int | float | bool | None]


def to_networkx(
    graph: ClaimGraph, *, view: str = "actors", directed: bool = True, multi: bool = True
) -> nx.MultiDiGraph:
    """The network of a graph's accepted statements.

    Node attributes: `label`, `kind` (actor, place, statement, event, article, publisher); of actors `actor_kind`,
    `country`, `sector`, `wikidata`, `acts`, `suffers`; of places `level`, `country`, `lat`, `lon`, `geonames`,
    `inside`, `claimed_by`.
    Edge attributes: `role`, `weight` (1.0 a statement), and of edges that stand for a statement `statement`, `action`,
    `mode`, `status`, `polarity`, `modality`, `earliest`, `latest` (ISO days), `precision`, `claimants`, `place`,
    `article`, `url`, `publisher`, `evidence`, `confidence`, `findings` (their codes). All are str, int, float or bool;
    what is unknown is absent.

    Args:
        graph: the graph.
        view: one of `VIEWS`.
        directed: False forgets which end acts.
        multi: False folds parallel edges into one: `weight` adds up, days span, differing texts are joined by "; ".

    Raises:
        SettingsError: no such view.
    """
    import networkx as nx

    if view not in VIEWS:
        raise SettingsError(f"no view '{view}'; have {', '.join(VIEWS)}.")
    network = nx.MultiDiGraph(view=view)
    build = _Builder(network, graph)
    {"actors": build.add_actors, "claims": build.add_claims, "events": build.add_events}.get(view, build.add_evidence)()
    ordered = nx.MultiDiGraph(**network.graph)
    ordered.add_nodes_from(sorted(network.nodes(data=True), key=lambda item: item[0]))
    ordered.add_edges_from(sorted(network.edges(keys=True, data=True), key=lambda item: item[:3]))
    if not directed:
        ordered = ordered.to_undirected()
    return ordered if multi else fold_edges(ordered)


def fold_edges(network: nx.MultiDiGraph) -> nx.DiGraph:
    """One edge for each pair of nodes: weights added, first and last day kept, other differing values joined."""
    import networkx as nx

    folded = nx.DiGraph(**network.graph) if network.is_directed() else nx.Graph(**network.graph)
    folded.add_nodes_from(network.nodes(data=True))
    parallel: dict[tuple[str, str], list[Attributes]] = {}
    for first, second, attributes in network.edges(data=True):
        pair = (first, second) if network.is_directed() or first <= second else (second, first)
        parallel.setdefault(pair, []).append(attributes)
    for (first, second), edges in parallel.items():
        folded.add_edge(first, second, **_fold(edges))
    return folded


def _fold(edges: list[Attributes]) -> Attributes:
    merged: Attributes = {}
    for name in dict.fromkeys(name for edge in edges for name in edge):
        values = [edge[name] for edge in edges if edge.get(name) is not None]
        if name == "weight":
            merged[name] = float(sum(float(value) for value in values if value is not None))
        elif name == "confidence":
            merged[name] = max(float(value) for value in values if value is not None)
        elif name == "earliest":
            merged[name] = min(str(value) for value in values)
        elif name == "latest":
            merged[name] = max(str(value) for value in values)
        else:
            merged[name] = "; ".join(dict.fromkeys(str(value) for value in values))
    return merged


class _Builder:
    """A network while it is being made."""

    def __init__(self, network: nx.MultiDiGraph, graph: ClaimGraph) -> None:
        self.network, self.graph = network, graph
        self.names = graph.names

    def add_actors(self) -> None:
        for statement in sort_statements(self.graph):
            facts = describe_statement(statement)
            actors = self.add_parties(statement, "actor", statement.actors)
            recipients = self.add_parties(statement, "recipient", statement.recipients)
            for name, found in (("acts", actors), ("suffers", recipients)):
                for node in found:
                    self.network.nodes[node][name] += 1
            self.link(actors, recipients, statement.id, "acts-on", facts)
            if not (actors and recipients):
                places = self.add_places(statement)
                self.link(actors or recipients, places, statement.id, "acts-at" if actors else "suffers-at", facts)

    def add_claims(self) -> None:
        for statement in sort_statements(self.graph):
            self.add_statement(statement)
        self.add_links()

    def add_links(self) -> None:
        """What contradicts, updates or corroborates what; an edge that holds both ways is there once."""
        statements = {statement.id: statement for statement in sort_statements(self.graph)}
        for link in self.graph.assembled().links:
            first, second = self.names.statement(link.first), self.names.statement(link.second)
            if first in self.network and second in self.network:
                facts = {**tell_source(statements[link.first]), "slot": link.slot, "reason": link.reason}
                self.link([first], [second], f"{link.first}/{link.slot}", link.kind, facts)

    def add_events(self) -> None:
        statements = {statement.id: statement for statement in sort_statements(self.graph)}
        for event in sorted(self.graph.events(), key=lambda event: event.id):
            node = self.add_event(event)
            for number in event.statements:
                if number in statements:
                    self.add_report(node, statements[number])

    def add_evidence(self) -> None:
        articles = {article.id: article for article in self.graph.articles()}
        owner: dict[str, str] = {}
        for event in sorted(self.graph.events(), key=lambda event: event.id):
            owner.update(dict.fromkeys(event.statements, self.add_event(event)))
        for article in sorted(articles.values(), key=lambda article: article.id):
            self.add_article(article)
        for statement in sort_statements(self.graph):
            node = self.add_statement(statement)
            self.link([self.add_article(statement.article)], [node], statement.id, "evidence", tell_source(statement))
            if statement.id in owner:
                self.link([owner[statement.id]], [node], statement.id, "groups", tell_source(statement))
        self.add_links()

    def add_report(self, event: str, statement: Statement) -> None:
        """One statement's share in an event: who acted, who suffered, where, and who published it."""
        facts = describe_statement(statement)
        publisher = self.add_publisher(statement.article)
        self.link([publisher], [event], statement.id, "reports", facts)
        for role, parties in (("actor", statement.actors), ("recipient", statement.recipients)):
            self.link([event], self.add_parties(statement, role, parties), statement.id, role, facts)
        self.link([event], self.add_places(statement), statement.id, "place", facts)

    def add_statement(self, statement: Statement) -> str:
        """The statement's node with all that it names around it."""
        node = self.names.statement(statement.id)
        facts = describe_statement(statement)
        label = f"{statement.action.type}: {statement.trigger.text}"
        self.add_node(node, label, "statement", {name: facts[name] for name in facts if name != "role"})
        source = tell_source(statement)
        sayers = [self.add_sayer(statement, at, claimant) for at, claimant in enumerate(statement.claimants)]
        for outer, inner in pairwise(sayers):
            self.link([outer], [inner], statement.id, "quotes", source)
        self.link(sayers[-1:] or [self.add_article(statement.article)], [node], statement.id, "says", source)
        for role, parties in (("actor", statement.actors), ("recipient", statement.recipients)):
            self.link([node], self.add_parties(statement, role, parties), statement.id, role, source)
        self.link([node], self.add_places(statement), statement.id, "place", source)
        return node

    def add_event(self, event: Event) -> str:
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
            "sides": "; ".join(event.sides) or None,
            "denying_sides": "; ".join(event.denying_sides) or None,
            "part_of": event.part_of,
            "statements": len(event.statements),
        }
        self.add_node(node, " ".join(part for part in (event.type, event.earliest) if part), "event", facts)
        return node

    def add_article(self, article: Article | ArticleHeader) -> str:
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
        """Agency, else publisher; an article that names neither stands for itself."""
        name = article.agency or article.publisher
        if name is None:
            return self.add_article(article)
        node = f"{self.names.base}publisher/{digest(name)}"
        self.add_node(node, name, "publisher", {})
        return node

    def add_parties(self, statement: Statement, slot: str, actors: Iterable[Actor]) -> list[str]:
        home = f"statement/{encode(statement.id)}"
        nodes = []
        for at, actor in enumerate(actors):
            node = self.names.actor(statement.article.id, actor, f"{home}/{slot}/{at}")
            words = actor.mention.text if actor.mention else None
            facts: Attributes = {"country": actor.country, "sector": actor.sector, "wikidata": actor.wikidata}
            self.add_actor(node, actor.name or words or "unknown", actor.kind, facts)
            nodes.append(node)
        return list(dict.fromkeys(nodes))

    def add_sayer(self, statement: Statement, at: int, claimant: Claimant) -> str:
        slot = f"statement/{encode(statement.id)}/claim/{at}"
        node = self.names.actor(statement.article.id, claimant, slot)
        self.add_actor(node, claimant.name, claimant.kind, {"country": claimant.country})
        return node

    def add_actor(self, node: str, label: str, kind: str, facts: Attributes) -> None:
        self.add_node(node, label, "actor", {"actor_kind": kind, "acts": 0, "suffers": 0, **facts})

    def add_places(self, statement: Statement) -> list[str]:
        home = f"statement/{encode(statement.id)}"
        nodes = []
        for at, place in enumerate(statement.locations):
            node = self.names.place(statement.article.id, place, f"{home}/location/{at}")
            self.add_node(
                node,
                name_place(place),
                "place",
                {
                    "level": place.level,
                    "country": place.country,
                    "lat": place.lat,
                    "lon": place.lon,
                    "geonames": place.geonames,
                    "inside": place.inside,
                    "claimed_by": "; ".join(place.claimed_by) or None,
                },
            )
            nodes.append(node)
        return list(dict.fromkeys(nodes))

    def add_node(self, node: str, label: str, kind: str, facts: Attributes) -> None:
        """The node; a second telling fills gaps and changes nothing."""
        if node not in self.network:
            self.network.add_node(node, label=label, kind=kind)
        held = self.network.nodes[node]
        for name, value in facts.items():
            if value is not None:
                held.setdefault(name, value)

    def link(self, sources: list[str], targets: list[str], statement: str, role: str, facts: Attributes) -> None:
        """An edge from each to each; parallel ones are told apart by statement and role."""
        known = {name: value for name, value in facts.items() if value is not None}
        for source in sources:
            for target in targets:
                key = f"{statement}/{role}"
                self.network.add_edge(source, target, key=key, role=role, weight=1.0, **known)


def describe_statement(statement: Statement) -> Attributes:
    """A statement's values as flat attributes; several claimants, places or stretches are joined by "; "."""
    date = statement.date
    return {
        **tell_source(statement),
        "action": statement.action.type,
        "mode": statement.action.mode,
        "status": statement.status,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "earliest": date.earliest if date else None,
        "latest": date.latest if date else None,
        "precision": date.precision if date else None,
        "claimants": "; ".join(claimant.name for claimant in statement.claimants) or None,
        "place": "; ".join(name_place(place) for place in statement.locations) or None,
        "confidence": float(statement.confidence),
        "findings": "; ".join(finding.code for finding in statement.findings) or None,
    }


def tell_source(statement: Statement) -> Attributes:
    """Where a statement stands: its id, article, address and sentence."""
    return {
        "statement": statement.id,
        "article": statement.article.id,
        "url": statement.article.url,
        "publisher": statement.article.publisher,
        "evidence": "; ".join(mention.text for mention in statement.evidence),
    }


def name_place(place: Place) -> str:
    """The gazetteer's name, else the words."""
    return place.name or (place.mention.text if place.mention else "unknown")
