"""A graph in, its open questions out, the most useful first, each with the sentences that tell of both sides.

How useful an answer is: the pairs of statements that a yes would bring together, times how open the question is,
4·s·(1 - s) for a score s. So a doubt about two much reported names comes before one about two stray ones, and an even
doubt before one that is all but decided.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct, structs

from kgbuild.assembly.judgements import Directory, keep_last, kind_of, local_nodes
from kgbuild.graph.judgements import drop_last, make_judgement
from kgbuild.graph.judging import label_nodes
from kgbuild.graph.policy_report import describe_event
from kgbuild.graph.store import Graph
from kgbuild.model import Event, Judgement, Question, Statement

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


class Review:
    """The open questions of a graph, and what has been answered since they were read.

    `asked` are those that nobody has answered, the most useful first; with `again` those judged unsure too.
    """

    def __init__(self, graph: Graph, *, kind: str | None = None, again: bool = False) -> None:
        self.graph = graph
        assembled = graph.assembled()
        self._nodes = {one.key: one.identity for one in assembled.identities}
        self._events = {f"statement/{one}": event for event in assembled.events for one in event.statements}
        questions = [
            structs.replace(one, first=_key(one.kind, one.first), second=_key(one.kind, one.second))
            for one in assembled.questions
            if kind in {None, one.kind}
        ]
        given = graph.judgements()
        names = [name for one in questions for name in (one.first, one.second)]
        names += [name for one in given for name in (one.first, one.second)]
        self._directory = Directory(names)
        tallies = self._read(questions)
        self.known = Known(self.node_of)
        unsure = set()
        for judgement in self._directory.settle(given).judgements:
            self.known.add(judgement)
            if judgement.verdict == "unsure":
                unsure.add(frozenset((self.node_of(judgement.first), self.node_of(judgement.second))))
        self._unsure = set() if again else unsure
        self.asked = self._rank(questions, tallies)

    def node_of(self, key: str) -> str:
        """The identity or the event that a key belongs to now."""
        event = self._events.get(key)
        return self._nodes.get(key, key) if event is None else event.id

    def _read(self, questions: Iterable[Question]) -> dict[str, _Tally]:
        """What the statements tell of every side of the questions, by node; one pass over the graph."""
        tallies = {self.node_of(key): _Tally() for one in questions for key in (one.first, one.second)}
        for statement in self.graph.statements():
            self._directory.add(statement)
            nodes = {self.node_of(key) for key, _ in local_nodes(statement)} if tallies else set()
            nodes.add(self.node_of(f"statement/{statement.id}"))
            for node in nodes & tallies.keys():
                tallies[node].add(statement)
        return tallies

    def _rank(self, questions: Iterable[Question], tallies: dict[str, _Tally]) -> list[Asked]:
        places = {event.place for event in self._events.values() if event.place is not None and event.id in tallies}
        labels = label_nodes(self.graph, tallies.keys() | places)
        asked = []
        for one in questions:
            first, second = self.node_of(one.first), self.node_of(one.second)
            if first == second or self.is_answered(one):
                continue
            sides = [
                tallies[node].side(key, labels.get(node) or _name(self._events.get(key), labels))
                for key, node in ((one.first, first), (one.second, second))
            ]
            useful = 4 * one.score * (1 - one.score) * sides[0].statements * sides[1].statements
            asked.append(Asked(question=one, first=sides[0], second=sides[1], useful=round(useful, 6)))
        return sorted(asked, key=lambda one: (-one.useful, -one.first.reports - one.second.reports, one.question))

    def is_answered(self, question: Question) -> bool:
        """Whether somebody has said so, by itself or by what follows from other answers."""
        pair = frozenset((self.node_of(question.first), self.node_of(question.second)))
        return pair in self._unsure or self.known.tells(question.first, question.second)

    def answer(
        self,
        question: Question,
        verdict: str,
        *,
        who: str | None = None,
        when: str | None = None,
        why: str | None = None,
    ) -> Judgement:
        """Write an answer down; on return it is on the disk."""
        first, second = (self._directory.anchor(key) for key in (question.first, question.second))
        judgement = make_judgement(first, second, verdict, who=who, when=when, why=why, where="review")
        self.graph.judge(judgement)
        self.known.add(self._stand(judgement))
        return judgement

    def take_back(self, judgement: Judgement) -> None:
        """Take an answer out again."""
        self.graph.withdraw(judgement)
        self.known.remove(self._stand(judgement))

    def _stand(self, judgement: Judgement) -> Judgement:
        """The judgement with the keys that stand in the graph."""
        first, second = (self._directory.find(name) or name for name in (judgement.first, judgement.second))
        return structs.replace(judgement, first=first, second=second)


class Known:
    """What answers say of nodes, by themselves and together; `node_of` maps a key to its node."""

    def __init__(self, node_of: Callable[[str], str]) -> None:
        self.node_of = node_of
        self._given: list[Judgement] = []
        self._leaders: dict[str, str] = {}
        self._apart: set[frozenset[str]] | None = None

    def add(self, judgement: Judgement) -> None:
        """One more answer."""
        self._given.append(judgement)
        self._apart = None

    def remove(self, judgement: Judgement) -> None:
        """One less."""
        drop_last(self._given, judgement)
        self._apart = None

    def tells(self, first: str, second: str) -> bool:
        """Whether the answers make the two one, or part them: A is B and B is not C, so A is not C."""
        apart = self._part() if self._apart is None else self._apart
        pair = frozenset((self._find(first), self._find(second)))
        return len(pair) == 1 or pair in apart

    def _part(self) -> set[frozenset[str]]:
        """The groups that answers part, once for all questions that are asked between two answers."""
        held = keep_last(self._given)
        self._leaders = {}
        for one in held:
            if one.verdict == "same":
                first, second = self._find(one.first), self._find(one.second)
                self._leaders[first] = second
        self._apart = {
            frozenset((self._find(one.first), self._find(one.second))) for one in held if one.verdict == "different"
        }
        return self._apart

    def _find(self, key: str) -> str:
        """The node that stands for the group of a key."""
        node = self.node_of(key)
        while self._leaders.get(node, node) != node:
            node = self._leaders[node]
        return node


def _name(event: Event | None, labels: Mapping[str, str]) -> str:
    return "" if event is None else describe_event(event, labels)


def _key(kind: str, name: str) -> str:
    """The key of a side, which an event may give as the bare id of a statement."""
    return f"statement/{name}" if kind == "event" and kind_of(name) is None else name


def format_asked(asked: Sequence[Asked], format: str = "table") -> str:
    """The questions for a reader, three lines each, or as JSON Lines (`jsonl`)."""
    if format == "jsonl":
        return "".join(msgspec.json.encode(one).decode() + "\n" for one in asked)
    return "".join(
        f"{one.question.kind:<6} {one.question.score:.2f}  {one.question.reason}\n"
        + "".join(f"       {side.key}  {describe_side(side)}\n" for side in (one.first, one.second))
        for one in asked
    )


def format_question(asked: Asked, number: int, count: int, *, sentences: int) -> str:
    """One question as it is put to a person: why it is asked, and both sides with at most so many sentences."""
    question = asked.question
    joins = f"a yes joins {_count(asked.first.statements, 'statement')} and {asked.second.statements:,}"
    lines = [f"{number} of {count}: one {question.kind} or two? score {question.score:.2f}, {joins}", question.reason]
    for letter, side in (("A", asked.first), ("B", asked.second)):
        lines += ["", f"{letter}  {describe_side(side)}", f"   {side.key}"]
        for one in side.sentences[:sentences]:
            source = ", ".join(part for part in (one.published[:10], one.publisher, one.title) if part)
            lines += [f"   {source or one.article}:", f"     {one.words}"]
    return "\n".join(lines) + "\n"


def describe_side(side: Side) -> str:
    """What it is called, how much is said of it, by whom, and of which days."""
    told = f"{_count(side.statements, 'statement')} in {_count(side.reports, 'report')}"
    by = f" ({', '.join(side.publishers[:3])}{', ...' if len(side.publishers) > 3 else ''})" if side.publishers else ""
    days = side.earliest if side.earliest == side.latest else f"{side.earliest} to {side.latest}"
    return ", ".join(part for part in (side.label, told + by, days) if part)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
