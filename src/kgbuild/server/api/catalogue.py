"""The types of the API's answers and bodies, by the names that the table of routes calls them."""

from __future__ import annotations

from typing import Any

from kgbuild.explorer.documents import ArticleDocument, EntityDocument, EventDocument, StatementDocument
from kgbuild.explorer.index import Index, Meta
from kgbuild.explorer.labels import Vocabulary
from kgbuild.explorer.named_queries import NamedQuery
from kgbuild.server.api.types import (
    EventPage,
    FindingPage,
    JudgementPage,
    Matches,
    Pair,
    QueryAnswer,
    QuestionPage,
    RefusedPage,
    StatementPage,
    Word,
    Written,
)

TYPES: dict[str, Any] = {
    "ArticleDocument": ArticleDocument,
    "Description": dict[str, Any],
    "EntityDocument": EntityDocument,
    "EventDocument": EventDocument,
    "EventPage": EventPage,
    "FindingPage": FindingPage,
    "Index": Index,
    "JudgementPage": JudgementPage,
    "Matches": Matches,
    "Meta": Meta,
    "NamedQueries": list[NamedQuery],
    "Pair": Pair,
    "QueryAnswer": QueryAnswer,
    "QuestionPage": QuestionPage,
    "RefusedPage": RefusedPage,
    "StatementDocument": StatementDocument,
    "StatementPage": StatementPage,
    "Vocabulary": Vocabulary,
    "Word": Word,
    "Written": Written,
}
