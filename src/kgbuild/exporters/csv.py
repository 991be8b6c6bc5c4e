"""The graph as tables of UTF-8 text by RFC 4180, one for each kind of thing: statements, events, links, actors ...

A folder (the default), a `.zip`, or with a target that ends in `.csv` (or standard output) the statements alone.
Several values in a cell are joined by "; ", an empty cell is what nobody knows. Text that a spreadsheet would run as
a formula (a cell starting with `=`, `+`, `-`, `@`, tab or return) gets an apostrophe before it: articles are written
by strangers.
"""

from __future__ import annotations

from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kgbuild.exporters._claims import ClaimGraph
from kgbuild.exporters._control import check_view, make_control
from kgbuild.exporters._csv import write_table
from kgbuild.exporters._output import Output
from kgbuild.exporters._tables import TABLES, make_tables

_EPOCH = (1980, 1, 1, 0, 0, 0)


def export(graph: ClaimGraph, output: Output, *, view: str | None = None, day: str | None = None) -> None:
    """Write the tables; with the view `control` one of them: who holds which place by whose word, on a day or ever."""
    check_view("csv", view, day)
    if view is not None:
        with output.open() as file:
            file.write(write_table(make_control(graph, day)))
        return
    suffix = output.path.suffix.casefold() if output.path else ".csv"
    if suffix == ".csv":
        (table,) = make_tables(graph, only=("statements",)).values()
        with output.open() as file:
            file.write(write_table(table))
        return
    tables = make_tables(graph, only=TABLES)
    if suffix == ".zip":
        with output.open() as file, ZipFile(file, "w") as archive:
            for name, table in tables.items():
                entry = ZipInfo(f"{name}.csv", _EPOCH)
                entry.compress_type = ZIP_DEFLATED
                archive.writestr(entry, write_table(table))
        return
    for name, table in tables.items():
        with output.open(f"{name}.csv") as file:
            file.write(write_table(table))
