"""What assembly decided to N-Quads and back: local names, events, links, control states, questions, judgements.

Local names stand in the entities graph beside the identities that they were joined to; events, links and states in the
events graph; questions and judgements in graphs of their own, for they are about the graph and not about the world.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

import pyoxigraph as ox

from kgbuild.assembly.keys import digest
from kgbuild.graph.terms import Names, concept, day, expand, iri, number, read_code, string, typed
from kgbuild.model import Assembled, ControlState, Event, Identity, Judgement, Link, Question

PROPERTIES = (
    "rdf:type", "rdfs:label", "prov:wasDerivedFrom", "sem:hasActor", "sem:hasPlace", "sem:hasTimeStamp",
    "kg:action", "kg:mode", "kg:statement", "kg:earliest", "kg:latest", "kg:until", "kg:articleCount",
    "kg:publisherCount", "kg:sourceCount", "kg:supportCount", "kg:denialCount", "kg:side", "kg:denyingSide",
    "kg:partOf", "kg:identifiedAs", "kg:reason", "kg:contradicts", "kg:updates", "kg:corroborates", "kg:linkKind",
    "kg:first", "kg:second", "kg:slot", "kg:place", "kg:holder", "kg:score", "kg:verdict", "kg:judgedBy",
    "kg:judgedOn", "kg:polarity", "kg:restsOn",
)  # fmt: skip
"""Every property of what is assembled."""
CLASSES = ("kg:LocalName", "kg:Event", "kg:Link", "kg:ControlState", "kg:Question", "kg:Judgement")
P = {name: iri(expand(name)) for name in PROPERTIES}
C = {name: iri(expand(name)) for name in CLASSES}
_SYMMETRIC = frozenset({"contradicts", "corroborates"})
Terms = list[tuple[str, str | None]]
"""Property name and term of one subject; `None` where there is nothing to say."""


def write_local_names(identities: Iterable[Identity], names: Names) -> list[str]:
    """The lines that say which local name was joined to which identity, for the entities graph."""
    nodes: dict[str, Terms] = {}
    for one in identities:
        home, _, room = one.key.partition("/actor/" if "/actor/" in one.key else "/place/")
        nodes[names.base + one.key] = [
            ("rdf:type", C["kg:LocalName"]),
            ("rdfs:label", string(one.name)),
            ("prov:wasDerivedFrom", iri(names.base + home) if room else None),
            ("kg:identifiedAs", iri(names.base + one.identity)),
            ("kg:reason", string(one.reason)),
        ]
    return _write(nodes, names.entities_graph)


def write_events(assembled: Assembled, names: Names) -> list[str]:
    """The sorted lines of the events graph: events, links between statements, control states."""
    nodes: dict[str, Terms] = {names.event(event.id): _tell_event(event, names) for event in assembled.events}
    for link in assembled.links:
        first, second = names.statement(link.first), names.statement(link.second)
        nodes[names.link(link)] = [
            ("rdf:type", C["kg:Link"]),
            ("kg:linkKind", iri(concept("link", link.kind))),
            ("kg:first", iri(first)),
            ("kg:second", iri(second)),
            ("kg:slot", string(link.slot)),
            ("kg:reason", string(link.reason)),
        ]
        nodes.setdefault(first, []).append((f"kg:{link.kind}", iri(second)))
        if link.kind in _SYMMETRIC:
            nodes.setdefault(second, []).append((f"kg:{link.kind}", iri(first)))
    nodes |= {names.state(state.id): _tell_state(state, names) for state in assembled.states}
    return _write(nodes, names.events_graph)


def write_questions(questions: Iterable[Question], names: Names) -> list[str]:
    """The sorted lines of the questions graph."""
    nodes: dict[str, Terms] = {
        names.question(one.kind, one.first, one.second): [
            ("rdf:type", C["kg:Question"]),
            ("kg:slot", string(one.kind)),
            ("kg:first", iri(names.base + one.first)),
            ("kg:second", iri(names.base + one.second)),
            ("kg:score", number(float(one.score))),
            ("kg:reason", string(one.reason)),
        ]
        for one in questions
    }
    return _write(nodes, names.questions_graph)


def write_judgements(judgements: Iterable[Judgement], names: Names) -> list[str]:
    """The sorted lines of the judgements graph."""
    nodes: dict[str, Terms] = {
        f"{names.base}judgement/{digest(one.first, one.second)}": [
            ("rdf:type", C["kg:Judgement"]),
            ("kg:first", iri(names.base + one.first)),
            ("kg:second", iri(names.base + one.second)),
            ("kg:verdict", iri(concept("verdict", one.verdict))),
            ("kg:judgedBy", None if one.who is None else string(one.who)),
            ("kg:judgedOn", None if one.when is None else string(one.when)),
            ("kg:reason", None if one.why is None else string(one.why)),
        ]
        for one in judgements
    }
    return _write(nodes, names.judgements_graph)


def _tell_event(event: Event, names: Names) -> Terms:
    exact = event.earliest is not None and event.earliest == event.latest
    counts = {
        "kg:articleCount": event.articles,
        "kg:publisherCount": event.publishers,
        "kg:sourceCount": event.sources,
        "kg:supportCount": event.supporting,
        "kg:denialCount": event.denying,
    }
    return [
        ("rdf:type", C["kg:Event"]),
        ("kg:action", iri(concept("action", event.type))),
        *(("kg:statement", iri(names.statement(member))) for member in event.statements),
        *(("sem:hasActor", iri(names.base + key)) for key in event.actors),
        ("sem:hasPlace", None if event.place is None else iri(names.base + event.place)),
        ("kg:earliest", _day(event.earliest)),
        ("kg:latest", _day(event.latest)),
        ("sem:hasTimeStamp", _day(event.earliest) if exact else None),
        *((name, typed(str(count), "integer")) for name, count in counts.items()),
        *(("kg:side", string(side)) for side in event.sides),
        *(("kg:denyingSide", string(side)) for side in event.denying_sides),
        ("kg:partOf", None if event.part_of is None else iri(names.event(event.part_of))),
    ]


def _tell_state(state: ControlState, names: Names) -> Terms:
    mode = None if state.mode is None else f"{state.type}-{state.mode}"
    return [
        ("rdf:type", C["kg:ControlState"]),
        ("kg:place", iri(names.base + state.place)),
        ("kg:holder", None if state.holder is None else iri(names.base + state.holder)),
        ("kg:action", iri(concept("action", state.type))),
        ("kg:mode", None if mode is None else iri(concept("action", mode))),
        ("kg:side", string(state.side)),
        ("kg:polarity", iri(concept("polarity", state.polarity))),
        ("kg:earliest", _day(state.earliest)),
        ("kg:latest", _day(state.latest)),
        ("kg:until", _day(state.until)),
        *(("kg:restsOn", iri(names.statement(member))) for member in state.statements),
    ]


def _day(value: str | None) -> str | None:
    return None if value is None else day(value)


def _write(nodes: Mapping[str, Terms], graph: str) -> list[str]:
    end = f" {iri(graph)} .\n"
    return sorted(
        {f"{iri(node)} {P[name]} {term}{end}" for node, terms in nodes.items() for name, term in terms if term}
    )


# Reading


class _Nodes:
    """The nodes of a shared graph and their values, by prefixed property name."""

    def __init__(self, quads: Iterable[ox.Quad], names: Names) -> None:
        self.names = names
        self.nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        short = {expand(name): name for name in PROPERTIES}
        for quad in quads:
            name = short.get(quad.predicate.value)
            if name is not None:
                self.nodes[quad.subject.value][name].append(quad.object.value)  # type: ignore[union-attr]

    def of(self, name: str) -> list[tuple[str, dict[str, list[str]]]]:
        """The nodes of a class."""
        wanted = expand(name)
        return [(node, values) for node, values in self.nodes.items() if wanted in values.get("rdf:type", ())]

    def key(self, node: str) -> str:
        """An IRI without the graph's base."""
        return node.removeprefix(self.names.base)

    def keys(self, values: Iterable[str]) -> tuple[str, ...]:
        """Likewise, sorted."""
        return tuple(sorted(map(self.key, values)))

    def ids(self, values: Iterable[str]) -> tuple[str, ...]:
        """The ids of statements or events, sorted."""
        return tuple(sorted(unquote(value.rpartition("/")[2]) for value in values))


def _first(values: Mapping[str, list[str]], name: str) -> str | None:
    found = values.get(name)
    return min(found) if found else None


def read_assembled(events: Iterable[ox.Quad], entities: Iterable[ox.Quad], names: Names) -> Assembled:
    """What was written, without the questions, from the quads of the events graph and the entities graph."""
    nodes = _Nodes(events, names)
    return Assembled(
        identities=tuple(read_identities(entities, names)),
        events=tuple(sorted((_read_event(nodes, *one) for one in nodes.of("kg:Event")), key=lambda event: event.id)),
        links=tuple(sorted(_read_link(nodes, values) for _, values in nodes.of("kg:Link"))),
        states=tuple(
            sorted((_read_state(nodes, *one) for one in nodes.of("kg:ControlState")), key=lambda state: state.id)
        ),
    )


def read_identities(entities: Iterable[ox.Quad], names: Names) -> list[Identity]:
    """The local names of the entities graph, sorted."""
    nodes = _Nodes(entities, names)
    return sorted(
        Identity(
            key=nodes.key(node),
            identity=nodes.key(values["kg:identifiedAs"][0]),
            name=values["rdfs:label"][0],
            reason=values["kg:reason"][0],
        )
        for node, values in nodes.of("kg:LocalName")
    )


def read_questions(quads: Iterable[ox.Quad], names: Names) -> list[Question]:
    """The questions of the questions graph, sorted."""
    nodes = _Nodes(quads, names)
    return sorted(
        Question(
            kind=values["kg:slot"][0],  # type: ignore[arg-type]
            first=nodes.key(values["kg:first"][0]),
            second=nodes.key(values["kg:second"][0]),
            score=float(values["kg:score"][0]),
            reason=values["kg:reason"][0],
        )
        for _, values in nodes.of("kg:Question")
    )


def _read_event(nodes: _Nodes, node: str, values: Mapping[str, list[str]]) -> Event:
    place, whole = _first(values, "sem:hasPlace"), _first(values, "kg:partOf")
    return Event(
        id=nodes.ids([node])[0],
        type=read_code(values["kg:action"][0]),
        statements=nodes.ids(values["kg:statement"]),
        actors=nodes.keys(values.get("sem:hasActor", ())),
        place=None if place is None else nodes.key(place),
        earliest=_first(values, "kg:earliest"),
        latest=_first(values, "kg:latest"),
        articles=int(values["kg:articleCount"][0]),
        publishers=int(values["kg:publisherCount"][0]),
        sources=int(values["kg:sourceCount"][0]),
        supporting=int(values["kg:supportCount"][0]),
        denying=int(values["kg:denialCount"][0]),
        sides=tuple(sorted(values.get("kg:side", ()))),
        denying_sides=tuple(sorted(values.get("kg:denyingSide", ()))),
        part_of=None if whole is None else nodes.ids([whole])[0],
    )


def _read_link(nodes: _Nodes, values: Mapping[str, list[str]]) -> Link:
    return Link(
        first=nodes.ids(values["kg:first"])[0],
        second=nodes.ids(values["kg:second"])[0],
        kind=read_code(values["kg:linkKind"][0]),  # type: ignore[arg-type]
        slot=values["kg:slot"][0],
        reason=values["kg:reason"][0],
    )


def _read_state(nodes: _Nodes, node: str, values: Mapping[str, list[str]]) -> ControlState:
    holder, mode = _first(values, "kg:holder"), _first(values, "kg:mode")
    type_ = read_code(values["kg:action"][0])
    return ControlState(
        id=nodes.ids([node])[0],
        place=nodes.key(values["kg:place"][0]),
        holder=None if holder is None else nodes.key(holder),
        type=type_,  # type: ignore[arg-type]
        mode=None if mode is None else read_code(mode)[len(type_) + 1 :],
        side=values["kg:side"][0],
        polarity=read_code(values["kg:polarity"][0]),  # type: ignore[arg-type]
        earliest=_first(values, "kg:earliest"),
        latest=_first(values, "kg:latest"),
        until=_first(values, "kg:until"),
        statements=nodes.ids(values["kg:restsOn"]),
    )
