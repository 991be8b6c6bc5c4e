"""Sources of places that a user adds: a file in, a compact store of it in the user's data folder out.

Each source is one SQLite file, `NAME.sqlite`, whole or not there; its `source` row says what it was made from.
"""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from kgbuild.errors import GazetteerError
from kgbuild.gazetteer.names import bare, fold
from kgbuild.gazetteer.rows import Numbered, Row, is_csv, open_lines, read_csv, read_geonames
from kgbuild.gazetteer.sources import FURTHER, OWN

STORE = "1"
"""Raised whenever the same file would give another store."""
_HOPELESS = 1000
"""So many bad rows without a good one, and the file is no list of places."""

_TICK = 1 << 20
"""Bytes between two reports of progress."""

Progress = Callable[[str, float], None]
BadRow = Callable[[int, str], None]
"""Is told the line of a row that gives no place, from 1, and why."""


class AddedSource(Struct, frozen=True, kw_only=True):
    """A source that the user added. `sha256` is that of the file's lines; `bad` counts rows left out."""

    name: str
    kind: str
    file: str
    sha256: str
    places: int
    names: int
    bad: int
    store: str = STORE


def sources_folder() -> Path:
    """Where added sources live: $XDG_DATA_HOME/kgbuild/gazetteer, or ~/.local/share/kgbuild/gazetteer."""
    root = os.environ.get("XDG_DATA_HOME")
    return (Path(root) if root else Path.home() / ".local" / "share") / "kgbuild" / "gazetteer"


def list_sources(folder: Path | None = None) -> tuple[AddedSource, ...]:
    """The added sources, by name.

    Raises:
        GazetteerError: a store is damaged or another release's.
    """
    home = folder or sources_folder()
    return tuple(read_source(path) for path in sorted(home.glob("*.sqlite")) if not path.name.startswith("."))


def read_source(path: Path) -> AddedSource:
    """What a store says it is."""
    again = f"Remove it ('kgbuild gazetteer remove {path.stem}') and add its file again."
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT name, kind, file, sha256, places, names, bad, store FROM source").fetchone()
    except sqlite3.Error as error:
        raise GazetteerError(f"{path}: can't be read ({error}). {again}") from error
    if row is None or row[7] != STORE:
        raise GazetteerError(f"{path}: made by another release of kgbuild. {again}")
    return AddedSource(**dict(zip(AddedSource.__struct_fields__, row, strict=True)))


def add_source(
    file: Path,
    *,
    name: str | None = None,
    folder: Path | None = None,
    progress: Progress | None = None,
    bad: BadRow | None = None,
) -> AddedSource:
    """Read a file of places into a store under `name` (the file's name without one); a former one is replaced.

    Rows that are none are told to `bad` and left out; the rest is kept.

    Raises:
        GazetteerError: the file can't be read, or no row of it is a place.
    """
    title = name or file.stem
    if not re.fullmatch(r"[A-Za-z0-9][\w-]*", title, re.ASCII):
        raise GazetteerError(f"'{title}' can't name a source: letters, digits, - and _ can. Give one with --name.")
    home = folder or sources_folder()
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=f".{title}.", suffix=".part", dir=home)
    except OSError as error:
        raise GazetteerError(f"{home}: can't be written to ({error.strerror}).") from error
    os.close(handle)
    beside = Path(part)
    try:
        with closing(sqlite3.connect(beside)) as db:
            source = _fill(db, file, title, progress or (lambda _what, _share: None), bad or (lambda _line, _why: None))
            db.commit()
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
        beside.replace(home / f"{title}.sqlite")
    finally:
        beside.unlink(missing_ok=True)
    return source


def remove_source(name: str, *, folder: Path | None = None) -> None:
    """Take a source away.

    Raises:
        GazetteerError: there is none of that name; the message says which there are.
    """
    home = folder or sources_folder()
    known = sorted(path.stem for path in home.glob("*.sqlite"))
    if name not in known:
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f" Did you mean '{near[0]}'?" if near else f" Added are: {', '.join(known) or 'none'}."
        raise GazetteerError(f"no added source '{name}'.{hint}")
    (home / f"{name}.sqlite").unlink()


def _fill(db: sqlite3.Connection, file: Path, title: str, progress: Progress, tell: BadRow) -> AddedSource:
    db.executescript(
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;
        CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, country TEXT, level TEXT,
            population INTEGER, admin1 TEXT, admin2 TEXT, feature TEXT, code TEXT, entry TEXT);
        CREATE TABLE name (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
        CREATE TABLE source (name TEXT, kind TEXT, file TEXT, sha256 TEXT, places INTEGER, names INTEGER, bad INTEGER,
            store TEXT);
        """
    )
    kind = "csv" if is_csv(file) else "geonames"
    digest = sha256()
    wrong = 0
    with open_lines(file) as (lines, size):
        shown = 0

        def told(read: int) -> None:
            nonlocal shown
            if read - shown >= _TICK:
                shown = read
                progress(f"reading {file.name}", read / max(size, 1))

        def hashed() -> Iterator[bytes]:
            for line in lines:
                digest.update(line)
                yield line

        rows: Iterable[Numbered] = (
            read_csv(hashed(), source=title, where=str(file), told=told)
            if kind == "csv"
            else read_geonames(hashed(), told=told)
        )
        good = 0
        for line, row in rows:
            problem = _store(db, row) if isinstance(row, Row) else row
            if not problem:
                good += 1
                continue
            wrong += 1
            tell(line, problem)
            if wrong >= _HOPELESS and not good:
                break
    if not good:
        what = "a CSV of places" if kind == "csv" else "a GeoNames dump of 19 columns apart by tabs (or name it .csv)"
        raise GazetteerError(f"{file}: no row is a place; {what} is looked for.")
    names = db.execute("SELECT COUNT(*) FROM name").fetchone()[0]
    source = AddedSource(
        name=title, kind=kind, file=file.name, sha256=digest.hexdigest(), places=good, names=names, bad=wrong
    )
    values = [getattr(source, column) for column in AddedSource.__struct_fields__]
    db.execute("INSERT INTO source VALUES (?,?,?,?,?,?,?,?)", values)
    return source


def _store(db: sqlite3.Connection, row: Row) -> str:
    """Enter a place with its names; what is wrong with it, or "" for nothing."""
    done = db.execute(
        "INSERT OR IGNORE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            row.id, row.name, row.lat, row.lon, row.country, row.level, row.population, row.admin1, row.admin2,
            row.feature, row.code, row.entry,
        ),
    )  # fmt: skip
    if done.rowcount == 0:
        return f"the id '{row.entry or row.id}' stands in a row before"
    keys = {fold(alias): FURTHER for alias in row.aliases} | {fold(row.name): OWN}
    keys |= {fold(bare(row.name)): OWN} if row.level in {"admin1", "admin2"} else {}
    db.executemany("INSERT INTO name VALUES (?,?,?)", [(key, row.id, rank) for key, rank in keys.items() if key])
    return ""
