"""A table in, its CSV out: UTF-8, RFC 4180, no cell that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Iterable
from csv import writer
from io import StringIO

from kgbuild.exporters._tables import Cell, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(table: Table) -> bytes:
    """One table with its heading row."""
    buffer = StringIO(newline="")
    rows = writer(buffer, lineterminator="\n")
    rows.writerow(table.columns)
    rows.writerows(_write_row(row) for row in table.rows)
    return buffer.getvalue().encode()


def _write_row(row: Iterable[Cell]) -> list[str]:
    return [_write_cell(cell) for cell in row]


def _write_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        # A NUL ends the cell in most readers of CSV.
        text = cell.replace("\x00", "")
        return f"'{text}" if text.startswith(_FORMULA) else text
    return str(cell)
