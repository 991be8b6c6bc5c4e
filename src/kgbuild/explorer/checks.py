"""Reports in, what there is to check in them out: findings, refused statements, and questions with words for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from kgbuild.graph.asking import Asked, Asking, Sentence
from kgbuild.model import Assembled, Severity, Statement

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


class KeptQuestion(Struct, frozen=True, kw_only=True):
    """A question, and the identities or events that its two sides belong to."""

    row: QuestionRow
    nodes: tuple[str, str]


class Checks(Struct, frozen=True, kw_only=True):
    """What there is to check in one content of a graph; which questions are open, judgements tell besides.

    Findings are those of refused statements too, the gravest first, then by code and statement; refused statements
    stand by article and place in its text; questions the most useful first.
    """

    findings: tuple[FindingRow, ...]
    refused: tuple[RefusedRow, ...]
    questions: tuple[KeptQuestion, ...]


class CheckReader:
    """Collects findings, refused statements and words for questions while statements pass by."""

    def __init__(self, assembled: Assembled) -> None:
        self._asking = Asking(assembled)
        self._findings: list[FindingRow] = []
        self._refused: list[Statement] = []

    def add(self, statements: Iterable[Statement]) -> None:
        """Take in statements, refused ones too."""
        for statement in statements:
            self._findings += [
                FindingRow(
                    statement=statement.id,
                    article=statement.article.id,
                    code=one.code,
                    severity=one.severity,
                    slot=one.slot,
                    message=one.message,
                )
                for one in statement.findings
            ]
            if statement.accepted:
                self._asking.add(statement)
            else:
                self._refused.append(statement)

    def finish(self, names: Mapping[str, str]) -> Checks:
        """What was collected; `names` are what the graph calls actors and places, by key."""
        refused = sorted(self._refused, key=lambda one: (one.article.id, one.trigger, one.id))
        return Checks(
            findings=tuple(sorted(self._findings, key=_rank)),
            refused=tuple(RefusedRow(statement=one, title=one.article.title) for one in refused),
            questions=tuple(self._keep(one) for one in self._asking.rank(names)),
        )

    def _keep(self, one: Asked) -> KeptQuestion:
        row = QuestionRow(
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
        return KeptQuestion(row=row, nodes=(self._asking.node_of(row.first), self._asking.node_of(row.second)))


def _rank(row: FindingRow) -> tuple[int, str, str, str, str, str]:
    return _GRAVE[row.severity], row.code, row.article, row.statement, row.slot, row.message


def _quote(sentences: Iterable[Sentence]) -> tuple[Words, ...]:
    return tuple(Words(statement=one.statement, article=one.article, text=one.words) for one in sentences)
