"""The graph as a GeoPackage, for QGIS, ArcGIS and GDAL: points of statements, events, places and who holds them.

What has no point is on no map: it stands in a table of its own, `unplaced_statements` and so on, with its reason. The
articles are a table too.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from kgbuild.exporters._columns import Table
from kgbuild.exporters._control import check_view
from kgbuild.exporters._geopackage import GeoPackage
from kgbuild.exporters._map_layers import Sorted, make_layers
from kgbuild.exporters._ordered import order
from kgbuild.exporters._output import Output
from kgbuild.exporters._tables import make_table
from kgbuild.graph.claim_graph import ClaimGraph


def export(graph: ClaimGraph, output: Output, *, view: str | None = None, day: str | None = None) -> None:
    """Write the layers; with the view `control` that one: who holds which place by whose word, on a day or ever."""
    check_view("gpkg", view, day)
    ordered = order(graph)
    with TemporaryDirectory(prefix="kgbuild-") as folder:
        path = Path(folder) / "layers.gpkg"
        with closing(GeoPackage(path)) as package:
            for layer in make_layers(ordered, view=view, day=day).values():
                output.notes.extend(_add_layer(package, layer))
            if view is None:
                _add_table(package, make_table(ordered, "articles"))
            package.finish()
        with output.open() as file, path.open("rb") as made:
            copyfileobj(made, file)


def _add_layer(package: GeoPackage, layer: Table) -> list[str]:
    """Write a layer and what it can't show; gives what there is to tell of that."""
    kept = [at for at, column in enumerate(layer.columns) if column.name not in {"lat", "lon"}]
    columns = tuple(layer.columns[at] for at in kept)
    unplaced = f"unplaced_{layer.name}"
    package.add(layer.name, layer.text, columns, has_points=True)
    package.add(unplaced, f"Rows of {layer.name} that have no point.", columns, has_points=False)
    sorter = Sorted(layer)
    for row in layer.rows:
        point = sorter.place(row)
        package.insert(unplaced if point is None else layer.name, [row[at] for at in kept], point)
    return sorter.tell(f"; they are in the table {unplaced}")


def _add_table(package: GeoPackage, table: Table) -> None:
    package.add(table.name, table.text, table.columns, has_points=False)
    for row in table.rows:
        package.insert(table.name, row)
