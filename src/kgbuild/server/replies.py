"""Responses: a task in; an answer sent as a worker finds it, or an error's status and words, out.

What is gathered before the first byte leaves is small, so a huge answer fills no memory: what the client has yet to
read lies on the disk, and the worker is free for others. A failure after the first byte cuts the connection, so a cut
answer never looks whole.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from kgbuild.server.backlog import Backlog
from kgbuild.server.messages import PIECE, Begin, End, Fault, Task
from kgbuild.server.pool import Pool
from kgbuild.server.processes import KilledError, StoppedError

HEADERS = {
    "cache-control": "no-cache",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "referrer-policy": "no-referrer",
    "vary": "Accept",
    "x-content-type-options": "nosniff",
}
"""Of every response."""


API = "/api/"
"""Where addresses of the explorer's API begin."""


def read_accept(scope: Scope) -> str:
    """What a request accepts; the API speaks JSON to everyone."""
    accept = Headers(scope=scope).get("accept", "")
    return "application/json" if scope["path"].startswith(API) else accept


def reply_error(
    accept: str, status: int, message: str, headers: Mapping[str, str] | None = None, *, advice: str = ""
) -> Response:
    """An error, as JSON for who asks for JSON and as text for all others; `advice` says what to do next."""
    if "json" in accept.lower():
        told: dict[str, object] = {"status": status, "error": message} | ({"next": advice} if advice else {})
        body, media = json.dumps(told, ensure_ascii=False), "application/json"
    else:
        body, media = f"{message} {advice}".rstrip(), "text/plain"
    return Response(body + "\n", status, media_type=media, headers={**HEADERS, **(headers or {})})


def reply_bytes(body: bytes, headers: Mapping[str, str]) -> Response:
    """Bytes that are there already; many leave piece by piece, so that a client that does not read holds no copy."""
    if len(body) <= PIECE:
        return Response(body, headers=headers)

    async def cut() -> AsyncIterator[bytes]:
        for start in range(0, len(body), PIECE):
            yield body[start : start + PIECE]

    return StreamingResponse(cut(), headers={**headers, "content-length": str(len(body))})


class Answer(Response):
    """The answer of a task, sent while it is found. When the client goes away, the worker ends."""

    def __init__(self, pool: Pool, task: Task, request: Request) -> None:
        """Nothing is asked before the response is sent."""
        self.pool, self.task = pool, task
        self.accept = read_accept(request.scope)
        self.method, self.headings, self.started = request.method, dict[str, str](), False
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with Backlog(self.pool.room, self.pool.limits.hold) as backlog:
            answering = asyncio.create_task(self._answer(backlog, scope, receive, send))
            sending = asyncio.create_task(self._send_on(backlog, send))
            gone = asyncio.create_task(_wait_until_gone(receive))
            tasks = answering, sending, gone
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                if answering.done() and answering.exception() is None and answering.result():
                    await asyncio.wait((sending, gone), return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                results = await asyncio.gather(*tasks, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result

    async def _answer(self, backlog: Backlog, scope: Scope, receive: Receive, send: Send) -> bool:
        """Whether the answer is complete and the end of it is still to be sent on.

        Once it has begun, saying no is what cuts it.
        """
        try:
            whole = await self._ask_again(backlog)
        except StoppedError as error:
            if not self.started:
                headers = {} if error.retry_after is None else {"retry-after": str(error.retry_after)}
                reply = reply_error(self.accept, error.status, str(error), headers, advice=error.advice)
                await reply(scope, receive, send)
            return False
        if self.started:
            backlog.end()
        else:
            await Response(whole, headers={**HEADERS, **self.headings})(scope, receive, send)
        return self.started

    async def _send_on(self, backlog: Backlog, send: Send) -> None:
        """Send what is laid down, as fast as the client takes it."""
        piece = await backlog.take()
        headers = {**HEADERS, **self.headings}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        while piece:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            piece = await backlog.take()
        await send({"type": "http.response.body", "body": b""})

    async def _ask_again(self, backlog: Backlog) -> bytes:
        """Ask the next worker where one was killed from outside before anything was sent; each of them once."""
        for _ in range(self.pool.limits.workers):
            try:
                return await self._ask(backlog)
            except KilledError:
                if self.started:
                    raise
        return await self._ask(backlog)

    async def _ask(self, backlog: Backlog) -> bytes:
        """The whole answer where it is a short one; a long one is laid down to be sent on.

        Raises:
            StoppedError: there is none, or it ends before its end.
        """
        limits, gathered = self.pool.limits, bytearray()
        async with self.pool.borrow() as worker:
            try:
                async with asyncio.timeout(limits.timeout):
                    worker.ask(self.task)
                    while not isinstance(frame := await worker.read(), End):
                        if isinstance(frame, Begin):
                            self.headings = {**frame.headers, "content-type": frame.media}
                        elif isinstance(frame, Fault):
                            raise StoppedError(frame.status, frame.message, advice=frame.advice)
                        elif isinstance(frame, bytes):
                            gathered += frame
                        if len(gathered) > (0 if self.started else limits.hold):
                            self.started = True
                            if self.method == "HEAD":
                                return b""
                            await worker.wait_for_client(backlog.put(bytes(gathered)))
                            gathered.clear()
            except TimeoutError:
                message = f"Stopped after {limits.timeout:g} seconds, which is the limit. Ask for less, or add LIMIT."
                raise StoppedError(504, message) from None
        return bytes(gathered)


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
