"""Named queries: each says what it answers, binds its parameters, and answers the same however the graph was built."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

sys.path.insert(0, str(Path(__file__).parent / "graph"))

from graph_reports import build

from kgbuild.errors import GraphError
from kgbuild.graph.rows import make_rows
from kgbuild.graph.store import Graph
from kgbuild.queries import FORMATS, find_query, format_rows, list_queries, read_query, run_query

QUERIES = list_queries()


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Graph.open(build(tmp_path_factory.mktemp("queries") / "g")) as opened:
        yield opened


def test_there_are_the_promised_queries() -> None:
    assert {
        "who-says-what", "who-attacks-whom", "casualties", "control", "contradictions", "claims-by-claimant",
        "sentence-behind", "quality", "control-on",
    } <= {query.name for query in QUERIES}  # fmt: skip
    assert len(QUERIES) >= 40


@pytest.mark.parametrize("place", ["Goma", "oM", ""])
def test_casualties_keep_each_sources_own_bounds(graph: Graph, place: str) -> None:
    rows = run_query(graph, "casualties", {"place": place})
    bounds = [(row["low"], row["high"], row["claimant"]) for row in rows.records()]
    assert sorted(bounds) == [(12, 12, "army")] * 5 + [(12, 12, "rebels"), (31, 31, "army")]
    assert {row["agency"] for row in rows.records()} == {"AFP"}
    # A figure that is denied is told as such, not as the count of who denies it.
    assert {row["claimant"]: row["status"] for row in rows.records()} == {"army": "claimed", "rebels": "denied"}
    assert len(run_query(graph, "casualties", {"kind": "wounded"})) == 0


def test_contradictions_are_told_once_for_all_copies(graph: Graph) -> None:
    (row,) = run_query(graph, "contradictions").records()
    # Five copies quote the army and one of them the rebels: one voice against one, whatever numbers the copies print.
    assert (row["slot"], row["where"], row["day"]) == ("polarity", "Goma", date(2025, 3, 2))
    assert row["reason"] == (
        "army says 'March 23 Movement: shelled people'; "
        "rebels says it is not so that 'March 23 Movement: denied people'"
    )
    for wrong in ({"place": "Bukavu"}, {"on": "killed"}, {"link": "updates"}):
        assert len(run_query(graph, "contradictions", wrong)) == 0
    assert len(run_query(graph, "contradictions", {"on": "polarity", "place": "gom"})) == 1


@pytest.mark.parametrize(("day", "count"), [("2025-03-01", 0), ("2025-03-02", 1), ("2035-01-01", 1)])
def test_a_hold_is_claimed_from_its_day_until_its_side_says_otherwise(graph: Graph, day: str, count: int) -> None:
    rows = run_query(graph, "control-on", {"day": day})
    described = [(row["where"], row["holder"], row["polarity"], row["mode"], row["side"]) for row in rows.records()]
    assert described == [("Goma", "March 23 Movement", "positive", "capture", "COD")] * count
    assert len(run_query(graph, "control-on", {"day": day, "place": "Bukavu"})) == 0


def test_denials_are_no_attacks(graph: Graph) -> None:
    (row,) = run_query(graph, "who-attacks-whom").records()
    assert (row["attacker"], row["target"], row["statements"], row["articles"]) == ("March 23 Movement", "people", 5, 5)
    assert len(run_query(graph, "who-attacks-whom", {"since": "2025-03-03"})) == 0
    assert len(run_query(graph, "who-attacks-whom", {"until": "2025-03-02"})) == 1


def test_quality_counts_the_refused_by_article(graph: Graph) -> None:
    rows = {row["id"]: row for row in run_query(graph, "quality").records()}
    assert {name: (row["statements"], row["refused"]) for name, row in rows.items()} == {
        "a0": (1, 0), "a1": (2, 0), "a2": (1, 0), "a3": (1, 1), "a4": (2, 0),
    }  # fmt: skip
    assert (rows["a1"]["actors"], rows["a1"]["unregistered"], rows["a1"]["undated"]) == (4, 2, 0)


def test_the_sentence_behind_a_statement_slices_back(graph: Graph) -> None:
    for statement in graph.statements():
        for given in (statement.id, graph.names.statement(statement.id), f"statement/{statement.id}"):
            (row,) = run_query(graph, "sentence-behind", {"statement": given}).records()
            assert row["words"] == statement.evidence[0].text
            assert (row["begin"], row["end"]) == (statement.evidence[0].start, statement.evidence[0].end)


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("who-say-what", {}, "Did you mean 'who-says-what'"),
        ("xyz", {}, "Have actor-timeline"),
        ("casualties", {"plaice": "x"}, "no parameter 'plaice'; have kind, place"),
        ("claims-by-claimant", {}, "needs claimant=Doctors Bridge"),
        ("who-attacks-whom", {"since": "March"}, "since=March is no date"),
        ("sentence-behind", {"statement": "http://a b"}, "is no statement"),
        ("control-on", {"place": "Goma"}, "needs day=2025-10-15"),
        ("events-inside", {"area": "POLYGON((28 -3, 30 -3"}, "area=POLYGON((28 -3, 30 -3 is no area (write it as WKT"),
        ("control-on", {"day": "10 March"}, "day=10 March is no date (write it as 2025-03-31)"),
    ],
)
def test_a_wrong_call_is_told_with_directions(graph: Graph, name: str, params: dict[str, str], message: str) -> None:
    with pytest.raises(GraphError, match=re.escape(message)):
        run_query(graph, name, params)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?s { ?s ?p ?o }", "has no '# title:' line"),
        ("# heading: x\n", "starts with one of group"),
        ("# title: a\n# question: b?\n# column: s (iri): c\n# example: -\n# parameter: x: y\n", "write a parameter as"),
        ("# title: a\n# question: b?\n# column: s\n# example: -\n", "write a column as"),
    ],
)
def test_a_header_that_says_too_little_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "own.rq").write_text(text)
    with pytest.raises(GraphError, match=re.escape(message)):
        read_query(tmp_path / "own.rq")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "own.rq").write_bytes(b"\xff\xfe# title: a")
    for call in (lambda: read_query(tmp_path / "own.rq"), lambda: list_queries(tmp_path),
                 lambda: read_query(tmp_path / "none.rq")):  # fmt: skip
        with pytest.raises(GraphError, match=r"(own|none)\.rq: can't be read: .* A query is a text in UTF-8"):
            call()


def test_formats_show_the_same_cells(graph: Graph) -> None:
    rows = run_query(graph, "claims-by-claimant", {"claimant": "rebels"})
    assert len(rows) == 1
    table = list(csv.DictReader(io.StringIO(format_rows(rows, "csv"))))
    found = json.loads(format_rows(rows, "json"))
    assert found["head"]["vars"] == list(rows.columns)
    (binding,) = found["results"]["bindings"]
    assert {name: cell["value"] for name, cell in binding.items()} == {
        name: cell for name, cell in table[0].items() if cell
    }
    assert binding["statement"]["type"] == "uri"
    assert binding["earliest"]["datatype"].endswith("#date")
    text = format_rows(rows, "table")
    assert text.splitlines()[0].split() == list(rows.columns)
    assert "statement/s" in text
    assert "w3id.org" not in text
    assert text.endswith("(1 row)\n")
    assert format_rows(rows, "md").splitlines()[0] == "| " + " | ".join(rows.columns) + " |"
    assert all(format_rows(rows, name, graph).endswith("\n") for name in FORMATS)
    with pytest.raises(GraphError, match="have table, csv, json, md"):
        format_rows(rows, "xml")  # type: ignore[arg-type]


def test_a_cell_cannot_break_a_markdown_table(graph: Graph) -> None:
    rows = graph.query('SELECT ("a|b\\nc" AS ?x) { }')
    assert format_rows(rows, "md").splitlines()[2] == "| a\\|b c |"


def test_json_tells_a_triple_from_a_text() -> None:
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c", language="en"))
    rows = make_rows(("t",), [(triple,), (ox.Literal(str(triple)),)])
    read = ox.parse_query_results(format_rows(rows, "json"), format=ox.QueryResultsFormat.JSON)
    assert [row["t"] for row in read] == [triple, ox.Literal(str(triple))]


def test_no_query_tests_two_joined_patterns_for_absence() -> None:
    for query in QUERIES:
        for body in re.findall(r"NOT EXISTS\s*\{([^}]*)\}", query.sparql):
            assert len(re.findall(r"\?\w+ (?:\w+:\w+|a) ", body)) == 1, query.name
    assert find_query("quality").name == "quality"
