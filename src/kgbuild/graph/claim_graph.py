"""What readers of a whole graph ask of it: its records in a fixed order, and its quads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import Quad

from kgbuild.assembly.keys import encode
from kgbuild.graph.terms import Names
from kgbuild.model import Actor, Article, Assembled, Claimant, Event, Place, Statement


class ClaimGraph(Protocol):
    """The part of `kgbuild.graph.store.Graph` that exporters and the explorer read."""

    @property
    def names(self) -> Names:
        """How the graph names its data."""
        ...

    def articles(self) -> Iterable[Article]:
        """Every article."""
        ...

    def statements(self, accepted: bool | None = True) -> Iterable[Statement]:
        """Statements that passed (True), were refused (False), or all (None)."""
        ...

    def events(self) -> Iterable[Event]:
        """Every event."""
        ...

    def assembled(self) -> Assembled:
        """Events, and all else that articles say together."""
        ...

    def shared(self, room: str) -> Iterable[Quad]:
        """The quads of a graph that articles share, such as "entities"."""
        ...

    def quads(self, *, refused: bool = True) -> Iterable[Quad]:
        """Every quad, or all but those of refused statements: graph by graph, sorted by subject inside each."""
        ...


def sort_statements(graph: ClaimGraph, *, accepted: bool | None = True) -> list[Statement]:
    """Statements in the order of articles and text."""
    return sorted(graph.statements(accepted=accepted), key=lambda one: (one.article.id, one.trigger, one.id))


def list_parties(graph: ClaimGraph, statement: Statement) -> Iterator[tuple[str, str, Actor | Claimant]]:
    """Who acts, who suffers and who speaks: the slot (actor, recipient, claim), the node, and what is said of it."""
    home = f"statement/{encode(statement.id)}"
    slots: tuple[tuple[str, tuple[Actor | Claimant, ...]], ...] = (
        ("actor", statement.actors),
        ("recipient", statement.recipients),
        ("claim", statement.claimants),
    )
    for slot, parties in slots:
        for at, party in enumerate(parties):
            yield slot, graph.names.actor(statement.article.id, party, f"{home}/{slot}/{at}"), party


def count_parties(graph: ClaimGraph, statements: Iterable[Statement]) -> Counter[tuple[str, str]]:
    """In how many statements each node fills each slot; who is named twice in a slot of one counts once."""
    counts: Counter[tuple[str, str]] = Counter()
    for statement in statements:
        counts.update({(node, slot) for slot, node, _ in list_parties(graph, statement)})
    return counts


def list_locations(graph: ClaimGraph, statement: Statement) -> Iterator[tuple[str, Place]]:
    """Where: the node, and what is said of it."""
    home = f"statement/{encode(statement.id)}"
    for at, place in enumerate(statement.locations):
        yield graph.names.place(statement.article.id, place, f"{home}/location/{at}"), place
