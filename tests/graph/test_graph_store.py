"""A graph directory loses nothing: killed, torn, damaged or read-only, it gives the same bytes or says why not."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import msgspec
import pytest
from graph_reports import build, make_reports, read_bytes

from factory import make_statement, sample_article
from kgbuild.errors import GraphError
from kgbuild.graph import cache
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import expand
from records import open_record, read_lines

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a kg:Statement }"


def test_what_was_added_is_there(graph: Graph) -> None:
    reports = make_reports()
    assert list(graph.articles()) == [article for article, _ in reports]
    everything = [statement for _, statements in reports for statement in statements]
    assert set(graph.statements(None)) == set(everything)
    assert [statement.accepted for statement in graph.statements(False)] == [False]
    assert graph.article_hashes() == {article.id: article.sha256 for article, _ in reports}
    for statement in everything:
        found = graph.statement(statement.id)
        assert found is not None
        assert found[0] == statement
    assert graph.statement("s0") is None
    assert graph.article("a") is None


def test_stats_count_accepted_statements_and_name_the_refused(graph: Graph) -> None:
    stats = graph.stats()
    assert (stats.articles, stats.statements, stats.refused) == (5, 7, 1)
    assert stats.types == {"ASSAULT": 6, "CONTROL": 1}
    assert stats.statuses == {"claimed": 6, "denied": 1}
    assert stats.findings == {"KG101": 1}
    assert (stats.places_resolved, stats.earliest, stats.latest) == (7, "2025-03-02", "2025-03-02")
    assert stats.events == len(graph.events()) > 0


def test_queries_never_see_refused_statements(graph: Graph) -> None:
    assert graph.query(COUNT).rows == ((7,),)
    assert graph.query("ASK { ?s kg:accepted false }").rows == ((False,),)
    assert any(quad.graph_name.value.endswith("/refused") for quad in graph.quads())
    assert not any(quad.graph_name.value.endswith("/refused") for quad in graph.quads(refused=False))


def test_a_query_may_name_its_graphs(graph: Graph) -> None:
    one = graph.names.claims_graph("a1")
    rows = graph.query(f"SELECT (COUNT(*) AS ?n) FROM <{one}> WHERE {{ ?s a kg:Statement }}")
    assert rows.rows == ((2,),)
    assert graph.query(f"SELECT (COUNT(*) AS ?n) FROM NAMED <{one}> WHERE {{ ?s a kg:Statement }}").rows == ((0,),)


def test_a_triple_of_what_queries_see_stands_in_one_graph_only(graph: Graph) -> None:
    seen = [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in graph.quads(refused=False)]
    assert len(seen) == len(set(seen))


def test_rdflib_sees_the_same_data(graph: Graph) -> None:
    dataset = graph.rdflib()
    assert len(dataset) == sum(1 for _ in graph.quads(refused=False))
    found = dataset.query("SELECT ?s { ?s a kg:Statement ; kg:status ?status } ORDER BY ?s")
    assert len(list(found)) == 7


def test_the_file_of_record_is_sorted_within_each_graph(folder: Path) -> None:
    by_graph: dict[bytes, list[bytes]] = {}
    for line in read_lines(folder).splitlines():
        by_graph.setdefault(line[line.rfind(b" <") :], []).append(line)
    assert all(lines == sorted(lines) for lines in by_graph.values())
    assert len(by_graph) == 5 + 1 + 2


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (2, 0, 4, 1, 3)])
def test_any_order_gives_the_same_bytes(folder: Path, tmp_path: Path, order: tuple[int, ...]) -> None:
    reports = make_reports()
    assert read_bytes(build(tmp_path / "g", [reports[place] for place in order])) == read_bytes(folder)


@pytest.mark.parametrize("parts", [((0, 1), (2, 3, 4)), ((4, 2), (0, 1, 3)), ((0,), (1,), (2,), (3,), (4,))])
def test_building_in_parts_gives_the_same_bytes(folder: Path, tmp_path: Path, parts: tuple[tuple[int, ...]]) -> None:
    reports = make_reports()
    for part in parts:
        build(tmp_path / "g", [reports[place] for place in part])
    assert read_bytes(tmp_path / "g") == read_bytes(folder)


def test_an_article_taken_out_or_replaced_leaves_no_trace(folder: Path, tmp_path: Path) -> None:
    with Graph.open(build(tmp_path / "g")) as graph:
        graph.remove("a1")
        assert "a1" not in graph.article_hashes()
        graph.finish()
        expected = build(tmp_path / "rest", [report for report in make_reports() if report[0].id != "a1"])
        assert read_bytes(tmp_path / "g") == read_bytes(expected)
        assert graph.query(COUNT).rows == ((5,),)
        other = sample_article(id="a1", title="Another text under the same id")
        graph.add(other, [])
        graph.add(*make_reports()[1])
        graph.finish()
        assert read_bytes(tmp_path / "g") == read_bytes(folder)
        with pytest.raises(GraphError, match="no article 'a9'"):
            graph.remove("a9")


def test_finishing_twice_writes_nothing_twice(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file() and "lock" not in path.name}
    with Graph.open(folder, create=True) as graph:
        graph.finish()
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_two_statements_of_one_id_are_one(tmp_path: Path) -> None:
    article = sample_article()
    good, bad = make_statement(article), make_statement(article, accepted=False)
    first = build(tmp_path / "one", [(article, [good, bad])])
    assert read_bytes(first) == read_bytes(build(tmp_path / "two", [(article, [bad, good, good])]))
    with Graph.open(first) as graph:
        assert list(graph.statements(None)) == [good]


def test_a_statement_of_another_article_is_not_taken(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g", create=True) as graph, pytest.raises(GraphError, match="carries the header"):
        graph.add(sample_article(id="b"), [make_statement()])


@pytest.mark.parametrize("name", ["refused", "a/refused", "../x", "ä b", "#", "a1"])
def test_any_article_id_is_a_name(tmp_path: Path, name: str) -> None:
    article = sample_article(id=name)
    refused = make_statement(article, id="s1", accepted=False)
    folder = build(tmp_path / "g", [(article, [make_statement(article), refused]), (sample_article(id="a"), [])])
    with Graph.open(folder) as graph:
        assert graph.article(name) == (article, sorted([make_statement(article), refused], key=lambda one: one.id))
        assert graph.query(COUNT).rows == ((1,),)
        assert sorted(found.id for found in graph.articles()) == sorted(["a", name])


def test_a_graph_keeps_the_base_it_was_made_with(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g", create=True, base="https://example.org/data/") as graph:
        graph.add(*make_reports()[0])
        graph.finish()
        assert {row[0].startswith("https://example.org/data/") for row in graph.query("SELECT ?s { ?s ?p ?o }").rows}
    with Graph.open(tmp_path / "g") as graph:
        assert len(list(graph.statements())) == 1
    with pytest.raises(GraphError, match=r"names start with https://example\.org"):
        Graph.open(tmp_path / "g", base="https://example.com/")


# Directories that are none, or in use


def test_what_is_no_graph_is_refused_with_directions(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"is not there\. Make one with 'kgbuild build"):
        Graph.open(tmp_path / "none")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "letter.txt").write_text("mine")
    with pytest.raises(GraphError, match="no graph"):
        Graph.open(tmp_path / "notes")
    with pytest.raises(GraphError, match="holds other files"):
        Graph.open(tmp_path / "notes", create=True)
    with pytest.raises(GraphError, match="can't be made a graph"):
        Graph.open(tmp_path / "notes" / "letter.txt" / "g", create=True)


def test_a_folder_under_version_control_holds_what_is_no_cache(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    listed = subprocess.run(
        ["git", "-C", str(tmp_path), "status", "--porcelain", "--untracked-files=all"],
        check=True,
        capture_output=True,
        text=True,
    )
    found = {Path(line[3:]).relative_to("g").parts[0] for line in listed.stdout.splitlines()}
    assert found == {".gitignore", "manifest.json", "record"}
    with Graph.open(folder) as graph:
        assert graph.query(COUNT).rows == ((7,),)


def test_a_graph_before_its_first_finish_says_so(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g", create=True) as graph:
        assert (list(graph.statements()), graph.events(), graph.stats().articles) == ([], [], 0)
        with pytest.raises(GraphError, match="no build has ended here"):
            graph.query(COUNT)
        graph.finish()
        assert graph.query(COUNT).rows == ((0,),)


def test_one_writer_at_a_time_while_readers_read_on(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    with Graph.open(folder, create=True), Graph.open(folder) as reader:
        with pytest.raises(GraphError, match=rf"process {os.getpid()}\) writes to this graph"):
            Graph.open(folder, create=True)
        with pytest.raises(GraphError, match="writes to this graph"):
            reader.remove("a1")
        assert reader.query(COUNT).rows == ((7,),)
    with Graph.open(folder, create=True) as graph:
        assert graph.stats().articles == 5


def test_a_reader_that_starts_to_write_asks_what_it_reads(tmp_path: Path) -> None:
    reports = make_reports()
    build(tmp_path / "g", reports[:2])
    with Graph.open(tmp_path / "g") as reader:
        assert reader.query(COUNT).rows == ((3,),)
        build(tmp_path / "g", reports[2:4])
        reader.add(*reports[4])
        told = len([*reader.statements()])
        assert told > 3
        assert reader.query(COUNT).rows == ((told,),)


def test_a_reader_keeps_its_answer_while_a_newer_graph_is_written(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    with Graph.open(folder) as reader:
        reader.query(COUNT)
        with Graph.open(folder, create=True) as writer:
            writer.remove("a0")
            writer.finish()
        assert reader.query(COUNT).rows == ((7,),)
    with Graph.open(folder) as reader:
        assert reader.query(COUNT).rows == ((6,),)


# Interruptions

SCRIPT = textwrap.dedent("""
    import os, sys, time
    from pathlib import Path
    from graph_reports import make_reports
    from kgbuild.graph.store import Graph
    with Graph.open(sys.argv[1], create=True) as graph:
        known = graph.article_hashes()
        for article, statements in make_reports(40):
            if known.get(article.id) != article.sha256:
                graph.add(article, statements)
                print(article.id, flush=True)
        print("finishing", flush=True)
        graph.finish()
    print("finished", flush=True)
""")


def run_build(folder: Path) -> subprocess.Popen[str]:
    here = Path(__file__).parent
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent), *sys.path])}
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=env,
    )


@pytest.mark.parametrize(("line", "wait"), [(1, 0.0), (17, 0.001), (41, 0.0), (41, 0.02), (41, 0.06), (41, 0.12)])
def test_killed_at_any_moment_the_next_build_gives_the_same_bytes(tmp_path: Path, line: int, wait: float) -> None:
    process = run_build(tmp_path / "g")
    assert process.stdout is not None
    printed = [process.stdout.readline().strip() for _ in range(line)]
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with Graph.open(tmp_path / "g") as graph:
        kept = graph.article_hashes()
        assert {name for name in printed if name != "finishing"} <= kept.keys()
    second = run_build(tmp_path / "g")
    out, _ = second.communicate(timeout=60)
    assert second.returncode == 0
    assert out.endswith("finished\n")
    assert not set(out.split()) & set(kept)
    undisturbed = build(tmp_path / "undisturbed", make_reports(40))
    assert read_bytes(tmp_path / "g") == read_bytes(undisturbed)
    assert not (tmp_path / "g" / "journal.jsonl").exists()


class Stop(BaseException):
    """Stands in for the end of the process at one line of the program."""


STEPS = (
    "os.fsync",
    "pathlib.Path.replace",
    "kgbuild.graph.committing.write_manifest",
    "kgbuild.graph.door.open_cache",
    "kgbuild.graph.journal.Journal.clear",
)


@pytest.mark.parametrize("place", STEPS)
@pytest.mark.parametrize("after", [0, 1])
def test_stopped_between_any_two_steps_of_finishing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, after: int
) -> None:
    reports = make_reports()
    build(tmp_path / "g", reports[:2])
    calls = 0

    def stop(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > after:
            raise Stop
        return true(*given, **named)

    with Graph.open(tmp_path / "g", create=True) as graph:
        for article, statements in reports[2:]:
            graph.add(article, statements)
        with monkeypatch.context() as patch:
            true = resolve_name(place)
            patch.setattr(place, stop)
            try:
                graph.finish()
            except Stop:
                pass
    with Graph.open(tmp_path / "g") as reader:
        assert reader.query(COUNT).rows[0][0] in {3, 7}
    with Graph.open(tmp_path / "g", create=True) as graph:
        assert len(graph.article_hashes()) == 5
        graph.finish()
        assert graph.query(COUNT).rows == ((7,),)
    assert read_bytes(tmp_path / "g") == read_bytes(folder)


@pytest.mark.parametrize("cut", [1, 2, 30, 4000])
def test_a_torn_last_line_costs_that_article_only(folder: Path, tmp_path: Path, cut: int) -> None:
    reports = make_reports()
    with Graph.open(tmp_path / "g", create=True) as graph:
        for article, statements in reports:
            graph.add(article, statements)
    journal = tmp_path / "g" / "journal.jsonl"
    content = journal.read_bytes()
    last = len(content.splitlines()[-1])
    journal.write_bytes(content[: -min(cut, last)])
    with Graph.open(tmp_path / "g", create=True) as graph:
        assert sorted(graph.article_hashes()) == ["a0", "a1", "a2", "a3"]
        graph.add(*reports[4])
        graph.finish()
    assert read_bytes(tmp_path / "g") == read_bytes(folder)


def test_a_journal_damaged_inside_names_the_line(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g", create=True) as graph:
        for article, statements in make_reports():
            graph.add(article, statements)
    journal = tmp_path / "g" / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[2] = b"{" + lines[2]
    journal.write_bytes(b"".join(lines))
    with pytest.raises(GraphError, match=r"journal\.jsonl: line 3 is damaged"):
        Graph.open(tmp_path / "g")


# Damage


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_cache_heals_itself(tmp_path: Path, seed: int) -> None:
    folder = build(tmp_path / "g")
    files = sorted(path for path in (folder / "store").rglob("*") if path.is_file() and path.stat().st_size > 40)
    for path in files[seed::6]:
        content = bytearray(path.read_bytes())
        for place in range(0, len(content), 64):
            content[place] ^= 0x55
        path.write_bytes(bytes(content))
    with Graph.open(folder) as graph:
        assert graph.query(COUNT).rows == ((7,),)
        assert len(graph.query("SELECT ?s ?p ?o { ?s ?p ?o }")) == sum(1 for _ in graph.quads(refused=False))


def test_a_cache_is_rebuilt_when_the_file_of_record_is_another(folder: Path, tmp_path: Path) -> None:
    smaller = build(tmp_path / "g", make_reports(2))
    shutil.copytree(folder / "record", smaller / "record", dirs_exist_ok=True)
    shutil.copy(folder / "manifest.json", smaller / "manifest.json")
    with Graph.open(smaller) as graph:
        assert graph.query(COUNT).rows == ((7,),)
    shutil.rmtree(smaller / "store")
    with Graph.open(smaller) as graph:
        assert graph.query(COUNT).rows == ((7,),)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content.replace(b"Example Daily", b"Another Daily", 1),
        lambda content: content[:-100],
        lambda content: b"what is this\n" + content,
        lambda content: b"",
    ],
    ids=["a word", "torn", "a line", "empty"],
)
def test_a_damaged_shard_is_not_blessed(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    folder = build(tmp_path / "g")
    path = open_record(folder).path("articles")
    path.write_bytes(spoil(path.read_bytes()))
    with (
        Graph.open(folder) as graph,
        pytest.raises(GraphError, match=r"articles-.*is not the file that the manifest describes.*verify"),
    ):
        list(graph.statements())
    shutil.rmtree(folder / "store")  # nothing is left to mend it from
    with Graph.open(folder) as graph:
        graph.add(sample_article(id="new"), [])
        with pytest.raises(GraphError, match="is not the file that the manifest describes"):
            graph.finish()
    path.unlink()
    with Graph.open(folder) as graph, pytest.raises(GraphError, match="can't be read"):
        graph.query(COUNT)


def test_a_manifest_of_another_format_is_refused(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    path = folder / "manifest.json"
    manifest = msgspec.json.decode(path.read_bytes())
    path.write_bytes(msgspec.json.encode({**manifest, "format": 99}))
    with pytest.raises(GraphError, match="format 99 is another release's"):
        Graph.open(folder)
    path.write_bytes(b"{")
    with pytest.raises(GraphError, match="can't be read"):
        Graph.open(folder)


def test_where_nothing_can_be_written_queries_are_answered_from_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = build(tmp_path / "g")
    shutil.rmtree(folder / "store")

    def refuse(*given: Any, **named: Any) -> Any:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(cache, "_build", refuse)
    with Graph.open(folder) as graph:
        assert graph.query(COUNT).rows == ((7,),)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(GraphError, match=r"can't be written to \(Read-only file system\)"):
        Graph.open(folder, create=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("keep", [True, False])
def test_a_read_only_directory_answers_and_refuses_to_be_built_in(tmp_path: Path, *, keep: bool) -> None:
    folder = build(tmp_path / "g")
    if not keep:
        shutil.rmtree(folder / "store")
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with Graph.open(folder) as graph:
            assert graph.query(COUNT).rows == ((7,),)
        with pytest.raises(GraphError, match="can't be written to"):
            Graph.open(folder, create=True)
    finally:
        for path in paths:
            path.chmod(0o755)


def test_a_full_disk_is_told_with_directions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Graph.open(tmp_path / "g", create=True) as graph:
        monkeypatch.setattr(os, "fsync", refuse)
        with pytest.raises(GraphError, match=r"No space left on device.*continues where"):
            graph.add(*make_reports()[0])


# Queries of one's own


def test_values_are_python_values(graph: Graph) -> None:
    rows = graph.query(
        "SELECT ?low ?day ?accepted ?rule ?nothing { ?s kg:quantity/kg:low ?low ; kg:earliest ?day ; "
        "kg:accepted ?accepted ; kg:rule ?rule FILTER(?low > 20) }"
    )
    assert rows.columns == ("low", "day", "accepted", "rule", "nothing")
    ((low, day, accepted, rule, nothing),) = rows.rows
    assert (low, str(day), accepted, rule, nothing) == (31, "2025-03-02", True, "active-verb", None)
    assert rows.records() == [dict(zip(rows.columns, rows.rows[0], strict=True))]


def test_other_forms_of_queries(graph: Graph) -> None:
    triples = graph.query("CONSTRUCT { ?a a schema:NewsArticle } { ?a a kg:Article }")
    assert triples.columns == ("subject", "predicate", "object")
    assert len(triples) == 5
    assert {row[1] for row in triples.rows} == {expand("rdf:type")}


@pytest.mark.parametrize(
    ("sparql", "bindings", "message"),
    [
        ("SELECT ?s {", {}, "not SPARQL"),
        ("SELECT ?s { ?s nope:x ?o }", {}, "not SPARQL"),
        ("SELECT ?s { ?s ?p ?o }", {"z": 1}, "Name bound variables in SELECT"),
        ("SELECT ?s { ?s ?p ?o }", {"s": None}, "can't be bound to None"),
    ],
)
def test_a_wrong_query_is_told_with_directions(
    graph: Graph, sparql: str, bindings: dict[str, Any], message: str
) -> None:
    with pytest.raises(GraphError, match=message):
        graph.query(sparql, bindings=bindings)
