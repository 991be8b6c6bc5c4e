"""What checks noticed goes with the statement into every format; what they refused stays among the refused."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pyoxigraph
import pytest

from exported_page import needs_pages, read_documents
from factory import make_statement, sample_article, span
from kgbuild.checks import check_statements
from kgbuild.exporters import VIEWS, export_graph, list_formats
from kgbuild.graph.store import Graph
from kgbuild.vocabulary import load_vocabulary

WITH_GRAPHS = {
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
"""Formats that have a word for the graph of the refused."""
TABLES = ("csv", "findings", "parquet", "xlsx")
"""Formats with a table of the refused."""
WITHOUT_FINDINGS = ("acled", "cameo", "ftm", "hxl", "misp", "plover", "stix", "ucdp")
"""Formats that have no place for them, as docs/exports/exchange.md and event-tables.md say."""
EXTRAS = {"parquet": "pyarrow", "xlsx": "xlsxwriter"}
PAGES = ("html",)
"""Formats with pages on which checks are looked at."""
NETWORKS = ("cx2", "cytoscape", "dot", "gexf", "gml", "graphml", "node-link", "pajek")
REFUSED, DOUBTED = "s-refused", "s-doubted"
WORDS = "the rebels bombed Zzyzx"
"""The evidence of the refused statement; elsewhere the words stand in the article's text alone."""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """One statement with a warning, and one that a check refuses: it ends before it begins."""
    article = sample_article(f"{sample_article().text} A week later {WORDS}.")
    plain = make_statement(article, id=DOUBTED)
    doubted = msgspec.structs.replace(
        plain, actors=(msgspec.structs.replace(plain.actors[0], id=None, wikidata=None),), recipients=plain.actors
    )
    assert plain.date is not None
    crossed = msgspec.structs.replace(plain.date, mention=None, earliest="2025-03-03")
    refused = make_statement(
        article, id=REFUSED, evidence=(span(WORDS, article),), trigger=span("bombed", article), date=crossed
    )
    folder = tmp_path_factory.mktemp("graph")
    with Graph.open(folder, create=True) as graph:
        graph.add(article, check_statements([doubted, refused], article, load_vocabulary()))
        graph.finish()
    with Graph.open(folder) as graph:
        yield graph


def export(graph: Graph, format: str, folder: Path, view: str | None = None) -> dict[str, str]:
    """The text of each file of an export."""
    if format in EXTRAS:
        pytest.importorskip(EXTRAS[format])
    if format in PAGES:
        needs_pages()
    target = folder / "out"
    export_graph(graph, format, target, view=view)
    files = list(target.iterdir()) if target.is_dir() else [target]
    return {path.name: read_text(path) for path in files}


def read_text(path: Path) -> str:
    """All text of a file: of a workbook that of its parts, of Parquet and SQLite that of their rows."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    if content.startswith(b"PAR1"):
        import pyarrow.parquet as pq

        return json.dumps(pq.read_table(path).to_pylist(), default=str)
    if content.startswith(b"SQLite"):
        with closing(sqlite3.connect(path)) as base:
            return "\n".join(base.iterdump())
    if content.startswith(b"<!doctype html>"):
        return "\n".join(read_documents(path).values())
    return content.decode()


def test_the_checks_judge_as_this_file_says(graph: Graph) -> None:
    codes = {one.id: [finding.code for finding in one.findings] for one in graph.statements(accepted=None)}
    assert codes == {DOUBTED: ["KG105"], REFUSED: ["KG201"]}
    assert [one.id for one in graph.statements()] == [DOUBTED]


@pytest.mark.parametrize("format", [name for name in list_formats() if name not in {*WITH_GRAPHS, *TABLES, *PAGES}])
def test_a_refused_statement_is_in_no_other_format(graph: Graph, tmp_path: Path, format: str) -> None:
    for number, view in enumerate(VIEWS if format in NETWORKS else (None,)):
        text = "\n".join(export(graph, format, tmp_path / str(number), view).values())
        assert REFUSED not in text
        assert not re.search(f'[">,]{WORDS}["<,]', text)


@pytest.mark.parametrize("format", WITH_GRAPHS)
def test_formats_with_graphs_keep_it_in_the_graph_of_the_refused(graph: Graph, tmp_path: Path, format: str) -> None:
    (text,) = export(graph, format, tmp_path).values()
    iri, home = graph.names.statement(REFUSED), graph.names.refused_graph("a1")
    quads = list(pyoxigraph.parse(text.encode(), format=WITH_GRAPHS[format]))
    named = [quad for quad in quads if iri in str(quad) or str(quad.object) == f'"{WORDS}"']
    assert named
    assert {quad.graph_name for quad in named} == {pyoxigraph.NamedNode(home)}


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_tables_keep_it_in_the_tables_of_what_was_refused(graph: Graph, tmp_path: Path, format: str) -> None:
    files = export(graph, format, tmp_path)
    names = {f"refused.{format}", f"findings.{format}"}
    assert {name for name, text in files.items() if REFUSED in text} == names
    assert {name for name, text in files.items() if WORDS in text} == names


def test_a_page_keeps_it_with_the_checks_and_in_its_article(graph: Graph, tmp_path: Path) -> None:
    needs_pages()
    export_graph(graph, "html", tmp_path / "page.html")
    documents = read_documents(tmp_path / "page.html")
    assert {name for name, text in documents.items() if REFUSED in text} == {"checks", "articles/0"}
    checks = json.loads(documents["checks"])
    assert [row["statement"]["id"] for row in checks["refused"]] == [REFUSED]
    told = json.loads(documents["articles/0"])["a1"]["statements"]
    assert {one["id"]: one["accepted"] for one in told} == {DOUBTED: True, REFUSED: False}


def test_the_findings_hold_it_with_its_reason(graph: Graph, tmp_path: Path) -> None:
    (text,) = export(graph, "findings", tmp_path).values()
    (row,) = (line for line in text.splitlines() if line.startswith(REFUSED))
    assert row.startswith(f"{REFUSED},a1,false,KG201,error,date,the earliest day 2025-03-03 is after the latest day")
    assert row.endswith(f",{WORDS}")


@pytest.mark.parametrize("format", [name for name in list_formats() if name not in WITHOUT_FINDINGS])
def test_findings_of_accepted_statements_are_in_every_format(graph: Graph, tmp_path: Path, format: str) -> None:
    assert any("KG105" in text for text in export(graph, format, tmp_path).values())
