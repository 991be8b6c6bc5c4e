"""What an actor is called in files: what the graph calls it, not what one sentence did."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from fake_graph import FakeGraph, make_graph
from kgbuild.graph.known import read_entities
from kgbuild.graph.store import Graph
from kgbuild.model import Claimant


def test_an_office_is_no_other_kind_of_its_group():
    graph = make_graph()
    statements = [replace(one, claimants=()) for one in graph.statements()]
    office = Claimant(name="M23 Press Office", kind="media", id="m23", country="COD")
    first = statements[0].id
    told = [replace(one, claimants=(office,)) if one.id == first else one for one in statements]
    (actor,) = [one for one in read_entities(FakeGraph(graph.articles(), told)).actors.values() if one.id == "m23"]
    assert (actor.name, actor.kind, actor.aliases, actor.sector) == ("M23", "armed_group", ("M23 Press Office",), "REB")


def test_every_party_and_place_of_a_real_graph_is_known(built: Path):
    with Graph.open(built) as graph:
        known = read_entities(graph)
        registered = {actor.id: iri for iri, actor in known.actors.items() if actor.id}
        for statement in graph.statements():
            for actor in (*statement.actors, *statement.recipients):
                if actor.id is not None:
                    assert known.actors[registered[actor.id]].name in known.names.values()
        assert set(known.actors) <= set(known.names)
