"""The gate before every route: lets a request pass to the application, or answers it with the reason why not."""

from __future__ import annotations

import hmac

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgbuild.server.limits import Access
from kgbuild.server.replies import HEADERS, read_accept, reply_error


class Guard:
    """Checks Host (against names that are pointed at this machine), Origin and token; adds CORS for allowed sites."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        """`app` is what it guards."""
        self.app, self.access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        allowed = origin in self.access.origins
        if allowed:
            send = _with_cors(send, origin)
        refusal = self._refuse(scope, headers, allowed=allowed)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _refuse(self, scope: Scope, headers: Headers, *, allowed: bool) -> Response | None:
        accept = read_accept(scope)
        if self.access.hosts is not None and _read_host(headers.get("host", "")) not in self.access.hosts:
            return reply_error(accept, 421, "This endpoint answers to the loopback address alone, by its own name.")
        if not allowed and is_foreign(headers):
            return reply_error(accept, 403, "Pages of other sites may not ask here. 'kgbuild serve --cors' allows one.")
        if scope["method"] == "OPTIONS" and allowed:
            return Response(status_code=204, headers=HEADERS)  # a browser asks before it sends the token
        if is_page(scope):
            return None  # pages hold no data, and a person has to load them before they can send a token
        if self.access.token is not None and not self._is_known(headers.get("authorization", "")):
            challenge = {"www-authenticate": 'Bearer realm="kgbuild"'}
            return reply_error(accept, 401, "Send the token: 'Authorization: Bearer TOKEN'.", challenge)
        return None

    def _is_known(self, authorization: str) -> bool:
        scheme, _, token = authorization.partition(" ")
        expected = (self.access.token or "").encode()
        return hmac.compare_digest(token.strip().encode("utf-8", "replace"), expected) and scheme.lower() == "bearer"


def is_page(scope: Scope) -> bool:
    """Whether a request is for the start page or a file that it loads."""
    path: str = scope["path"]
    return scope["method"] in {"GET", "HEAD"} and (path == "/" or path.startswith("/assets/"))


def _read_host(header: str) -> str:
    """The name or address in a Host header, without its port."""
    host = header.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def is_foreign(headers: Headers) -> bool:
    """Whether a page of another site asks, rather than a program, a person or a page of this endpoint."""
    if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
        return True
    origin = headers.get("origin", "")
    return bool(origin) and origin.partition("://")[2].lower() != headers.get("host", "").lower()


def _with_cors(send: Send, origin: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["access-control-allow-origin"] = origin
            headers["access-control-allow-methods"] = "GET, HEAD, POST"
            headers["access-control-allow-headers"] = "Accept, Authorization, Content-Type"
            headers["access-control-max-age"] = "600"
            headers.add_vary_header("Origin")
        await send(message)

    return sending
