"""What a worker finds is what the client gets, however the two take turns; what nobody takes keeps no worker."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import socket
import tempfile
import time
from urllib.parse import quote

import pytest
from endpoint import Endpoint, serving
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.server.backlog import Backlog, Room

LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 40000"
"""An answer of megabytes, of any graph that the tests serve."""


@given(
    pieces=st.lists(st.binary(min_size=1, max_size=300_000), max_size=12),
    turns=st.lists(st.booleans(), max_size=40),
    hold=st.sampled_from([0, 1, 1000, 100_000, 10**9]),
    size=st.sampled_from([0, 1, 1000, 400_000, 10**9]),
)
def test_what_goes_in_comes_out(pieces: list[bytes], turns: list[bool], hold: int, size: int) -> None:
    """`turns` say when each side gives way to the other."""
    room, found = Room(size), bytearray()

    async def put(backlog: Backlog) -> None:
        for place, piece in enumerate(pieces):
            await backlog.put(piece)
            if turns[place : place + 1] == [True]:
                await asyncio.sleep(0)
        backlog.end()

    async def take(backlog: Backlog) -> None:
        place = 0
        while piece := await backlog.take():
            found.extend(piece)
            place += 1
            for _ in range(sum(turns[place:])):
                await asyncio.sleep(0)

    async def live() -> None:
        with Backlog(room, hold) as backlog:
            async with asyncio.timeout(20):
                await asyncio.gather(put(backlog), take(backlog))

    asyncio.run(live())
    assert bytes(found) == b"".join(pieces)
    assert room.free == size


def test_many_share_the_room_and_give_it_back() -> None:
    """Each has half of what the ones before it leave, and the rest waits."""
    room = Room(1000)

    async def fill(backlog: Backlog) -> None:
        while True:
            await backlog.put(b"x")

    async def live() -> None:
        with contextlib.ExitStack() as held:
            for left in (500, 250, 125):
                backlog = held.enter_context(Backlog(room, 1))
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(fill(backlog), 0.1)
                assert room.free == left

    asyncio.run(live())
    assert room.free == 1000


def test_a_full_disk_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    pieces = [bytes([number]) * 10 for number in range(20)]

    async def live() -> bytes:
        with Backlog(Room(10**9), 20) as backlog:

            async def put() -> None:
                for piece in pieces:
                    await backlog.put(piece)
                backlog.end()

            putting, found = asyncio.create_task(put()), bytearray()
            while piece := await backlog.take():
                found += piece
            await putting
            return bytes(found)

    assert asyncio.run(live()) == b"".join(pieces)


def hold_large_ones(endpoint: Endpoint, held: contextlib.ExitStack, count: int) -> list[socket.socket]:
    """Connections that have asked for a large answer and read nothing of it."""
    lines = []
    for _ in range(count):
        line = held.enter_context(socket.socket())
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(20)
        line.connect(("127.0.0.1", endpoint.port))
        line.send(f"GET /sparql?query={quote(LARGE)}&format=csv HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        lines.append(line)
    return lines


def read_reply(line: socket.socket) -> bytes:
    reply = http.client.HTTPResponse(line)
    reply.begin()
    return reply.read()


LONG = {"timeout": 60.0, "stall": 60.0, "patience": 60.0, "wait": 60.0, "rows": 10**6, "workers": 1}


def test_a_large_answer_that_nobody_reads_keeps_no_worker(folder) -> None:
    with serving(folder, limits=LONG) as endpoint, contextlib.ExitStack() as held:
        expected = endpoint.ask(LARGE, ("format", "csv"), timeout=30)
        assert len(expected.body) > 6 << 20  # more than the system takes for a client that does not read
        lines = hold_large_ones(endpoint, held, 3)
        assert endpoint.ask("ASK {}", timeout=30).status == 200
        for line in lines:
            assert read_reply(line) == expected.body


def test_where_there_is_no_room_who_does_not_read_makes_way(folder) -> None:
    limits = LONG | {"untaken": 0, "patience": 0.1, "memory": 1 << 30}
    with serving(folder, limits=limits) as endpoint, contextlib.ExitStack() as held:
        lines = hold_large_ones(endpoint, held, 2)
        start = time.monotonic()
        assert endpoint.ask("ASK {}", timeout=40).status == 200
        assert time.monotonic() - start > 1
        for line in lines:
            with pytest.raises(http.client.IncompleteRead):
                read_reply(line)
