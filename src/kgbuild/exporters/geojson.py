"""Located statements as GeoJSON: one point for each place a statement is located at, for QGIS, kepler.gl, Leaflet.

With the view `control`: who holds which place, one point a state, with its days (`earliest`, `until`) for a slider.
"""

from __future__ import annotations

import json
from datetime import date

from kgbuild.exporters._claims import ClaimGraph, sort_statements
from kgbuild.exporters._columns import Cell, flatten
from kgbuild.exporters._control import check_view, make_control
from kgbuild.exporters._network import describe_statement, name_place
from kgbuild.exporters._output import Output

Feature = dict[str, object]


def export(graph: ClaimGraph, output: Output, *, view: str | None = None, day: str | None = None) -> None:
    """Write a FeatureCollection (RFC 7946: longitude first, WGS 84); what has no coordinates is left out."""
    check_view("geojson", view, day)
    features = _list_statements(graph) if view is None else _list_states(graph, day)
    with output.open() as file:
        file.write(b'{"type": "FeatureCollection", "features": [\n')
        file.write(",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features).encode())
        file.write(b"\n]}\n")


def _list_states(graph: ClaimGraph, day: str | None) -> list[Feature]:
    table = make_control(graph, day)
    rows = [dict(zip(table.heading, map(_plain, row), strict=True)) for row in table.rows]
    return [
        _make_feature(str(row.pop("state")), row.pop("lon"), row.pop("lat"), row)
        for row in rows
        if row["lat"] is not None and row["lon"] is not None
    ]


def _make_feature(id: str, lon: object, lat: object, properties: dict[str, Cell]) -> Feature:
    point = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": id, "geometry": point, "properties": properties}


def _list_statements(graph: ClaimGraph) -> list[Feature]:
    features = []
    for statement in sort_statements(graph):
        facts = {name: value for name, value in describe_statement(statement).items() if value is not None}
        who = {
            "actors": "; ".join(actor.name or _words(actor.mention) for actor in statement.actors),
            "recipients": "; ".join(actor.name or _words(actor.mention) for actor in statement.recipients),
        }
        for at, place in enumerate(statement.locations):
            if place.lat is None or place.lon is None:
                continue
            properties: dict[str, Cell] = {
                **facts,
                **{name: names for name, names in who.items() if names},
                "place": name_place(place),
                "relation": place.relation,
                "level": place.level,
                "country": place.country,
                "geonames": place.geonames,
                "within": place.within,
                "inside": place.inside,
                "disputed": place.disputed,
                "claimed_by": "; ".join(place.claimed_by) or None,
                "held_by": "; ".join(place.held_by) or None,
            }
            features.append(_make_feature(f"{statement.id}/{at}", place.lon, place.lat, properties))
    return features


def _words(mention: object) -> str:
    return getattr(mention, "text", "unknown")


def _plain(cell: Cell) -> Cell:
    flat = flatten(cell)
    return flat.isoformat() if isinstance(flat, date) else flat
