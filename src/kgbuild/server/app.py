"""The application: a graph directory, limits and access in, an ASGI application out."""

from __future__ import annotations

import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kgbuild.errors import KgbuildError
from kgbuild.server.guard import Guard
from kgbuild.server.limits import Access, Limits
from kgbuild.server.messages import Description, Wanted
from kgbuild.server.negotiation import GRAPHS, PAGES, NotAcceptableError, choose_form
from kgbuild.server.pool import Pool
from kgbuild.server.protocol import RequestError, read_dump, read_question, read_wanted
from kgbuild.server.replies import HEADERS, Answer, reply_error

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>kgbuild endpoint</title></head><body>
<h1>A SPARQL 1.1 endpoint</h1>
<p>This is a graph of claims from conflict reporting. Ask it at <code>{root}/sparql</code>:</p>
<form action="/sparql" method="get"><p><label>Query<br><textarea name="query" rows="8" cols="90">
SELECT ?statement ?action WHERE {{ ?statement a kg:Statement ; kg:action ?action }} LIMIT 10
</textarea></label></p><p><button name="format" value="csv">Ask</button></p></form>
<ul><li><a href="/.well-known/void">What it holds</a> (VoID)</li>
<li><a href="/sparql?format=turtle">What it can do</a> (service description)</li></ul>
</body></html>
"""


def make_app(
    graph: str | Path,
    limits: Limits | None = None,
    access: Access | None = None,
    *,
    tell: Callable[[str], None] = lambda _: None,
) -> Starlette:
    """The endpoint of a graph directory; its workers live as long as the application's lifespan.

    Args:
        graph: the directory.
        limits: bounds of time, rows, memory and size.
        access: who may ask; without it, whoever is on this machine.
        tell: hears what the operator should know, a line at a time.
    """
    pool = Pool(Path(graph), limits or Limits(), tell)

    @asynccontextmanager
    async def live(_: Starlette) -> AsyncIterator[None]:
        try:
            await pool.start()
            yield
        except KgbuildError as error:
            app.state.failure = error
            raise
        finally:
            await pool.close()

    app = Starlette(
        routes=[
            Route("/sparql", _answer_sparql, methods=["GET", "HEAD", "POST"]),
            Route("/rdf-graph-store", _answer_dump, methods=["GET", "HEAD"]),
            Route("/.well-known/void", _answer_void, methods=["GET", "HEAD"]),
            Route("/", _answer_root, methods=["GET", "HEAD"]),
        ],
        middleware=[Middleware(Guard, access=access or Access())],
        exception_handlers={RequestError: _tell_refusal, HTTPException: _tell_http, Exception: _tell_failure},
        lifespan=live,
    )
    app.state.pool, app.state.tell, app.state.failure = pool, tell, None
    return app


async def _answer_sparql(request: Request) -> Response:
    pool: Pool = request.app.state.pool
    question = await read_question(request, pool.limits)
    if question is not None:
        return Answer(pool, question, request)
    wanted = read_wanted(request)
    if _wants_page(wanted):
        return _make_page(request)
    return Answer(pool, Description(of="service", root=_find_root(request), wanted=wanted), request)


async def _answer_dump(request: Request) -> Response:
    return Answer(request.app.state.pool, read_dump(request), request)


async def _answer_void(request: Request) -> Response:
    task = Description(of="dataset", root=_find_root(request), wanted=read_wanted(request))
    return Answer(request.app.state.pool, task, request)


async def _answer_root(request: Request) -> Response:
    return _make_page(request)


def _wants_page(wanted: Wanted) -> bool:
    """Whether a browser asks; a program that takes anything gets data."""
    try:
        return choose_form(wanted, (*GRAPHS, *PAGES)) in PAGES
    except NotAcceptableError:
        return False


def _make_page(request: Request) -> Response:
    return HTMLResponse(_PAGE.format(root=escape(_find_root(request))), headers=HEADERS)


def _find_root(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


async def _tell_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)
    return reply_error(request.headers.get("accept", ""), error.status, str(error), error.headers)


async def _tell_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    message, headers = error.detail, dict(error.headers or {})
    if error.status_code == 404:
        message = "Nothing here. Ask at /sparql, read graphs at /rdf-graph-store."
    elif error.status_code == 405:
        headers["Allow"] = ", ".join(sorted(headers.get("Allow", "GET").split(", ")))
        message = f"This endpoint is read-only; here it takes {headers['Allow']}."
    return reply_error(request.headers.get("accept", ""), error.status_code, message, headers)


async def _tell_failure(request: Request, error: Exception) -> Response:
    # What went wrong inside is for the operator, not for the client.
    request.app.state.tell("".join(traceback.format_exception(error)))
    return reply_error(request.headers.get("accept", ""), 500, "The server failed to answer. The failure is not yours.")
