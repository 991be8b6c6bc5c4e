"""Which records are read at the moment: manifests in, locks and the removal of shards that nobody reads out.

A reader holds a shared lock on a copy of the manifest that it reads by; a writer takes a former record's shards away
once nobody holds its copy. The copies are caches: without them readers who are overtaken are told to start again. And a
manifest that is damaged is made again from its copy.
"""

from __future__ import annotations

import fcntl
from contextlib import suppress
from pathlib import Path
from typing import IO

from kgbuild.errors import GraphError
from kgbuild.graph.cache import FOLDER
from kgbuild.graph.files import write_file
from kgbuild.graph.manifest import MANIFEST, Manifest, format_manifest, read_manifest, write_manifest
from kgbuild.graph.record import FOLDER as RECORD

GENERATIONS = "generations"


def hold_manifest(folder: Path) -> tuple[Manifest, IO[bytes] | None]:
    """The manifest as it stands, and what keeps its shards until it is closed; `None` where nothing can.

    Raises:
        GraphError: it is missing or damaged, or of another release's format.
    """
    manifest = read_manifest(folder / MANIFEST)
    while True:
        try:
            hold = _copy_of(folder, manifest).open("rb")
        except OSError:
            return manifest, None
        with suppress(OSError):  # a file system without locks: who writes may take a shard from those who read
            fcntl.flock(hold, fcntl.LOCK_SH)
        try:
            again = read_manifest(folder / MANIFEST)
        except BaseException:
            hold.close()
            raise
        if again.sha256 == manifest.sha256:
            return again, hold
        hold.close()  # overtaken before the lock held
        manifest = again


def note_generation(folder: Path, manifest: Manifest) -> None:
    """Copy a manifest before it is written; where nothing can be written there is no copy."""
    path = _copy_of(folder, manifest)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.write_bytes(format_manifest(manifest))  # in place: readers may hold it
        else:
            write_file(path, [format_manifest(manifest)])


def restore_manifest(folder: Path) -> bool:
    """Make a damaged manifest again from the latest copy whose shards are there; whether there is one."""
    copies = (folder / FOLDER / GENERATIONS).glob("*.json")
    for path in sorted(copies, key=lambda path: (-path.stat().st_mtime_ns, path.name)):
        with suppress(GraphError):
            manifest = read_manifest(path)
            if all((folder / RECORD / name).exists() for name in _list_files(manifest)):
                write_manifest(folder, manifest)
                return True
    return False


def drop_unread(folder: Path, manifest: Manifest) -> None:
    """Take away the shards of former records that no reader holds, and what a build that was cut off left."""
    kept = set(_list_files(manifest))
    current = _copy_of(folder, manifest)
    for path in sorted(current.parent.glob("*.json")):
        if path == current:
            continue
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                with suppress(GraphError):
                    kept.update(_list_files(read_manifest(path, file.read())))
                continue
            path.unlink(missing_ok=True)
    for path in (folder / RECORD).iterdir():
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _copy_of(folder: Path, manifest: Manifest) -> Path:
    return folder / FOLDER / GENERATIONS / f"{manifest.sha256[:16]}.json"


def _list_files(manifest: Manifest) -> list[str]:
    return sorted(shard.path(name) for name, shard in manifest.shards.items())
