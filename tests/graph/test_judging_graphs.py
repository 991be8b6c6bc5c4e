"""judgements.csv: read by line, written whole, told apart from what the graph follows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from graph_reports import build, make_reports, read_bytes
from msgspec import structs

from factory import span
from kgbuild.assembly.judgements import local_nodes
from kgbuild.errors import GraphError
from kgbuild.graph.explaining import explain
from kgbuild.graph.judgements import FILE, format_judgements, read_judgements, write_judgements
from kgbuild.graph.judging import find_in_judgements, find_judgements, format_said, list_said, prepare_judgement
from kgbuild.graph.store import Graph
from kgbuild.model import Judgement

HEADER = "first,second,verdict,who,when,why\n"
ONE = Judgement(
    first="actor/m23", second="actor/ctf", verdict="same", who="an analyst", when="2025-03-09", why='"a", b\nc'
)
TWO = Judgement(first="actor/m23", second="actor/ctf", verdict="unsure")


def ids(number: int) -> str:
    return make_reports()[number][1][0].id


def anchor(statement_id: str) -> str:
    """How a statement is written down: with its article and the offsets of its trigger."""
    for article, statements in make_reports():
        for one in statements:
            if one.id == statement_id:
                return f"article/{article.id}/statement/{one.id}@{one.trigger.start}-{one.trigger.end}"
    raise KeyError(statement_id)


# The file


def test_what_is_written_is_read_back_in_its_order(tmp_path: Path) -> None:
    path = tmp_path / FILE
    write_judgements(path, [TWO, ONE, TWO])
    assert path.read_text(encoding="utf-8").startswith(HEADER + "actor/m23,actor/ctf,unsure,,,\n")
    assert read_judgements(path) == [TWO, ONE, TWO]
    write_judgements(path, [])
    assert list(tmp_path.iterdir()) == []
    assert read_judgements(path) == []


@pytest.mark.parametrize(
    "text",
    [
        HEADER + "actor/m23,actor/ctf,unsure,,,\n",
        "\ufeff" + HEADER.replace("\n", "\r\n") + "\r\nactor/m23,actor/ctf,unsure,,,\r\n,,,,,\r\n",
        "verdict, second ,first\nunsure,actor/ctf, actor/m23\n",
        HEADER + "<https://w3id.org/kgbuild/id/actor/m23>,https://w3id.org/kgbuild/id/actor/ctf,unsure,,,\n",
    ],
)
def test_a_file_written_by_hand_or_by_a_spreadsheet_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8", newline="")
    assert read_judgements(tmp_path / FILE, base="https://w3id.org/kgbuild/id/") == [TWO]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("actor/m23,actor/ctf,same,,,\n", "line 1: is not the header 'first,second,verdict,who,when,why'"),
        ("first,second,verdict,whom\n", "line 1: is not the header"),
        (HEADER + "actor/m23,actor/ctf,same\n", "line 2: has 3 cells, not 6"),
        (HEADER + "\nactor/m23,actor/ctf,equal,,,\n", "line 3: the verdict is 'equal'; it is one of same, different"),
        (HEADER + 'a,b,same,,,"two\nlines"\nactor/m23,,same,,,\n', "line 4: the cell 'second' is empty"),
        (HEADER + "actor/m23,actor/m23,same,,,\n", "line 2: 'actor/m23' is judged against itself"),
        (HEADER + "actor/m23,actor/ctf,same,,9 March,\n", "line 2: '9 March' is no day"),
        (HEADER + 'actor/m23,actor/ctf,same,,,"open\n', "line 2: is no CSV"),
    ],
)
def test_a_malformed_line_is_told_by_file_and_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GraphError) as raised:
        read_judgements(path)
    assert f"{path}, {told}" in str(raised.value)


def test_a_build_stops_at_a_malformed_line_before_it_reads(tmp_path: Path) -> None:
    build(tmp_path / "g")
    (tmp_path / "g" / FILE).write_text("nonsense\n")
    with pytest.raises(GraphError, match="line 1"):
        Graph.open(tmp_path / "g", create=True)
    with Graph.open(tmp_path / "g") as graph:
        assert len(list(graph.articles())) == 5


# Judging


def test_a_word_is_on_the_disk_when_judge_returns_and_gone_when_withdrawn(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    before = read_bytes(folder)
    with Graph.open(folder) as graph:
        words = [prepare_judgement(graph, ids(0), ids(1), verdict) for verdict in ("different", "unsure", "different")]
        for word in words:
            graph.judge(word)
        assert read_judgements(folder / FILE) == words
        assert graph.has_new_judgements()
        graph.finish()
        assert not graph.has_new_judgements()
        assert find_judgements(graph, ids(1), f"statement/{ids(0)}") == words
        graph.withdraw(words[0])
        assert read_judgements(folder / FILE) == words[:2]
        graph.withdraw(words[0])
        graph.withdraw(words[1])
        with pytest.raises(GraphError, match="no such judgement"):
            graph.withdraw(words[1])
        graph.finish()
    assert not (folder / FILE).exists()
    assert read_bytes(folder) == before


@pytest.mark.parametrize("form", ["{id}", "statement/{id}", "<https://w3id.org/kgbuild/id/statement/{id}>"])
def test_a_statement_is_named_in_any_form(graph: Graph, form: str) -> None:
    word = prepare_judgement(graph, form.format(id=ids(0)), ids(4), "same")
    assert (word.first, word.second) == (anchor(ids(0)), anchor(ids(4)))
    assert prepare_judgement(graph, word.first, word.second, "same") == word
    assert explain(graph, word.first).id == ids(0)


def test_an_event_is_written_down_by_a_statement_of_it(graph: Graph) -> None:
    for event in graph.events():
        other = next(one for one in graph.events() if one != event)
        for name in (event.id, f"event/{event.id}", graph.names.event(event.id)):
            assert prepare_judgement(graph, name, other.id, "same").first == anchor(min(event.statements))


@pytest.mark.parametrize(
    ("first", "second", "when", "told"),
    [
        ("m24", "216281", None, "nothing in the graph goes by 'm24' alone. Did you mean actor/m23"),
        ("m23", "216281", None, "only things of one kind are judged: 'm23' (actor) and '216281' (place)"),
        ("m23", "actor/m23", None, "are one node, actor/m23"),
        ("m23", "m23", None, "are one node"),
    ],
)
def test_what_can_never_be_judged_is_told(graph: Graph, first: str, second: str, when: str | None, told: str) -> None:
    with pytest.raises(GraphError) as raised:
        prepare_judgement(graph, first, second, "same", when=when)
    assert told in str(raised.value)


def test_clashes_and_words_without_effect_are_found(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    a, b, c = (f"statement/{ids(number)}" for number in range(3))
    rows = [(a, b, "same"), (b, c, "same"), (c, a, "different"), ("actor/m23", "actor/gone", "same"), (a, b, "same")]
    words = [Judgement(first=one, second=other, verdict=verdict) for one, other, verdict in rows]  # type: ignore[arg-type]
    (folder / FILE).write_text(format_judgements(words))
    with Graph.open(folder) as graph:
        assert [finding.code for finding in find_in_judgements(graph)] == ["KG051", "KG052", "KG053"]
        graph.finish()
        clash, lost = find_in_judgements(graph, {"KG051": "warning"})
        assert (clash.code, clash.severity, lost.code, lost.severity) == ("KG051", "warning", "KG052", "warning")
        assert "'different' holds" in clash.message
        assert "nothing in the graph goes by 'actor/gone'" in lost.message
        assert [one.state for one in list_said(graph)] == ["overruled", "clashes", "clashes", "no effect", "clashes"]
        assert "March 23 Movement" in format_said(list_said(graph))
        assert len(format_said(list_said(graph), "jsonl").splitlines()) == 5


def test_judgements_of_an_article_wait_until_it_returns(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    with Graph.open(folder) as graph:
        graph.judge(prepare_judgement(graph, ids(0), ids(4), "different"))
        graph.finish()
        whole = read_bytes(folder)
        graph.remove("a4")
        graph.finish()
        assert [finding.code for finding in find_in_judgements(graph)] == ["KG052"]
        graph.add(*make_reports()[4])
        graph.finish()
        assert find_in_judgements(graph) == []
    assert read_bytes(folder) == whole


def test_an_explanation_tells_who_judged(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    with Graph.open(folder) as graph:
        one, other = ids(0), make_reports()[4][1][-1].id
        graph.judge(prepare_judgement(graph, one, other, "different", who="analyst 7", when="2025-03-09", why="later"))
        people = [
            next(key for key, node in local_nodes(statements[0]) if node.mention and node.mention.text == "people")
            for _, statements in make_reports()[:2]
        ]
        graph.judge(prepare_judgement(graph, *people, "same"))
        graph.finish()
        pair = f"statement/{min(one, other)} and statement/{max(one, other)}"
        note = f"judged different: {pair} (analyst 7, 2025-03-09): later"
        event = next(event.id for event in graph.events() if one in event.statements)
        assert note in str(explain(graph, one))
        assert note in str(explain(graph, event))
        told = [explain(graph, key) for key in people]
        assert told[0].iri == told[1].iri
        assert f"judged same: {people[0]} and {people[1]}" in str(told[0])


def test_a_word_on_an_event_outlives_a_release_that_reads_more(tmp_path: Path) -> None:
    """With one more slot read, the statement has another id; its trigger stands where it stood."""
    folder = build(tmp_path / "g")
    article, (statement, *_) = make_reports()[0]
    with Graph.open(folder) as graph:
        graph.judge(prepare_judgement(graph, ids(0), ids(1), "different"))
        graph.finish()
        apart = len(graph.events())
        graph.add(article, [structs.replace(statement, id="s0read-anew")])
        graph.finish()
        assert len(graph.events()) == apart
        assert find_in_judgements(graph) == []
        assert [one.state for one in list_said(graph)] == ["holds"]
        elsewhere = structs.replace(statement, id="s0elsewhere", trigger=span("killing", article))
        graph.add(article, [elsewhere])
        graph.finish()
        assert [finding.code for finding in find_in_judgements(graph)] == ["KG052"]


def test_a_rebuild_with_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    with Graph.open(folder) as graph:
        graph.judge(prepare_judgement(graph, ids(0), ids(1), "different"))
        graph.finish()
    clean = tmp_path / "h"
    clean.mkdir()
    (clean / FILE).write_bytes((folder / FILE).read_bytes())
    build(clean)
    assert read_bytes(clean) == read_bytes(folder)


def test_joining_what_is_held_apart_is_told_and_done(tmp_path: Path) -> None:
    """A report of its own day: the machine would never join the two, a person may."""
    article, (statement, *_) = make_reports()[0]
    later = structs.replace(article, id="later", published="2025-03-24")
    assert statement.date is not None
    date = structs.replace(statement.date, value="2025-03-22", earliest="2025-03-22", latest="2025-03-22")
    other = structs.replace(statement, id="s0later", article=later.header, date=date)
    folder = build(tmp_path / "g", [(article, [statement]), (later, [other])])
    with Graph.open(folder) as graph:
        assert len(graph.events()) == 2
        graph.judge(prepare_judgement(graph, statement.id, other.id, "same"))
        graph.finish()
        assert len(graph.events()) == 1
        assert [finding.code for finding in find_in_judgements(graph)] == ["KG054"]
        graph.judge(prepare_judgement(graph, statement.id, other.id, "unsure"))
        graph.finish()
        assert len(graph.events()) == 2
        assert find_in_judgements(graph) == []


SCRIPT = """
import os, signal, sys
from kgbuild.graph import files, store
from kgbuild.graph.judging import prepare_judgement
from kgbuild.graph.store import Graph

step, count = int(sys.argv[4]), 0

def stop(*ignored):
    global count
    count += 1
    if count == step:
        os.kill(os.getpid(), signal.SIGKILL)

sync, replace = os.fsync, os.replace
os.fsync = lambda handle: (stop(), sync(handle))
class Watched(type(files.Path())):
    def replace(self, target):
        stop()
        return super().replace(target)
write_file = files.write_file
import kgbuild.graph.judgements as judgements
judgements.write_file = lambda path, chunks: write_file(Watched(path), chunks)
with Graph.open(sys.argv[1]) as graph:
    graph.judge(prepare_judgement(graph, sys.argv[2], sys.argv[3], "different"))
    stop()
    graph.finish()
"""


@pytest.mark.parametrize("step", [1, 2, 3, 4, 6])
def test_killed_while_judging_the_file_is_whole_and_the_next_finish_follows_it(tmp_path: Path, step: int) -> None:
    folder = build(tmp_path / "g")
    with Graph.open(folder) as graph:
        graph.judge(prepare_judgement(graph, ids(0), ids(4), "same"))
        graph.finish()
    former = read_judgements(folder / FILE)
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), str(folder), ids(0), ids(1), str(step)]
    done = subprocess.run(command, check=False, env={**os.environ}, capture_output=True, text=True)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    kept = read_judgements(folder / FILE)
    assert kept[:1] == former
    assert len(kept) in {1, 2}
    with Graph.open(folder) as graph:
        graph.finish()
    clean = tmp_path / "h"
    clean.mkdir()
    (clean / FILE).write_bytes((folder / FILE).read_bytes())
    build(clean)
    assert read_bytes(clean) == read_bytes(folder)
