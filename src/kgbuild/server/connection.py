"""Connections with patience that ends: HTTP/1.1 as uvicorn speaks it, with time limits for slow and silent clients."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol


class Connection(H11Protocol):
    """A connection that is closed when headers take too long to arrive or the client has stopped reading."""

    head_seconds = 10.0
    stall = 30.0
    most = 500
    """Connections at a time."""
    _waiting: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect a request, unless there are too many connections already."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            self._send_error(503, "Too many connections. Ask again in a few seconds.", (b"retry-after", b"5"))
        else:
            self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all clocks."""
        for timer in (self._waiting, self._stalled):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what has come, and look whether a request is complete."""
        if self.transport.is_closing():
            return
        super().data_received(data)
        begun = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if begun and self._waiting is None:
            self._expect_head()
        elif not begun and self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def pause_writing(self) -> None:
        """The client reads too slowly for what is to be sent."""
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(self.stall, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong with a request that is no HTTP, or that has too long a head."""
        status = getattr(sys.exc_info()[1], "error_status_hint", 400)
        if status == 431 and b"\n" not in bytes(self.conn.trailing_data[0]):
            status = 414
        text = {
            414: "The address is too long; POST the query.",
            431: "The headers are too long.",
        }.get(status, msg)
        self._send_error(status, text)

    def _expect_head(self) -> None:
        self._waiting = self.loop.call_later(self.head_seconds, self._give_up)

    def _give_up(self) -> None:
        if self.conn.our_state is h11.IDLE and not self.transport.is_closing():
            self._send_error(408, "The request did not arrive in time.")

    def _send_error(self, status: int, text: str, *more: tuple[bytes, bytes]) -> None:
        headers: list[Any] = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close"), *more]
        phrase = STATUS_PHRASES.get(status, b"Error")
        for event in (
            h11.Response(status_code=status, headers=headers, reason=phrase),
            h11.Data(data=text.encode() + b"\n"),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
