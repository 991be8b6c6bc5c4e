"""A graph in, the same graph out, read once: statements in the order of articles and text, packed to a sixth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec
from pyoxigraph import Quad

from kgbuild.assembly.keys import encode
from kgbuild.exporters._claims import ClaimGraph
from kgbuild.graph.terms import Names
from kgbuild.model import Actor, Article, Assembled, Claimant, Event, Place, Statement

Party = tuple[str, int, str, Actor | Claimant]
"""Slot (actor, recipient, claimant), position in it, the IRI of the node, and what the statement says of it."""


class Ordered:
    """A `ClaimGraph` that reads another one once, for writers that go through it several times."""

    def __init__(self, graph: ClaimGraph) -> None:
        self.graph = graph
        self.names: Names = graph.names
        self._decoder = msgspec.msgpack.Decoder(Statement)

    @cached_property
    def _packed(self) -> list[tuple[bool, bytes]]:
        encode_one = msgspec.msgpack.Encoder().encode
        found = [
            ((one.article.id, one.trigger, one.id), one.accepted, encode_one(one))
            for one in self.graph.statements(accepted=None)
        ]
        found.sort(key=lambda item: item[0])
        return [(accepted, packed) for _, accepted, packed in found]

    def statements(self, accepted: bool | None = True) -> Iterator[Statement]:
        """Statements that passed (True), were refused (False), or all (None), by article and place in the text."""
        for is_accepted, packed in self._packed:
            if accepted is None or is_accepted is accepted:
                yield self._decoder.decode(packed)

    def articles(self) -> list[Article]:
        """Every article, by id."""
        return sorted(self.graph.articles(), key=lambda article: article.id)

    def events(self) -> Iterable[Event]:
        """Every event, by id."""
        return sorted(self.assembled().events, key=lambda event: event.id)

    def assembled(self) -> Assembled:
        """What articles say together."""
        return self._assembled

    @cached_property
    def _assembled(self) -> Assembled:
        return self.graph.assembled()

    def shared(self, room: str) -> Iterable[Quad]:
        """The quads of a graph that articles share."""
        return self.graph.shared(room)

    def quads(self, *, refused: bool = True) -> Iterable[Quad]:
        """The quads of the graph itself."""
        return self.graph.quads(refused=refused)

    @cached_property
    def called(self) -> dict[str, str]:
        """Keys of actors and places to what accepted statements call them most often."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        start = len(self.names.base)
        for statement in self.statements():
            for _, _, iri, actor in list_parties(self, statement):
                votes[iri[start:]][name_actor(actor) or ""] += 1
            for _, iri, place in list_places(self, statement):
                votes[iri[start:]][name_place(place) or ""] += 1
        return {key: min(counts, key=lambda name: (-counts[name], name)) for key, counts in votes.items()}

    @cached_property
    def places(self) -> dict[str, tuple[Place, int]]:
        """Each place by its IRI, sorted, with how many accepted statements are there: the first that has a point."""
        found: dict[str, Place] = {}
        counts: Counter[str] = Counter()
        for statement in self.statements():
            for _, iri, place in list_places(self, statement):
                held = found.get(iri)
                if held is None or (held.lat is None and place.lat is not None):
                    found[iri] = place
                counts[iri] += 1
        return {iri: (found[iri], counts[iri]) for iri in sorted(found)}


def order(graph: ClaimGraph) -> Ordered:
    """The graph, to be read in order and once."""
    return graph if isinstance(graph, Ordered) else Ordered(graph)


def list_parties(graph: ClaimGraph, statement: Statement) -> Iterator[Party]:
    """Actors, recipients and claimants of a statement."""
    home = f"statement/{encode(statement.id)}"
    parties: tuple[tuple[str, str, tuple[Actor | Claimant, ...]], ...] = (
        ("actor", "actor", statement.actors),
        ("recipient", "recipient", statement.recipients),
        ("claimant", "claim", statement.claimants),
    )
    for slot, part, members in parties:
        for at, actor in enumerate(members):
            yield slot, at, graph.names.actor(statement.article.id, actor, f"{home}/{part}/{at}"), actor


def list_places(graph: ClaimGraph, statement: Statement) -> Iterator[tuple[int, str, Place]]:
    """Position, IRI and record of each place that a statement is located at."""
    home = f"statement/{encode(statement.id)}"
    for at, place in enumerate(statement.locations):
        yield at, graph.names.place(statement.article.id, place, f"{home}/location/{at}"), place


def name_actor(actor: Actor | Claimant) -> str | None:
    """The registry's name, else the words."""
    return actor.name or (actor.mention.text if actor.mention else None)


def name_place(place: Place) -> str | None:
    """The gazetteer's name, else the words."""
    return place.name or (place.mention.text if place.mention else None)
