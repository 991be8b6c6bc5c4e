"""Files: whole or not at all, tables that a CSV reader gets back, errors that say what to do."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from fake_graph import NASTY, FakeGraph, make_graph
from kgbuild.errors import SettingsError, StageError
from kgbuild.exporters import export_graph, list_formats
from kgbuild.exporters._output import Output
from kgbuild.exporters._statement_tables import STATEMENT_COLUMNS
from kgbuild.exporters._tables import TABLES

FORMATS = (
    "csv", "findings", "geojson", "gexf", "graphml", "jsonld", "node-link", "nquads", "ntriples", "rdfxml", "trig",
    "turtle",
)  # fmt: skip
METADATA = ("datapackage.json", "croissant.json")


class Broken(FakeGraph):
    """A graph whose records run out half-way."""

    def statements(self, accepted: bool | None = True) -> list:
        raise OSError(28, "No space left on device")

    def quads(self, *, refused: bool = True) -> list:
        raise OSError(28, "No space left on device")


@pytest.fixture(scope="module")
def graph() -> FakeGraph:
    return make_graph()


def read_rows(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode(), newline="")))


def test_the_formats_are_the_files_of_the_folder() -> None:
    assert set(FORMATS) <= set(list_formats())
    assert not any(name.startswith("_") for name in list_formats())


def test_unknown_formats_list_the_known_ones(graph: FakeGraph, tmp_path: Path) -> None:
    with pytest.raises(StageError, match=r"no exporter 'gefx'; have .*csv, "):
        export_graph(graph, "gefx", tmp_path / "x")


@pytest.mark.parametrize(
    ("format", "options", "message"),
    [
        (
            "turtle",
            {"view": "actors"},
            "'turtle' takes no --view; it goes with csv, ",
        ),
        ("csv", {"view": "actors"}, "'csv' has no view 'actors'; have control"),
        ("graphml", {"view": "control"}, "no view 'control'; have actors"),
        ("geojson", {"day": "2025-01-21"}, "add --view control"),
        ("csv", {"view": "control", "day": "21 January"}, "is no day; write it as 2025-01-21"),
        ("gexf", {"day": "2025-01-21"}, "'gexf' takes no --day; it goes with csv, geojson"),
    ],
)
def test_a_view_or_a_day_that_does_not_fit_is_told(
    graph: FakeGraph, tmp_path: Path, format: str, options: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        export_graph(graph, format, tmp_path / "x", **options)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("format", FORMATS)
def test_files_appear_whole_and_nothing_beside_them(graph: FakeGraph, tmp_path: Path, format: str) -> None:
    target = tmp_path / "new" / "file.csv"
    export_graph(graph, format, target)
    stream = io.BytesIO()
    export_graph(graph, format, stream)
    assert target.read_bytes() == stream.getvalue()
    assert [path.name for path in target.parent.iterdir()] == ["file.csv"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_failed_export_leaves_the_former_file(graph: FakeGraph, tmp_path: Path, format: str) -> None:
    target = tmp_path / "file.csv"
    target.write_text("former")
    broken = Broken(graph.articles(), [])
    with pytest.raises(SettingsError, match="No space left on device"):
        export_graph(broken, format, target)
    assert target.read_text() == "former"
    assert [path.name for path in tmp_path.iterdir()] == ["file.csv"]


def test_a_file_that_does_not_read_back_is_not_kept(tmp_path: Path) -> None:
    def refuse(file: object) -> None:
        raise ValueError("damaged")

    def write() -> None:
        with Output(tmp_path / "x") as output, output.open(check=refuse) as file:
            file.write(b"half")

    with pytest.raises(ValueError, match="damaged"):
        write()
    assert not list(tmp_path.iterdir())


def test_a_folder_keeps_what_others_put_there(graph: FakeGraph, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    export_graph(graph, "csv", folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted([*(f"{name}.csv" for name in TABLES), *METADATA])
    (folder / "notes.txt").write_text("mine")
    (folder / "events.csv").write_text("former")
    with pytest.raises(SettingsError):
        export_graph(Broken([], []), "csv", folder)
    assert (folder / "events.csv").read_text() == "former"
    export_graph(graph, "csv", folder)
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "events.csv").read_text() != "former"
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_file_is_no_folder_and_a_folder_no_file(graph: FakeGraph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("former")
    with pytest.raises(SettingsError, match="is a file; this format writes a folder"):
        export_graph(graph, "csv", tmp_path / "file")
    with pytest.raises(SettingsError, match="is a folder; this format writes one file"):
        export_graph(graph, "turtle", tmp_path)
    assert (tmp_path / "file").read_text() == "former"


def test_standard_output(graph: FakeGraph, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    stream = io.BytesIO()
    export_graph(graph, "nquads", stream)
    export_graph(graph, "nquads", "-")
    assert capfdbinary.readouterr().out == stream.getvalue()


def test_statement_rows_hold_the_values(graph: FakeGraph) -> None:
    stream = io.BytesIO()
    export_graph(graph, "csv", stream)
    rows = {row["id"]: row for row in read_rows(stream.getvalue())}
    assert sorted(rows) == ["s1", "s2", "s3", "s4"]
    assert list(rows["s1"]) == [column.name for column in STATEMENT_COLUMNS]
    expected = {
        "article": "a/1", "action": "ASSAULT", "contexts": "military; human_rights",
        "actors": "M23", "actor_ids": "m23",
        "recipients": "people", "recipient_ids": "", "places": "Goma", "geonames": "216281", "lat": "-1.67409",
        "earliest": "2025-03-02", "claimants": "AFP; =cmd()", "quantities": "killed 1234567.. person", "start": "0",
        "confidence": "0.8", "findings": "KG101",
    }  # fmt: skip
    assert {name: rows["s1"][name] for name in expected} == expected
    assert rows["s2"]["evidence"] == NASTY
    assert rows["s2"]["date"] == ""


def test_other_tables(graph: FakeGraph, tmp_path: Path) -> None:
    export_graph(graph, "csv", tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.namelist() == [*(f"{name}.csv" for name in TABLES), *METADATA]
        tables = {name: read_rows(archive.read(f"{name}.csv")) for name in TABLES}
    assert [row["id"] for row in tables["refused"]] == ["s5"]
    assert sorted((row["statement"], row["accepted"]) for row in tables["findings"]) == [
        ("s1", "true"), ("s2", "true"), ("s4", "true"), ("s5", "false"),
    ]  # fmt: skip
    m23 = next(row for row in tables["actors"] if row["id"] == "m23")
    assert (m23["name"], m23["acts"], m23["suffers"]) == ("M23", "2", "0")
    goma = next(row for row in tables["places"] if row["geonames"] == "216281")
    assert goma["statements"] == "3"
    assert [(row["id"], row["statements"]) for row in tables["articles"]] == [("a/1", "3"), ("b", "1")]
    assert sum(len(row["statements"].split("; ")) for row in tables["events"]) == 4


def test_findings_of_accepted_and_refused_statements_are_one_table(graph: FakeGraph) -> None:
    stream = io.BytesIO()
    export_graph(graph, "findings", stream)
    rows = {row["statement"]: row for row in read_rows(stream.getvalue())}
    assert sorted(rows) == ["s1", "s2", "s4", "s5"]
    expected = {
        "accepted": "false", "code": "KG201", "severity": "error", "slot": "actor", "message": "wrong",
        "article": "a/1", "url": "https://example.org/?q=1&r=2", "published": "2025-03-04", "action": "ASSAULT",
        "trigger": "shelled", "actors": "Rebels", "evidence": "Rebels shelled Goma on 2 March 2025.",
    }  # fmt: skip
    assert {name: rows["s5"][name] for name in expected} == expected


def test_cells_that_a_spreadsheet_would_run_are_text(graph: FakeGraph, tmp_path: Path) -> None:
    export_graph(graph, "csv", tmp_path / "t")
    rows = read_rows((tmp_path / "t" / "actors.csv").read_bytes())
    assert "'=cmd()" in {row["name"] for row in rows}
    assert all(not cell.startswith("=") for row in rows for cell in row.values())


def test_the_same_graph_gives_the_same_tables(graph: FakeGraph, tmp_path: Path) -> None:
    other = FakeGraph(graph.articles()[::-1], graph.statements(accepted=None)[::-1])
    export_graph(graph, "csv", tmp_path / "one.zip")
    export_graph(other, "csv", tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
