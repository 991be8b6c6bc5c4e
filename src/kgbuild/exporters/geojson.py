"""Located statements as GeoJSON: one point for each place a statement is located at, for QGIS, kepler.gl, Leaflet."""

from __future__ import annotations

import json

from kgbuild.exporters._claims import ClaimGraph, sort_statements
from kgbuild.exporters._network import describe_statement, name_place
from kgbuild.exporters._output import Output


def export(graph: ClaimGraph, output: Output) -> None:
    """Write a FeatureCollection (RFC 7946: longitude first, WGS 84); statements without coordinates are left out."""
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
            properties = {
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
            features.append(
                {
                    "type": "Feature",
                    "id": f"{statement.id}/{at}",
                    "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
                    "properties": properties,
                }
            )
    with output.open() as file:
        file.write(b'{"type": "FeatureCollection", "features": [\n')
        file.write(",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features).encode())
        file.write(b"\n]}\n")


def _words(mention: object) -> str:
    return getattr(mention, "text", "unknown")
