"""A graph in, its open questions out, the most useful first, and what people answer to them written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from msgspec import structs

from kgbuild.assembly.judgements import Directory, keep_last
from kgbuild.graph.asking import Asked, Asking, Side
from kgbuild.graph.judgements import drop_last, make_judgement
from kgbuild.graph.judging import label_nodes
from kgbuild.graph.store import Graph
from kgbuild.model import Judgement, Question


class Review:
    """The open questions of a graph, and what has been answered since they were read.

    `asked` are those that nobody has answered, the most useful first; with `again` those judged unsure too.
    """

    def __init__(self, graph: Graph, *, kind: str | None = None, again: bool = False) -> None:
        self.graph = graph
        asking = Asking(graph.assembled(), kind=kind)
        self.node_of = asking.node_of
        given = graph.judgements()
        names = [name for one in asking.questions for name in (one.first, one.second)]
        names += [name for one in given for name in (one.first, one.second)]
        self._directory = Directory(names)
        for statement in graph.statements():
            self._directory.add(statement)
            asking.add(statement)
        self.known = Known(self.node_of)
        unsure = set()
        for judgement in self._directory.settle(given).judgements:
            self.known.add(judgement)
            if judgement.verdict == "unsure":
                unsure.add(frozenset((self.node_of(judgement.first), self.node_of(judgement.second))))
        self._unsure = set() if again else unsure
        asked = asking.rank(label_nodes(graph, asking.list_named()))
        self.asked = [one for one in asked if not self.is_answered(one.question)]

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
