"""The graph as an Excel workbook: one sheet a table, and a first sheet that says what is in them.

Headings stay in sight and carry filters; numbers and days are typed, and a day is one only where the words tell it or
where it bounds what they tell. Text is never a formula. A cell holds 32,767 characters and a sheet 1,048,576 rows: what
is longer is cut and told, what is more goes on in another sheet.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, BinaryIO
from zipfile import ZipFile

from kgbuild.errors import StopRun
from kgbuild.exporters._columns import Cell, Column, Kind, Table, flatten
from kgbuild.exporters._control import check_view, make_control
from kgbuild.exporters._extras import load_extra
from kgbuild.exporters._normal import clean_text
from kgbuild.exporters._output import Output
from kgbuild.exporters._package import TEXT, TITLE
from kgbuild.exporters._tables import make_tables
from kgbuild.graph.claim_graph import ClaimGraph

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
MOST_LINKS = 65_530
MOST_ADDRESS = 2_079
"""Excel's bounds: rows of a sheet, UTF-16 units of a cell, links of a sheet, UTF-16 units of a link."""
_LINKS = frozenset({"url", "first_url", "second_url"})
_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001  # Excel's moments have no zone
_WIDTHS: dict[Kind, int] = {
    "text": 18, "texts": 28, "integers": 14, "integer": 10, "number": 10, "truth": 10, "date": 11,
}  # fmt: skip
_WIDE = {
    "evidence": 80,
    "message": 60,
    "reason": 60,
    "title": 40,
    "url": 40,
    "urls": 40,
    "first_evidence": 60,
    "second_evidence": 60,
}


def export(graph: ClaimGraph, output: Output, *, view: str | None = None, day: str | None = None) -> None:
    """Write the tables; with the view `control` one of them: who holds which place by whose word, on a day or ever."""
    check_view("xlsx", view, day)
    tables = make_tables(graph).values() if view is None else [make_control(graph, day)]
    with output.open(check=_check) as file:
        output.notes.extend(write_workbook(tables, file))


def write_workbook(tables: Iterable[Table], file: BinaryIO) -> list[str]:
    """Write tables as a workbook, a row at a time; gives what did not fit, in sentences.

    Raises:
        SettingsError: xlsxwriter is not installed.
    """
    (library,) = load_extra("xlsx", "xlsxwriter")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with library.Workbook(file, options) as book:
        book.set_properties({"title": TITLE, "created": _EPOCH})
        about = book.add_worksheet("about")
        sheets = []
        for table in tables:
            sheet = _Sheets(book, table)
            for row in table.rows:
                sheet.add(row)
            sheet.finish()
            sheets.append(sheet)
        notes = [note for sheet in sheets for note in sheet.tell()]
        _describe(book, about, sheets, notes)
    return notes


class _Sheets:
    """The sheet of a table while it is written, and those after it where one does not hold the rows."""

    def __init__(self, book: Any, table: Table) -> None:
        self.book, self.table = book, table
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.head = book.add_format({"bold": True, "bg_color": "#DDE6EE"})
        self.names: list[str] = []
        self.rows = self.links = self.plain_links = 0
        self.cut: Counter[str] = Counter()
        self._start()

    def _start(self) -> None:
        number = len(self.names) + 1
        self.names.append(self.table.name if number == 1 else f"{self.table.name} {number}")
        self.sheet = self.book.add_worksheet(self.names[-1])
        self.at = self.links = 0
        self.sheet.freeze_panes(1, 1)
        for place, column in enumerate(self.table.columns):
            self.sheet.set_column(place, place, _WIDE.get(column.name, _WIDTHS[column.kind]))
            self.sheet.write_string(0, place, column.name, self.head)

    def add(self, row: Iterable[Cell]) -> None:
        """Write a row, in a new sheet where this one is full."""
        if self.at + 1 == MOST_ROWS:
            self.finish()
            self._start()
        self.at += 1
        self.rows += 1
        for place, (column, cell) in enumerate(zip(self.table.columns, row, strict=True)):
            self._write(place, column, flatten(cell))

    def finish(self) -> None:
        """Put the filters over what was written."""
        self.sheet.autofilter(0, 0, self.at, len(self.table.columns) - 1)

    def _write(self, place: int, column: Column, cell: str | float | bool | date | None) -> None:
        sheet, at = self.sheet, self.at
        if isinstance(cell, bool):
            sheet.write_boolean(at, place, cell)
        elif isinstance(cell, date):
            # Excel's calendar begins in 1900; an earlier day stays text.
            if cell.year >= 1900:
                sheet.write_datetime(at, place, cell, self.day)
            else:
                sheet.write_string(at, place, cell.isoformat())
        elif isinstance(cell, str):
            self._write_text(place, column, cell)
        elif isinstance(cell, int | float) and math.isfinite(cell):
            # A number of Excel has 15 digits; longer ones stay exact as text.
            if abs(cell) < 10**15:
                sheet.write_number(at, place, cell)
            else:
                sheet.write_string(at, place, str(cell))

    def _write_text(self, place: int, column: Column, cell: str) -> None:
        text = clean_text(cell).replace("\r\n", "\n").replace("\r", "\n")
        short = cut_text(text)
        if short != text:
            self.cut[column.name] += 1
        if column.name in _LINKS and text.startswith(("http://", "https://")):
            if _measure(text) <= MOST_ADDRESS and self.links < MOST_LINKS:
                self.links += 1
                self.sheet.write_url(self.at, place, text, string=short)
                return
            self.plain_links += 1
        if short:
            self.sheet.write_string(self.at, place, short)

    def tell(self) -> list[str]:
        """What did not fit."""
        name = self.table.name
        told = [
            f"{count} cells of {name}.{column} are cut: a cell of Excel holds {MOST_CHARACTERS:,} characters"
            for column, count in sorted(self.cut.items())
        ]
        if len(self.names) > 1:
            told.append(f"a sheet of Excel holds {MOST_ROWS:,} rows: {name} goes on in {', '.join(self.names[1:])}")
        if self.plain_links:
            told.append(f"{self.plain_links} addresses of {name} are text: more or longer links than Excel takes")
        return told


def cut_text(text: str) -> str:
    """The text, its end replaced by an ellipsis where a cell of Excel can't hold it; no character is split."""
    if _measure(text) <= MOST_CHARACTERS:
        return text
    start = text.encode("utf-16-le")[: (MOST_CHARACTERS - 1) * 2]
    return start.decode("utf-16-le", errors="ignore") + "…"


def _measure(text: str) -> int:
    """The length of a text as Excel counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _describe(book: Any, about: Any, sheets: list[_Sheets], notes: list[str]) -> None:
    """Fill the first sheet: what the workbook is, its tables, what did not fit, and what each column holds."""
    bold = book.add_format({"bold": True})
    about.set_column(0, 0, 18)
    about.set_column(1, 1, 20)
    about.set_column(2, 2, 12)
    about.set_column(3, 3, 100)
    lines: list[tuple[Any, tuple[str | int, ...]]] = [(bold, (TITLE,)), (None, (TEXT,)), (None, ())]
    lines += [(None, (f"Note: {note}.",)) for note in notes]
    lines.append((bold, ("table", "rows", "", "holds")))
    lines += [(None, (sheet.table.name, sheet.rows, "", sheet.table.text)) for sheet in sheets]
    lines += [(None, ()), (bold, ("table", "column", "kind", "holds"))]
    lines += [
        (None, (sheet.table.name, column.name, column.kind, column.text))
        for sheet in sheets
        for column in sheet.table.columns
    ]
    for at, (style, cells) in enumerate(lines):
        for place, cell in enumerate(cells):
            if isinstance(cell, int):
                about.write_number(at, place, cell, style)
            elif cell:
                about.write_string(at, place, cell, style)


def _check(file: BinaryIO) -> None:
    """Read every part of the workbook; raise where one is damaged."""
    with ZipFile(file) as archive:
        if (name := archive.testzip()) is not None:
            raise StopRun(f"{name} of the workbook does not read back; report this graph.")
