"""A graph and a name in, the document of one article, statement, event, actor or place out."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kgbuild.explorer.reports import read_reports
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.explained import Explanation
from kgbuild.graph.explaining import explain
from kgbuild.graph.known import KnownActor, KnownPlace
from kgbuild.graph.lookups import (
    find_entity,
    find_event,
    find_event_of,
    find_identities,
    find_judgements_on,
    find_links,
    find_names,
)
from kgbuild.graph.store import Graph
from kgbuild.model import Article, Event, Identity, Judgement, Link, Statement


class ArticleDocument(Struct, frozen=True, kw_only=True):
    """An article with its text, and all its statements in the order of the text, refused ones included."""

    article: Article
    statements: tuple[Statement, ...]


class StatementDocument(Struct, frozen=True, kw_only=True):
    """A statement, the id of its event, how it bears on others, and what `kgbuild explain` says of it."""

    statement: Statement
    event: str | None
    links: tuple[Link, ...]
    explanation: Explanation


class EventDocument(Struct, frozen=True, kw_only=True):
    """An event, and what the graph calls its actors and its place, by their keys."""

    event: Event
    names: dict[str, str]


class EntityDocument(Struct, frozen=True, kw_only=True):
    """An actor or a place (the other is `None`), the names joined to it with reasons, and what people said of these."""

    key: str
    actor: KnownActor | None
    place: KnownPlace | None
    identities: tuple[Identity, ...]
    judgements: tuple[Judgement, ...]


def make_article(graph: Graph, article_id: str) -> ArticleDocument | None:
    """The document of an article, `None` where there is none of that id."""
    found = graph.article(article_id)
    return None if found is None else ArticleDocument(article=found[0], statements=tuple(found[1]))


def list_articles(graph: ClaimGraph) -> Iterator[ArticleDocument]:
    """The documents of all articles of a graph, or of the part of one that filters leave, in no order."""
    for told in read_reports(graph):
        yield ArticleDocument(article=told.article, statements=tuple(told.statements))


def make_statement(graph: Graph, statement_id: str) -> StatementDocument | None:
    """The document of a statement, refused or not, `None` where there is none of that id."""
    found = graph.statement(statement_id)
    if found is None:
        return None
    return StatementDocument(
        statement=found[0],
        event=find_event_of(graph, statement_id),
        links=find_links(graph, statement_id),
        explanation=explain(graph, f"statement/{found[0].id}"),
    )


def make_event(graph: Graph, event_id: str) -> EventDocument | None:
    """The document of an event, `None` where there is none of that id."""
    event = find_event(graph, event_id)
    if event is None:
        return None
    keys = [*event.actors, *([] if event.place is None else [event.place])]
    return EventDocument(event=event, names=find_names(graph, keys))


def make_entity(graph: Graph, key: str) -> EntityDocument | None:
    """The document of the actor or place of that key, or of the identity that it was joined to; `None` without one."""
    key = graph.names.identities.get(key, key)
    found = find_entity(graph, key)
    if found is None:
        return None
    return EntityDocument(
        key=key,
        actor=found if isinstance(found, KnownActor) else None,
        place=found if isinstance(found, KnownPlace) else None,
        identities=tuple(find_identities(graph, key)),
        judgements=tuple(find_judgements_on(graph, key)),
    )
