"""A graph and what is asked of its statements in, the part of the graph that these make up out.

What is kept of a statement that passes is what the whole graph says of it: how many sources support an event, or which
identity a name was joined to, is not counted anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import asdict, replace

from kgbuild.errors import SettingsError
from kgbuild.graph.facts import list_events
from kgbuild.graph.policies import Policy, judge_event
from kgbuild.graph.record import parse_quads
from kgbuild.graph.search.answers import Searcher
from kgbuild.graph.search.filters import Filters
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import Names
from kgbuild.graph.writing import write_article
from kgbuild.model import Article, Assembled, Event, Statement

_ABOUT = ("statement", "event", "link", "state")
"""Nodes of the events' graph, which may point to statements that do not pass."""


class Selection(Struct, frozen=True, kw_only=True):
    """What a statement has to be for an export to hold it; all that is given holds together.

    `support` asks for an event that at least so many independent sources support, `policies` for one that passes any of
    them.
    """

    filters: Filters = Filters()
    support: int = 0
    policies: tuple[Policy, ...] = ()

    @property
    def is_free(self) -> bool:
        """Whether nothing is asked."""
        return self == Selection()


def select(graph: Graph, selection: Selection) -> tuple[Selected, tuple[str, ...]]:
    """The part of the graph that passes, and what the names in the filters were taken for.

    Raises:
        GraphError: a filter names what the graph does not hold.
        SettingsError: nothing passes.
    """
    with Searcher(graph) as searcher:
        passing, taken = searcher.list_passing(selection.filters)
    if selection.support > 0:
        supported = (event for event in graph.events() if event.supporting >= selection.support)
        passing &= _list_statements(supported)
    if selection.policies:
        passing &= _list_statements(
            event
            for policy in selection.policies
            for event in list_events(graph, policy)
            if judge_event(policy, event).passes
        )
    if not passing:
        asked = [f"{name}: {value}" for name, value in asdict(selection.filters).items() if value is not None]
        asked += [f"support: {selection.support}"] if selection.support else []
        asked += [f"policy: {policy.name}" for policy in selection.policies]
        raise SettingsError(f"no statement passes all that is asked ({'; '.join(asked)}); ask for less.")
    return Selected(graph, passing), taken


def _list_statements(events: Iterable[Event]) -> frozenset[str]:
    return frozenset(statement for event in events for statement in event.statements)


class Selected:
    """The part of a graph that some of its accepted statements make up, as exporters and the explorer read one.

    It holds the articles that they stand in, the events, links and control states that are about them, and the actors
    and places that they name with the regions and bodies around these. Refused statements and the graph's history are
    no part of it.
    """

    def __init__(self, graph: Graph, statements: frozenset[str]) -> None:
        self.graph, self.chosen = graph, statements

    @property
    def names(self) -> Names:
        """How the graph names its data."""
        return self.graph.names

    @cached_property
    def _by_article(self) -> dict[str, list[Statement]]:
        passing = [one for one in self.graph.statements() if one.id in self.chosen]
        by_id = sorted(passing, key=lambda statement: statement.article.id)
        return {
            article_id: list(group) for article_id, group in groupby(by_id, key=lambda statement: statement.article.id)
        }

    def articles(self) -> Iterator[Article]:
        """The articles that chosen statements stand in."""
        return (article for article in self.graph.articles() if article.id in self._by_article)

    def statements(self, accepted: bool | None = True) -> Iterator[Statement]:
        """The chosen statements; none of them was refused."""
        if accepted is not False:
            for statements in self._by_article.values():
                yield from statements

    def events(self) -> list[Event]:
        """The events of chosen statements."""
        return list(self.assembled().events)

    def assembled(self) -> Assembled:
        """What the graph says of the chosen statements together."""
        return self._assembled

    @cached_property
    def _assembled(self) -> Assembled:
        named = {iri.removeprefix(self.names.base) for iri in self._named}
        ends = {*(event.id for event in self._told.events), *named, *(f"statement/{one}" for one in self.chosen)}
        return replace(
            self._told,
            identities=tuple(one for one in self._whole.identities if self.names.base + one.key in self._local),
            questions=tuple(one for one in self._whole.questions if one.first in ends and one.second in ends),
        )

    @cached_property
    def _whole(self) -> Assembled:
        return self.graph.assembled()

    @cached_property
    def _told(self) -> Assembled:
        """Events, links and control states of the chosen statements."""
        return Assembled(
            events=tuple(self._narrow(self._whole.events)),
            links=tuple(one for one in self._whole.links if one.first in self.chosen and one.second in self.chosen),
            states=tuple(self._narrow(self._whole.states)),
        )

    def _narrow(self, told: Iterable[Any]) -> Iterator[Any]:
        """Events or states of chosen statements, each with these alone."""
        for one in told:
            statements = tuple(statement for statement in one.statements if statement in self.chosen)
            if statements:
                yield replace(one, statements=statements)

    def quads(self, *, refused: bool = True) -> Iterator[ox.Quad]:  # noqa: ARG002  # no refused statement is chosen
        """Articles, then what they share, sorted inside each graph."""
        for article in sorted(self.articles(), key=attrgetter("id")):
            yield from parse_quads("".join(self._write(article)).encode())
        for room in ("entities", "events", "questions"):
            yield from self.shared(room)

    def shared(self, room: str) -> Iterator[ox.Quad]:
        """What a graph that articles share says of the chosen statements and of what they name."""
        if room == "entities":
            return self._keep(room, self._named | self._local)
        if room == "events":
            return self._keep_events()
        if room == "questions":
            asked = self.assembled().questions
            return self._keep(room, {self.names.question(one.kind, one.first, one.second) for one in asked})
        return iter(())

    def _keep(self, room: str, nodes: Collection[str]) -> Iterator[ox.Quad]:
        return (quad for quad in self.graph.shared(room) if _home(quad.subject) in nodes)

    def _write(self, article: Article) -> Sequence[str]:
        claims, _ = write_article(article, self._by_article[article.id], self.names)
        return claims

    @cached_property
    def _named(self) -> frozenset[str]:
        """The actors, places and software that statements and events name, and all that these point to in turn."""
        pointing: dict[str, set[str]] = {}
        for quad in self.graph.shared("entities"):
            found = pointing.setdefault(_home(quad.subject), set())
            if isinstance(quad.object, ox.NamedNode):
                found.add(_home(quad.object))
        told = (quad for article in self.articles() for quad in parse_quads("".join(self._write(article)).encode()))
        waiting = {_home(quad.object) for quad in chain(told, self._keep_events())}
        named: set[str] = set()
        while waiting:
            node = waiting.pop()
            if node in pointing and node not in named:
                named.add(node)
                waiting |= pointing[node]
        return frozenset(named)

    @cached_property
    def _local(self) -> frozenset[str]:
        """What the articles of chosen statements call the things that these name."""
        homes = tuple(f"{self.names.article(article_id)}/" for article_id in self._by_article)
        base = self.names.base
        return frozenset(
            base + one.key
            for one in self._whole.identities
            if (base + one.key).startswith(homes) and base + one.identity in self._named
        )

    def _keep_events(self) -> Iterator[ox.Quad]:
        told = self._told
        kept = {
            *map(self.names.statement, self.chosen),
            *(self.names.event(event.id) for event in told.events),
            *map(self.names.link, told.links),
            *(self.names.state(state.id) for state in told.states),
        }
        about = tuple(f"{self.names.base}{room}/" for room in _ABOUT)
        for quad in self.graph.shared("events"):
            points = isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(about)
            if _home(quad.subject) in kept and (not points or _home(quad.object) in kept):
                yield quad


def _home(node: object) -> str:
    """The IRI of a node, or of the one that its geometry belongs to."""
    return node.value.removesuffix("/geometry") if isinstance(node, ox.NamedNode) else str(node)
