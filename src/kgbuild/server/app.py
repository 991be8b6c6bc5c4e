"""The application: a graph directory, limits and access in, an ASGI application out."""

from __future__ import annotations

import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kgbuild.errors import KgbuildError
from kgbuild.server.api.handlers import list_addresses
from kgbuild.server.api.reviewing import Reviewer
from kgbuild.server.api.shelf import Shelf
from kgbuild.server.guard import Guard
from kgbuild.server.limits import Access, Limits
from kgbuild.server.messages import Description, Wanted
from kgbuild.server.negotiation import GRAPHS, PAGES, NotAcceptableError, choose_form
from kgbuild.server.pages import Pages
from kgbuild.server.pool import Pool
from kgbuild.server.protocol import RequestError, read_dump, read_question, read_wanted
from kgbuild.server.replies import API, Answer, read_accept, reply_error


def make_app(
    graph: str | Path,
    limits: Limits | None = None,
    access: Access | None = None,
    *,
    review: bool = False,
    who: str | None = None,
    pages: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Starlette:
    """The endpoint of a graph directory; its workers live as long as the application's lifespan.

    Args:
        graph: the directory.
        limits: bounds of time, rows, memory and size.
        access: who may ask; without it, whoever is on this machine.
        review: whether judgements are taken, and written to the graph.
        who: whose judgements they are where they do not say.
        pages: where the explorer's pages are built; without it, in the package or the checkout.
        tell: hears what the operator should know, a line at a time.
    """
    pool = Pool(Path(graph), limits or Limits(), tell)
    shelf, shown = Shelf(pool), Pages(pages)
    reviewer = Reviewer(pool.folder, pool.limits, who, tell) if review else None

    @asynccontextmanager
    async def live(_: Starlette) -> AsyncIterator[None]:
        try:
            await pool.start()
            yield
        except KgbuildError as error:
            app.state.failure = error
            raise
        finally:
            if reviewer is not None:
                await reviewer.close()
            await shelf.close()
            await pool.close()

    app = Starlette(
        routes=[
            Route("/sparql", _answer_sparql, methods=["GET", "HEAD", "POST"]),
            Route("/rdf-graph-store", _answer_dump, methods=["GET", "HEAD"]),
            Route("/.well-known/void", _answer_void, methods=["GET", "HEAD"]),
            *list_addresses(),
            Route("/assets/{name:path}", shown.answer_asset, methods=["GET", "HEAD"]),
            Route("/", shown.answer_start, methods=["GET", "HEAD"]),
        ],
        middleware=[Middleware(Guard, access=access or Access())],
        exception_handlers={RequestError: _tell_refusal, HTTPException: _tell_http, Exception: _tell_failure},
        lifespan=live,
    )
    app.state.pool, app.state.shelf, app.state.pages = pool, shelf, shown
    app.state.reviewer = reviewer
    app.state.tell, app.state.failure = tell, None
    return app


async def _answer_sparql(request: Request) -> Response:
    pool: Pool = request.app.state.pool
    question = await read_question(request, pool.limits)
    if question is not None:
        return Answer(pool, question, request)
    wanted = read_wanted(request)
    if _wants_page(wanted):
        shown: Pages = request.app.state.pages
        return shown.describe(request)
    return Answer(pool, Description(of="service", root=_find_root(request), wanted=wanted), request)


async def _answer_dump(request: Request) -> Response:
    return Answer(request.app.state.pool, read_dump(request), request)


async def _answer_void(request: Request) -> Response:
    task = Description(of="dataset", root=_find_root(request), wanted=read_wanted(request))
    return Answer(request.app.state.pool, task, request)


def _wants_page(wanted: Wanted) -> bool:
    """Whether a browser asks; a program that takes anything gets data."""
    try:
        return choose_form(wanted, (*GRAPHS, *PAGES)) in PAGES
    except NotAcceptableError:
        return False


def _find_root(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


async def _tell_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)
    return reply_error(read_accept(request.scope), error.status, str(error), error.headers, advice=error.advice)


async def _tell_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    message, headers = error.detail, dict(error.headers or {})
    if error.status_code == 404:
        message = "Nothing here. Ask at /sparql, read graphs at /rdf-graph-store; /api/openapi.json tells of the API."
    elif error.status_code == 405:
        headers["Allow"] = ", ".join(sorted(headers.get("Allow", "GET").split(", ")))
        what = "This address" if request.url.path.startswith(API) else "This endpoint is read-only; here it"
        message = f"{what} takes {headers['Allow']}."
    return reply_error(read_accept(request.scope), error.status_code, message, headers)


async def _tell_failure(request: Request, error: Exception) -> Response:
    # What went wrong inside is for the operator, not for the client.
    request.app.state.tell("".join(traceback.format_exception(error)))
    return reply_error(read_accept(request.scope), 500, "The server failed to answer. The failure is not yours.")
