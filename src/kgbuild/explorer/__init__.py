"""Documents for the explorer: a graph in, what its pages show out, as JSON that a server sends and a file holds."""

from __future__ import annotations

from kgbuild.explorer.cached import CachedIndex, read_checks, read_index
from kgbuild.explorer.checks import Checks, FindingRow, QuestionRow, RefusedRow
from kgbuild.explorer.documents import (
    ArticleDocument,
    EntityDocument,
    EventDocument,
    StatementDocument,
    list_articles,
    make_article,
    make_entity,
    make_event,
    make_statement,
)
from kgbuild.explorer.filling import make_both, make_checks, make_index
from kgbuild.explorer.index import FORMAT, Counts, Index, Meta, encode_index, make_meta
from kgbuild.explorer.labels import Term, Vocabulary, make_vocabulary
from kgbuild.explorer.lists import JudgementRow, list_findings, list_judgements, list_questions, list_refused
from kgbuild.explorer.named_queries import NamedQuery, list_named_queries
from kgbuild.explorer.reports import Told

__all__ = [
    "FORMAT",
    "ArticleDocument",
    "CachedIndex",
    "Checks",
    "Counts",
    "EntityDocument",
    "EventDocument",
    "FindingRow",
    "Index",
    "JudgementRow",
    "Meta",
    "NamedQuery",
    "QuestionRow",
    "RefusedRow",
    "StatementDocument",
    "Term",
    "Told",
    "Vocabulary",
    "encode_index",
    "list_articles",
    "list_findings",
    "list_judgements",
    "list_named_queries",
    "list_questions",
    "list_refused",
    "make_article",
    "make_both",
    "make_checks",
    "make_entity",
    "make_event",
    "make_index",
    "make_meta",
    "make_statement",
    "make_vocabulary",
    "read_checks",
    "read_index",
]
