"""One node's name and a graph in, the records that the graph's store holds of it out, without a pass over the graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast, get_args

import pyoxigraph as ox

from kgbuild.graph.assembled import read_assembled, read_identities
from kgbuild.graph.judgements import Verdict
from kgbuild.graph.known import KnownActor, KnownPlace, read_known
from kgbuild.graph.nodes import PLAIN
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import expand
from kgbuild.model import Event, Identity, Judgement, Link

JUDGED = """SELECT DISTINCT ?first ?second ?verdict ?who ?when ?why ?node {
  { ?judgement kg:first|kg:second ?node }
  UNION { ?node kg:statement ?part . ?judgement kg:first|kg:second ?part }
  UNION { ?part kg:identifiedAs ?node . ?judgement kg:first|kg:second ?part }
  ?judgement a kg:Judgement ; kg:first ?first ; kg:second ?second ; kg:verdict ?concept .
  BIND(STRAFTER(STR(?concept), "/verdict/") AS ?verdict)
  OPTIONAL { ?judgement kg:judgedBy ?who }
  OPTIONAL { ?judgement kg:judgedOn ?when }
  OPTIONAL { ?judgement kg:reason ?why }
} ORDER BY ?first ?second"""
"""What people say of a node, of names joined to it, or of the statements of an event."""


def find_event(graph: Graph, event_id: str) -> Event | None:
    """The event of that id, `None` where there is none."""
    found = read_assembled(_tell(graph, [graph.names.event(event_id)]), (), graph.names).events
    return found[0] if found else None


def find_event_of(graph: Graph, statement_id: str) -> str | None:
    """The id of the event that a statement is about, `None` where it is in none."""
    nodes = _list_pointing(graph, "kg:statement", graph.names.statement(statement_id))
    return next((graph.names.read_id(node, "event") for node in nodes), None)


def find_links(graph: Graph, statement_id: str) -> tuple[Link, ...]:
    """How a statement bears on others, sorted."""
    node = graph.names.statement(statement_id)
    ends = [one for name in ("kg:first", "kg:second") for one in _list_pointing(graph, name, node)]
    return read_assembled(_tell(graph, ends), (), graph.names).links


def find_entity(graph: Graph, key: str) -> KnownActor | KnownPlace | None:
    """The actor or the place of that key, or of the identity that the key was joined to; `None` where there is none."""
    if not PLAIN.fullmatch(key):
        return None
    node = graph.names.base + key
    known = read_known(_tell(graph, [node]))
    return known.actors.get(node) or known.places.get(node)


def find_names(graph: Graph, keys: Iterable[str]) -> dict[str, str]:
    """What the graph calls the actors and places of these keys."""
    nodes = [graph.names.base + key for key in keys if PLAIN.fullmatch(key)]
    names = read_known(_tell(graph, nodes)).names
    return {node.removeprefix(graph.names.base): name for node, name in sorted(names.items())}


def find_identities(graph: Graph, key: str) -> list[Identity]:
    """The names of articles that were joined to an actor or a place, sorted."""
    locals_ = _list_pointing(graph, "kg:identifiedAs", graph.names.base + key)
    return read_identities(_tell(graph, locals_), graph.names)


def find_judgements_on(graph: Graph, key: str) -> list[Judgement]:
    """What people said of an actor or a place, or of names joined to it, as the graph was assembled with it."""
    rows = graph.query(JUDGED, bindings={"node": ox.NamedNode(graph.names.base + key)}).records()
    return [
        Judgement(
            first=str(row["first"]).removeprefix(graph.names.base),
            second=str(row["second"]).removeprefix(graph.names.base),
            verdict=_read_verdict(str(row["verdict"])),
            who=_read(row["who"]),
            when=_read(row["when"]),
            why=_read(row["why"]),
        )
        for row in rows
    ]


def _read(value: object) -> str | None:
    return None if value is None else str(value)


def _read_verdict(code: str) -> Verdict:
    assert code in get_args(Verdict)
    return cast("Verdict", code)


def _tell(graph: Graph, nodes: Iterable[str]) -> list[ox.Quad]:
    """All that is said of these nodes."""
    subjects = [ox.NamedNode(node) for node in sorted(set(nodes))]
    return graph.ask(
        lambda store: [quad for one in subjects for quad in store.quads_for_pattern(one, None, None, None)]
    )


def _list_pointing(graph: Graph, name: str, node: str) -> list[str]:
    """The nodes whose property of that name is this one, sorted."""
    wanted = ox.NamedNode(expand(name)), ox.NamedNode(node)
    found = graph.ask(lambda store: list(store.quads_for_pattern(None, *wanted, None)))
    return sorted({quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)})
