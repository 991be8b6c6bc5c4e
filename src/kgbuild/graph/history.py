"""What became of articles that stand no more: former texts and tombstones to N-Quads and back, and changes to them.

The history stands in a graph of its own, so that all else in the record is what a build of the articles that
stand would give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.assembly.keys import digest, encode
from kgbuild.errors import GraphError
from kgbuild.graph.reading import ARTICLE_FIELDS
from kgbuild.graph.terms import Names, day, expand, iri, string, typed
from kgbuild.model import Article, ArticleHeader, FormerArticle, History, Retraction

_ARTICLE = ARTICLE_FIELDS | {"text": "kg:formerText"}
_RETRACTION = {
    "id": "dcterms:identifier",
    "url": "schema:url",
    "title": "schema:headline",
    "sha256": "kg:sha256",
    "who": "kg:retractedBy",
    "when": "kg:retractedOn",
    "why": "kg:reason",
}
CLASSES = ("kg:FormerArticle", "kg:Retraction")
PROPERTIES = (
    "rdf:type",
    "prov:wasRevisionOf",
    "kg:retracts",
    *dict.fromkeys((*_ARTICLE.values(), *_RETRACTION.values())),
)
_SHORT = {expand(name): name for name in PROPERTIES}
_ADVICE = "Restore the graph from a copy."


class Change(Struct, frozen=True, kw_only=True):
    """A word on one node of the history; the last one on a node holds, and one that gives no record takes it out."""

    key: str
    former: FormerArticle | None = None
    retraction: Retraction | None = None


def article_key(article_id: str) -> str:
    """The key of an article's node."""
    return f"article/{encode(article_id)}"


def former_key(article: Article | ArticleHeader) -> str:
    """The key under which the history keeps a text: one article may have had several."""
    return f"former/{digest(article.id, article.sha256, article.published or '')}"


def retraction_key(article: Article | ArticleHeader | Retraction) -> str:
    """The key of the tombstone of an article with this text."""
    return f"retraction/{digest(article.id, article.sha256)}"


def retract_article(
    article: Article | ArticleHeader, *, why: str | None = None, who: str | None = None, when: str | None = None
) -> Change:
    """The tombstone of an article."""
    retraction = Retraction(
        id=article.id, url=article.url, title=article.title, sha256=article.sha256, why=why, who=who, when=when
    )
    return Change(key=retraction_key(retraction), retraction=retraction)


def apply_changes(history: History, changes: Iterable[Change]) -> History:
    """The history after these changes; to apply them twice is to apply them once."""
    formers, retractions = dict(history.formers), dict(history.retractions)
    for change in changes:
        formers.pop(change.key, None)
        retractions.pop(change.key, None)
        if change.former is not None:
            formers[change.key] = change.former
        if change.retraction is not None:
            retractions[change.key] = change.retraction
    return History(formers=dict(sorted(formers.items())), retractions=dict(sorted(retractions.items())))


def write_history(history: History, names: Names) -> list[str]:
    """The sorted lines of the history graph."""
    lines = []
    end = f" {iri(names.history_graph)} .\n"

    def add(key: str, name: str, term: str | None) -> None:
        if term is not None:
            lines.append(f"{iri(names.base + key)} {iri(expand(name))} {term}{end}")

    for key, former in history.formers.items():
        add(key, "rdf:type", iri(expand("kg:FormerArticle")))
        add(former.successor, "prov:wasRevisionOf", iri(names.base + key))
        for field, name in _ARTICLE.items():
            add(key, name, _write_value(name, getattr(former.article, field)))
    for key, retraction in history.retractions.items():
        add(key, "rdf:type", iri(expand("kg:Retraction")))
        add(key, "kg:retracts", iri(names.article(retraction.id)))
        for field, name in _RETRACTION.items():
            add(key, name, _write_value(name, getattr(retraction, field)))
    return sorted(lines)


def _write_value(name: str, value: str | None) -> str | None:
    if value is None:
        return None
    if name == "schema:url":
        return typed(value, "anyURI")
    return day(value) if name == "schema:datePublished" else string(value)


def read_history(quads: Iterable[ox.Quad], names: Names) -> History:
    """What was written.

    Raises:
        GraphError: a property is missing or unknown.
    """
    nodes: dict[str, dict[str, str]] = defaultdict(dict)
    successors: dict[str, str] = {}
    for quad in quads:
        key = quad.subject.value.removeprefix(names.base)  # type: ignore[union-attr]
        name, value = _SHORT.get(quad.predicate.value), quad.object.value  # type: ignore[union-attr]
        if name == "prov:wasRevisionOf":
            successors[value.removeprefix(names.base)] = key
        elif name is None:
            raise GraphError(f"{quad.subject}: the property {quad.predicate} is unknown in the history. {_ADVICE}")
        else:
            nodes[key][name] = value
    formers, retractions = {}, {}
    for key, node in sorted(nodes.items()):
        try:
            if node.get("rdf:type") == expand("kg:FormerArticle"):
                article = Article(**_read_fields(node, _ARTICLE))
                formers[key] = FormerArticle(article=article, successor=successors[key])
            else:
                retractions[key] = Retraction(**_read_fields(node, _RETRACTION))
        except (KeyError, TypeError) as error:
            raise GraphError(f"{names.base}{key}: a property is missing ({error}). {_ADVICE}") from error
    return History(formers=formers, retractions=retractions)


def _read_fields(node: dict[str, str], fields: dict[str, str]) -> dict[str, Any]:
    return {field: node[name] for field, name in fields.items() if name in node}


def read_article_key(key: str) -> str | None:
    """The id of the article that a key names, `None` where it names a former text."""
    return unquote(key.removeprefix("article/")) if key.startswith("article/") else None
