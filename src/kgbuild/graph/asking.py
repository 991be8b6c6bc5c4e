"""The open questions of what was assembled in, the same with the sentences that tell of both sides out, ranked.

How useful an answer is: the pairs of statements that a yes would bring together, times how open the question is,
4·s·(1 - s) for a score s. So a doubt about two much reported names comes before one about two stray ones, and an even
doubt before one that is all but decided.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping

from msgspec import Struct, structs

from kgbuild.assembly.judgements import kind_of, local_nodes
from kgbuild.graph.policy_report import describe_event
from kgbuild.model import Assembled, Event, Question, Statement

SENTENCES = 5
"""Sentences kept of each side, from as many reports."""


class Sentence(Struct, frozen=True, order=True):
    """One sentence that tells of a side, in the order in which they are shown: by day, then article."""

    published: str
    article: str
    start: int
    words: str
    publisher: str
    title: str
    statement: str


class Side(Struct, frozen=True, kw_only=True):
    """One of the two that may be one: what it is called, and what is said of it by whom. Days are of what is told."""

    key: str
    label: str
    statements: int
    reports: int
    publishers: tuple[str, ...]
    earliest: str | None
    latest: str | None
    sentences: tuple[Sentence, ...]


class Asked(Struct, frozen=True, kw_only=True):
    """A question with both sides. `useful` is only there to sort by."""

    question: Question
    first: Side
    second: Side
    useful: float


class _Tally:
    """What has been read of one side so far."""

    def __init__(self) -> None:
        self.statements = 0
        self.articles: set[str] = set()
        self.publishers: set[str] = set()
        self.days: list[str] = []
        self.sentences: list[Sentence] = []

    def add(self, statement: Statement) -> None:
        header = statement.article
        self.statements += 1
        if header.publisher:
            self.publishers.add(header.publisher)
        if statement.date is not None:
            days = [day for day in (*self.days, statement.date.earliest, statement.date.latest) if day]
            self.days = [min(days), max(days)] if days else []
        words = quote(statement)
        sentence = Sentence(
            header.published or "", header.id, statement.trigger.start, words,
            header.publisher or "", header.title or "", statement.id,
        )  # fmt: skip
        if header.id not in self.articles:
            self.articles.add(header.id)
            insort(self.sentences, sentence)
            del self.sentences[SENTENCES:]

    def side(self, key: str, label: str) -> Side:
        return Side(
            key=key,
            label=label,
            statements=self.statements,
            reports=len(self.articles),
            publishers=tuple(sorted(self.publishers)),
            earliest=self.days[0] if self.days else None,
            latest=self.days[1] if self.days else None,
            sentences=tuple(self.sentences),
        )


def quote(statement: Statement) -> str:
    """The words that a statement rests on, and who is named in the text as saying so."""
    words = " ".join(" ".join(mention.text.split()) for mention in statement.evidence)
    said = [claimant.mention.text for claimant in statement.claimants if claimant.mention is not None]
    return f"{words} [said by {', '.join(said)}]" if said else words


class Asking:
    """The questions, while the statements that tell of their sides are added."""

    def __init__(self, assembled: Assembled, *, kind: str | None = None) -> None:
        self._nodes = {one.key: one.identity for one in assembled.identities}
        self._events = {f"statement/{one}": event for event in assembled.events for one in event.statements}
        self.questions = [
            structs.replace(one, first=_key(one.kind, one.first), second=_key(one.kind, one.second))
            for one in assembled.questions
            if kind in {None, one.kind}
        ]
        self._tallies = {self.node_of(key): _Tally() for one in self.questions for key in (one.first, one.second)}

    def node_of(self, key: str) -> str:
        """The identity or the event that a key belongs to."""
        event = self._events.get(key)
        return self._nodes.get(key, key) if event is None else event.id

    def add(self, statement: Statement) -> None:
        """Take in what an accepted statement tells of the sides."""
        if not self._tallies:
            return
        nodes = {self.node_of(key) for key, _ in local_nodes(statement)}
        nodes.add(self.node_of(f"statement/{statement.id}"))
        for node in nodes & self._tallies.keys():
            self._tallies[node].add(statement)

    def list_named(self) -> set[str]:
        """The keys whose names `rank` shows: those of the sides, and of the places of events."""
        events = self._events.values()
        places = {event.place for event in events if event.place is not None and event.id in self._tallies}
        return self._tallies.keys() | places

    def rank(self, labels: Mapping[str, str]) -> list[Asked]:
        """Those of two nodes, the most useful first; `labels` are what the graph calls actors and places, by key."""
        asked = []
        for one in self.questions:
            first, second = self.node_of(one.first), self.node_of(one.second)
            if first == second:
                continue
            sides = [
                self._tallies[node].side(key, labels.get(node) or _name(self._events.get(key), labels))
                for key, node in ((one.first, first), (one.second, second))
            ]
            useful = 4 * one.score * (1 - one.score) * sides[0].statements * sides[1].statements
            asked.append(Asked(question=one, first=sides[0], second=sides[1], useful=round(useful, 6)))
        return sorted(asked, key=lambda one: (-one.useful, -one.first.reports - one.second.reports, one.question))


def _name(event: Event | None, labels: Mapping[str, str]) -> str:
    return "" if event is None else describe_event(event, labels)


def _key(kind: str, name: str) -> str:
    """The key of a side, which an event may give as the bare id of a statement."""
    return f"statement/{name}" if kind == "event" and kind_of(name) is None else name
