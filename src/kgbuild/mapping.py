"""Query answers on a map: rows and the graph they come from in, a GeoJSON FeatureCollection out (RFC 7946, WGS 84)."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.errors import GraphError
from kgbuild.graph.rows import Rows, Term, Value
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import PREFIXES

LATITUDES, LONGITUDES = ("lat", "latitude"), ("lon", "long", "lng", "longitude")
_POINT = re.compile(r"(?:<[^>]*> *)?POINT *\( *(-?[\d.]+) +(-?[\d.]+) *\)", re.IGNORECASE)
_BATCH = 500
"""Addresses that one question about their places holds."""
_PLACES = """
SELECT DISTINCT ?node ?label ?lat ?lon {{
  VALUES ?node {{ {nodes} }}
  ?node (kg:location|sem:hasPlace)? ?place .
  ?place schema:latitude ?lat ; schema:longitude ?lon .
  OPTIONAL {{ ?place rdfs:label ?label }}
}} ORDER BY ?node ?label ?lat ?lon
"""


class Point(Struct, frozen=True, order=True):
    """A named point, in degrees."""

    label: str
    lat: float
    lon: float


def format_geojson(rows: Rows, graph: Graph | None = None) -> str:
    """One feature a row, its columns as properties; a row that leads to no place has a null geometry, so none is lost.

    A row's place is, in this order: its columns `lat` and `lon`; a WKT point in a cell; the places of the nodes whose
    addresses its cells hold (a place itself, the locations of a statement, the place of an event). Where another cell
    is the name of one of these places, that one is meant.

    Args:
        rows: the answer.
        graph: where addresses are looked up; without it only coordinates in the cells count.

    Raises:
        GraphError: there are rows, and none leads to a place.
    """
    places = _look_up(rows, graph) if graph is not None else {}
    features = [
        {
            "type": "Feature",
            "geometry": _geometry(_locate(rows.columns, terms, values, places)),
            "properties": dict(zip(rows.columns, map(_property, values), strict=True)),
        }
        for terms, values in zip(rows.terms, rows.rows, strict=True)
    ]
    if features and all(feature["geometry"] is None for feature in features):
        raise GraphError(
            f"no row leads to a place on the map; the columns are {', '.join(rows.columns)}. "
            "Ask for ?lat and ?lon, for a WKT point, or for the address of a place, a statement or an event that has "
            "coordinates."
        )
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def _look_up(rows: Rows, graph: Graph) -> dict[str, list[Point]]:
    """The points behind each address of the answer."""
    nodes = sorted({term.value for row in rows.terms for term in row if isinstance(term, ox.NamedNode)})
    found: dict[str, list[Point]] = defaultdict(list)
    for start in range(0, len(nodes), _BATCH):
        batch = nodes[start : start + _BATCH]
        question = _PLACES.format(nodes=" ".join(str(ox.NamedNode(node)) for node in batch))
        for row in graph.query(question).records():
            point = Point(str(row["label"] or ""), float(str(row["lat"])), float(str(row["lon"])))
            found[str(row["node"])].append(point)
    return found


def _locate(
    columns: Sequence[str], terms: Sequence[Term | None], values: Sequence[Value], places: dict[str, list[Point]]
) -> list[Point]:
    cells = dict(zip((name.lower() for name in columns), values, strict=True))
    lat, lon = (_first_number(cells, names) for names in (LATITUDES, LONGITUDES))
    if lat is not None and lon is not None:
        return [Point("", lat, lon)]
    if drawn := list(_read_wkt(terms)):
        return drawn
    points = sorted({point for term in terms if isinstance(term, ox.NamedNode) for point in places.get(term.value, ())})
    named = {value for value in values if isinstance(value, str)}
    return [point for point in points if point.label in named] or points


def _first_number(cells: dict[str, Value], names: Iterable[str]) -> float | None:
    found = (cells[name] for name in names if isinstance(cells.get(name), int | float))
    return next((float(str(number)) for number in found), None)


def _read_wkt(terms: Iterable[Term | None]) -> Iterator[Point]:
    for term in terms:
        if isinstance(term, ox.Literal) and term.datatype.value == PREFIXES["geo"] + "wktLiteral":
            point = _POINT.fullmatch(term.value.strip())
            if point:
                yield Point("", float(point[2]), float(point[1]))


def _geometry(points: Sequence[Point]) -> dict[str, object] | None:
    """Longitude first, as RFC 7946 wants it."""
    spots = sorted({(point.lon, point.lat) for point in points})
    if not spots:
        return None
    if len(spots) == 1:
        return {"type": "Point", "coordinates": list(spots[0])}
    return {"type": "MultiPoint", "coordinates": [list(spot) for spot in spots]}


def _property(value: Value) -> str | float | bool | None:
    return value if value is None or isinstance(value, str | int | float) else value.isoformat()
