"""The documents of the API as a worker finds them: its opened graph and a look-up in, JSON out."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from kgbuild.errors import KgbuildError
from kgbuild.explorer.cached import read_index
from kgbuild.explorer.documents import make_article, make_entity, make_event, make_statement
from kgbuild.explorer.index import FORMAT, Meta
from kgbuild.explorer.labels import make_vocabulary
from kgbuild.explorer.lists import list_findings, list_judgements, list_questions, list_refused
from kgbuild.explorer.named_queries import list_named_queries
from kgbuild.graph.cache import is_damage
from kgbuild.graph.judgements import FILE as JUDGEMENTS
from kgbuild.graph.manifest import own_version
from kgbuild.graph.search.index import name_content, open_index
from kgbuild.graph.store import Graph
from kgbuild.queries import format_rows, run_query
from kgbuild.server.answers import AnswerError, DamageError
from kgbuild.server.api.cursors import write_cursor
from kgbuild.server.api.routes import BY_NAME
from kgbuild.server.api.selecting import Selector
from kgbuild.server.api.types import EventPage, Matches, StatementPage
from kgbuild.server.messages import Lookup

JSON, RESULTS = "application/json", "application/sparql-results+json"
_WORTH_PACKING = 1024
_ADVICE = "/api/openapi.json describes the parameters; names are those of the graph."
_LISTS: Mapping[str, Callable[[Graph], Sequence[object]]] = {
    "findings": list_findings,
    "judgements": list_judgements,
    "questions": list_questions,
    "refused": list_refused,
}
_THINGS: Mapping[str, tuple[str, Callable[[Graph, str], object | None]]] = {
    "articles": ("article", make_article),
    "entities": ("actor or place", make_entity),
    "event": ("event", make_event),
    "statement": ("statement", make_statement),
}


class Lookups:
    """Looks things up in one content of a graph."""

    def __init__(self, graph: Graph, rows: int) -> None:
        """`rows` bounds the answers of queries."""
        self.graph, self.rows = graph, rows
        self.content = name_content(graph)
        self._selector = Selector(graph)
        self._lists: dict[str, tuple[str, list[bytes]]] = {}
        self._finders: dict[str, Callable[[Lookup], bytes]] = {
            "events": self._events,
            "meta": self._meta,
            "prepare": self._prepare,
            "queries": lambda _: msgspec.json.encode(list_named_queries()),
            "query": self._query,
            "search": self._search,
            "statements": self._statements,
            "vocabulary": lambda _: msgspec.json.encode(make_vocabulary()),
            **dict.fromkeys(_LISTS, self._list),
            **dict.fromkeys(_THINGS, self._thing),
        }

    def find(self, lookup: Lookup) -> tuple[str, dict[str, str], bytes]:
        """The media type, headers and bytes of a document.

        Raises:
            AnswerError: there is none.
            DamageError: the graph's cache has to be built anew.
        """
        if lookup.content and lookup.content != self.content:
            raise AnswerError(410, "The graph has changed since.", "Ask for the list again without a cursor.")
        try:
            if lookup.name == "index":
                made = read_index(self.graph)
                headers = {"etag": f'W/"{made.sha256}"', "content-encoding": "gzip", "vary": "Accept-Encoding"}
                return JSON, headers, made.content
            tag = name_tag(self.content, lookup.name, self.graph.path)
            body = self._finders[lookup.name](lookup)
        except KgbuildError as error:
            raise AnswerError(400, hide_folder(str(error), self.graph.path), _ADVICE) from error
        except (OSError, RuntimeError, ValueError) as error:
            if is_damage(error) and not isinstance(error, ConnectionError | PermissionError):
                raise DamageError from error
            raise
        headers = {"etag": tag, "vary": "Accept-Encoding"} if tag else {"vary": "Accept-Encoding"}
        if lookup.packed and len(body) > _WORTH_PACKING:
            headers["content-encoding"], body = "gzip", _pack(body)
        return (RESULTS if lookup.name == "query" else JSON), headers, body

    def _prepare(self, _: Lookup) -> bytes:
        """Have the search index on the disk, for the workers."""
        open_index(self.graph).close()
        return b"{}"

    def _meta(self, lookup: Lookup) -> bytes:
        return msgspec.json.encode(
            Meta(
                format=FORMAT,
                content=self.content,
                kgbuild=own_version(),
                base=self.graph.names.base,
                name=self.graph.path.resolve().name,
                counts=self._selector.count(),
                review="review" in lookup.fields,
                sparql="/sparql",
            )
        )

    def _thing(self, lookup: Lookup) -> bytes:
        """One article, statement, event, actor or place."""
        kind, make = _THINGS[lookup.name]
        found = make(self.graph, lookup.key)
        if found is None:
            message = f"The graph has no {kind} '{lookup.key[:200]}'."
            raise AnswerError(404, message, "Ids are those of /api/index; /api/search finds them by words.")
        return msgspec.json.encode(found)

    def _list(self, lookup: Lookup) -> bytes:
        """A page of what is said of the whole graph; the list is kept as long as it is the same."""
        signature = sign_judgements(self.graph.path) if BY_NAME[lookup.name].judged else ""
        known = self._lists.get(lookup.name)
        if known is None or known[0] != signature:
            rows = [msgspec.json.encode(row) for row in _LISTS[lookup.name](self.graph)]
            known = self._lists[lookup.name] = signature, rows
        rows = known[1]
        page = rows[lookup.after : lookup.after + lookup.limit]
        following = msgspec.json.encode(self._turn(lookup, len(rows)))
        return b'{"rows":[%b],"total":%d,"next":%b}' % (b",".join(page), len(rows), following)

    def _search(self, lookup: Lookup) -> bytes:
        found = self._selector.match(lookup.fields["q"], limit=lookup.limit)
        return msgspec.json.encode(Matches(statements=found.statements, articles=found.articles, total=found.total))

    def _query(self, lookup: Lookup) -> bytes:
        if lookup.key not in {query.name for query in list_named_queries()}:
            raise AnswerError(404, f"There is no query '{lookup.key[:80]}'.", "GET /api/queries lists those there are.")
        rows = run_query(self.graph, lookup.key, lookup.fields)
        if len(rows) > self.rows:
            message = f"The answer has {len(rows):,} rows, more than {self.rows:,}, which is the limit."
            raise AnswerError(400, message, "Ask for less, by the query's parameters or by its SPARQL with a LIMIT.")
        return msgspec.json.format(format_rows(rows, "json").encode(), indent=0)

    def _statements(self, lookup: Lookup) -> bytes:
        total, found = self._selector.read_statements(lookup.fields, lookup.after, lookup.limit)
        page = StatementPage(statements=tuple(found), total=total, next=self._turn(lookup, total))
        return msgspec.json.encode(page)

    def _events(self, lookup: Lookup) -> bytes:
        ids = self._selector.list_events(lookup.fields)
        made = (make_event(self.graph, one) for one in ids[lookup.after : lookup.after + lookup.limit])
        events = tuple(one for one in made if one is not None)
        return msgspec.json.encode(EventPage(events=events, total=len(ids), next=self._turn(lookup, len(ids))))

    def _turn(self, lookup: Lookup, total: int) -> str | None:
        """The cursor of the next page, if there is one."""
        end = lookup.after + lookup.limit
        return write_cursor(self.content, lookup.name, lookup.fields, end) if end < total else None


def hide_folder(message: str, folder: Path) -> str:
    """A message without the place of the graph on this machine, which is nobody's business elsewhere."""
    return message.replace(f"{folder}: ", "").replace(str(folder), "GRAPH")


def name_tag(content: str, name: str, folder: Path) -> str:
    """The ETag of a route's documents, which are a function of the content, the address and this release.

    What follows judgements.csv has it in its tag; of what the server's options change there is none.
    """
    if name == "meta":
        return ""
    also = sign_judgements(folder) if name in BY_NAME and BY_NAME[name].judged else ""
    return f'W/"{sha256(f"{content} {own_version()} {FORMAT} {also}".encode()).hexdigest()[:32]}"'


def sign_judgements(folder: Path) -> str:
    """What tells one state of judgements.csv from another."""
    try:
        status = (folder / JUDGEMENTS).stat()
    except OSError:
        return "none"
    return f"{status.st_ino}-{status.st_size}-{status.st_mtime_ns}"


def _pack(body: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()
