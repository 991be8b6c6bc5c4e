"""A graph and a question in, hits out: words by the index, everything else by the graph."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from types import TracebackType
from typing import Literal, Self, TypeVar, cast
from urllib.parse import unquote

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import asdict, replace

from kgbuild.errors import GraphError
from kgbuild.graph.search.facts import read_facts, read_header
from kgbuild.graph.search.filling import BARRIER, read_text
from kgbuild.graph.search.filters import Allowed, Filters, read_day, select_allowed
from kgbuild.graph.search.index import Index, Row, open_index
from kgbuild.graph.search.syntax import read_question
from kgbuild.graph.search.words import list_words
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import Names, expand
from kgbuild.model import Hit, Mention

Answer = TypeVar("Answer")
Kind = Literal["articles", "evidence", "names"]
KINDS: dict[Kind, tuple[str, ...]] = {"articles": ("article",), "evidence": ("statement",), "names": ("actor", "place")}
"""What can be searched, and the kinds of hits that come of it."""
LIMIT = 20
_WIDTH, _BEFORE = 280, 100
"""Characters of a snippet, and of what stands in it before the first word found."""
_LISTED = 100
"""Ids of statements that a hit lists."""
_FEW = 2000
"""Statements that are asked for their days one by one."""
_SLOTS = ("kg:actor", "kg:recipient", "kg:location", "kg:claimant")


class Found(Struct, frozen=True, kw_only=True):
    """The answer: how many hits there are, the best of them, and what the filters' names were taken for."""

    question: str
    total: int
    hits: tuple[Hit, ...]
    taken: tuple[str, ...] = ()


class Matched(Struct, frozen=True, kw_only=True):
    """Ids of what holds some words, best first; `total` counts those beyond the limit too."""

    statements: tuple[str, ...]
    articles: tuple[str, ...]
    total: int


class _DamagedError(Exception):
    """The index does not say what the graph says."""


class Searcher:
    """Searches one graph as it stood when it was opened; use it in a `with` block, or `close` it."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._index: Index | None = None
        self._accepted: list[tuple[str, str]] | None = None
        self._days: dict[str, tuple[str | None, str | None]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def search(
        self, question: str, filters: Filters | None = None, *, kinds: Iterable[Kind] = (), limit: int = LIMIT
    ) -> Found:
        """The passages, statements and names that hold what is asked for, best first.

        Args:
            question: words, "phrases", begin*, AND, OR, NOT and brackets (`search.syntax`).
            filters: what the hits have to be about.
            kinds: what to search; all of it unless given.
            limit: the most hits to give.

        Raises:
            GraphError: the question can't be read, or a filter names what the graph does not hold.
        """
        filters = filters or Filters()
        for asked in (question, *asdict(filters).values()):
            _check_text(asked)
        expression = read_question(question)
        chosen = list(kinds) or list(KINDS)
        for kind in chosen:
            if kind not in KINDS:
                raise GraphError(f"there is no searching in '{kind}'; have {', '.join(KINDS)}.")
        if limit < 1:
            raise GraphError(f"a limit of {limit} leaves nothing to show; give 1 or more.")
        rooms = [one for kind in chosen for one in KINDS[kind]]

        def ask(store: ox.Store) -> Found:
            search = _Search(self._graph, store, self._open(), expression)
            return search.answer(question, filters, rooms, limit)

        return self._ask(ask)

    def list_passing(self, filters: Filters) -> tuple[frozenset[str], tuple[str, ...]]:
        """The ids of the accepted statements that pass filters, and what the names in these were taken for.

        Raises:
            GraphError: a filter names what the graph does not hold.
        """
        grouped, taken = self.group_passing(filters)
        return frozenset(chain.from_iterable(grouped.values())), taken

    def group_passing(self, filters: Filters) -> tuple[dict[str, list[str]], tuple[str, ...]]:
        """Likewise, by the id of their article, both sorted.

        Raises:
            GraphError: a filter names what the graph does not hold.
        """
        for asked in asdict(filters).values():
            _check_text(asked)
        if filters == Filters():  # An index is much work for a question that nobody asks.
            return self._graph.ask(lambda store: _group(self._list_accepted(store))), ()

        def ask(store: ox.Store) -> tuple[dict[str, list[str]], tuple[str, ...]]:
            names = self._graph.names
            allowed = select_allowed(filters, store, names, self._open())
            having = allowed.list_having()
            chosen = None if having is None else {names.read_id(one, "statement") for one in having}

            def is_then(statement: str) -> bool:
                if chosen is not None and len(chosen) < _FEW:
                    return allowed.may_be_then(names.statement(statement))
                return allowed.meets(*self._list_days(store).get(statement, (None, None)))

            passing = (
                (article, statement)
                for article, statement in self._list_accepted(store)
                if (allowed.articles is None or article in allowed.articles)
                and (chosen is None or statement in chosen)
                and (not allowed.asks_days or is_then(statement))
            )
            return _group(passing), allowed.taken

        return self._ask(ask)

    def _list_days(self, store: ox.Store) -> dict[str, tuple[str | None, str | None]]:
        """The bounds of each statement's days, by id; read once, which costs as much as asking some thousands."""
        if self._days is None:
            earliest, latest = (_read_days(store, self._graph.names, name) for name in ("kg:earliest", "kg:latest"))
            self._days = {one: (earliest.get(one), latest.get(one)) for one in earliest.keys() | latest.keys()}
        return self._days

    def _list_accepted(self, store: ox.Store) -> list[tuple[str, str]]:
        """Article and id of each statement that queries see, sorted; read once."""
        if self._accepted is None:
            self._accepted = sorted(_read_accepted(store, self._graph.names))
        return self._accepted

    def match(self, question: str, *, limit: int) -> Matched:
        """The statements and articles that hold what is asked for, by id, best first: all of them up to a limit.

        Raises:
            GraphError: the question can't be read.
        """
        _check_text(question)
        expression = read_question(question)

        def ask(_: ox.Store) -> Matched:
            found: dict[str, dict[str, None]] = {"statement": {}, "article": {}}
            for row in self._open().find(expression, found):
                found[row.kind].setdefault(row.owner)
            statements, articles = (list(ids) for ids in found.values())
            total = len(statements) + len(articles)
            return Matched(statements=tuple(statements[:limit]), articles=tuple(articles[:limit]), total=total)

        return self._ask(ask)

    def _ask(self, ask: Callable[[ox.Store], Answer]) -> Answer:
        """What the index and the graph say; an index that says otherwise than the graph is made anew."""
        try:
            return self._graph.ask(ask)
        except (_DamagedError, sqlite3.DatabaseError):
            self.close()
            self._index = open_index(self._graph, renew=True)
            return self._graph.ask(ask)

    def _open(self) -> Index:
        if self._index is None:
            self._index = open_index(self._graph)
        return self._index


def search(
    graph: Graph, question: str, filters: Filters | None = None, *, kinds: Iterable[Kind] = (), limit: int = LIMIT
) -> Found:
    """Search once; arguments and errors are those of `Searcher.search`."""
    with Searcher(graph) as searcher:
        return searcher.search(question, filters, kinds=kinds, limit=limit)


def _read_accepted(store: ox.Store, names: Names) -> Iterator[tuple[str, str]]:
    kind, statement = ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand("kg:Statement"))
    homes: dict[str, str | None] = {}
    for quad in store.quads_for_pattern(None, kind, statement, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode):
            graph, told = quad.graph_name.value, names.read_id(quad.subject.value, "statement")
            if graph not in homes:
                home = names.read_graph(graph)
                homes[graph] = None if home is None else unquote(home[0])
            article = homes[graph]
            if article is not None and told is not None:
                yield article, told


def _read_days(store: ox.Store, names: Names, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(expand(name)), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            told, day = names.read_id(quad.subject.value, "statement"), read_day(quad.object.value)
            if told is not None and day is not None:
                found[told] = day
    return found


def _group(found: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for article, statement in found:
        grouped.setdefault(article, []).append(statement)
    return grouped


def _check_text(asked: str | None) -> None:
    """Refuse what a terminal of another encoding makes of a word."""
    try:
        (asked or "").encode()
    except UnicodeEncodeError as error:
        shown = (asked or "").encode(errors="replace").decode()
        raise GraphError(f"'{shown}' is not UTF-8; set the terminal, or the script that asks, to UTF-8.") from error


class _Search:
    """One question put to one state of a graph."""

    def __init__(self, graph: Graph, store: ox.Store, index: Index, expression: str) -> None:
        self.names, self.store, self.index, self.expression = graph.names, store, index, expression

    def answer(self, question: str, filters: Filters, kinds: Sequence[str], limit: int) -> Found:
        allowed = select_allowed(filters, self.store, self.names, self.index)
        total, hits = 0, list[Hit]()
        seen: set[str] = set()
        for row in self.index.find(self.expression, kinds):
            if row.article == "" and row.owner in seen:
                continue
            # Who is past the limit is counted; what it is about need not be known unless that decides.
            idle = len(hits) == limit and allowed.is_free and allowed.articles is None
            about = [] if idle else self.select_statements(row, allowed)
            if about is None:
                continue
            seen.add(row.owner)
            total += 1
            if len(hits) < limit:
                hits.append(self.make_hit(row, about, full=row.part != "title" or not allowed.is_free))
        return Found(question=question, total=total, hits=tuple(hits), taken=allowed.taken)

    def select_statements(self, row: Row, allowed: Allowed) -> list[str] | None:
        """The IRIs of the statements that a row is about and that pass; `None` where the row does not pass."""
        if row.article == "":
            return self._select_naming(row.owner, allowed)
        if allowed.articles is not None and row.article not in allowed.articles:
            return None
        own = [row.owner] if row.kind == "statement" else self.index.told_in(row.id)
        iris = [self.names.statement(one) for one in own]
        return iris if allowed.is_free else [one for one in iris if allowed.passes(one)] or None

    def _select_naming(self, key: str, allowed: Allowed) -> list[str] | None:
        """The statements that name a node and pass."""
        found = set()
        for name in _SLOTS:
            node = ox.NamedNode(self.names.base + key)
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(expand(name)), node, None):
                if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.graph_name, ox.NamedNode):
                    continue
                article = self.names.read_graph(quad.graph_name.value)
                if self.names.read_id(quad.subject.value, "statement") is None or article is None:
                    continue
                if allowed.articles is None or unquote(article[0]) in allowed.articles:
                    found.add(quad.subject.value)
        passing = sorted(one for one in found if allowed.passes(one))
        return passing if passing or (allowed.is_free and allowed.articles is None) else None

    def make_hit(self, row: Row, about: Sequence[str], *, full: bool) -> Hit:
        """The hit of a row; without `full` it says how many statements it is about, not what they say."""
        ids = [self.names.read_id(one, "statement") or one for one in about]
        if row.article:
            node = ox.NamedNode(self.names.article(row.article))
            header = read_header(self.store, self.names, row.article)
            home = ox.NamedNode(self.names.claims_graph(row.article))
            text = header.title if row.part == "title" else read_text(self.store, node, "nif:isString", home)
        else:
            header, text = None, row.part
        if text is None:
            raise _DamagedError
        snippet, marks = self._cut(row, text)
        hit = Hit(
            kind=cast("Literal['article', 'statement', 'actor', 'place']", row.kind),
            id=row.owner,
            part=cast("Literal['title', 'text', 'evidence', 'name']", row.part if row.article else "name"),
            score=-row.score,
            snippet=snippet,
            marks=marks,
            count=len(ids),
            statements=tuple(ids[:_LISTED]),
            article=header,
        )
        # A hit on a name is about too many to say more than how many they are.
        return replace(hit, **read_facts(self.store, self.names, about)) if row.article and full else hit

    def _cut(self, row: Row, text: str) -> tuple[Mention, tuple[Mention, ...]]:
        """The words around what was found, and what was found in them.

        Raises:
            _DamagedError: the index holds other words than the text.
        """
        places: list[tuple[int, int] | None] = []
        forms: list[str] = []
        spans: list[tuple[int, int]] = json.loads(row.spans)
        for number, (start, end) in enumerate(spans):
            words = list_words(text, start, end)
            places += ([None] if number else []) + [(word.start, word.end) for word in words]
            forms += ([BARRIER] if number else []) + [word.form for word in words]
        found = self.index.mark(self.expression, row.id)
        if [form for form, _ in found] != forms:
            raise _DamagedError
        marks: list[tuple[int, int]] = []
        inside = False
        for (_, marked), place in zip(found, places, strict=True):
            if marked and place is not None:
                marks.append((marks.pop()[0], place[1]) if inside else place)
            inside = marked and place is not None
        if not marks:
            raise _DamagedError
        home = next((span for span in spans if span[0] <= marks[0][0] < span[1]), spans[0])
        start, end = _choose_window(text, tuple(home), marks[0])
        shown = [mark for mark in marks if start <= mark[0] and mark[1] <= end]
        return _mention(text, start, end), tuple(_mention(text, *mark) for mark in shown)


def _mention(text: str, start: int, end: int) -> Mention:
    return Mention(start, end, text[start:end])


def _choose_window(text: str, home: tuple[int, ...], mark: tuple[int, int]) -> tuple[int, int]:
    """Where a snippet begins and ends: all of the stretch if it is short, else whole words around what was found."""
    first, last = home
    if last - first <= _WIDTH:
        return first, last
    start, end = max(first, mark[0] - _BEFORE), last
    if start > first:
        start = next(
            (word.start for word in list_words(text, start, mark[1]) if text[word.start - 1].isspace()), mark[0]
        )
    limit = max(start + _WIDTH, mark[1])
    if end > limit:
        ends = [word.end for word in list_words(text, mark[0], limit) if not text[word.end : word.end + 1].isalnum()]
        end = max([one for one in ends if one <= limit], default=mark[1])
        end = max(end, mark[1])
    return start, end
