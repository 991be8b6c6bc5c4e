"""What a table is: named, typed and described columns, and rows that are read once; how each kind of cell is written.

The same words describe a column in the documentation, in `datapackage.json` and in `croissant.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct

Kind = Literal["text", "integer", "number", "truth", "date", "texts", "integers"]
"""What a column holds. `date` is a day; `texts` and `integers` are lists, `()` where there is nothing."""
LISTS: frozenset[Kind] = frozenset({"texts", "integers"})
"""Kinds whose cells are lists."""
Cell = str | int | float | bool | date | tuple[str, ...] | tuple[int, ...] | None
Row = tuple[Cell, ...]
JOINT = "; "
"""Between the members of a list where a cell holds text only."""


class Column(Struct, frozen=True):
    """A column: `refers` names the column that its values are keys of ("articles.id"), `needed` that none is empty."""

    name: str
    kind: Kind
    text: str
    refers: str = ""
    needed: bool = False


class Table(Struct, frozen=True):
    """A table: `key` names the columns that tell its rows apart, `rows` can be read once."""

    name: str
    text: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Iterator[Row]

    @property
    def heading(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def join(values: Iterable[object]) -> str | None:
    """Known values as one cell, in their order."""
    return JOINT.join(str(value) for value in values if value is not None) or None


def known(values: Iterable[str | None]) -> tuple[str, ...]:
    """The values that are known, in their order."""
    return tuple(value for value in values if value is not None)


def distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """The values that are known, each once, in the order in which they first come."""
    return tuple(dict.fromkeys(known(values)))


@lru_cache(maxsize=4096)
def read_day(text: str | None) -> date | None:
    """The day of an ISO 8601 day or moment; `None` for a month, a year, and days that no calendar of ours holds."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def flatten(cell: Cell) -> str | int | float | bool | date | None:
    """The cell as one value: lists are joined."""
    return join(cell) if isinstance(cell, tuple) else cell


def spell(cell: Cell) -> str | int | float | bool | None:
    """The cell as one value for formats without lists and days: lists are joined, a day is ISO 8601."""
    flat = flatten(cell)
    return flat.isoformat() if isinstance(flat, date) else flat


def fit(cell: Cell, kind: Kind) -> Cell:
    """The cell as a typed column takes it: a whole number in a column of numbers is a float."""
    return float(cell) if kind == "number" and isinstance(cell, int) else cell
