"""The graph as tables of UTF-8 text by RFC 4180, one for each kind of thing: statements, events, links, actors ...

A folder (the default) or a `.zip`, with `datapackage.json` and `croissant.json`, which describe it; with a target that
ends in `.csv` (or standard output) the statements alone. Several values in a cell are joined by "; ", an empty cell is
what nobody knows. Text that a spreadsheet would run as a formula (a cell starting with `=`, `+`, `-`, `@`, tab or
return) gets an apostrophe before it: articles are written by strangers.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kgbuild.exporters._control import check_view, make_control
from kgbuild.exporters._csv import write_table
from kgbuild.exporters._metadata import write_package
from kgbuild.exporters._output import Output
from kgbuild.exporters._package import CSV
from kgbuild.exporters._tables import make_table, make_tables
from kgbuild.graph.claim_graph import ClaimGraph

_EPOCH = (1980, 1, 1, 0, 0, 0)


def export(graph: ClaimGraph, output: Output, *, view: str | None = None, day: str | None = None) -> None:
    """Write the tables; with the view `control` one of them: who holds which place by whose word, on a day or ever."""
    check_view("csv", view, day)
    suffix = output.path.suffix.casefold() if output.path else ".csv"
    if view is not None or suffix == ".csv":
        table = make_table(graph, "statements") if view is None else make_control(graph, day)
        with output.open() as file:
            write_table(table, file)
        return
    tables = make_tables(graph).values()
    if suffix != ".zip":
        write_package(tables, CSV, output.open, write_table)
        return
    with output.open() as file, ZipFile(file, "w") as archive:

        def open_entry(name: str) -> AbstractContextManager[BinaryIO]:
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            return cast("AbstractContextManager[BinaryIO]", archive.open(entry, "w", force_zip64=True))

        write_package(tables, CSV, open_entry, write_table)
