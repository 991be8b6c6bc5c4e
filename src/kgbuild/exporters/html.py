"""The explorer as one HTML file: a graph in; a page out that works from the disk, without a network, its data inside.

The data are the documents that the server sends (`kgbuild.explorer`), each packed into an element of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Raw, to_builtins
from msgspec.json import encode

from kgbuild.errors import SettingsError
from kgbuild.explorer import (
    ArticleDocument,
    Checks,
    Index,
    JudgementRow,
    Told,
    encode_index,
    list_judgements,
    list_named_queries,
    list_questions,
    make_both,
    make_meta,
    make_vocabulary,
)
from kgbuild.exporters._answers import answer_queries
from kgbuild.exporters._output import Output
from kgbuild.exporters._page import find_page, split_page, write_document
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.selection import Selected
from kgbuild.graph.store import Graph

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
    packed = _Articles()
    index, checks = make_both(graph, see=packed.add)
    before, after = split_page(folder, index.name)
    size = 0
    with output.open() as file:
        for part in _list_parts(graph, index, checks, packed, before, after):
            size += len(part)
            if size > MOST_BYTES:
                raise SettingsError(
                    f"{index.counts.statements:,} statements make a page of over {MOST_BYTES / 1e6:.0f} MB, which "
                    "browsers open slowly or not at all. Narrow it (--since, --place, --actor, --support), or show the "
                    "whole graph with 'kgbuild serve'."
                )
            file.write(part)
    told = f"{size / 1e6:.1f} MB with {index.counts.statements:,} statements of {index.counts.articles:,} articles"
    output.notes.append(told if size <= _MAILED else f"{told}; many mail servers refuse files of over 20 MB")


class _Articles:
    """The documents of articles as JSON: all of a graph are held at once, since they are read in no order."""

    def __init__(self) -> None:
        self._documents: dict[str, bytes] = {}

    def add(self, told: Told) -> None:
        """Take in an article with what it says."""
        self._documents[told.article.id] = encode(
            ArticleDocument(article=told.article, statements=tuple(told.statements))
        )

    def list_chunks(self) -> Iterator[tuple[tuple[str, ...], bytes]]:
        """The ids of some articles, sorted, and a JSON object of their documents by id."""
        ids = sorted(self._documents)
        for start in range(0, len(ids), _CHUNK):
            chunk = tuple(ids[start : start + _CHUNK])
            yield chunk, encode({one: Raw(self._documents[one]) for one in chunk})


def _list_parts(
    graph: ClaimGraph, index: Index, checks: Checks, packed: _Articles, before: str, after: str
) -> Iterator[bytes]:
    yield before.encode()
    for name, content in _list_documents(graph, index, checks, packed):
        yield from write_document(name, content)
    yield after.encode()


def _list_documents(graph: ClaimGraph, index: Index, checks: Checks, packed: _Articles) -> Iterator[tuple[str, bytes]]:
    yield "meta", encode(make_meta(index))
    yield "index", encode_index(index)
    yield "vocabulary", encode(make_vocabulary())
    answers = answer_queries(graph)
    queries = [to_builtins(query) for query in list_named_queries()]
    yield "queries", encode([query | {"answer": answers.get(query["name"])} for query in queries])
    yield "checks", encode({
        "findings": checks.findings,
        "refused": checks.refused,
        "questions": list_questions(graph, checks),
        "judgements": _list_judgements(graph),
    })  # fmt: skip
    homes: dict[str, int] = {}
    for number, (ids, content) in enumerate(packed.list_chunks()):
        homes |= dict.fromkeys(ids, number)
        yield f"articles/{number}", content
    yield "articles", encode(homes)


def _list_judgements(graph: ClaimGraph) -> tuple[JudgementRow, ...]:
    """What people said; of a part of a graph what is about things in it."""
    if isinstance(graph, Graph):
        return list_judgements(graph)
    if not isinstance(graph, Selected):
        return ()  # records without a folder, in which nobody judges
    joined = graph.assembled().identities
    held = {*(one.key for one in joined), *(one.identity for one in joined)}
    held |= {f"statement/{number}" for number in graph.chosen}
    return tuple(row for row in list_judgements(graph.graph) if row.first in held and row.second in held)
