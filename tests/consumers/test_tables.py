"""Spreadsheets, databases and data frames open the tables and find in them what was written."""

from __future__ import annotations

import json
import logging
import math
import socket
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tools import needs

needs("duckdb", "frictionless", "mlcroissant", "openpyxl", "pandas", "polars", "pyarrow", "xlsxwriter")

import duckdb  # noqa: E402  # only where they are installed
import frictionless  # noqa: E402
import mlcroissant  # noqa: E402
import openpyxl  # noqa: E402
import polars as pl  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

from fake_graph import NASTY, VISIBLE, make_graph  # noqa: E402
from kgbuild.exporters import ClaimGraph, Selection, export_graph, to_pandas, to_polars  # noqa: E402
from kgbuild.exporters._columns import Cell, Row, flatten, join  # noqa: E402
from kgbuild.exporters._csv import write_cell  # noqa: E402
from kgbuild.exporters._tables import DESIGNS, TABLES, make_tables  # noqa: E402
from kgbuild.graph.search.filters import Filters  # noqa: E402
from kgbuild.graph.store import Graph  # noqa: E402
from query_examples import build_examples  # noqa: E402

pytestmark = [
    # What the readers ask of rdflib and pandas is theirs to renew.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The inplace keyword:DeprecationWarning"),
]
Rows = dict[str, list[Row]]


@pytest.fixture(scope="module", params=["nasty", "sample"])
def graph(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClaimGraph]:
    if request.param == "nasty":
        yield make_graph()
        return
    with Graph.open(build_examples(tmp_path_factory.mktemp("sample") / "g")) as opened:
        yield opened


@pytest.fixture(scope="module")
def rows(graph: ClaimGraph) -> Rows:
    """What was meant, by table."""
    return {name: list(table.rows) for name, table in make_tables(graph).items()}


@pytest.fixture(scope="module")
def folders(graph: ClaimGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    home = tmp_path_factory.mktemp("tables")
    for name in ("csv", "parquet"):
        export_graph(graph, name, home / name)
    return {name: home / name for name in ("csv", "parquet")}


def list_kinds(name: str) -> list[str]:
    return [column.kind for column in DESIGNS[name].columns]


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_reads_parquet_with_its_types(folders: dict[str, Path], rows: Rows, name: str) -> None:
    found = duckdb.sql(f"SELECT * FROM read_parquet('{folders['parquet'] / name}.parquet')")
    types = {
        "text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "truth": "BOOLEAN", "date": "DATE",
        "texts": "VARCHAR[]", "integers": "BIGINT[]",
    }  # fmt: skip
    assert [str(kind) for kind in found.types] == [types[kind] for kind in list_kinds(name)]
    assert found.columns == [column.name for column in DESIGNS[name].columns]
    told = [tuple(list(cell) if isinstance(cell, tuple) else cell for cell in row) for row in rows[name]]
    assert found.fetchall() == told


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_reads_csv_with_the_types_of_the_data_package(folders: dict[str, Path], rows: Rows, name: str) -> None:
    (resource,) = (
        one for one in json.loads((folders["csv"] / "datapackage.json").read_text())["resources"] if one["name"] == name
    )
    types = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
    columns = {field["name"]: types[field["type"]] for field in resource["schema"]["fields"]}
    found = duckdb.sql(
        f"SELECT * FROM read_csv('{folders['csv'] / resource['path']}', header=true, columns={columns}, quote='\"', "
        "escape='\"', delim=',', new_line='\\n', strict_mode=true)"
    ).fetchall()
    assert found == [tuple(map(expect_csv, row)) for row in rows[name]]


def expect_csv(cell: Cell) -> Any:
    """A cell as a reader of typed CSV has it: lists joined, no empty text, nothing that a spreadsheet would run."""
    flat = flatten(cell)
    return (write_cell(flat) or None) if isinstance(flat, str) else flat


def test_duckdb_joins_what_refers_to_each_other(folders: dict[str, Path], graph: ClaimGraph) -> None:
    home = folders["parquet"]
    found = duckdb.sql(
        f"SELECT party.statement, actor.name FROM '{home}/parties.parquet' AS party "
        f"JOIN '{home}/statements.parquet' AS statement ON party.statement = statement.id "
        f"JOIN '{home}/actors.parquet' AS actor ON party.actor = actor.iri WHERE party.slot = 'actor'"
    ).fetchall()
    assert len(found) == sum(len(one.actors) for one in graph.statements()) > 0


def test_polars_and_pandas_read_parquet_as_the_library_gives_it(folders: dict[str, Path], graph: ClaimGraph) -> None:
    for name in TABLES:
        path = folders["parquet"] / f"{name}.parquet"
        frame = to_polars(graph, table=name)
        assert pl.read_parquet(path).equals(frame)
        assert pl.read_parquet(path).schema == frame.schema
        other = to_pandas(graph, table=name)
        assert list(other.columns) == frame.columns
        assert len(other) == frame.height
        for column in frame.columns:
            told = [None if is_missing(cell) else cell for cell in other[column].tolist()]
            assert [cell.date() if isinstance(cell, datetime) else cell for cell in told] == frame[column].to_list()


def is_missing(cell: object) -> bool:
    return (
        cell is None or type(cell).__name__ in {"NAType", "NaTType"} or (isinstance(cell, float) and math.isnan(cell))
    )


def test_parquet_tells_what_its_columns_hold(folders: dict[str, Path]) -> None:
    for name in TABLES:
        schema = pq.read_schema(folders["parquet"] / f"{name}.parquet")
        assert schema.metadata[b"description"].decode() == DESIGNS[name].text
        told = {field.name: (field.metadata[b"description"].decode(), field.nullable) for field in schema}
        lists = ("texts", "integers")
        assert told == {one.name: (one.text, not one.needed and one.kind not in lists) for one in DESIGNS[name].columns}


@pytest.mark.parametrize("packed", [False, True])
def test_frictionless_finds_the_data_package_valid(graph: ClaimGraph, rows: Rows, tmp_path: Path, packed: bool) -> None:
    target = tmp_path / ("all.zip" if packed else "all")
    export_graph(graph, "csv", target)
    package = frictionless.Package(str(target if packed else target / "datapackage.json"))
    report = package.validate()
    assert report.valid, [error.message for task in report.tasks for error in task.errors]
    assert [one.name for one in package.resources] == list(TABLES)
    assert {task.name: task.stats.get("rows", 0) for task in report.tasks} == {name: len(rows[name]) for name in TABLES}
    references = {
        (resource.name, *key["fields"], key["reference"]["resource"])
        for resource in package.resources
        for key in resource.schema.foreign_keys
    }
    if rows["links"]:
        assert ("links", "first", "statements") in references
    assert {("statements", "article", "articles"), ("parties", "actor", "actors")} <= references


@pytest.mark.parametrize("graph", ["sample"], indirect=True)
@pytest.mark.parametrize("selection", [Selection(filters=Filters(action="ASSAULT")), Selection(support=2)])
def test_frictionless_finds_the_part_that_filters_leave_valid(
    graph: ClaimGraph, tmp_path: Path, selection: Selection
) -> None:
    export_graph(graph, "csv", tmp_path / "part", selection=selection)
    report = frictionless.Package(str(tmp_path / "part" / "datapackage.json")).validate()
    assert report.valid, [error.message for task in report.tasks for error in task.errors]
    counts = {task.name: task.stats.get("rows", 0) for task in report.tasks}
    assert 0 < counts["statements"] < len(list(graph.statements()))
    assert counts["members"] == counts["statements"]


def test_frictionless_would_find_a_fault(graph: ClaimGraph, tmp_path: Path) -> None:
    export_graph(graph, "csv", tmp_path / "t")
    path = tmp_path / "t" / "members.csv"
    path.write_bytes(path.read_bytes() + b"nowhere,s1\n")
    report = frictionless.Package(str(tmp_path / "t" / "datapackage.json")).validate()
    kinds = {error.type for task in report.tasks for error in task.errors}
    assert {"hash-count", "byte-count", "foreign-key"} <= kinds


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_mlcroissant_reads_every_record_without_a_network(
    folders: dict[str, Path], rows: Rows, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*words: object) -> None:
        raise AssertionError(f"asked the network for {words}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    logging.getLogger("absl").setLevel(logging.ERROR)
    found = mlcroissant.Dataset(jsonld=str(folders[format] / "croissant.json"))
    assert not found.metadata.issues.errors
    assert [one.name for one in found.metadata.record_sets] == list(TABLES)
    for name in ("statements", "parties", "quantities", "articles"):
        records = list(found.records(name))
        assert len(records) == len(rows[name])
        at = DESIGNS[name].columns[0].name
        assert [one[f"{name}/{at}"].decode() for one in records] == [str(row[0]) for row in rows[name]]
    for record, row in zip(found.records("statements"), rows["statements"], strict=True):
        told = dict(zip((column.name for column in DESIGNS["statements"].columns), row, strict=True))
        actors = record["statements/actors"]
        if format == "csv":
            actors = [] if is_missing(actors) else [actors]
        assert [name.decode() for name in actors] == [
            name for name in ([join(told["actors"])] if format == "csv" else told["actors"]) if name is not None
        ]
        assert record["statements/confidence"] == told["confidence"]
        day = record["statements/earliest"]
        assert (None if is_missing(day) else day.date()) == told["earliest"]


def test_openpyxl_reads_the_workbook(graph: ClaimGraph, rows: Rows, tmp_path: Path) -> None:
    assert export_graph(graph, "xlsx", tmp_path / "claims.xlsx") == ()
    book = openpyxl.load_workbook(tmp_path / "claims.xlsx")
    assert book.sheetnames == ["about", *TABLES]
    for name in TABLES:
        sheet = book[name]
        heading, *found = sheet.iter_rows(values_only=True)
        assert list(heading) == [column.name for column in DESIGNS[name].columns]
        assert [tuple(map(read_xlsx, row)) for row in found] == [tuple(map(expect_xlsx, row)) for row in rows[name]]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(heading)).column_letter}{len(found) + 1}"
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    urls = [cell for cell in book["statements"]["C"][1:] if cell.value]
    assert urls
    assert all(cell.hyperlink.target == cell.value for cell in urls)


def test_openpyxl_finds_each_column_described(graph: ClaimGraph, rows: Rows, tmp_path: Path) -> None:
    export_graph(graph, "xlsx", tmp_path / "claims.xlsx")
    lines = list(openpyxl.load_workbook(tmp_path / "claims.xlsx")["about"].iter_rows(values_only=True))
    assert {line[0]: line[1] for line in lines if line[0] in TABLES and not line[2]} == {
        name: len(rows[name]) for name in TABLES
    }
    told = {(line[0], line[1]): line[3] for line in lines if line[2]}
    assert told == {(name, one.name): one.text for name in TABLES for one in DESIGNS[name].columns} | {
        ("table", "column"): "holds"
    }


def read_xlsx(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) else cell


def expect_xlsx(cell: Cell) -> object:
    """A cell as Excel has it: no empty text, no control characters, line feeds for carriage returns."""
    flat = flatten(cell)
    if isinstance(flat, str):
        return flat.replace(NASTY, VISIBLE).replace("\r", "\n") or None
    assert not isinstance(flat, date) or flat.year >= 1900
    return flat
