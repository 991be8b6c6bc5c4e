"""A table in, its Parquet out: columns of their own types, lists as lists, days as days, row groups as they come."""

from __future__ import annotations

from itertools import islice
from typing import Any, BinaryIO

from kgbuild.exporters._columns import LISTS, Column, Kind, Table, fit
from kgbuild.exporters._extras import load_extra

GROUP = 20_000
"""Rows of a row group: what is held in memory at once."""


def write_table(table: Table, file: BinaryIO) -> None:
    """Write a table, a row group at a time.

    The schema carries what the table and each column hold as `description`, and a table's key.

    Raises:
        SettingsError: pyarrow is not installed.
    """
    arrow, parquet = load_extra("parquet", "pyarrow", "pyarrow.parquet")
    schema = make_schema(table, arrow)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while rows := list(islice(table.rows, GROUP)):
            cells = zip(*rows, strict=True)
            arrays = [
                arrow.array([fit(cell, column.kind) for cell in values], type=field.type)
                for column, field, values in zip(table.columns, schema, cells, strict=True)
            ]
            writer.write_batch(arrow.record_batch(arrays, schema=schema))


def make_schema(table: Table, arrow: Any) -> Any:
    """The `pyarrow.Schema` of a table."""
    types: dict[Kind, Any] = {
        "text": arrow.string(), "integer": arrow.int64(), "number": arrow.float64(), "truth": arrow.bool_(),
        "date": arrow.date32(), "texts": arrow.list_(arrow.string()), "integers": arrow.list_(arrow.int64()),
    }  # fmt: skip
    fields = [
        arrow.field(column.name, types[column.kind], nullable=_can_lack(column), metadata={"description": column.text})
        for column in table.columns
    ]
    return arrow.schema(fields, metadata={"description": table.text, "key": ",".join(table.key)})


def _can_lack(column: Column) -> bool:
    return not column.needed and column.kind not in LISTS
