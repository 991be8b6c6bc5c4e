from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
import rdflib

import kgbuild
from kgbuild.notices import Done
from records import read_lines
from sample_reports import REPORTS, ROOT


@pytest.fixture(scope="module")
def graph(built):
    with kgbuild.open(built) as opened:
        yield opened


def test_build_from_mappings_records_and_paths(tmp_path, reports, built):
    record = kgbuild.make_article(**REPORTS[1])
    g = kgbuild.build([dict(REPORTS[0]), record, reports], tmp_path / "g")
    assert (g.report.new, g.report.known) == (4, 2)
    assert read_lines(tmp_path / "g") == read_lines(built)
    g.close()


def test_one_input_needs_no_list(tmp_path):
    heard = []
    with kgbuild.build(dict(REPORTS[2]), listen=heard.append) as g:
        assert [article.id for article in g.articles()] == ["sudan-1"]
    assert [type(one) for one in heard][-1] is Done
    path = tmp_path / "one.txt"
    path.write_text("Rebels shell Goma\n\nRebels shelled Goma on Sunday, the army said. Two people were killed.\n")
    with kgbuild.build(str(path)) as g:
        assert len(g.articles()) == 1


def test_without_a_folder_the_graph_lives_as_long_as_the_object():
    g = kgbuild.build([dict(REPORTS[2])])
    folder = g.directory
    assert folder.is_dir()
    g.close()
    del g
    gc.collect()
    assert not folder.exists()


def test_extract_and_annotate_need_no_store():
    statements = list(kgbuild.extract([dict(report) for report in REPORTS]))
    assert all(isinstance(one, kgbuild.Statement) for one in statements)
    assert [one.article.id for one in kgbuild.annotate([dict(REPORTS[3])])] == ["sport-1"]


def test_records(graph):
    assert {article.id for article in graph.articles()} == {report["id"] for report in REPORTS}
    assert all(one.accepted for one in graph.statements())
    assert not [one for one in graph.statements(accepted=False) if one.accepted]
    assert len(graph.statements(accepted=None)) == len(graph.statements()) + len(graph.statements(accepted=False))
    known = {one.id for one in graph.statements()}
    assert all(set(event.statements) <= known for event in graph.events())


def test_the_history_tells_of_a_text_that_was_replaced(tmp_path):
    with kgbuild.build(REPORTS[0], tmp_path / "g"):
        pass
    with kgbuild.build({**REPORTS[0], "text": "Rebels left Goma."}, tmp_path / "g") as graph:
        assert (graph.report.new, graph.report.updated) == (1, 1)
        (former,) = graph.history().formers.values()
    assert (former.article.text, former.successor) == (REPORTS[0]["text"], f"article/{REPORTS[0]['id']}")


def test_rows_hold_python_values(graph):
    rows = graph.query(
        "SELECT ?s ?day ?low { ?s a kg:Statement ; kg:earliest ?day OPTIONAL { ?s kg:quantity/kg:low ?low } }"
    )
    assert rows
    assert all(isinstance(row["day"], date) and row["s"].startswith("https://") for row in rows)
    assert {type(row["low"]) for row in rows} <= {int, float, type(None)}
    assert graph.query("ASK { ?s a kg:Statement }") == [{"answer": True}]


def test_named_queries_with_parameters(graph):
    assert set(graph.queries()) >= {"casualties", "who-attacks-whom"}
    assert {row["low"] for row in graph.query("casualties", kind="killed")} >= {14}
    assert graph.query("casualties", place="nowhere at all") == []


def test_an_answer_as_a_table_becomes_a_frame(graph, tmp_path):
    rows = graph.rows("casualties", kind="killed")
    assert rows.records() == graph.query("casualties", kind="killed")
    frame = rows.to_pandas()
    assert list(frame.columns) == list(rows.columns)
    assert (len(frame), str(frame["earliest"].dtype), str(frame["low"].dtype)) == (
        len(rows),
        "datetime64[s]",
        "Float64",
    )
    assert rows.to_polars()["low"].to_list() == [row["low"] for row in rows.records()]
    path = tmp_path / "own.rq"
    path.write_text(
        "# title: Places\n# question: Which?\n# parameter: name (string, required): of the place\n"
        "# column: label (string): its name\n# example: name=Goma\n"
        "SELECT ?label ?name { ?place a kg:Place ; rdfs:label ?label FILTER(?label = ?name) }"
    )
    assert graph.query(path, name="Goma") == [{"label": "Goma"}]
    assert graph.rows("SELECT (COUNT(?s) AS ?n) { ?s a kg:Statement }").to_pandas()["n"].dtype == "Int64"


def test_networkx_and_rdflib_show_the_same_graph(graph):
    network = graph.to_networkx()
    assert isinstance(network, nx.MultiDiGraph)
    assert graph.to_networkx(view="claims").number_of_nodes() > 0
    assert not graph.to_networkx(directed=False).is_directed()
    dataset = graph.rdflib()
    assert isinstance(dataset, rdflib.Dataset)
    kg = rdflib.Namespace("https://w3id.org/kgbuild/ontology#")
    assert len(set(dataset.subjects(rdflib.RDF.type, kg.Statement))) == len(graph.statements())


def test_tables_become_frames(graph):
    frame = graph.to_pandas()
    assert sorted(frame["id"]) == sorted(one.id for one in graph.statements())
    assert frame["earliest"].dtype == "datetime64[s]"
    assert graph.to_polars("articles").height == len(graph.articles())
    action = frame["action"].iloc[0]
    assert set(graph.to_polars(action=action)["action"]) == {action}
    assert graph.to_pandas("parties", action=action)["statement"].isin(frame["id"]).all()


def test_explain_names_the_sentence(graph):
    one = graph.statements()[0]
    explanation = graph.explain(one.id)
    assert (explanation.kind, explanation.total) == ("statement", 1)
    assert explanation.statements[0].statement == one
    assert one.evidence[0].text in explanation.statements[0].paragraph.text
    with pytest.raises(kgbuild.GraphError):
        graph.explain("s0000")


def test_a_graph_is_checked_with_the_ontology_it_was_built_with(tmp_path):
    own = tmp_path / "kgbuild.toml"
    folder = ROOT / "ontology" / "examples" / "cattle-raids"
    own.write_text(f'[ontology]\nfolder = "{folder.as_posix()}"\n', encoding="utf-8")
    settings = kgbuild.load_settings(own)
    with kgbuild.build({"text": "Raiders rustled camels near Lokiriama on Monday."}, settings=settings) as graph:
        assert "PAS201" in {row.code for row in graph.check(settings=settings)}
        assert "KG701" in {row.code for row in graph.check()}


def test_export_stats_and_check(graph, tmp_path):
    graph.export("ntriples", tmp_path / "g.nt")
    assert (tmp_path / "g.nt").read_text(encoding="utf-8").startswith("<")
    assert graph.stats().counts.articles == 4
    assert [row for row in graph.check() if row.severity == "error"] == []


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda g: kgbuild.open("/no/such/graph"), kgbuild.GraphError, "kgbuild build"),
        (lambda g: g.query("casualtis"), kgbuild.GraphError, "Did you mean 'casualties'"),
        (lambda g: g.query("SELECT ?s {"), kgbuild.GraphError, "not SPARQL"),
        (lambda g: g.query("casualties", plce="x"), kgbuild.GraphError, "place"),
        (lambda g: g.to_networkx(view="none"), kgbuild.SettingsError, "actors"),
        (lambda g: g.to_pandas("claims"), kgbuild.SettingsError, "no table 'claims'; have statements"),
        (lambda g: g.export("gefx", "x"), kgbuild.StageError, "gexf"),
        (lambda g: kgbuild.build([{"title": "no text"}]), kgbuild.SettingsError, "input 1: .*`text`"),
        (lambda g: kgbuild.build([{"text": 5}]), kgbuild.SettingsError, "input 1"),
        (lambda g: kgbuild.build([], workers=0), kgbuild.SettingsError, "workers"),
    ],
)
def test_errors_are_kgbuilds_own_and_say_what_to_do(graph, call, error, words):
    with pytest.raises(error, match=words):
        call(graph)


def test_every_public_function_has_a_docstring():
    for name in kgbuild.__all__:
        value = getattr(kgbuild, name)
        if callable(value):
            assert value.__doc__, name
    for name, method in vars(kgbuild.Graph).items():
        if callable(method) and not name.startswith("_"):
            assert method.__doc__, name


def test_the_repr_says_where(graph, built):
    assert str(Path(built)) in repr(graph)
