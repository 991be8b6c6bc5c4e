"""The envelopes of the API's answers; what is in them are records of the contract and documents of the explorer."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from kgbuild.explorer.checks import FindingRow, QuestionRow, RefusedRow
from kgbuild.explorer.documents import EventDocument
from kgbuild.explorer.lists import JudgementRow
from kgbuild.model import Judgement, Statement


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why there is no answer: HTTP's status, what is wrong, what to do next."""

    status: int
    error: str
    next: str = ""


class StatementPage(Struct, frozen=True, kw_only=True):
    """Some of the statements that pass; `total` counts all, `next` is the cursor of the page that follows."""

    statements: tuple[Statement, ...]
    total: int
    next: str | None


class EventPage(Struct, frozen=True, kw_only=True):
    """Some of the events that such statements are about."""

    events: tuple[EventDocument, ...]
    total: int
    next: str | None


class FindingPage(Struct, frozen=True, kw_only=True):
    """Some of what the checks noticed."""

    rows: tuple[FindingRow, ...]
    total: int
    next: str | None


class RefusedPage(Struct, frozen=True, kw_only=True):
    """Some of the refused statements."""

    rows: tuple[RefusedRow, ...]
    total: int
    next: str | None


class QuestionPage(Struct, frozen=True, kw_only=True):
    """Some of the open questions."""

    rows: tuple[QuestionRow, ...]
    total: int
    next: str | None


class JudgementPage(Struct, frozen=True, kw_only=True):
    """Some of the judgements."""

    rows: tuple[JudgementRow, ...]
    total: int
    next: str | None


class Matches(Struct, frozen=True, kw_only=True):
    """Ids of what holds the words; `total` counts those beyond the limit too."""

    statements: tuple[str, ...]
    articles: tuple[str, ...]
    total: int


class Word(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person says of two nodes, by address, key or id; without `when` it is said today."""

    first: str
    second: str
    verdict: Literal["same", "different", "unsure"]
    who: str | None = None
    when: str | None = None
    why: str | None = None


class Pair(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two nodes, the last word on which is taken out."""

    first: str
    second: str


class Written(Struct, frozen=True, kw_only=True):
    """What was written to judgements.csv, or taken out; the graph follows it, which 'content' of meta tells."""

    judgement: Judgement
    state: Literal["written", "withdrawn"]


class Term(Struct, frozen=True, kw_only=True):
    """A value of an answer, as SPARQL 1.1 JSON results have it."""

    type: Literal["uri", "literal", "bnode", "triple"]
    value: Any
    datatype: str | UnsetType = UNSET
    lang: str | UnsetType = msgspec.field(name="xml:lang", default=UNSET)


class Head(Struct, frozen=True, kw_only=True):
    """The names of the columns."""

    vars: tuple[str, ...]


class Bindings(Struct, frozen=True, kw_only=True):
    """The rows; a cell without a value is left out."""

    bindings: tuple[dict[str, Term], ...]


class QueryAnswer(Struct, frozen=True, kw_only=True):
    """SPARQL 1.1 JSON results."""

    head: Head
    results: Bindings
