"""A table in, a pandas or polars frame out, its columns of the types that they are declared with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kgbuild.errors import SettingsError
from kgbuild.exporters._columns import Cell, Kind, Table, fit
from kgbuild.exporters._control import VIEW, make_control
from kgbuild.exporters._extras import load_extra
from kgbuild.exporters._tables import TABLES, make_table
from kgbuild.graph.claim_graph import ClaimGraph

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


def to_pandas(graph: ClaimGraph, *, table: str = "statements") -> pd.DataFrame:
    """A table as a pandas frame: string, Int64, Float64, boolean, datetime64[s] for days, lists as objects.

    Args:
        graph: the graph.
        table: one of `TABLES`, or `control`: who holds which place by whose word.

    Raises:
        SettingsError: no such table, or pandas is not installed.
    """
    made = find_table(graph, table)
    (pandas,) = load_extra("pandas", "pandas")
    types: dict[Kind, str] = {
        "text": "string", "integer": "Int64", "number": "Float64", "truth": "boolean", "date": "datetime64[s]",
        "texts": "object", "integers": "object",
    }  # fmt: skip
    columns = {name: pandas.Series(values, dtype=types[kind]) for name, kind, values in _list_columns(made)}
    frame: pd.DataFrame = pandas.DataFrame(columns, columns=list(made.heading))
    return frame


def to_polars(graph: ClaimGraph, *, table: str = "statements") -> pl.DataFrame:
    """A table as a polars frame: String, Int64, Float64, Boolean, Date, List.

    Args:
        graph: the graph.
        table: one of `TABLES`, or `control`: who holds which place by whose word.

    Raises:
        SettingsError: no such table, or polars is not installed.
    """
    made = find_table(graph, table)
    (polars,) = load_extra("polars", "polars")
    types: dict[Kind, Any] = {
        "text": polars.String, "integer": polars.Int64, "number": polars.Float64, "truth": polars.Boolean,
        "date": polars.Date, "texts": polars.List(polars.String), "integers": polars.List(polars.Int64),
    }  # fmt: skip
    frame: pl.DataFrame = polars.DataFrame(
        [polars.Series(name, values, dtype=types[kind]) for name, kind, values in _list_columns(made)]
    )
    return frame


def find_table(graph: ClaimGraph, name: str) -> Table:
    """The table of this name.

    Raises:
        SettingsError: there is none; the message lists those there are.
    """
    if name == VIEW:
        return make_control(graph)
    if name not in TABLES:
        raise SettingsError(f"no table '{name}'; have {', '.join((*TABLES, VIEW))}.")
    return make_table(graph, name)


def _list_columns(table: Table) -> Iterator[tuple[str, Kind, list[object]]]:
    rows = list(table.rows)
    for at, column in enumerate(table.columns):
        yield column.name, column.kind, [_fit(row[at], column.kind) for row in rows]


def _fit(cell: Cell, kind: Kind) -> object:
    """The cell as a frame takes it, lists as lists."""
    return list(cell) if isinstance(cell, tuple) else fit(cell, kind)
