"""A graph in, what its checks and its readers have to say out: findings, refused statements, questions, judgements."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.lookups import find_names
from kgbuild.graph.reviewing import Review, Sentence
from kgbuild.graph.store import Graph
from kgbuild.model import Severity, Statement

_GRAVE = {"error": 0, "warning": 1, "info": 2}


class FindingRow(Struct, frozen=True, kw_only=True):
    """What a check noticed, of which statement."""

    statement: str
    article: str
    code: str
    severity: Severity
    slot: str
    message: str


class RefusedRow(Struct, frozen=True, kw_only=True):
    """A statement that the checks refused, with the title of its article."""

    statement: Statement
    title: str | None


class Words(Struct, frozen=True, kw_only=True):
    """A sentence that tells of one side of a question."""

    statement: str
    article: str
    text: str


class QuestionRow(Struct, frozen=True, kw_only=True, rename="camel"):
    """Two things that may be one, what they are called, and sentences that tell of each."""

    kind: str
    first: str
    second: str
    first_name: str
    second_name: str
    score: float
    reason: str
    first_words: tuple[Words, ...]
    second_words: tuple[Words, ...]


class JudgementRow(Struct, frozen=True, kw_only=True, rename="camel"):
    """A person's word on whether two things are one, and what they are called, as far as the graph has names."""

    first: str
    second: str
    verdict: str
    who: str | None
    when: str | None
    why: str | None
    first_name: str | None
    second_name: str | None


def list_findings(graph: ClaimGraph) -> list[FindingRow]:
    """What the checks noticed in all statements, refused ones too: the gravest first, then by code and statement."""
    rows = [
        FindingRow(
            statement=statement.id,
            article=statement.article.id,
            code=one.code,
            severity=one.severity,
            slot=one.slot,
            message=one.message,
        )
        for statement in graph.statements(accepted=None)
        for one in statement.findings
    ]
    return sorted(
        rows, key=lambda row: (_GRAVE[row.severity], row.code, row.article, row.statement, row.slot, row.message)
    )


def list_refused(graph: ClaimGraph) -> list[RefusedRow]:
    """The statements that the checks refused, by article and place in its text."""
    refused = sorted(graph.statements(accepted=False), key=lambda one: (one.article.id, one.trigger, one.id))
    return [RefusedRow(statement=one, title=one.article.title) for one in refused]


def list_questions(graph: Graph) -> list[QuestionRow]:
    """The questions that nobody has answered, the most useful first (`graph.reviewing`)."""
    return [
        QuestionRow(
            kind=one.question.kind,
            first=one.first.key,
            second=one.second.key,
            first_name=one.first.label,
            second_name=one.second.label,
            score=one.question.score,
            reason=one.question.reason,
            first_words=_quote(one.first.sentences),
            second_words=_quote(one.second.sentences),
        )
        for one in Review(graph).asked
    ]


def _quote(sentences: Iterable[Sentence]) -> tuple[Words, ...]:
    return tuple(Words(statement=one.statement, article=one.article, text=one.words) for one in sentences)


def list_judgements(graph: Graph) -> list[JudgementRow]:
    """What people said, in the order of entry; of two words on one pair the later one holds."""
    given = graph.judgements()
    names = find_names(graph, sorted({key for one in given for key in (one.first, one.second)}))
    return [
        JudgementRow(
            first=one.first,
            second=one.second,
            verdict=one.verdict,
            who=one.who,
            when=one.when,
            why=one.why,
            first_name=names.get(one.first),
            second_name=names.get(one.second),
        )
        for one in given
    ]
