"""Rows in, the columns out whose whole numbers are too wide for a format: they become text, all of their values."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.exporters._normal import ColumnType, Row


def find_wide(rows: Iterable[Row], columns: dict[str, ColumnType], *, bits: int) -> frozenset[str]:
    """The columns of whole numbers with one that has no place in so many bits, its sign included."""
    whole = {name for name, kind in columns.items() if kind == "long"}
    fits = range(-(2 ** (bits - 1)), 2 ** (bits - 1))
    return frozenset(name for row in rows for name in whole & row.keys() if int(row[name]) not in fits)


def spell_wide(row: Row, wide: frozenset[str]) -> Row:
    """The row with the values of these columns as text."""
    return {name: str(value) if name in wide else value for name, value in row.items()} if wide else row
