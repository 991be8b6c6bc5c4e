"""The cache: the file of record in, an opened Oxigraph store of what queries see out.

The cache is never the truth. Each content of the file has its own folder, built beside and renamed, so readers keep
theirs while a newer one is made; a folder that no reader holds is dropped. Where nothing can be written, the store is
made in memory.
"""

from __future__ import annotations

import fcntl
import os
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
from kgbuild.graph.files import hash_file, write_file
from kgbuild.graph.record import FILE, drop_refused

FOLDER = "store"
_LINES = 10_000


class _Label(Struct, frozen=True):
    """Which content a cache folder holds; size and time spare a reader from hashing the file again."""

    sha256: str
    size: int
    mtime_ns: int


class Cache:
    """An opened store; `close` lets a writer drop its folder."""

    def __init__(self, store: ox.Store, sha256: str, hold: IO[bytes] | None) -> None:
        self.store, self.sha256, self._hold = store, sha256, hold

    def close(self) -> None:
        """Let go of the folder; the store must not be used afterwards."""
        if self._hold is not None:
            self._hold.close()
            self._hold = None


def open_cache(folder: Path, *, sha256: str | None = None, renew: bool = False) -> Cache:
    """The cache of `folder`/graph.nq, built first if there is none for this content.

    Args:
        folder: the graph directory.
        sha256: the file's hash where it is known already.
        renew: build even if there is one: the old one has been found damaged.
    """
    record = folder / FILE
    status = record.stat()
    sha256 = sha256 or _recall_hash(folder, status) or hash_file(record)
    home = folder / FOLDER / sha256[:16]
    if not renew:
        cache = _open_built(home, sha256)
        if cache is not None:
            return cache
    try:
        return _build(folder, home, _Label(sha256, status.st_size, status.st_mtime_ns), renew=renew)
    except OSError:
        # Read-only folder, full disk: queries still have to be answered.
        return Cache(_load(ox.Store(), record), sha256, None)


def _recall_hash(folder: Path, status: os.stat_result) -> str | None:
    """The hash of the record as it was when a cache was built from it, if it has the same size and time still."""
    for path in sorted((folder / FOLDER).glob("*.json")):
        label = _read_label(path)
        if label is not None and (label.size, label.mtime_ns) == (status.st_size, status.st_mtime_ns):
            return label.sha256
    return None


def _read_label(path: Path) -> _Label | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Label)
    except (OSError, msgspec.DecodeError):
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
    except (OSError, RuntimeError) as error:
        hold.close()
        if not is_damage(error):
            raise
        return None


def is_damage(error: Exception) -> bool:
    """Whether the engine complains of its files; it reports checksums that differ as RuntimeError."""
    return isinstance(error, OSError) or str(error).startswith("Corruption")


def _build(folder: Path, home: Path, label: _Label, *, renew: bool) -> Cache:
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
        store = _load(ox.Store(str(beside)), folder / FILE)
        store.flush()
        del store
        beside.rename(home)
        write_file(home.with_suffix(".json"), [msgspec.json.encode(label)])
        cache = _open_built(home, label.sha256)
        if cache is None:
            raise GraphError(f"{home}: the cache was built and can't be opened. Delete {home.parent} and try again.")
        _drop_former(home)
        return cache


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


def _load(store: ox.Store, record: Path) -> ox.Store:
    """Fill a store with what queries see.

    Raises:
        GraphError: the file of record is not N-Quads.
    """
    with record.open("rb") as file:
        source = cast("IO[bytes]", _Stream(drop_refused(file)))
        try:
            # Lenient skips the validation of IRIs, a fifth of the time: the file is kgbuild's own.
            store.bulk_load(source, format=ox.RdfFormat.N_QUADS, lenient=True)
        except SyntaxError as error:
            raise GraphError(
                f"{record} is damaged ({error}). Restore it from a copy, or delete the directory and build again."
            ) from error
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
