"""A policy and a graph in, the view of facts that the policy makes of it out: plain SEM, in a named graph of its own.

A fact is never stored beside the claims that it rests on: it is derived when asked for, so that a query sees either
what is claimed or what a policy takes for a fact, and counts nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kgbuild.assembly.recount import count_again
from kgbuild.errors import SettingsError
from kgbuild.graph.policies import Policy, StatementRules, judge_event
from kgbuild.graph.record import parse_quads
from kgbuild.graph.rows import Rows, answer_sparql
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import Names, concept, day, expand, iri, string
from kgbuild.model import Article, Assembled, Event, Statement

PROPERTIES = (
    "rdf:type", "dcterms:title", "dcterms:description", "kg:sha256", "kg:underPolicy", "prov:wasDerivedFrom",
    "sem:eventType", "sem:hasActor", "sem:hasPlace", "sem:hasTimeStamp", "sem:hasEarliestBeginTimeStamp",
    "sem:hasLatestEndTimeStamp",
)  # fmt: skip
"""Every property of a view of facts."""
CLASSES = ("kg:Fact", "kg:Policy")
P = {name: iri(expand(name)) for name in PROPERTIES}
C = {name: iri(expand(name)) for name in CLASSES}


class Facts:
    """What policies take for facts in a graph: an exporter's view of it.

    With `claims` it holds everything that the graph holds and the facts in named graphs of their own; without, the
    facts alone with the actors and places that they name, for formats that can't keep the two apart.
    """

    def __init__(self, graph: Graph, policies: Sequence[Policy], *, claims: bool = True) -> None:
        names = [policy.name for policy in policies]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise SettingsError(f"two policies are called '{twice[0]}'; name each once, or rename a file.")
        self.graph, self.claims = graph, claims
        self.policies = sorted(policies, key=lambda policy: policy.name)

    @property
    def names(self) -> Names:
        """How the graph names its data."""
        return self.graph.names

    def articles(self) -> Iterator[Article]:
        """The graph's own."""
        return self.graph.articles()

    def statements(self, accepted: bool | None = True) -> Iterator[Statement]:
        """The graph's own."""
        return self.graph.statements(accepted)

    def events(self) -> list[Event]:
        """The events that pass any of the policies."""
        passing = {
            event.id
            for policy in self.policies
            for event in list_events(self.graph, policy)
            if judge_event(policy, event).passes
        }
        return [event for event in self.graph.events() if event.id in passing]

    def assembled(self) -> Assembled:
        """The graph's own."""
        return self.graph.assembled()

    def shared(self, room: str) -> Iterator[ox.Quad]:
        """The graph's own."""
        return self.graph.shared(room)

    def quads(self, *, refused: bool = True) -> Iterator[ox.Quad]:
        """Sorted, each with its named graph."""
        if self.claims:
            yield from self.graph.quads(refused=refused)
        lines = [
            line
            for policy in self.policies
            for line in write_facts(policy, list_events(self.graph, policy), self.names)
        ]
        if not self.claims:
            yield from self._read_named(lines)
        yield from parse_quads("".join(lines).encode())

    def _read_named(self, lines: Iterable[str]) -> Iterator[ox.Quad]:
        """What the graph says of the actors and places that the facts name."""
        ends = (f" {P['sem:hasActor']} ", f" {P['sem:hasPlace']} ")
        named = {line.split(" ")[2][1:-1] for line in lines if any(end in line for end in ends)}
        for quad in self.graph.shared("entities"):
            if quad.subject.value.removesuffix("/geometry") in named:  # type: ignore[union-attr]
                yield quad


def list_events(graph: Graph, policy: Policy) -> list[Event]:
    """The events of a graph as a policy sees them: where it says which statements count, these alone support."""
    events = graph.events()
    if policy.statements == StatementRules():
        return events
    return count_again(
        events,
        graph.statements(),
        graph.articles(),
        admits=policy.statements.admits,
        identify=lambda key: graph.names.identities.get(key, key),
    )


def write_facts(policy: Policy, events: Iterable[Event], names: Names) -> list[str]:
    """The sorted lines of the named graph of one policy: the policy itself, and each event that passes it."""
    node = iri(names.policy(policy.name))
    end = f" {iri(names.facts_graph(policy.name))} .\n"
    terms = [
        (node, "rdf:type", C["kg:Policy"]),
        (node, "dcterms:title", string(policy.title)),
        (node, "dcterms:description", string(policy.text)),
        (node, "kg:sha256", string(policy.sha256)),
    ]
    for event in events:
        if judge_event(policy, event).passes:
            fact = iri(names.fact(policy.name, event.id))
            terms += [(fact, name, term) for name, term in _tell(event, names)]
            terms.append((fact, "kg:underPolicy", node))
    return sorted(f"{subject} {P[name]} {term}{end}" for subject, name, term in terms)


def _tell(event: Event, names: Names) -> Iterator[tuple[str, str]]:
    yield "rdf:type", C["kg:Fact"]
    yield "prov:wasDerivedFrom", iri(names.event(event.id))
    yield "sem:eventType", iri(concept("action", event.type))
    for key in event.actors:
        yield "sem:hasActor", iri(names.base + key)
    if event.place is not None:
        yield "sem:hasPlace", iri(names.base + event.place)
    if event.earliest is not None and event.earliest == event.latest:
        yield "sem:hasTimeStamp", day(event.earliest)
        return
    if event.earliest is not None:
        yield "sem:hasEarliestBeginTimeStamp", day(event.earliest)
    if event.latest is not None:
        yield "sem:hasLatestEndTimeStamp", day(event.latest)


def query_facts(graph: Graph, policies: Sequence[Policy], sparql: str) -> Rows:
    """The answer of a SPARQL query over the facts alone, with what the graph says of their actors and places.

    Raises:
        GraphError: the query is not SPARQL.
        SettingsError: two policies have one name.
    """
    store = ox.Store()
    store.bulk_extend(Facts(graph, policies, claims=False).quads())
    return answer_sparql(lambda ask: ask(store), sparql)
