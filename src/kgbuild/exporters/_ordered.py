"""A graph in, the same graph out, read once: statements in the order of articles and text, packed to a sixth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec
from pyoxigraph import Quad

from kgbuild.exporters._columns import JOINT, distinct
from kgbuild.exporters._points import Point, tell_point
from kgbuild.graph.claim_graph import ClaimGraph, list_locations, list_parties
from kgbuild.graph.known import Entities, KnownActor, read_entities
from kgbuild.graph.terms import Names
from kgbuild.model import Actor, Article, Assembled, Claimant, Event, Place, Statement


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

    def articles(self) -> Iterable[Article]:
        """Every article with its text, in the graph's own order: they are not held."""
        return self.graph.articles()

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
    def entities(self) -> Entities:
        """What the graph calls its actors and places, and what it knows of the actors."""
        return read_entities(self.graph)

    @cached_property
    def parties(self) -> dict[str, KnownActor]:
        """Everybody who acts, suffers or speaks in an accepted statement, by IRI, sorted, as the graph knows them."""
        named = {iri for statement in self.statements() for _, iri, _ in list_parties(self, statement)}
        return {iri: self.entities.actors[iri] for iri in sorted(named)}

    @cached_property
    def called(self) -> dict[str, str]:
        """Keys of actors and places to what the graph calls them."""
        return {iri.removeprefix(self.names.base): name for iri, name in self.entities.names.items()}

    @cached_property
    def sources(self) -> dict[str, tuple[str | None, str]]:
        """Where the article of each accepted statement can be read, and the words, by the statement's id."""
        return {
            one.id: (one.article.url, JOINT.join(mention.text for mention in one.evidence)) for one in self.statements()
        }

    @property
    def places(self) -> dict[str, tuple[Place, int]]:
        """Each place by its IRI, sorted, with how many accepted statements are there: the first that has a point.

        How a statement tells of it (`relation`, `bearing`) is that statement's own, and no other's.
        """
        return self._located[0]

    @property
    def points(self) -> dict[tuple[str, str], Point]:
        """What a place's point stands for in each accepted statement that names it, by the statement's id and IRI."""
        return self._located[1]

    @cached_property
    def _located(self) -> tuple[dict[str, tuple[Place, int]], dict[tuple[str, str], Point]]:
        found: dict[str, Place] = {}
        counts: Counter[str] = Counter()
        points: dict[tuple[str, str], Point] = {}
        for statement in self.statements():
            located = list(list_locations(self, statement))
            counts.update({iri for iri, _ in located})
            for iri, place in located:
                held = found.get(iri)
                if held is None or (held.lat is None and place.lat is not None):
                    found[iri] = place
                if (point := tell_point(place)) is not None:
                    points.setdefault((statement.id, iri), point)
        return {iri: (found[iri], counts[iri]) for iri in sorted(found)}, points


def order(graph: ClaimGraph) -> Ordered:
    """The graph, to be read in order and once."""
    return graph if isinstance(graph, Ordered) else Ordered(graph)


def list_urls(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Where the articles of statements can be read, each once."""
    return distinct(one.article.url for one in statements)


def list_evidence(statements: Iterable[Statement]) -> tuple[str, ...]:
    """The words of the articles that say it, each stretch once."""
    return distinct(mention.text for one in statements for mention in one.evidence)


def name_actor(actor: Actor | Claimant) -> str | None:
    """The registry's name, else the words."""
    return actor.name or (actor.mention.text if actor.mention else None)


def name_place(place: Place) -> str | None:
    """The gazetteer's name, else the words."""
    return place.name or (place.mention.text if place.mention else None)
