"""The API as routes of an application: each request is read by the table and answered by who is named there."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec
from msgspec import structs
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route as Address

from kgbuild.errors import KgbuildError
from kgbuild.server.api.lookups import JSON, name_tag
from kgbuild.server.api.openapi import describe
from kgbuild.server.api.requests import read_lookup
from kgbuild.server.api.reviewing import Reviewer
from kgbuild.server.api.routes import ROUTES, Home, Route
from kgbuild.server.api.shelf import Document, Shelf
from kgbuild.server.api.types import Pair, Word
from kgbuild.server.guard import is_foreign
from kgbuild.server.messages import PIECE, Judge
from kgbuild.server.negotiation import takes_gzip
from kgbuild.server.pages import is_known
from kgbuild.server.pool import Pool
from kgbuild.server.processes import StoppedError
from kgbuild.server.protocol import RequestError, read_body
from kgbuild.server.replies import HEADERS, Answer, reply_bytes

_LONGEST = 2000
_SHAPE = 'Send {"first": ..., "second": ..., "verdict": "same"|"different"|"unsure"}; DELETE takes no verdict.'
_CLOSED = "Start the server with 'kgbuild serve GRAPH --review', or use 'kgbuild judge'."
Handler = Callable[[Request], Awaitable[Response]]


def list_addresses() -> list[Address]:
    """The routes for an application whose state has a `pool` and a `shelf`."""
    found = []
    for path in dict.fromkeys(route.path for route in ROUTES):
        by_method: dict[str, Route] = {route.method: route for route in ROUTES if route.path == path}
        methods = [*by_method, *(["HEAD"] if "GET" in by_method else [])]
        # Ids may hold slashes, as keys of actors do.
        found.append(Address(path.replace("}", ":path}"), _make_handler(by_method), methods=methods))
    return found


def _make_handler(by_method: dict[str, Route]) -> Handler:
    async def handle(request: Request) -> Response:
        route = by_method["GET" if request.method == "HEAD" else request.method]
        try:
            return await _HANDLERS[route.home](request, route)
        except StoppedError as error:
            headers = {} if error.retry_after is None else {"retry-after": str(error.retry_after)}
            raise RequestError(error.status, str(error), headers, advice=error.advice) from error
        except KgbuildError as error:  # the graph can't be opened by now
            raise RequestError(503, str(error), {"retry-after": "5"}) from error

    return handle


async def _ask_worker(request: Request, route: Route) -> Response:
    pool: Pool = request.app.state.pool
    shelf: Shelf = request.app.state.shelf
    lookup = read_lookup(request, route)
    tag = name_tag(pool.content, route.name, pool.folder)
    if is_known(request, tag):
        return _tell_unchanged(tag)
    if route.name == "meta" and request.app.state.reviewer is not None:
        lookup = structs.replace(lookup, fields={"review": "yes"})
    if route.searches and lookup.fields.keys() - {"support"}:
        await shelf.prepare()
    return Answer(pool, lookup, request)


async def _ask_shelf(request: Request, route: Route) -> Response:
    shelf: Shelf = request.app.state.shelf
    lookup = read_lookup(request, route)
    if route.kept:
        found = await shelf.read_kept(route.name)
        tag = found.headers["etag"]
        return _tell_unchanged(tag) if is_known(request, tag) else _send(request, found)
    tag = name_tag(await shelf.open(), route.name, shelf.pool.folder)
    return _tell_unchanged(tag) if is_known(request, tag) else _send(request, await shelf.read(lookup))


async def _ask_writer(request: Request, route: Route) -> Response:
    reviewer: Reviewer | None = request.app.state.reviewer
    read_lookup(request, route)
    if reviewer is None:
        raise RequestError(403, "Judgements are not taken here.", advice=_CLOSED)
    if is_foreign(Headers(scope=request.scope)):  # --cors lets other sites read, no more
        raise RequestError(403, "Pages of other sites may not judge.", advice="Open the explorer of this server.")
    word = await _read_word(request, Word if route.method == "POST" else Pair, reviewer)
    found = await reviewer.write(word)
    return Response(found.body, 201 if route.method == "POST" else 200, headers={**HEADERS, **found.headers})


async def _read_word(request: Request, shape: type[Word | Pair], reviewer: Reviewer) -> Judge:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != JSON:
        raise RequestError(415, f"A judgement is sent as {JSON}.", {"accept-post": JSON}, advice=_SHAPE)
    body = await read_body(request, request.app.state.pool.limits)
    try:
        word = msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RequestError(400, f"The body is no judgement: {error}.", advice=_SHAPE) from error
    given = {name: value.strip() if isinstance(value, str) else value for name, value in structs.asdict(word).items()}
    for name, value in given.items():
        if value is not None and (len(value) > _LONGEST or not value.isprintable()):
            raise RequestError(400, f"'{name}' is longer than {_LONGEST:,} characters, or not one line.", advice=_SHAPE)
        if name in {"first", "second"} and not value:
            raise RequestError(400, f"'{name}' is empty.", advice=_SHAPE)
    if isinstance(word, Word) and not given["who"]:
        given["who"] = reviewer.who
    return Judge(**given)


async def _answer_here(request: Request, route: Route) -> Response:
    read_lookup(request, route)
    body = await asyncio.to_thread(describe)
    packed = takes_gzip(request.headers.get("accept-encoding", ""))
    headers = {**HEADERS, "content-type": JSON, "vary": "Accept-Encoding"}
    if packed:
        body, headers["content-encoding"] = await asyncio.to_thread(gzip.compress, body), "gzip"
    return Response(body, headers=headers)


def _tell_unchanged(tag: str) -> Response:
    return Response(status_code=304, headers={**HEADERS, "etag": tag, "vary": "Accept-Encoding"})


def _send(request: Request, found: Document) -> Response:
    headers = {**HEADERS, **found.headers}
    packed = headers.get("content-encoding") == "gzip"
    if not packed or takes_gzip(request.headers.get("accept-encoding", "")):
        return reply_bytes(found.body, headers)
    del headers["content-encoding"]
    return StreamingResponse(_unpack(found.body), headers=headers)


async def _unpack(body: bytes) -> AsyncIterator[bytes]:
    """What was packed, piece by piece, in a thread: a large answer holds up nobody else."""
    unpacker = zlib.decompressobj(31)
    while not unpacker.eof:
        piece = await asyncio.to_thread(unpacker.decompress, body, PIECE)
        body = unpacker.unconsumed_tail
        if not piece and not body:
            return
        yield piece


_HANDLERS: dict[Home, Callable[[Request, Route], Awaitable[Response]]] = {
    "server": _answer_here,
    "shelf": _ask_shelf,
    "worker": _ask_worker,
    "writer": _ask_writer,
}
