"""Rows in, a pandas or polars frame out, its columns typed by what they hold.

Dates become dates, whole numbers integers, other numbers floats, truth values booleans, all else text; what is unbound
is null in every type. The columns of a named query have the types of its header, whatever the rows hold; other
columns are typed by their values: one of several types is text, one that is unbound throughout likewise.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from kgbuild.errors import GraphError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from kgbuild.graph.rows import Rows, Value

Kind = Literal["text", "integer", "number", "truth", "date", "moment"]
_KINDS: dict[type, Kind] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "truth",
    date: "date",
    datetime: "moment",
}


_TYPES: dict[str, Kind] = {"date": "date", "integer": "integer", "number": "number", "boolean": "truth"}
"""What a header's types are kept as; all else is text."""


def find_kind(values: Iterable[Value], promised: str = "") -> Kind:
    """What a column holds: what the header promises if the values keep it, else what they are."""
    kinds = {_KINDS[type(value)] for value in values if value is not None}
    if kinds <= {"integer", "number"} and (promised == "number" or len(kinds) == 2):
        return "number"
    told = _TYPES.get(promised, "text")
    if kinds <= {told}:
        return told
    return kinds.pop() if len(kinds) == 1 else "text"


def make_pandas(rows: Rows) -> pd.DataFrame:
    """A pandas frame: string, Int64, Float64, boolean, datetime64[s] for dates, datetime64[us, UTC] for moments.

    Raises:
        GraphError: pandas is not installed.
    """
    pandas = _import("pandas")
    types = {
        "text": "string", "integer": "Int64", "number": "Float64", "truth": "boolean", "date": "datetime64[s]",
        "moment": "datetime64[us, UTC]",
    }  # fmt: skip
    columns = {}
    for name, kind, values in _list_columns(rows):
        if kind == "moment":
            columns[name] = pandas.Series(pandas.to_datetime(values, utc=True), dtype=types[kind])
        else:
            columns[name] = pandas.Series(values, dtype=types[kind])
    frame: pd.DataFrame = pandas.DataFrame(columns, columns=list(rows.columns))
    return frame


def make_polars(rows: Rows) -> pl.DataFrame:
    """A polars frame: String, Int64, Float64, Boolean, Date, and Datetime in UTC for moments.

    Raises:
        GraphError: polars is not installed.
    """
    polars = _import("polars")
    types = {
        "text": polars.String, "integer": polars.Int64, "number": polars.Float64, "truth": polars.Boolean,
        "date": polars.Date, "moment": polars.Datetime("us", "UTC"),
    }  # fmt: skip
    columns = [polars.Series(name, values, dtype=types[kind]) for name, kind, values in _list_columns(rows)]
    frame: pl.DataFrame = polars.DataFrame(columns)
    return frame


def _list_columns(rows: Rows) -> Iterable[tuple[str, Kind, list[Any]]]:
    for place, name in enumerate(rows.columns):
        values = [row[place] for row in rows.rows]
        kind = find_kind(values, rows.types[place] if rows.types else "")
        yield name, kind, [None if value is None else _fit(value, kind) for value in values]


def _fit(value: Any, kind: Kind) -> Any:
    """The value as its column's kind has it; a moment without a zone is read as UTC."""
    from datetime import UTC

    if kind == "text":
        return value.isoformat() if isinstance(value, date) else str(value)
    if kind == "number":
        return float(value)
    if kind == "moment":
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return value


def _import(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise GraphError(
            f"a {name} frame needs {name}, which is not installed: pip install 'kgbuild[{name}]'."
        ) from error
