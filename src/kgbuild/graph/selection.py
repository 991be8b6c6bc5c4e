"""A graph and what is asked of its statements in, the part of the graph that these make up out.

What is kept of a statement that passes is what the whole graph says of it: how many sources support an event, or which
identity a name was joined to, is not counted anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import asdict, replace

from kgbuild.assembly.collector import without_collector
from kgbuild.errors import SettingsError
from kgbuild.graph.assembled import read_assembled, read_identities
from kgbuild.graph.facts import list_events
from kgbuild.graph.policies import Policy, judge_event
from kgbuild.graph.record import parse_quads, read_block, split_line
from kgbuild.graph.search.answers import Searcher
from kgbuild.graph.search.filters import Filters
from kgbuild.graph.shards import ROOMS
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import Names, expand
from kgbuild.graph.writing import write_article
from kgbuild.model import Article, Assembled, Event, Statement

_ABOUT = ("statement", "event", "link", "state")
"""Nodes of the events' graph, which may point to statements that do not pass."""
_MEMBERS = frozenset(map(expand, ("kg:statement", "kg:first", "kg:restsOn")))
"""How these nodes name the statements that they are about."""
_STATEMENT = f"> <{expand('rdf:type')}> <{expand('kg:Statement')}> <".encode()


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


class Report(Struct, frozen=True):
    """An article, its chosen statements, and all accepted ones that it makes, in the order of its text."""

    article: Article
    chosen: list[Statement]
    accepted: list[Statement]


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
    def reports(self) -> tuple[Report, ...]:
        """The articles that chosen statements stand in, in the order of the record; each is read once."""
        found = []
        record = self.graph.record
        with without_collector():
            for content in record.read_spots(record.find_spots(self._holds_chosen)):
                article, statements = read_block(content, self.names)
                accepted = [one for one in statements if one.accepted]
                chosen = [one for one in accepted if one.id in self.chosen]
                if chosen:
                    found.append(Report(article, chosen, accepted))
        return tuple(found)

    def _holds_chosen(self, content: bytes) -> bool:
        """Whether a chosen statement is told of in an article's lines, which need not be parsed to see it."""
        at = content.find(_STATEMENT)
        while at >= 0:
            if content[content.rfind(b"<", 0, at) + 1 : at] in self._nodes:
                return True
            at = content.find(_STATEMENT, at + 1)
        return False

    @cached_property
    def _nodes(self) -> frozenset[bytes]:
        return frozenset(self.names.statement(one).encode() for one in self.chosen)

    @cached_property
    def _by_id(self) -> tuple[Report, ...]:
        return tuple(sorted(self.reports, key=lambda report: report.article.id))

    def articles(self) -> Iterator[Article]:
        """The articles that chosen statements stand in."""
        return (report.article for report in self.reports)

    def statements(self, accepted: bool | None = True) -> Iterator[Statement]:
        """The chosen statements; none of them was refused."""
        if accepted is not False:
            for report in self._by_id:
                yield from report.chosen

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
        local = self._read_lines(line for line in self._list("entities") if _subject(line) in self._local)
        return replace(
            self._told,
            identities=tuple(read_identities(local, self.names)),
            questions=tuple(one for one in self.graph.questions() if one.first in ends and one.second in ends),
        )

    @cached_property
    def _told(self) -> Assembled:
        """Events, links and control states of the chosen statements."""
        about: set[str] = set()
        for line in self._list("events"):
            subject, name, value = split_line(line.decode())
            if name in _MEMBERS and value[1:-1].encode() in self._nodes:
                about.add(subject)
        told = self._read_lines(line for line in self._list("events") if _subject(line) in about)
        whole = read_assembled(told, (), self.names)
        return Assembled(
            events=tuple(self._narrow(whole.events)),
            links=tuple(one for one in whole.links if one.first in self.chosen and one.second in self.chosen),
            states=tuple(self._narrow(whole.states)),
        )

    def _narrow(self, told: Iterable[Any]) -> Iterator[Any]:
        """Events or states of chosen statements, each with these alone."""
        for one in told:
            statements = tuple(statement for statement in one.statements if statement in self.chosen)
            if statements:
                yield replace(one, statements=statements)

    def quads(self, *, refused: bool = True) -> Iterator[ox.Quad]:  # noqa: ARG002  # no refused statement is chosen
        """Articles, then what they share, sorted inside each graph."""
        for piece in self._list_pieces():
            yield from parse_quads(piece)

    def lines(self) -> Iterator[bytes]:
        """Likewise, as lines of N-Quads."""
        for piece in self._list_pieces():
            yield from piece.splitlines(keepends=True)

    def _list_pieces(self) -> Iterator[bytes]:
        """All lines, those of an article or of a graph that articles share at a time."""
        for report in self._by_id:
            yield "".join(self._write(report)).encode()
        for room in ROOMS[1:]:
            yield b"".join(self._list_kept(room))

    def shared(self, room: str) -> Iterator[ox.Quad]:
        """What a graph that articles share says of the chosen statements and of what they name."""
        return self._read_lines(self._list_kept(room))

    def _list_kept(self, room: str) -> Iterator[bytes]:
        if room == "entities":
            yield from self._keep(room, self._named | self._local)
        elif room == "events":
            yield from self._keep_events()
        elif room == "questions":
            asked = self.assembled().questions
            yield from self._keep(room, {self.names.question(one.kind, one.first, one.second) for one in asked})

    def _keep(self, room: str, nodes: Collection[str]) -> Iterator[bytes]:
        return (line for line in self._list(room) if _home(_subject(line)) in nodes)

    def _list(self, room: str) -> Iterator[bytes]:
        return self.graph.record.shared(room)

    def _read_lines(self, lines: Iterable[bytes]) -> Iterator[ox.Quad]:
        return parse_quads(b"".join(lines))

    def _write(self, report: Report) -> Sequence[str]:
        claims, _ = write_article(report.article, report.chosen, self.names)
        return claims

    @cached_property
    def _named(self) -> frozenset[str]:
        """The actors, places and software that statements and events name, and all that these point to in turn."""
        pointing: dict[str, set[str]] = {}
        for line in self._list("entities"):
            subject, _, value = split_line(line.decode())
            found = pointing.setdefault(_home(subject), set())
            if value.startswith("<"):
                found.add(_home(value[1:-1]))
        told = (line for report in self.reports for line in self._write(report))
        about = (line.decode() for line in self._keep_events())
        objects = (split_line(line)[2] for line in chain(told, about))
        waiting = {_home(value[1:-1]) for value in objects if value.startswith("<")}
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
        start, joined = f"{self.names.base}article/", expand("kg:identifiedAs")
        homes = {self.names.article(report.article.id) for report in self.reports}
        found = set()
        for line in self._list("entities"):
            subject, name, value = split_line(line.decode())
            if name == joined and value[1:-1] in self._named:
                home = start + subject.removeprefix(start).partition("/")[0]
                found |= {subject} if home in homes else set()
        return frozenset(found)

    def _keep_events(self) -> Iterator[bytes]:
        told = self._told
        kept = {
            *map(self.names.statement, self.chosen),
            *(self.names.event(event.id) for event in told.events),
            *map(self.names.link, told.links),
            *(self.names.state(state.id) for state in told.states),
        }
        about = tuple(f"<{self.names.base}{room}/" for room in _ABOUT)
        for line in self._list("events"):
            subject, _, value = split_line(line.decode())
            if _home(subject) in kept and (not value.startswith(about) or _home(value[1:-1]) in kept):
                yield line


def _subject(line: bytes) -> str:
    return line[1 : line.index(b">")].decode()


def _home(node: str) -> str:
    """The IRI of a node, or of the one that its geometry belongs to."""
    return node.removesuffix("/geometry")
