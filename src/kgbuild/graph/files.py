"""Files that are whole or not there: content in, a durable file out; and a lock that dies with its process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import IO

from kgbuild.errors import GraphError

LOCK = "writer.lock"


def write_file(path: Path, chunks: Iterable[bytes]) -> str:
    """Write the chunks beside `path`, sync, rename; the SHA-256 of the content.

    Until the rename the former file stands; after it the new one does, even if the machine stops.
    """
    beside = path.with_name(path.name + ".part")
    hashed = sha256()
    with beside.open("wb") as file:
        for chunk in chunks:
            hashed.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync(path.parent)
    return hashed.hexdigest()


def sync(path: Path) -> None:
    """Make the content of a file durable, or what was renamed and removed in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's content."""
    hashed = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            hashed.update(chunk)
    return hashed.hexdigest()


def lock_writer(folder: Path) -> IO[str]:
    """The writer's lock of a graph; it holds until the file is closed or the process ends, however it ends.

    Raises:
        GraphError: another process writes there, or the folder can't be written to.
    """
    path = folder / LOCK
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise GraphError(
            f"{folder}: can't be written to ({error.strerror}). Give another --graph directory."
        ) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        who = file.read().strip()
        file.close()
        raise GraphError(
            f"{folder}: another kgbuild{f' (process {who})' if who else ''} writes to this graph. "
            "Wait until it has ended, or give another --graph directory."
        ) from error
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file
