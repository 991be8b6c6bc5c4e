"""Located statements as GeoJSON: one point for each place a statement is located at, for QGIS, kepler.gl, Leaflet.

With the view `control`: who holds which place, one point a state, with its days (`earliest`, `until`) for a slider.
What has no point is left out, and counted at the end of the file.
"""

from __future__ import annotations

from kgbuild.exporters._columns import spell
from kgbuild.exporters._control import check_view, make_control
from kgbuild.exporters._json import dump
from kgbuild.exporters._map_layers import Sorted, make_statements
from kgbuild.exporters._output import Output
from kgbuild.graph.claim_graph import ClaimGraph

_POINT = ("lat", "lon")


def export(graph: ClaimGraph, output: Output, *, view: str | None = None, day: str | None = None) -> None:
    """Write a FeatureCollection (RFC 7946: longitude first, WGS 84)."""
    check_view("geojson", view, day)
    layer = make_statements(graph) if view is None else make_control(graph, day)
    sorter = Sorted(layer)
    names = layer.heading
    with output.open() as file:
        file.write(b'{"type": "FeatureCollection", "features": [\n')
        for row in layer.rows:
            point = sorter.place(row)
            if point is None:
                continue
            cells = zip(names[1:], row[1:], strict=True)
            properties = {
                name: plain for name, cell in cells if name not in _POINT and (plain := spell(cell)) is not None
            }
            feature = {
                "type": "Feature",
                "id": row[0],
                "geometry": {"type": "Point", "coordinates": point},
                "properties": properties,
            }
            file.write(f"{',' if sorter.shown > 1 else ' '}{dump(feature)}\n".encode())
        file.write(f'], "left_out": {dump(dict(sorted(sorter.missing.items())))}}}\n'.encode())
    output.notes.extend(sorter.tell())
