"""The cache: a record in, an opened Oxigraph store of what queries see out.

The cache is never the truth. Each record has its own folder, built beside and renamed, so readers keep theirs while a
newer one is made; a folder that no reader holds is dropped. Where a record differs little from one that has a cache,
that cache is copied (its large files never change, so they are linked) and what differs is put in. Where nothing can
be written, the store is made in memory.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from io import BytesIO, RawIOBase
from itertools import islice
from pathlib import Path
from typing import IO, cast

import msgspec
import pyoxigraph as ox
from msgspec import Struct

from kgbuild.errors import GraphError
from kgbuild.graph.files import write_file
from kgbuild.graph.record import Record, drop_refused, parse_quads

FOLDER = "store"
_LINES = 10_000


class _Label(Struct, frozen=True):
    """Which record a cache folder holds."""

    sha256: str


class Step(Struct, frozen=True):
    """From the record of that hash to another one: the lines that queries see there no more, and those they see now."""

    sha256: str
    gone: list[bytes]
    new: list[bytes]


class Cache:
    """An opened store; `close` lets a writer drop its folder."""

    def __init__(self, store: ox.Store, sha256: str, hold: IO[bytes] | None) -> None:
        self.store, self.sha256, self._hold = store, sha256, hold

    def close(self) -> None:
        """Let go of the folder; the store must not be used afterwards."""
        if self._hold is not None:
            self._hold.close()
            self._hold = None


def open_cache(folder: Path, record: Record, *, renew: bool = False, step: Step | None = None) -> Cache:
    """The cache of a record, built first if there is none.

    Args:
        folder: the graph directory.
        record: what it shall hold.
        renew: build even if there is one: the old one has been found damaged.
        step: how the record differs from a former one, whose cache is taken as the start if it is there.
    """
    sha256 = record.sha256()
    home = folder / FOLDER / sha256[:16]
    if not renew:
        cache = _open_built(home, sha256)
        if cache is not None:
            return cache
    try:
        return _build(home, record, _Label(sha256), renew=renew, step=step)
    except OSError:
        # Read-only folder, full disk: queries still have to be answered.
        return Cache(_load(ox.Store(), record), sha256, None)


def _read_label(path: Path) -> _Label | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Label)
    except (OSError, ValueError):
        return None


def _open_built(home: Path, sha256: str) -> Cache | None:
    """The cache in this folder, or `None` where it is missing or damaged."""
    label = home.with_suffix(".json")
    known = _read_label(label)
    if known is None or known.sha256 != sha256:
        return None
    try:
        hold = label.open("rb")
    except OSError:
        return None
    try:
        fcntl.flock(hold, fcntl.LOCK_SH)
        return Cache(ox.Store.read_only(str(home)), sha256, hold)
    except (OSError, RuntimeError):
        hold.close()
        return None


def is_damage(error: Exception) -> bool:
    """Whether the engine complains of its files; it reports checksums that differ as RuntimeError."""
    return isinstance(error, OSError) or str(error).startswith(("Corruption", "Invalid argument", "IO error"))


def _build(home: Path, record: Record, label: _Label, *, renew: bool, step: Step | None) -> Cache:
    """Build the folder beside, rename it, label it, drop the folders of former contents."""
    home.parent.mkdir(exist_ok=True)
    with (home.parent / "builder.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        cache = None if renew else _open_built(home, label.sha256)
        if cache is not None:
            return cache
        home.with_suffix(".json").unlink(missing_ok=True)
        shutil.rmtree(home, ignore_errors=True)
        beside = home.parent / "building"
        shutil.rmtree(beside, ignore_errors=True)
        if step is None or not _follow(step, beside):
            store = _load(ox.Store(str(beside)), record)
            store.flush()
            del store
        beside.rename(home)
        write_file(home.with_suffix(".json"), [msgspec.json.encode(label)])
        cache = _open_built(home, label.sha256)
        if cache is None:
            raise GraphError(f"{home}: the cache was built and can't be opened. Delete {home.parent} and try again.")
        _drop_former(home)
        return cache


def _follow(step: Step, beside: Path) -> bool:
    """Copy the former record's cache to `beside` and put in what differs; whether that could be done."""
    former = _open_built(beside.parent / step.sha256[:16], step.sha256)
    if former is None:
        return False
    try:
        former.store.backup(str(beside))
        store = ox.Store(str(beside))
        for quad in parse_quads(b"".join(step.gone)):
            store.remove(quad)
        store.extend(parse_quads(b"".join(step.new)))
        store.flush()
    except (OSError, RuntimeError) as error:
        if not is_damage(error):
            raise
        shutil.rmtree(beside, ignore_errors=True)
        return False
    finally:
        former.close()
    return True


def _drop_former(home: Path) -> None:
    """Delete the caches of former contents, unless a reader holds them."""
    for label in sorted(home.parent.glob("*.json")):
        if label.stem == home.name:
            continue
        with label.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            shutil.rmtree(label.with_suffix(""), ignore_errors=True)
            label.unlink()


def _load(store: ox.Store, record: Record) -> ox.Store:
    """Fill a store with what queries see.

    Raises:
        GraphError: a shard is damaged.
    """
    try:
        return fill_store(store, drop_refused(record.lines()))
    except SyntaxError as error:
        raise GraphError(
            f"{record.folder} is damaged ({error}). Run 'kgbuild verify {record.folder.parent}': it says what to do."
        ) from error


def fill_store(store: ox.Store, lines: Iterator[bytes]) -> ox.Store:
    """Put the lines of a record, or lines written like them, into a store.

    Raises:
        SyntaxError: a line is not N-Quads.
    """
    # Lenient skips the validation of IRIs, a fifth of the time: the lines are kgbuild's own.
    store.bulk_load(cast("IO[bytes]", _Stream(lines)), format=ox.RdfFormat.N_QUADS, lenient=True)
    return store


class _Stream(RawIOBase):
    """Lines as a file that is read in pieces."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines, self.piece = lines, BytesIO()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, empty at the end."""
        found = self.piece.read(size)
        if not found:
            self.piece = BytesIO(b"".join(islice(self.lines, _LINES)))
            found = self.piece.read(size)
        return found
