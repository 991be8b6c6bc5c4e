"""The pool keeps its number of workers, and all of them on the newest content, whatever comes at a bad moment."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from endpoint import build

from kgbuild.server.limits import Limits
from kgbuild.server.pool import Pool
from kgbuild.server.processes import KilledError, StoppedError, Worker


@asynccontextmanager
async def started(folder: Path, told: list[str], *, workers: int = 1, **limits: float) -> AsyncIterator[Pool]:
    pool = Pool(folder, Limits(**{"workers": workers, "timeout": 8, **limits}), told.append)
    try:
        await pool.start()
        yield pool
    finally:
        await pool.close()


async def name_worker(pool: Pool) -> int | None:
    """The process that answers next."""
    async with pool.borrow() as worker:
        return worker.process.pid


async def find_age(pool: Pool) -> int | None:
    """When the manifest was written whose content is served."""
    async with pool.borrow() as worker:
        return worker.signature and worker.signature[2]


def test_a_worker_for_which_there_was_no_room_is_started_later(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    make, refusals = socket.socketpair, [OSError(errno.EMFILE, "Too many open files")]

    def refuse_once() -> tuple[socket.socket, socket.socket]:
        if refusals:
            raise refusals.pop()
        return make()

    async def live() -> None:
        async with started(folder, told) as pool:
            before = await name_worker(pool)
            monkeypatch.setattr(socket, "socketpair", refuse_once)
            async with pool.borrow() as worker:
                worker.end(KilledError())
            assert await name_worker(pool) != before

    asyncio.run(live())
    assert refusals == []
    assert len(told) == 1
    assert "Too many open files" in told[0]


@pytest.mark.parametrize("finders", [1, 3])
def test_a_damaged_cache_is_built_anew_once(folder: Path, monkeypatch: pytest.MonkeyPatch, finders: int) -> None:
    """However many of the workers that have opened it say so; all others make way for such as have the new one."""
    renewals = []

    async def live() -> None:
        async with started(folder, [], workers=3) as pool:
            open_now = pool._open

            async def note(*, renew: bool = False) -> Worker:
                renewals.append(renew)
                return await open_now(renew=renew)

            monkeypatch.setattr(pool, "_open", note)
            former = set()
            async with AsyncExitStack() as borrowed:
                for place in range(3):
                    worker = await borrowed.enter_async_context(pool.borrow())
                    former.add(worker.process.pid)
                    worker.damaged = place < finders
                    worker.complete = not worker.damaged
            end = time.monotonic() + 8
            while len(renewals) < 3:
                assert time.monotonic() < end, "workers of the damaged cache are still there"
                await asyncio.sleep(0.1)
            async with AsyncExitStack() as borrowed:
                now = {(await borrowed.enter_async_context(pool.borrow())).process.pid for _ in range(3)}
            assert not now & former

    asyncio.run(live())
    assert sorted(renewals) == [False, False, True]


def test_of_two_changes_in_quick_succession_the_second_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if the worker that opens the first one takes longer than one that opens the second one."""
    folder = build(tmp_path / "graph", 1)
    manifest = folder / "manifest.json"

    async def live() -> None:
        async with started(folder, []) as pool:
            open_now = pool._open
            waits = [1.0]

            async def dawdle_once(*, renew: bool = False) -> Worker:
                wait = waits.pop() if waits else 0.0
                worker = await open_now(renew=renew)
                await asyncio.sleep(wait)
                return worker

            monkeypatch.setattr(pool, "_open", dawdle_once)
            for number in (1, 2):
                os.utime(manifest, ns=(number, number))
                await asyncio.sleep(0.5)
            await asyncio.sleep(1.0)
            end = time.monotonic() + 5
            while await find_age(pool) != 2:
                assert time.monotonic() < end, "answers come from the former content"
                await asyncio.sleep(0.1)
            worker = await name_worker(pool)
            assert await name_worker(pool) == worker

    asyncio.run(live())


def test_who_waits_for_several_has_longer_than_each_of_them(folder: Path) -> None:
    """A question of 0.2 seconds, five times the same worker: the last one waits for as long as four take."""
    waited: list[float] = []

    async def ask(pool: Pool) -> None:
        start = time.monotonic()
        async with pool.borrow():
            waited.append(time.monotonic() - start)
            await asyncio.sleep(0.2)

    async def live() -> None:
        async with started(folder, [], timeout=0.3) as pool:
            await asyncio.gather(*(ask(pool) for _ in range(5)))

    asyncio.run(live())
    assert len(waited) == 5
    assert max(waited) > 0.6


def test_nobody_waits_without_end(folder: Path) -> None:
    async def live() -> None:
        async with started(folder, [], wait=0.2) as pool:
            async with pool.borrow():
                with pytest.raises(StoppedError, match="All workers are busy") as refused:
                    await name_worker(pool)
            assert (refused.value.status, refused.value.retry_after) == (503, 5)
            assert await name_worker(pool)

    asyncio.run(live())
