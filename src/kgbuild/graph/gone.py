"""A graph and an id in, what became of an article that stands no more, or what one that stands has replaced, out."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kgbuild.graph.history import article_key, read_article_key
from kgbuild.graph.store import Graph
from kgbuild.model import ArticleHeader, FormerArticle, History, Retraction


class Gone(Struct, frozen=True, kw_only=True):
    """What the history says under one name: of a retracted article, or of former texts; `key` is that of its node."""

    key: str
    kind: Literal["retraction", "former"]
    article: ArticleHeader
    notes: tuple[str, ...]


def find_gone(graph: Graph, name: str) -> Gone | None:
    """What became of an article.

    Args:
        graph: an opened graph.
        name: its id, or the key of its node, of its former text or of its tombstone, without the graph's base.
    """
    history = graph.history()
    article_id = read_article_key(name) or name
    retractions = {key: one for key, one in history.retractions.items() if name == key or one.id == article_id}
    formers = {key: one for key, one in history.formers.items() if name == key or one.article.id == article_id}
    notes = [_tell_retraction(one) for one in retractions.values()]
    notes += [_tell_former(graph, key, history) for key in formers]
    if retractions:
        key, retraction = next(iter(retractions.items()))
        header = ArticleHeader(id=retraction.id, url=retraction.url, title=retraction.title, sha256=retraction.sha256)
        notes += describe_former(graph, retraction.id)
        return Gone(key=key, kind="retraction", article=header, notes=tuple(notes))
    if formers:
        key, former = next(iter(formers.items()))
        return Gone(key=key, kind="former", article=former.article.header, notes=tuple(notes))
    return None


def find_former(graph: Graph, article_id: str) -> dict[str, FormerArticle]:
    """The former texts that an article took the place of, by key, the nearest first."""
    formers = graph.history().formers
    found: dict[str, FormerArticle] = {}
    waiting = [article_key(article_id)]
    while waiting:
        successor = waiting.pop(0)
        before = {key: one for key, one in formers.items() if one.successor == successor and key not in found}
        found |= before
        waiting += before
    return found


def describe_former(graph: Graph, article_id: str) -> tuple[str, ...]:
    """What an article took the place of, a sentence each."""
    return tuple(
        f"took the place of {key}{_name(former.article.header)}"
        for key, former in find_former(graph, article_id).items()
    )


def describe_retraction(retraction: Retraction) -> str:
    """When, by whom and why an article was taken out: "retracted on 2025-04-09 by the desk: a hoax"."""
    day = f" on {retraction.when}" if retraction.when else ""
    who = f" by {retraction.who}" if retraction.who else ""
    why = f": {retraction.why.rstrip('.')}" if retraction.why else ""
    return f"retracted{day}{who}{why}"


def _tell_retraction(retraction: Retraction) -> str:
    return f"{describe_retraction(retraction)}; its text and its statements have left the graph, and builds skip it"


def _tell_former(graph: Graph, key: str, history: History) -> str:
    former = history.formers[key]
    heir = former.successor
    while (later := history.formers.get(heir)) is not None:
        heir = later.successor
    gone = [one for one in history.retractions.values() if article_key(one.id) == heir]
    standing = graph.article(read_article_key(heir) or "")
    if standing is not None:
        place = f"{heir}{_name(standing[0].header)} stands in its place"
    elif gone:
        place = f"{heir} took its place and was {describe_retraction(gone[0])}"
    else:
        place = f"{heir} took its place and has gone since"
    kept = f"its statements have left the graph, its text of {len(former.article.text):,} characters is kept"
    return f"{key}{_name(former.article.header)}: {place}; {kept}"


def _name(header: ArticleHeader) -> str:
    """What tells texts of one article apart for a reader."""
    words = [header.published or "undated", *([f'"{header.title}"'] if header.title else [])]
    return f" ({', '.join(words)})"
