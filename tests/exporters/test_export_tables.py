"""Tables: types that the rows keep, keys that tell rows apart, and what a format can't hold told and not lost."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fake_graph import FakeGraph, make_graph
from kgbuild.errors import SettingsError
from kgbuild.exporters import _extras, export_graph, to_pandas, to_polars, xlsx
from kgbuild.exporters._columns import Column, Kind, Table, flatten, read_day
from kgbuild.exporters._control import COLUMNS, make_control
from kgbuild.exporters._csv import write_cell
from kgbuild.exporters._csv import write_table as write_csv
from kgbuild.exporters._normal import clean_text
from kgbuild.exporters._parquet import write_table as write_parquet
from kgbuild.exporters._points import tell_point
from kgbuild.exporters._property_graph import make_property_graph
from kgbuild.exporters._tables import DESIGNS, TABLES, make_tables
from kgbuild.graph.store import Graph
from kgbuild.model import When
from query_examples import build_examples

TYPES: dict[Kind, tuple[type, ...]] = {
    "text": (str,), "integer": (int,), "number": (int, float), "truth": (bool,), "date": (date,), "texts": (tuple,),
    "integers": (tuple,),
}  # fmt: skip


@pytest.fixture(scope="module", params=["nasty", "sample"])
def tables(request, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Table]:
    """Every table, its rows read."""
    if request.param == "nasty":
        graph = make_graph()
        made = {**make_tables(graph), "control": make_control(graph)}
        return {name: replace(table, rows=list(table.rows)) for name, table in made.items()}
    with Graph.open(build_examples(tmp_path_factory.mktemp("sample") / "g")) as opened:
        made = {**make_tables(opened), "control": make_control(opened)}
        return {name: replace(table, rows=list(table.rows)) for name, table in made.items()}


@pytest.mark.parametrize("name", [*TABLES, "control"])
def test_cells_are_of_their_columns_types(tables: dict[str, Table], name: str) -> None:
    table = tables[name]
    assert len(set(table.heading)) == len(table.heading)
    for row in table.rows:
        for column, cell in zip(table.columns, row, strict=True):
            assert cell is not None or not (column.needed or column.kind in {"texts", "integers"}), column.name
            if cell is not None:
                assert isinstance(cell, TYPES[column.kind]), (column.name, cell)
                assert isinstance(cell, bool) == (column.kind == "truth")
            if isinstance(cell, tuple):
                assert all(isinstance(one, str if column.kind == "texts" else int) for one in cell)


@pytest.mark.parametrize("name", [*TABLES, "control"])
def test_keys_tell_rows_apart_and_references_lead_somewhere(tables: dict[str, Table], name: str) -> None:
    table = tables[name]
    if table.key:
        places = [table.heading.index(one) for one in table.key]
        keys = [tuple(row[place] for place in places) for row in table.rows]
        assert len(set(keys)) == len(keys)
    for at, column in enumerate(table.columns):
        if column.refers:
            there, _, key = column.refers.partition(".")
            held = {row[tables[there].heading.index(key)] for row in tables[there].rows}
            assert {row[at] for row in table.rows} - {None} <= held, column.name


def test_what_refers_somewhere_refers_to_the_key_of_a_table() -> None:
    for design in DESIGNS.values():
        for column in design.columns:
            assert column.text.endswith(".")
            if column.refers:
                there, _, key = column.refers.partition(".")
                assert DESIGNS[there].key == (key,)
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-02", date(2025, 3, 2)), ("2025-03-02T23:30:00+05:00", date(2025, 3, 2)), ("2025-03", None),
        ("2025", None), ("-0044-03-15", None), ("2025-13-01", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_day_is_read_where_one_is_known(text: str | None, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "precision", "day"),
    [
        ("2025-03-02", "2025-03-02", "2025-03-02", "day", date(2025, 3, 2)),
        ("2025-03", "2025-03-01", "2025-03-31", "month", None),
        ("../2025-03-02", None, "2025-03-02", "bound", None),
    ],
)
def test_no_day_is_made_up(value: str, earliest: str | None, latest: str, precision: str, day: date | None) -> None:
    told = make_graph().statements()[-1]
    when = When(mention=None, value=value, earliest=earliest, latest=latest, precision=precision)  # type: ignore[arg-type]
    graph = FakeGraph(make_graph().articles(), [replace(told, date=when)])
    table = make_tables(graph)["statements"]
    row = dict(zip(table.heading, next(table.rows), strict=True))
    assert (row["date"], row["day"], row["precision"]) == (value, day, precision)
    assert (row["earliest"], row["latest"]) == (read_day(earliest), read_day(latest))


@pytest.mark.parametrize(
    ("facts", "point"),
    [
        ({}, "place"), ({"level": "feature"}, "place"), ({"relation": "near"}, "near"), ({"relation": "to"}, "near"),
        ({"bearing": "40 km north of"}, "near"), ({"level": "admin1"}, "region"), ({"level": "country"}, "region"),
        ({"level": "area", "relation": "near"}, "region"), ({"lat": None, "lon": None}, None),
        ({"lat": None, "lon": None, "status": "ambiguous", "candidates": (1, 2)}, None),
    ],
)  # fmt: skip
def test_a_point_says_what_it_stands_for(facts: dict, point: str | None) -> None:
    goma = make_graph().statements()[-1].locations[0]
    assert tell_point(replace(goma, **facts)) == point


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_the_folder_says_what_is_in_it(tmp_path: Path, format: str) -> None:
    if format == "parquet":
        pytest.importorskip("pyarrow")
    export_graph(make_graph(), format, tmp_path / "t")
    package = json.loads((tmp_path / "t" / "datapackage.json").read_text())
    croissant = json.loads((tmp_path / "t" / "croissant.json").read_text())
    assert [one["name"] for one in package["resources"]] == list(TABLES)
    for resource, file in zip(package["resources"], croissant["distribution"], strict=True):
        content = (tmp_path / "t" / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        assert (file["contentUrl"], file["sha256"]) == (resource["path"], sha256(content).hexdigest())
    for resource, records in zip(package["resources"], croissant["recordSet"], strict=True):
        design = DESIGNS[resource["name"]]
        fields = resource["schema"]["fields"]
        assert [one["name"] for one in fields] == [column.name for column in design.columns]
        assert all(one["description"].startswith(text.text) for one, text in zip(fields, design.columns, strict=True))
        told = [one["description"] for one in records["field"]]
        assert all(one.startswith(text.text) for one, text in zip(told, design.columns, strict=True))


def test_a_reference_is_declared_where_every_value_has_its_row(tmp_path: Path) -> None:
    whole = make_graph()
    export_graph(whole, "csv", tmp_path / "whole")
    export_graph(FakeGraph(whole.articles()[:1], whole.statements()), "csv", tmp_path / "part")
    found = []
    for name in ("whole", "part"):
        package = json.loads((tmp_path / name / "datapackage.json").read_text())
        statements = package["resources"][0]["schema"].get("foreignKeys", [])
        found.append([key["fields"] for key in statements])
    assert found == [[["article"]], []]


@pytest.mark.parametrize("format", ["parquet", "xlsx"])
def test_the_same_graph_gives_the_same_bytes(tmp_path: Path, format: str) -> None:
    pytest.importorskip({"parquet": "pyarrow", "xlsx": "xlsxwriter"}[format])
    graph = make_graph()
    other = FakeGraph(graph.articles()[::-1], graph.statements(accepted=None)[::-1])
    for name, one in (("a", graph), ("b", other)):
        export_graph(one, format, tmp_path / f"{name}.{format}")
    assert (tmp_path / f"a.{format}").read_bytes() == (tmp_path / f"b.{format}").read_bytes()
    stream = io.BytesIO()
    export_graph(graph, format, stream)
    assert stream.getvalue() == (tmp_path / f"a.{format}").read_bytes()


@pytest.mark.parametrize("format", ["csv", "parquet", "xlsx"])
def test_a_failed_export_leaves_the_former_file(tmp_path: Path, format: str) -> None:
    target = tmp_path / f"former.{format}"
    target.write_text("former")

    class Broken(FakeGraph):
        def statements(self, accepted: bool | None = True) -> list:
            raise OSError(28, "No space left on device")

    with pytest.raises(SettingsError, match="No space left on device"):
        export_graph(Broken([], []), format, target)
    assert target.read_text() == "former"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("make", "extra", "package"),
    [
        (lambda graph, path: export_graph(graph, "parquet", path), "parquet", "pyarrow"),
        (lambda graph, path: export_graph(graph, "xlsx", path), "xlsx", "xlsxwriter"),
        (lambda graph, path: to_pandas(graph), "pandas", "pandas"),
        (lambda graph, path: to_polars(graph), "polars", "polars"),
    ],
)
def test_a_missing_package_is_named_with_the_extra_that_brings_it(
    make, extra: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(_extras, "import_module", refuse)
    with pytest.raises(SettingsError, match=rf"needs {package}.*pip install 'kgbuild\[{extra}\]'"):
        make(make_graph(), tmp_path / "x")
    assert not list(tmp_path.iterdir())


def test_a_table_that_is_not_there_is_told() -> None:
    with pytest.raises(SettingsError, match="no table 'statement'; have statements, refused"):
        to_pandas(make_graph(), table="statement")


@pytest.mark.parametrize("name", ["statements", "quantities", "control"])
def test_frames_hold_the_rows(name: str) -> None:
    pytest.importorskip("polars")
    graph = make_graph()
    table = make_control(graph) if name == "control" else make_tables(graph)[name]
    expected = [tuple(list(cell) if isinstance(cell, tuple) else cell for cell in row) for row in table.rows]
    assert to_polars(graph, table=name).rows() == expected


def test_who_is_named_twice_in_a_statement_counts_once() -> None:
    told = make_graph().statements()[-1]
    twice = replace(
        told, actors=told.actors * 2, locations=(*told.locations, replace(told.locations[0], relation="to"))
    )
    graph = FakeGraph(make_graph().articles(), [twice])
    for name, column in (("actors", "acts"), ("places", "statements")):
        table = make_tables(graph)[name]
        counts = [row[table.heading.index(column)] for row in table.rows]
        assert max(counts) == 1, name
    nodes = make_property_graph(graph).nodes["Actor"].values()
    assert max(row["acts"] for row in nodes) == 1


# What a workbook can't hold.


def write(columns: tuple[Column, ...], rows: list, name: str = "notes") -> tuple[list[str], dict[str, str]]:
    """What the writer says, and the parts of the workbook."""
    pytest.importorskip("xlsxwriter")
    file = io.BytesIO()
    notes = xlsx.write_workbook([Table(name, "Notes.", columns, (), iter(rows))], file)
    with zipfile.ZipFile(file) as archive:
        return notes, {part: archive.read(part).decode() for part in archive.namelist()}


TEXT = (Column("text", "text", "Text."),)


@pytest.mark.parametrize(
    ("text", "length"),
    [("a" * 32_767, 32_767), ("a" * 32_768, 32_767), ("🚀" * 16_383, 16_383), ("🚀" * 16_384, 16_384),
     ("a" + "🚀" * 20_000, 16_384)],
)  # fmt: skip
def test_long_cells_are_cut_between_characters_and_told(text: str, length: int) -> None:
    short = xlsx.cut_text(text)
    assert len(short) == length
    assert len(short.encode("utf-16-le")) <= 2 * xlsx.MOST_CHARACTERS
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
    notes, _ = write(TEXT, [(text,)])
    assert notes == (
        [] if short == text else ["1 cells of notes.text are cut: a cell of Excel holds 32,767 characters"]
    )


def test_rows_that_a_sheet_does_not_hold_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    notes, parts = write(TEXT, [(str(number),) for number in range(7)])
    assert notes == ["a sheet of Excel holds 4 rows: notes goes on in notes 2, notes 3"]
    assert [parts[f"xl/worksheets/sheet{number}.xml"].count("<row ") for number in (2, 3, 4)] == [4, 4, 2]
    assert "a sheet of Excel holds 4 rows" in parts["xl/worksheets/sheet1.xml"]


def test_more_links_than_excel_takes_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_LINKS", 2)
    urls = [
        "https://a.org/1",
        "https://a.org/2",
        "https://a.org/3",
        "https://a.org/" + "x" * 3000,
        "https://a.org/" + "🚀" * 1100,
        "javascript:alert(1)",
    ]
    notes, parts = write((Column("url", "text", "Where."),), [(url,) for url in urls])
    assert notes == ["3 addresses of notes are text: more or longer links than Excel takes"]
    assert parts["xl/worksheets/sheet2.xml"].count("<hyperlink ") == 2
    assert "javascript" not in parts["xl/worksheets/_rels/sheet2.xml.rels"]


@pytest.mark.parametrize(
    ("kind", "cell", "written"),
    [
        ("date", date(2025, 3, 2),  "<v>45718</v>"),
        ("date", date(1899, 12, 31), "1899-12-31"),
        ("integer", 9_007_199_254_740_993, "9007199254740993</t>"),
        ("integer", 216_281, "<v>216281</v>"),
        ("number", float("nan"), 'r="1"'),
        ("truth", True, 't="b"><v>1</v>'),
        ("text", "=1+1", "=1+1</t>"),
        ("text", "\x01a\r\nb\rc", "a\nb\nc</t>"),
        ("texts", ("a", "b"), "a; b</t>"),
    ],
)  # fmt: skip
def test_cells_are_typed_and_never_formulas(kind: Kind, cell: object, written: str) -> None:
    _, parts = write((Column("cell", kind, "A cell."),), [(cell,)])
    assert written in parts["xl/worksheets/sheet2.xml"]
    assert (' r="A2"' in parts["xl/worksheets/sheet2.xml"]) == (cell == cell)  # noqa: PLR0124  # a cell but for NaN
    assert "<f>" not in parts["xl/worksheets/sheet2.xml"]


@given(st.lists(st.text(), max_size=5))
def test_any_text_makes_a_workbook_that_reads_back(texts: list[str]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    file = io.BytesIO()
    xlsx.write_workbook([Table("t", "T.", TEXT, (), iter([(text,) for text in texts]))], file)
    sheet = openpyxl.load_workbook(file)["t"]
    found = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    told = [clean_text(text).replace("\r\n", "\n").replace("\r", "\n") or None for text in texts]
    assert found + [None] * (len(told) - len(found)) == told


@given(st.lists(st.text(), max_size=4))
def test_flat_lists_are_joined(texts: list[str]) -> None:
    assert flatten(tuple(texts)) == ("; ".join(texts) or None)


CELLS: dict[Kind, st.SearchStrategy] = {
    "text": st.none() | st.text(alphabet=st.characters(codec="utf-8")),
    "integer": st.none() | st.integers(-(2**63), 2**63 - 1),
    "number": st.none() | st.floats(allow_nan=False) | st.integers(-(2**53), 2**53),
    "truth": st.none() | st.booleans(),
    "date": st.none() | st.dates(),
    "texts": st.lists(st.text(alphabet=st.characters(codec="utf-8")), max_size=3).map(tuple),
    "integers": st.lists(st.integers(-(2**63), 2**63 - 1), max_size=3).map(tuple),
}
ROWS = st.lists(st.tuples(*CELLS.values()), max_size=4)
EVERY = tuple(Column(kind, kind, "A cell.") for kind in CELLS)


@given(ROWS)
def test_any_cell_comes_back_from_parquet(rows: list) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    file = io.BytesIO()
    write_parquet(Table("t", "T.", EVERY, (), iter(rows)), file)
    found = [tuple(row.values()) for row in pq.read_table(file).to_pylist()]
    assert found == [tuple(list(cell) if isinstance(cell, tuple) else cell for cell in row) for row in rows]


@given(ROWS)
def test_any_cell_comes_back_from_csv_as_it_is_written(rows: list) -> None:
    file = io.BytesIO()
    write_csv(Table("t", "T.", EVERY, (), iter(rows)), file)
    heading, *found = csv.reader(io.StringIO(file.getvalue().decode(), newline=""))
    assert heading == list(CELLS)
    assert found == [[write_cell(cell) for cell in row] for row in rows]
    for written, (text, _, _, _, _, texts, _) in zip(found, rows, strict=True):
        for cell, meant in ((written[0], text or ""), (written[5], "; ".join(texts))):
            clean = meant.replace("\x00", "")
            assert cell in {clean, f"'{clean}"}
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
