"""Which records are read at the moment: manifests in, locks and the removal of shards that nobody reads out.

A reader holds a shared lock on the manifest that it opened. Manifests of former records are kept under another name
while a reader holds them, so that a writer knows which shards have to stay.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import IO

from kgbuild.graph.cache import FOLDER
from kgbuild.graph.manifest import MANIFEST, Manifest, read_manifest
from kgbuild.graph.record import FOLDER as RECORD

GENERATIONS = "generations"


def hold_manifest(folder: Path) -> tuple[Manifest, IO[bytes] | None]:
    """The manifest as it stands, and what keeps its shards until it is closed.

    Raises:
        GraphError: it is missing or damaged, or of another release's format.
    """
    path = folder / MANIFEST
    while True:
        try:
            hold = path.open("rb")
        except OSError:
            return read_manifest(path), None
        try:
            with suppress(OSError):  # a file system without locks: who writes may take a shard from those who read
                fcntl.flock(hold, fcntl.LOCK_SH)
            if path.stat().st_ino == os.fstat(hold.fileno()).st_ino:
                return read_manifest(path, hold.read()), hold
        except FileNotFoundError:
            pass
        except BaseException:
            hold.close()
            raise
        hold.close()  # it was replaced before the lock held


def note_generation(folder: Path, manifest: Manifest) -> None:
    """Keep the manifest that was just written under a name of its own; where there are no links it has none."""
    home = folder / FOLDER / GENERATIONS
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
        (home / f"{manifest.sha256[:16]}-{(folder / MANIFEST).stat().st_ino}.json").hardlink_to(folder / MANIFEST)


def drop_unread(folder: Path, manifest: Manifest) -> None:
    """Take away the shards of former records that no reader holds, and what a build that was cut off left."""
    kept = {shard.path(name) for name, shard in manifest.shards.items()}
    current = (folder / MANIFEST).stat().st_ino
    for path in sorted((folder / FOLDER / GENERATIONS).glob("*.json")):
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_ino == current:
                continue
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                former = read_manifest(path, file.read())
                kept |= {shard.path(name) for name, shard in former.shards.items()}
                continue
        path.unlink(missing_ok=True)
    for path in (folder / RECORD).iterdir():
        if path.name not in kept:
            path.unlink(missing_ok=True)
