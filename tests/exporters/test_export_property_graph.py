"""Property graphs: what stands between whom, files that fit together, texts whose strings end where they should."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fake_graph import VISIBLE, FakeGraph, make_graph
from kgbuild.errors import SettingsError
from kgbuild.exporters import export_graph
from kgbuild.exporters._property_columns import ENDS, NODES, RELATIONS
from kgbuild.exporters._property_graph import make_property_graph
from kgbuild.exporters.cypher import write_literal
from kgbuild.model import Assembled, Claimant, Event, Link

BASE = "https://w3id.org/kgbuild/id/"


@pytest.fixture(scope="module")
def graph() -> FakeGraph:
    return make_graph()


def write_text(graph: FakeGraph, **options: str) -> str:
    stream = io.BytesIO()
    export_graph(graph, "cypher", stream, **options)
    return stream.getvalue().decode()


def test_a_statement_stands_between_actors_with_its_words_and_standing(graph: FakeGraph) -> None:
    whole = make_property_graph(graph)
    (acting,) = [one for one in whole.relations["HAS_ACTOR", "Statement", "Actor"] if one.values["statement"] == "s1"]
    assert (acting.start, acting.end) == (f"{BASE}statement/s1", f"{BASE}actor/m23")
    assert acting.values == {
        "id": "s1/actor/0", "statement": "s1", "url": "https://example.org/?q=1&r=2",
        "evidence": "Rebels shelled Goma on 2 March 2025.", "status": "claimed", "polarity": "positive",
        "modality": "actual", "words": "Rebels", "start_offset": 0, "end_offset": 6,
    }  # fmt: skip
    m23 = whole.nodes["Actor"][f"{BASE}actor/m23"]
    assert (m23["name"], m23["acts"], m23["suffers"], m23["claims"]) == ("M23", 2, 0, 0)
    (evidence,) = [
        one for one in whole.relations["EVIDENCE", "Statement", "Article"] if one.values["statement"] == "s2"
    ]
    assert evidence.values["evidence"] == VISIBLE
    assert f"{BASE}statement/s5" not in whole.nodes["Statement"]


@pytest.mark.parametrize(
    ("claimants", "says", "quotes"),
    [
        ((), ("article/b", "Article"), []),
        (("AFP",), ("AFP", "Actor"), []),
        (("AFP", "governor", "army"), ("army", "Actor"), [("AFP", "governor"), ("governor", "army")]),
    ],
)
def test_who_says_it(claimants: tuple[str, ...], says: tuple[str, str], quotes: list[tuple[str, str]]) -> None:
    whole = make_graph()
    (one,) = [statement for statement in whole.statements() if statement.id == "s4"]
    told = replace(one, claimants=tuple(Claimant(name=name, kind="organization") for name in claimants))
    made = make_property_graph(FakeGraph(whole.articles(), [told]))
    called = {iri: row.get("name", iri.removeprefix(BASE)) for iri, row in made.nodes["Actor"].items()}
    (saying,) = made.relations["SAYS", says[1], "Statement"]
    assert called.get(saying.start, saying.start.removeprefix(BASE)) == says[0]
    assert [(called[one.start], called[one.end]) for one in made.relations["QUOTES", "Actor", "Actor"]] == quotes


def test_events_and_links_between_statements_that_are_there() -> None:
    class Linked(FakeGraph):
        def assembled(self) -> Assembled:
            return Assembled(
                events=(
                    Event(id="e1", type="ASSAULT", statements=("s1", "gone"), part_of="e2"),
                    Event(id="e2", type="ASSAULT", statements=("s4",), part_of="gone"),
                ),
                links=(
                    Link(first="s1", second="gone", kind="updates", slot="date", reason="one is gone"),
                    Link(first="s1", second="s4", kind="contradicts", slot="killed", reason="nine, none"),
                ),
            )

    whole = make_graph()
    made = make_property_graph(Linked(whole.articles(), whole.statements()))
    assert [(one.values["statement"], one.end[-2:]) for one in made.relations["IN_EVENT", "Statement", "Event"]] == [
        ("s1", "e1"), ("s4", "e2"),
    ]  # fmt: skip
    assert [(one.start[-2:], one.end[-2:]) for one in made.relations["PART_OF", "Event", "Event"]] == [("e1", "e2")]
    (link,) = made.relations["CONTRADICTS", "Statement", "Statement"]
    assert (link.start[-2:], link.end[-2:], link.values["slot"], link.values["other"]) == ("s1", "s4", "killed", "s4")
    assert not made.relations["UPDATES", "Statement", "Statement"]


def test_files_of_rows_fit_their_headings_and_each_other(graph: FakeGraph, tmp_path: Path) -> None:
    export_graph(graph, "neo4j", tmp_path / "f")
    folder = tmp_path / "f"

    def read(name: str) -> tuple[list[str], list[list[str]]]:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return (folder / f"{name}.header.csv").read_text().strip().split(","), list(csv.reader(file))

    ids = {}
    for label in NODES:
        heads, rows = read(label)
        assert heads[0] == f"iri:ID({label})"
        assert heads[-1] == ":LABEL"
        assert all(re.fullmatch(r"\w+:(string|int|float|boolean|string\[\])", head) for head in heads[1:-1])
        assert {len(row) for row in rows} == {len(heads)}
        ids[label] = [row[0] for row in rows]
        assert len(set(ids[label])) == len(rows)
        assert {row[-1].split("\x1f")[0] for row in rows} == {label}
    for role in RELATIONS:
        for start, end in ENDS[role]:
            heads, rows = read(f"{start}-{role}-{end}")
            assert (heads[0], heads[1], heads[-1]) == (f":START_ID({start})", f":END_ID({end})", ":TYPE")
            assert all(row[0] in ids[start] and row[1] in ids[end] and row[-1] == role for row in rows)
    raw = (folder / "Statement.csv").read_text(encoding="utf-8")
    assert '""it\'s""' in raw
    assert "military\x1fhuman_rights" in raw
    assert subprocess.run(["sh", "-n", str(folder / "import.sh")], check=False).returncode == 0


def test_the_same_graph_gives_the_same_files(graph: FakeGraph, tmp_path: Path) -> None:
    other = FakeGraph(graph.articles()[::-1], graph.statements(accepted=None)[::-1])
    assert write_text(graph) == write_text(other)
    for name, one in (("one", graph), ("two", other)):
        export_graph(one, "neo4j", tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


class Broken(FakeGraph):
    """A graph that can't be read to its end."""

    def statements(self, accepted: bool | None = True) -> list:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("format", ["neo4j", "cypher"])
def test_a_failed_export_leaves_the_former_files(graph: FakeGraph, tmp_path: Path, format: str) -> None:
    target = tmp_path / "f"
    export_graph(graph, format, target)
    files = [target] if target.is_file() else sorted(target.iterdir())
    former = [path.read_bytes() for path in files]
    with pytest.raises(SettingsError, match="No space left on device"):
        export_graph(Broken([], []), format, target)
    assert [path.read_bytes() for path in files] == former
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


@pytest.mark.parametrize(
    ("profile", "head"),
    [
        ("neo4j", "CREATE CONSTRAINT actor_iri IF NOT EXISTS FOR (n:Actor) REQUIRE n.iri IS UNIQUE;"),
        ("memgraph", "CREATE CONSTRAINT ON (n:Actor) ASSERT n.iri IS UNIQUE;"),
        ("kuzu", "CREATE NODE TABLE IF NOT EXISTS Actor(iri STRING, id STRING, name STRING,"),
        ("opencypher", "UNWIND ["),
    ],
)
def test_the_head_is_the_databases_and_the_data_everybodys(graph: FakeGraph, profile: str, head: str) -> None:
    text = write_text(graph, profile=profile)
    assert text.startswith(head)
    assert text.endswith(write_text(graph, profile="opencypher"))


def test_a_profile_that_is_none_is_told(graph: FakeGraph, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no profile 'gremlin'; have neo4j, memgraph, kuzu, opencypher"):
        export_graph(graph, "cypher", tmp_path / "x", profile="gremlin")
    assert not list(tmp_path.iterdir())


def test_a_batch_has_rows_of_one_shape(graph: FakeGraph) -> None:
    """Maps of one list have the same keys and types: Kuzu reads no others."""
    for batch in re.findall(r"UNWIND \[\n(.*?)\n\] AS row", write_text(graph), re.DOTALL):
        shapes = {tuple(re.findall(r"(?:^  \{|, )(\w+): ", re.sub(r"'(?:\\.|[^'\\])*'", "x", line)))
                  for line in batch.split("\n")}  # fmt: skip
        assert len(shapes) == 1
    assert "null" not in re.sub(r"'(?:\\.|[^'\\])*'", "", write_text(graph))


@given(st.text())
def test_a_string_ends_where_it_should(text: str) -> None:
    literal = write_literal(text)
    (inside,) = re.findall(r"\A'((?:\\[\\'nrt]|[^'\\\n\r\t])*)'\Z", literal, re.DOTALL)
    marks = {"n": "\n", "r": "\r", "t": "\t"}
    assert re.sub(r"\\(.)", lambda found: marks.get(found[1], found[1]), inside) == text


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        (None, "null"), (True, "true"), (3, "3"), (0.5, "0.5"), (2.0, "2.0"), (("a", "b'c"), r"['a', 'b\'c']"),
        ("C:\\users", r"'C:\\users'"), ("a;\n// b", r"'a;\n// b'"),
    ],
)  # fmt: skip
def test_values_as_cypher_spells_them(value: object, literal: str) -> None:
    assert write_literal(value) == literal
