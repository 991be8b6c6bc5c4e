"""Running the endpoint: an application and an address in; requests are answered until a signal asks to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from kgbuild.errors import SettingsError
from kgbuild.graph.store import Graph
from kgbuild.server.app import make_app
from kgbuild.server.connection import Connection
from kgbuild.server.limits import LOOPBACK, Access, Limits

_SHORTEST = 16
"""Characters of a token, below which it could be guessed."""


def serve(
    graph: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7474,
    token: str | None = None,
    origins: tuple[str, ...] = (),
    limits: Limits | None = None,
    review: bool = False,
    who: str | None = None,
    pages: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Answer requests until SIGTERM or SIGINT; what runs then has some seconds to end.

    Args:
        graph: the graph directory.
        host: the address to listen on; one that others can reach needs a token.
        port: the port; 0 takes a free one.
        token: what clients have to send as `Authorization: Bearer TOKEN`.
        origins: sites whose pages may read answers.
        limits: bounds of time, rows, memory and size.
        review: let people judge in the explorer, which writes to the graph.
        who: whose judgements they are where they do not say.
        pages: where the explorer's pages are built; without it, in the package or the checkout.
        tell: hears where the endpoint is, and what the operator should know.

    Raises:
        SettingsError: the address can't be had, or token or origins are not usable.
        GraphError: the graph can't be opened.
    """
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # `tell` hears what is worth it
    limits = limits or Limits()
    access = make_access(host, token, origins)
    with Graph.open(graph):
        pass  # no graph, no port
    with _bind(host, port) as listener:
        app = make_app(graph, limits, access, review=review, who=who, pages=pages, tell=tell)
        place = listener.getsockname()
        shown = f"[{place[0]}]" if ":" in place[0] else place[0]
        address = f"http://{shown}:{place[1]}"
        # A token that is printed would stay in logs and terminals.
        way = f"{address}/" + (" (in a browser add #token=... to the address)" if token is not None else "")
        greeting = f"Serving at {way}, SPARQL at {address}/sparql; stop with Ctrl-C."
        server = _Server(_configure(app, limits), greeting, tell)
        try:
            asyncio.run(server.serve(sockets=[listener]))
        except SystemExit:  # uvicorn's word for a lifespan that did not begin
            raise app.state.failure or SettingsError(f"{graph}: the server could not start.") from None


def make_access(host: str, token: str | None, origins: tuple[str, ...]) -> Access:
    """Who may ask at this address.

    Raises:
        SettingsError: others could reach it and there is no token, or token or origins are not usable.
    """
    if token is not None and (len(token) < _SHORTEST or not token.isascii() or not token.isprintable() or " " in token):
        raise SettingsError(
            f"the token needs {_SHORTEST} or more letters, digits and signs, without spaces. Make one with "
            "'python -c \"import secrets; print(secrets.token_urlsafe())\"'."
        )
    if host not in LOOPBACK and token is None:
        raise SettingsError(
            f"--host {host} can be reached from other machines, so a token is needed. Give one with --token-file FILE, "
            "or leave --host out to serve this machine alone."
        )
    for origin in origins:
        scheme, mark, name = origin.partition("://")
        if scheme not in {"http", "https"} or not mark or not name or set(name) & set("/*?# "):
            raise SettingsError(f"--cors {origin}: write a site as https://example.org, without path or '*'.")
    return Access(token=token, hosts=LOOPBACK if host in LOOPBACK else None, origins=origins)


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with contextlib.ExitStack() as held:
            # Without the protocol's number asyncio leaves Nagle's algorithm on, which costs 40 ms an answer.
            listener = held.enter_context(socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
            held.pop_all()
    except OSError as error:
        raise SettingsError(
            f"can't listen on {host} port {port} ({error.strerror}). Take another port with --port, 0 for any free one."
        ) from error
    return listener


def _configure(app: object, limits: Limits) -> uvicorn.Config:
    class Patient(Connection):
        head_seconds, stall, most = limits.head_seconds, limits.stall, limits.connections

    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        http=Patient,
        ws="none",
        lifespan="on",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=limits.head,
        timeout_graceful_shutdown=max(1, round(limits.farewell)),
    )


class _Server(uvicorn.Server):
    """A server that ends with its own exit code, not with the signal's."""

    def __init__(self, config: uvicorn.Config, greeting: str, tell: Callable[[str], None]) -> None:
        super().__init__(config)
        self.greeting, self.tell = greeting, tell

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.tell(self.greeting)
