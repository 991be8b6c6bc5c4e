"""A graph and what a person calls an article in, the tombstone that takes it out, or takes that back, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

import msgspec
from msgspec import Struct

from kgbuild.errors import GraphError
from kgbuild.graph.history import Change, article_key, read_article_key, retract_article
from kgbuild.graph.judgements import shorten_id
from kgbuild.graph.store import Graph
from kgbuild.model import Article, FormerArticle, History, Retraction
from kgbuild.readers.addresses import name_address

_ARTICLES = """SELECT ?id ?url ?title {
  ?article a kg:Article ; dcterms:identifier ?id
  OPTIONAL { ?article schema:url ?url } OPTIONAL { ?article schema:headline ?title }
} ORDER BY ?id"""
_MOST = 5
"""Names that a message proposes."""


class _Named(Struct, frozen=True):
    """What something may be called by: its own key, the id, address and title of its article."""

    key: str
    id: str
    url: str | None
    title: str | None


def retract(
    graph: Graph, given: str, *, why: str | None = None, who: str | None = None, when: str | None = None
) -> Retraction:
    """Take an article out of a graph, or a former text out of its history, and leave a tombstone; then finish.

    Args:
        graph: an opened graph.
        given: an id, an address on the web or in the graph, or the beginning of an id that no other begins with; of a
            former text its key ("former/0f4b…") or the id of its article, if nothing stands under it.
        why: the reason, for those who read it later.
        who: whose word it is.
        when: the day of it, as YYYY-MM-DD.

    Raises:
        GraphError: no article or several go by that name; the message proposes near ones.
    """
    history = graph.history(pending=True)
    article, former = _find_text(graph, given, history)
    tombstone = retract_article(article, why=why, who=who, when=when)
    if former is None:
        graph.remove(article.id, history=[tombstone])
    else:
        graph.keep([*_take_out(former, history), tombstone])
    graph.finish()
    assert tombstone.retraction is not None
    return tombstone.retraction


def undo_retraction(graph: Graph, given: str) -> Retraction:
    """Take a tombstone away, so that the next build reads the article again; then finish.

    Raises:
        GraphError: no tombstone or several go by that name; the message proposes near ones.
    """
    retractions = graph.history(pending=True).retractions
    named = [_Named(key, one.id, one.url, one.title) for key, one in retractions.items()]
    key = _choose(graph, given, named)
    if key is None:
        near = _propose(given, named)
        raise GraphError(
            f"{graph.path}: no retracted article is called '{given}'. {near}"
            f"'kgbuild retract {graph.path}' lists what was retracted."
        )
    graph.keep([Change(key=key)])
    graph.finish()
    return retractions[key]


def format_retractions(retractions: Iterable[Retraction], format: str = "table") -> str:
    """The tombstones by id: for a reader, two lines or more each, or as a JSON array (`json`)."""
    ordered = sorted(retractions, key=lambda one: (one.id, one.sha256))
    if format == "json":
        return msgspec.json.format(msgspec.json.encode(ordered), indent=1).decode() + "\n"
    blocks = []
    for one in ordered:
        signed = ", ".join(part for part in (one.who, one.when) if part)
        lines = [one.id + (f" ({signed})" if signed else "")]
        lines += [f"    {text}" for text in (one.title, one.url, one.why and f"why: {one.why}") if text]
        blocks.append("\n".join(lines) + "\n")
    return "".join(blocks) or "Nothing has been retracted from this graph.\n"


def _take_out(former_at: str, history: History) -> list[Change]:
    """What the history is to note for a former text to go: those before it lead to the one after it."""
    former = history.formers[former_at]
    before = {key: one.article for key, one in history.formers.items() if one.successor == former_at}
    moved = {key: FormerArticle(article=article, successor=former.successor) for key, article in before.items()}
    return [Change(key=former_at), *(Change(key=key, former=one) for key, one in moved.items())]


def _find_text(graph: Graph, given: str, history: History) -> tuple[Article, str | None]:
    """The article that stands under a name, else a former text with its key."""
    rest = shorten_id(given, graph.names.base)
    standing = graph.latest(read_article_key(rest) or rest)
    if standing is not None:
        return standing, None
    named = _list_articles(graph)
    key = rest if rest in history.formers else _choose(graph, given, named)
    formers = [_Named(at, one.article.id, one.article.url, one.article.title) for at, one in history.formers.items()]
    if key is None:
        key = _choose(graph, given, formers)
    if key is None:
        retracted = [_Named(at, one.id, one.url, one.title) for at, one in history.retractions.items()]
        if _choose(graph, given, retracted) is not None:
            raise GraphError(
                f"{graph.path}: '{given}' is retracted already; 'kgbuild retract {graph.path}' says by whom and why."
            )
        raise GraphError(
            f"{graph.path}: no article is called '{given}'. {_propose(given, [*named, *formers])}"
            f"'kgbuild query {graph.path} quality' lists the articles."
        )
    if key in history.formers:
        return history.formers[key].article, key
    found = graph.latest(read_article_key(key) or "")
    assert found is not None
    return found, None


def _list_articles(graph: Graph) -> list[_Named]:
    """What stands, or will when the graph is finished."""
    named = {header.id: (header.url, header.title) for header in graph.added().values()}
    for article_id, url, title in graph.query(_ARTICLES).rows if graph.manifest.sha256 else ():
        named.setdefault(str(article_id), (None if url is None else str(url), None if title is None else str(title)))
    standing = graph.article_hashes()
    return [_Named(article_key(one), one, *rest) for one, rest in sorted(named.items()) if one in standing]


def _choose(graph: Graph, given: str, named: Iterable[_Named]) -> str | None:
    """The key of the one thing that goes by a name: its key, id, address, or what only its id begins with."""
    rest = shorten_id(given, graph.names.base)
    name, address = read_article_key(rest) or rest, name_address(given) or given
    tests: tuple[Callable[[_Named], bool], ...] = (
        lambda one: rest == one.key or name == one.id,
        lambda one: one.url is not None and address in {name_address(one.url), one.url},
        lambda one: bool(name) and one.id.startswith(name),
    )
    for test in tests:
        found = [one for one in named if test(one)]
        if len(found) == 1:
            return found[0].key
        if found:
            names = ", ".join(one.key + (f' "{one.title}"' if one.title else "") for one in found[:_MOST])
            names += " ..." if found[_MOST:] else ""
            raise GraphError(f"{graph.path}: {len(found)} go by '{given}': {names}. Give one of these.")
    return None


def _propose(given: str, named: Iterable[_Named]) -> str:
    """A question that names what is called alike, or nothing."""
    spellings: dict[str, str] = {}
    for one in named:
        for name in (one.id, one.url, one.title):
            if name:
                spellings.setdefault(name.casefold(), one.id)
    word = given.casefold()
    near = [at for name, at in spellings.items() if word and word in name][:_MOST]
    near += [spellings[name] for name in get_close_matches(word, spellings, n=3, cutoff=0.6)]
    return f"Did you mean {', '.join(dict.fromkeys(near))}? " if near else ""
