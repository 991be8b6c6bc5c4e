"""Tables in, a GeoPackage 1.3 out (OGC 12-128r17): layers of points, tables without geometry, descriptions of columns.

Written with SQLite alone. The standard wants a moment of the last change: it is the same in every file, so that the
same tables give the same bytes.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable
from pathlib import Path

from kgbuild.errors import StopRun
from kgbuild.exporters._columns import Cell, Column, Kind, spell

CHANGED = "1970-01-01T00:00:00.000Z"
_APPLICATION, _VERSION, _WGS84 = 0x47504B47, 10300, 4326
_POINT = struct.Struct("<2sBBiBIdd")
_TYPES: dict[Kind, str] = {
    "text": "TEXT", "integer": "INTEGER", "number": "DOUBLE", "truth": "BOOLEAN", "date": "DATE", "texts": "TEXT",
    "integers": "TEXT",
}  # fmt: skip
_SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
  constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,
  max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
"""
_DEFINITION = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_SYSTEMS = (
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84 geodetic", _WGS84, "EPSG", _WGS84, _DEFINITION, "longitude/latitude coordinates in decimal degrees"),
)
_SCHEMA_EXTENSION = "http://www.geopackage.org/spec121/#extension_schema"


class GeoPackage:
    """A GeoPackage while it is written; `finish` makes it whole."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._inserts: dict[str, str] = {}
        self._bounds: dict[str, tuple[float, float, float, float]] = {}
        # A file that is not finished is thrown away, so it needs no journal.
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute(f"PRAGMA application_id = {_APPLICATION}")
        self._base.execute(f"PRAGMA user_version = {_VERSION}")
        self._base.executescript(_SCHEMA)
        self._base.execute("BEGIN")
        self._base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        self._base.executemany(
            "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')",
            [(name, _SCHEMA_EXTENSION) for name in ("gpkg_data_columns", "gpkg_data_column_constraints")],
        )

    def add(self, name: str, text: str, columns: tuple[Column, ...], *, has_points: bool) -> None:
        """Make a table, of points or without geometry."""
        fields = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", *(["geom POINT"] if has_points else [])]
        fields += [f'"{one.name}" {_TYPES[one.kind]}{" NOT NULL" if one.needed else ""}' for one in columns]
        self._base.execute(f'CREATE TABLE "{name}" ({", ".join(fields)})')
        places = ", ".join(["NULL", *["?"] * (len(fields) - 1)])
        self._inserts[name] = f'INSERT INTO "{name}" VALUES ({places})'  # noqa: S608  # names of our own
        kind, system = ("features", _WGS84) if has_points else ("attributes", None)
        self._base.execute(
            "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, ?)",
            (name, kind, name, text, CHANGED, system),
        )
        if has_points:
            self._base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', ?, 0, 0)", (name, _WGS84))
        self._base.executemany(
            "INSERT INTO gpkg_data_columns VALUES (?, ?, NULL, NULL, ?, NULL, NULL)",
            [(name, column.name, column.text) for column in columns],
        )

    def insert(self, name: str, row: Iterable[Cell], point: tuple[float, float] | None = None) -> None:
        """Write a row into a table that was made; `point` is longitude and latitude."""
        cells = map(write_cell, row)
        if point is None:
            self._base.execute(self._inserts[name], tuple(cells))
            return
        lon, lat = point
        west, south, east, north = self._bounds.get(name, (lon, lat, lon, lat))
        self._bounds[name] = min(west, lon), min(south, lat), max(east, lon), max(north, lat)
        self._base.execute(self._inserts[name], (write_point(lon, lat), *cells))

    def finish(self) -> None:
        """Write what is left, and read every page back.

        Raises:
            StopRun: the file is damaged.
        """
        for name, bounds in self._bounds.items():
            self._base.execute(
                "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
                (*bounds, name),
            )
        self._base.execute("COMMIT")
        (told,) = self._base.execute("PRAGMA quick_check(1)").fetchone()
        if told != "ok":
            raise StopRun(f"the GeoPackage does not read back ({told}); report this graph.")

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def write_point(lon: float, lat: float) -> bytes:
    """A point as the standard has it: its header (little-endian, no envelope), then well-known binary."""
    return _POINT.pack(b"GP", 0, 1, _WGS84, 1, 1, lon, lat)


def write_cell(cell: Cell) -> str | int | float | None:
    """The cell as SQLite holds it: days as ISO 8601 text, truth as 0 or 1, lists joined; text ends at no NUL."""
    value = spell(cell)
    return value.replace("\x00", "") if isinstance(value, str) else value
