"""The query library: every example gives its golden answer, every parameter matters, and no value is ever syntax."""

from __future__ import annotations

import contextlib
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
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent / "graph"))

from graph_reports import build, make_reports

from kgbuild.errors import GraphError
from kgbuild.graph.rows import make_rows
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import PREFIXES
from kgbuild.queries import FORMATS, Query, ask_query, find_query, format_rows, list_queries, read_query, run_query
from kgbuild.queries.listing import GROUPS, describe_query, list_by_group
from query_examples import GOLDEN, answer_example, build_examples

QUERIES = list_queries()
each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
KINDS = {"string": str, "iri": str, "date": date, "integer": int, "number": int | float, "boolean": bool}
NOTHING = {
    "string": "no such thing \N{SNOWMAN}",
    "integer": 999_999,
    "number": 999_999,
    "statement": "none",
    "event": "none",
    "article": "none",
    "area": "POLYGON((0 -80, 1 -80, 1 -79, 0 -79, 0 -80))",
    "day": "0001-01-01",
    "since": "9999-12-31",
    "until": "0001-01-01",
    "most": -1,
    "lat": -89,
    "lon": -170,
    "km": 0,
}
"""By the parameter's name or else its type: a value that fits nothing in the graph."""

RARE = {"control-on": {"until"}, "displacement": {"actor"}}
"""Columns that no row of the sample reports fills."""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Graph.open(build_examples(tmp_path_factory.mktemp("examples") / "g")) as opened:
        yield opened


def test_the_graph_of_the_examples_can_be_read_back(graph: Graph) -> None:
    assembled = graph.assembled()
    assert len(assembled.events) == graph.stats().events
    nodes = [
        *(state.holder for state in assembled.states if state.holder),
        *(state.place for state in assembled.states),
    ]
    for node in nodes:
        known = graph.query("ASK { ?node a ?class }".replace("?node", f"<{graph.names.base}{node}>"))
        assert known.rows == ((True,),), node


def list_cases(*types: str) -> list[tuple[Query, str]]:
    """Queries with each of their parameters, of these types or of all."""
    return [
        (query, parameter.name)
        for query in QUERIES
        for parameter in query.parameters
        if not types or parameter.type in types
    ]


@each_query
def test_an_example_gives_its_golden_answer(graph: Graph, query: Query) -> None:
    golden = (GOLDEN / f"{query.name}.csv").read_text(encoding="utf-8")
    answer = answer_example(graph, query.name)
    assert answer == golden, f"python tests/query_examples.py {query.name}, then read what changed"
    assert 1 <= len(list(csv.DictReader(io.StringIO(golden)))) <= 15


def test_no_answer_is_left_of_a_query_that_is_gone() -> None:
    assert {path.stem for path in GOLDEN.glob("*.csv")} == {query.name for query in QUERIES}


@each_query
def test_a_query_documents_itself(query: Query) -> None:
    assert query.group in GROUPS
    assert query.question.endswith("?")
    assert query.example.keys() <= {parameter.name for parameter in query.parameters}
    columns = [column.name for column in query.columns]
    assert len(set(columns)) == len(columns)
    assert {column.type for column in query.columns} <= KINDS.keys()
    for parameter in query.parameters:
        assert parameter.name not in columns
        assert len(re.findall(rf"\?{parameter.name}\b", query.sparql.split("WHERE")[0])) == 1


@each_query
def test_the_columns_hold_the_types_that_the_header_says(graph: Graph, query: Query) -> None:
    rows = run_query(graph, query.name, query.example)
    assert rows.columns == tuple(column.name for column in query.columns)
    for row in rows.rows:
        for column, value in zip(query.columns, row, strict=True):
            assert value is None or (
                isinstance(value, KINDS[column.type]) and isinstance(value, bool) == (column.type == "boolean")
            ), column.name
    wide = run_query(graph, query.name, widen(query))
    filled = {column for column, *cells in zip(rows.columns, *rows.rows, *wide.rows, strict=True) if any_known(cells)}
    assert set(rows.columns) - filled == RARE.get(query.name, set())


def any_known(cells: list[object]) -> bool:
    return any(cell is not None for cell in cells)


def widen(query: Query) -> dict[str, str]:
    """The example with every text that has a default at it, and every period and threshold as wide as it goes."""
    widest = {"since": "0001-01-01", "until": "9999-12-31", "least": "0", "most": "999999"}
    texts = {parameter.name: parameter.default for parameter in query.parameters if parameter.type == "string"}
    known = {parameter.name for parameter in query.parameters if parameter.default is not None}
    wide = {name: value for name, value in (texts | widest).items() if name in known and value is not None}
    return {**query.example, **wide}


def _type_of(query: Query, name: str) -> str:
    return next(parameter.type for parameter in query.parameters if parameter.name == name)


@pytest.mark.parametrize(("query", "name"), list_cases(), ids=[f"{query.name}-{name}" for query, name in list_cases()])
def test_a_value_that_fits_nothing_gives_no_row(graph: Graph, query: Query, name: str) -> None:
    value = NOTHING.get(name, NOTHING.get(_type_of(query, name)))
    assert value is not None
    assert len(run_query(graph, query.name, {**query.example, name: value})) == 0


SYNTAX = st.sampled_from(
    ['"', "'", '"""', "\\", "\\u0022", "}", "{", ") }", "?place", "?s ?p ?o", "|| true", "DROP ALL", "#", "\n", "\t",
     "<", ">", "<a:b>", "^^xsd:date", "@en", " UNION ", "VALUES", ".", ";", "\N{SNOWMAN}", "\x00", "\ud7ff", "%", "a"]
)  # fmt: skip
HOSTILE = st.lists(SYNTAX, min_size=1, max_size=6).map(lambda parts: f"{''.join(parts)}\N{SNOWMAN}")


@given(case=st.sampled_from(list_cases("string", "statement", "event", "article", "area")), value=HOSTILE)
def test_a_parameter_is_a_value_and_never_syntax(graph: Graph, case: tuple[Query, str], value: str) -> None:
    query, name = case
    refusal = contextlib.nullcontext() if _type_of(query, name) == "string" else contextlib.suppress(GraphError)
    with refusal:
        assert len(run_query(graph, query.name, {**query.example, name: value})) == 0
    assert graph.query("ASK { ?s a kg:Statement }").rows == ((True,),)


def broad(graph: Graph, query: Query) -> dict[str, str]:
    """Parameters that let through what they can."""
    first = next(graph.statements())
    values = {
        "statement": first.id, "event": graph.events()[0].id, "article": first.article.id, "string": "a",
        "date": "2025-03-02", "number": "0", "integer": "0", "area": "POLYGON((20 -10, 40 -10, 40 10, 20 10, 20 -10))",
    }  # fmt: skip
    special = {"lat": "-1.6", "lon": "29.2"}
    return {
        parameter.name: special.get(parameter.name, values[parameter.type])
        for parameter in query.parameters
        if parameter.default is None
    }


def test_the_answer_does_not_depend_on_the_order_of_building(tmp_path: Path) -> None:
    with (
        Graph.open(build(tmp_path / "one")) as one,
        Graph.open(build(tmp_path / "other", make_reports()[::-1])) as other,
    ):
        answers = {query.name: run_query(one, query.name, broad(one, query)) for query in QUERIES}
        assert sum(len(rows) > 0 for rows in answers.values()) > len(QUERIES) // 2
        for query in QUERIES:
            assert run_query(other, query.name, broad(one, query)) == answers[query.name], query.name


@each_query
def test_every_format_holds_every_row(graph: Graph, query: Query) -> None:
    rows = run_query(graph, query.name, query.example)
    assert len(list(csv.reader(io.StringIO(format_rows(rows, "csv"))))) == len(rows) + 1
    assert len(json.loads(format_rows(rows, "json"))["results"]["bindings"]) == len(rows)
    lines = format_rows(rows, "md").splitlines()
    assert len(lines) == len(rows) + 2
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {len(rows.columns) + 1}
    assert len(format_rows(rows, "table").splitlines()) == len(rows) + 3
    with contextlib.suppress(GraphError):  # of a query that leads to no place
        features = json.loads(format_rows(rows, "geojson", graph))["features"]
        assert len(features) == len(rows)
        assert any(feature["geometry"] for feature in features)
    assert set(FORMATS) == {"table", "csv", "json", "md", "geojson"}


def test_who_affirms_and_who_denies_is_as_the_event_counts_it(graph: Graph) -> None:
    of_a_part = {"Spokesman Igor Danilov denied"}  # that soldiers were captured, not that the plant was attacked
    for event in graph.events():
        rows = run_query(graph, "event-claims", {"event": event.id}).records()
        affirming = {(row["publisher"], row["claimant"]) for row in rows if row["stance"] == "affirms"}
        # Who says that something happened, and that a part of it did not, does not deny it.
        denying = [
            row
            for row in rows
            if row["stance"] == "denies"
            and row["words"] not in of_a_part
            and (row["publisher"], row["claimant"]) not in affirming
        ]
        assert bool(affirming) == bool(event.supporting), event.id
        assert bool(denying) == bool(event.denying), event.id


def test_who_does_not_confirm_neither_affirms_nor_denies(graph: Graph) -> None:
    rows = [row for event in graph.events() for row in run_query(graph, "event-claims", {"event": event.id}).records()]
    (row,) = (row for row in rows if str(row["words"]).startswith("No group has claimed"))
    assert (row["stance"], row["polarity"]) == ("neither", "negative")


def test_a_reported_denial_is_the_deniers_word(graph: Graph) -> None:
    odds = run_query(graph, "claimants-at-odds", {"on": "polarity"}).records()
    assert ("Arakan Army", "Rohingya activists") in {(row["one"], row["other"]) for row in odds}
    printed = {article.agency for article in graph.articles()}
    assert printed.isdisjoint({row[end] for row in odds for end in ("one", "other")})
    denials = run_query(graph, "denials").records()
    (row,) = (row for row in denials if row["words"] == "The Arakan Army denied the accusation")
    assert (row["claimant"], row["action"]) == ("Arakan Army", "SAY")
    assert str(row["reason"]).startswith("Rohingya activists says 'Arakan Army: burning homes'")
    # What a denial repeats is a statement of its own, and is told once.
    assert sum("denied losing the plant" in str(row["words"]) for row in denials) == 1


def test_what_an_agency_tells_itself_stands_beside_the_word_that_it_is_not_so(graph: Graph) -> None:
    """Two statements that cannot both be so, though the agency that prints one of them is no party."""
    rows = run_query(graph, "contradictions", {"on": "polarity"}).records()
    reasons = [str(row["reason"]) for row in rows]
    (reason,) = (reason for reason in reasons if "ELN Central Command says it is not so that" in reason)
    assert reason.startswith("Tidewater Newswire says ")
    tolls = run_query(graph, "claimants-at-odds", {"on": "killed"}).records()
    assert "Tidewater Newswire" in {row[end] for row in tolls for end in ("one", "other")}


PLACED = ("who-says-what", "events-at", "events-near", "events-inside", "places", "casualties", "control", "control-on",
          "contradictions", "deadliest-events", "actor-timeline")  # fmt: skip


@pytest.mark.parametrize("name", PLACED)
def test_what_has_a_place_can_be_put_on_the_map(graph: Graph, name: str) -> None:
    (query,) = (query for query in QUERIES if query.name == name)
    features = json.loads(format_rows(run_query(graph, name, query.example), "geojson", graph))["features"]
    for feature in features:
        geometry = feature["geometry"]
        if geometry is not None:
            points = [geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"]
            assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)
    assert sum(feature["geometry"] is not None for feature in features) * 2 >= len(features)


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + datatype))


ROWS = make_rows(
    ("day", "count", "share", "sure", "name", "at", "mixed"),
    [
        (literal("2025-03-02", "date"), literal("3", "integer"), literal("0.5", "decimal"), literal("true", "boolean"),
         ox.Literal("Goma"), literal("2025-03-02T10:00:00Z", "dateTime"), literal("2025-03-02", "date")),
        (literal("0001-01-01", "date"), literal("-4", "integer"), literal("2", "decimal"), literal("false", "boolean"),
         ox.NamedNode("https://example.org/x"), literal("2025-03-02T10:00:00+02:00", "dateTime"), ox.Literal("March")),
        (None,) * 7,
    ],
)  # fmt: skip
"""A column of each kind, with a row that is unbound throughout."""


def test_a_pandas_frame_has_a_type_for_each_kind_and_null_for_the_unbound() -> None:
    frame = ROWS.to_pandas()
    types = ["datetime64[s]", "Int64", "Float64", "boolean", "string", "datetime64[us, UTC]", "string"]
    assert [str(one) for one in frame.dtypes] == types
    assert frame["day"].dt.date.tolist()[:2] == [date(2025, 3, 2), date(1, 1, 1)]
    assert frame["count"].sum() == -1
    assert frame["share"].tolist()[:2] == [0.5, 2.0]
    assert frame["name"].tolist()[:2] == ["Goma", "https://example.org/x"]
    assert (frame["at"][0] - frame["at"][1]).total_seconds() == 7200
    assert frame["mixed"].tolist()[:2] == ["2025-03-02", "March"]
    assert frame.iloc[2].isna().all()


def test_a_polars_frame_likewise() -> None:
    frame = ROWS.to_polars()
    assert [str(one) for one in frame.dtypes] == [
        "Date", "Int64", "Float64", "Boolean", "String", "Datetime(time_unit='us', time_zone='UTC')", "String",
    ]  # fmt: skip
    assert frame["day"].to_list() == [date(2025, 3, 2), date(1, 1, 1), None]
    assert frame["mixed"].to_list() == ["2025-03-02", "March", None]


@each_query
def test_a_frame_of_a_named_query_has_the_types_of_its_header(graph: Graph, query: Query) -> None:
    kinds = {"date": "Date", "integer": "Int64", "number": "Float64", "boolean": "Boolean"}
    expected = [kinds.get(column.type, "String") for column in query.columns]
    nothing = {
        parameter.name: NOTHING.get(parameter.name, NOTHING.get(parameter.type)) for parameter in query.parameters
    }
    for values in (query.example, nothing):
        rows = run_query(graph, query.name, values)
        assert [str(one) for one in rows.to_polars().dtypes] == expected
        assert rows.to_pandas().shape == (len(rows), len(rows.columns))


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_frame_without_its_library_says_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(GraphError, match=re.escape(f"pip install 'kgbuild[{name}]'")):
        getattr(ROWS, f"to_{name}")()


OWN = """# title: Places
# question: Which places are named like this?
# parameter: name (string, required): a part of it
# column: place (iri): the place
# column: label (string): its name
# example: name=Goma
SELECT ?place ?label ?name { ?place a kg:Place ; rdfs:label ?label FILTER(CONTAINS(?label, ?name)) } ORDER BY ?place
"""


def test_a_folder_of_ones_own_stands_beside_the_shipped_queries(graph: Graph, tmp_path: Path) -> None:
    for name in ("own", "places"):
        (tmp_path / f"{name}.rq").write_text(OWN, encoding="utf-8")
    names = {query.name for query in list_queries(tmp_path)}
    assert names == {"own", *(query.name for query in QUERIES)}
    for name in ("own", "places"):
        rows = ask_query(graph, find_query(name, tmp_path), {"name": "Kida"})
        assert rows.columns == ("place", "label")
        assert [row["label"] for row in rows.records()] == ["Kidal"]
    assert "  own name=\n      Which places are named like this?\n" in list_by_group(list_queries(tmp_path))
    (tmp_path / "empty").mkdir()
    with pytest.raises(GraphError, match="holds no query"):
        list_queries(tmp_path / "empty")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("SELECT ?place ?label ?name", "SELECT ?place ?name"), "'# column: label' that its SELECT does not name"),
        (("SELECT ?place ?label ?name", "SELECT ?place ?label"), "Name bound variables in SELECT"),
        (("CONTAINS", "CONTAIN"), "not SPARQL"),
    ],
)
def test_a_file_of_ones_own_that_is_not_right_is_told(
    graph: Graph, tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    (tmp_path / "own.rq").write_text(OWN.replace(*change), encoding="utf-8")
    with pytest.raises(GraphError, match=message):
        ask_query(graph, read_query(tmp_path / "own.rq"), {"name": "Goma"})


@each_query
def test_a_description_tells_all_that_the_header_says(query: Query) -> None:
    told = " ".join(describe_query(query).split())
    assert query.question in told
    for one in (*query.parameters, *query.columns):
        assert f"{one.name} ({one.type}" in told
    assert f"kgbuild query GRAPH {query.name}" in told


def test_the_prefixes_are_known_in_rdflib_too(graph: Graph) -> None:
    for prefix in PREFIXES:
        graph.rdflib().query(f"ASK {{ ?s {prefix}:x ?o }}")
    count = "SELECT (COUNT(?s) AS ?n) { ?s a kg:Statement ; kg:status ?status }"
    ((found,),) = graph.rdflib().query(count)
    assert found.toPython() == graph.query(count).rows[0][0]
