"""The graph as tables of Apache Parquet, for DuckDB, pandas, polars, R, Spark: types and lists as they are.

A folder with a file for each table and `datapackage.json` and `croissant.json`, which describe it; with a target that
ends in `.parquet` (or standard output) the statements alone.
"""

from __future__ import annotations

from kgbuild.exporters._control import check_view, make_control
from kgbuild.exporters._metadata import write_package
from kgbuild.exporters._output import Output
from kgbuild.exporters._package import PARQUET
from kgbuild.exporters._parquet import write_table
from kgbuild.exporters._tables import make_table, make_tables
from kgbuild.graph.claim_graph import ClaimGraph


def export(graph: ClaimGraph, output: Output, *, view: str | None = None, day: str | None = None) -> None:
    """Write the tables; with the view `control` one of them: who holds which place by whose word, on a day or ever."""
    check_view("parquet", view, day)
    is_one = output.path is None or output.path.suffix.casefold() == ".parquet"
    if view is None and not is_one:
        write_package(make_tables(graph).values(), PARQUET, output.open, write_table)
        return
    table = make_table(graph, "statements") if view is None else make_control(graph, day)
    with output.open() as file:
        write_table(table, file)
