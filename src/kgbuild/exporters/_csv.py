"""A table in, its CSV out: UTF-8, RFC 4180, no cell that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Iterable
from io import TextIOWrapper
from typing import BinaryIO

from kgbuild.csv_lines import write_line
from kgbuild.exporters._columns import Cell, Table, join

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(table: Table, file: BinaryIO) -> None:
    """Write a table with its heading row, a row at a time."""
    write_rows(table.heading, table.rows, file)


def write_rows(heading: Iterable[str], rows: Iterable[Iterable[Cell]], file: BinaryIO) -> None:
    """Write a heading and rows; lists are joined, what is unknown is an empty cell."""
    text = TextIOWrapper(file, "utf-8", newline="", write_through=True)
    try:
        text.write(write_line(heading))
        for row in rows:
            text.write(write_line([write_cell(cell) for cell in row]))
    finally:
        text.detach()


def write_cell(cell: Cell) -> str:
    """The text of a cell."""
    if isinstance(cell, tuple):
        cell = join(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        # A NUL ends the cell in most readers of CSV.
        text = cell.replace("\x00", "")
        return f"'{text}" if text.startswith(_FORMULA) else text
    return str(cell)
