"""The explorer as one HTML file: a graph in; a page out that works from the disk, without a network, its data inside.

The data are the documents that the server sends (`kgbuild.explorer`), each packed into an element of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from kgbuild.errors import SettingsError
from kgbuild.explorer import (
    ArticleDocument,
    Index,
    Meta,
    encode_index,
    list_findings,
    list_judgements,
    list_named_queries,
    list_questions,
    list_refused,
    make_index,
    make_vocabulary,
)
from kgbuild.exporters._answers import answer_queries
from kgbuild.exporters._output import Output
from kgbuild.exporters._page import find_page, split_page, write_document
from kgbuild.graph.claim_graph import ClaimGraph

MOST_BYTES = 60_000_000
"""Beyond it browsers take long to open a file, and phones fail."""
_MAILED = 20_000_000
"""What most mail servers take."""
_CHUNK = 64
"""Articles packed together: enough to press well, few enough to unpack at once."""


def export(graph: ClaimGraph, output: Output) -> None:
    """Write the page.

    Raises:
        SettingsError: the page is not built here, or the file would be too large to be opened; says what to do.
    """
    folder = find_page()
    index = make_index(graph)
    before, after = split_page(folder, index.name)
    size = 0
    with output.open() as file:
        for part in _list_parts(graph, index, before, after):
            size += len(part)
            if size > MOST_BYTES:
                raise SettingsError(
                    f"the page would be larger than {MOST_BYTES / 1e6:.0f} MB ({index.counts.statements:,} statements), "
                    "which browsers open slowly or not at all. Narrow it (--since, --place, --actor, --support), or "
                    "show the whole graph with 'kgbuild serve'."
                )
            file.write(part)
    told = f"{size / 1e6:.1f} MB with {index.counts.statements:,} statements of {index.counts.articles:,} articles"
    output.notes.append(told if size <= _MAILED else f"{told}; many mail servers refuse files of over 20 MB")


def _list_parts(graph: ClaimGraph, index: Index, before: str, after: str) -> Iterator[bytes]:
    yield before.encode()
    for name, content in _list_documents(graph, index):
        yield from write_document(name, content)
    yield after.encode()


def _list_documents(graph: ClaimGraph, index: Index) -> Iterator[tuple[str, bytes]]:
    yield "meta", msgspec.json.encode(Meta.of(index, review=False, sparql=None))
    yield "index", encode_index(index)
    yield "vocabulary", msgspec.json.encode(make_vocabulary())
    answers = answer_queries(graph)
    queries = [msgspec.to_builtins(query) for query in list_named_queries()]
    yield "queries", msgspec.json.encode([query | {"answer": answers.get(query["name"])} for query in queries])
    yield "checks", msgspec.json.encode({
        "findings": list_findings(graph),
        "refused": list_refused(graph),
        "questions": list_questions(graph),
        "judgements": list_judgements(graph),
    })  # fmt: skip
    homes: dict[str, int] = {}
    for number, chunk in enumerate(_cut(_list_articles(graph))):
        homes |= dict.fromkeys(chunk, number)
        yield f"articles/{number}", msgspec.json.encode(chunk)
    yield "articles", msgspec.json.encode(homes)


def _list_articles(graph: ClaimGraph) -> Iterator[tuple[str, ArticleDocument]]:
    """By id, each with its statements, refused ones included."""
    told = sorted(graph.statements(accepted=None), key=lambda one: one.article.id)
    by_article = {key: list(group) for key, group in groupby(told, key=lambda one: one.article.id)}
    for article in sorted(graph.articles(), key=lambda one: one.id):
        yield article.id, ArticleDocument(article=article, statements=by_article.get(article.id, []))


def _cut(documents: Iterable[tuple[str, ArticleDocument]]) -> Iterator[dict[str, ArticleDocument]]:
    chunk: dict[str, ArticleDocument] = {}
    for key, document in documents:
        chunk[key] = document
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = {}
    if chunk:
        yield chunk
