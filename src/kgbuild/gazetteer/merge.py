"""Puts a user's source into an index that is being compiled: its store in, more places, names and better points out.

An entry that the index has already keeps its name and level; a dump gives it further names and, where its point was
only derived, a true one. A row of the user's own list about such an entry ("geonames:578071") wins in everything.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kgbuild.errors import GazetteerError
from kgbuild.gazetteer.added import AddedSource, read_source
from kgbuild.gazetteer.names import fold

_CODES = """
    INSERT OR REPLACE INTO code SELECT code, id FROM added.place WHERE code <> '' ORDER BY code, id DESC
"""
_BETTER_POINTS = """
    UPDATE place SET lat = s.lat, lon = s.lon, derived = 0, origin = :origin FROM added.place s
    WHERE s.id = place.id AND place.derived = 1
"""
_POPULATIONS = """
    UPDATE place SET population = s.population FROM added.place s
    WHERE s.id = place.id AND place.population = 0 AND s.population > 0
"""
_NEW = """
    INSERT INTO place
    SELECT s.id, s.name, s.lat, s.lon, s.country, s.level, s.population, one.place, two.place, s.feature, 0, :origin,
        s.entry
    FROM added.place s LEFT JOIN code one ON one.code = s.admin1 LEFT JOIN code two ON two.code = s.admin2
    WHERE s.level <> 'country' AND s.id NOT IN (SELECT id FROM place) ORDER BY s.id
"""
_OWN = """
    INSERT INTO place
    SELECT s.id, s.name, s.lat, s.lon, s.country, s.level, s.population, (
        SELECT n.place FROM name n JOIN place p ON p.id = n.place
        WHERE n.key = fold(s.admin1) AND p.level = 'admin1' AND p.country = s.country ORDER BY n.rank, n.place LIMIT 1
    ), NULL, s.feature, 0, :origin, s.entry
    FROM added.place s WHERE true
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, lat = excluded.lat, lon = excluded.lon, derived = 0,
        country = excluded.country, level = excluded.level, admin1 = coalesce(excluded.admin1, admin1),
        population = max(excluded.population, population),
        origin = excluded.origin, entry = excluded.entry
"""
_NAMES = """
    INSERT INTO name SELECT key, place, rank FROM added.name WHERE place IN (SELECT id FROM place) AND true
    ORDER BY key, place ON CONFLICT (key, place) DO UPDATE SET rank = min(rank, excluded.rank)
"""


def merge_source(db: sqlite3.Connection, source: AddedSource, store: Path) -> None:
    """Enter the store's places and names.

    Raises:
        GazetteerError: the store is gone, or another process replaced it meanwhile.
    """
    if read_source(store) != source:
        raise GazetteerError(f"{store}: was replaced while the index was being compiled. Run the command again.")
    db.commit()
    db.execute("ATTACH ? AS added", (str(store),))
    origin = {"origin": f"added:{source.name}"}
    steps = (_OWN,) if source.kind == "csv" else (_CODES, _BETTER_POINTS, _POPULATIONS, _NEW)
    db.create_function("fold", 1, fold, deterministic=True)
    for step in (*steps, _NAMES):
        db.execute(step, origin if ":origin" in step else {})
    db.execute("INSERT INTO source VALUES (?,?,?)", (origin["origin"], source.sha256[:12], source.places))
    db.commit()
    db.execute("DETACH added")
