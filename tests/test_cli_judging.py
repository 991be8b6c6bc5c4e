"""The commands by which people say what is one: judge."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgbuild.cli import app
from kgbuild.graph.store import Graph


@pytest.fixture
def graph(built, tmp_path) -> Path:
    """A graph of one's own to judge in."""
    return Path(shutil.copytree(built, tmp_path / "g"))


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*words, code=0, stdin=None):
        done = CliRunner().invoke(app, [str(word) for word in words], input=stdin, catch_exceptions=False)
        assert done.exit_code == code, done.output
        return done

    return invoke


def events(graph):
    with Graph.open(graph) as opened:
        return [event.statements[0] for event in opened.events()]


def test_a_judgement_is_written_listed_and_withdrawn(run, graph):
    first, second, *_ = events(graph)
    before = (graph / "graph.nq").read_bytes()
    done = run("judge", graph, "different", first, second, "--who", "analyst 7", "--why", "an hour apart")
    assert done.stdout == ""
    assert "The graph has " in done.stderr
    (row,) = csv.DictReader((graph / "judgements.csv").read_text(encoding="utf-8").splitlines())
    today = row.pop("when")
    given = {"first": f"statement/{first}", "second": f"statement/{second}", "verdict": "different"}
    assert row == {**given, "who": "analyst 7", "why": "an hour apart"}
    assert len(today) == 10
    listed = json.loads(run("judge", graph, "--format", "jsonl").stdout)
    assert (listed["state"], listed["judgement"]["who"]) == ("holds", "analyst 7")
    assert "why: an hour apart" in run("judge", graph).stdout
    run("judge", graph, "--withdraw", second, first)
    assert not (graph / "judgements.csv").exists()
    assert (graph / "graph.nq").read_bytes() == before
    assert "Nobody has judged" in run("judge", graph, "-o", "-").stdout
    assert "nobody has judged" in run("judge", graph, "--withdraw", first, second, code=3).stderr


def test_a_clash_is_told_at_once(run, graph):
    first, second, third, *_ = events(graph)
    run("judge", graph, "same", first, second, "--when", "2025-03-09")
    run("judge", graph, "same", second, third)
    done = run("judge", graph, "different", first, third, "--quiet", code=1)
    assert done.stderr.startswith("clash: ")
    assert f"statement/{second}" in done.stderr
    found = run("check", graph, "--format", "jsonl", code=1).stdout.splitlines()
    assert "KG051" in {json.loads(line)["code"] for line in found}
    run("judge", graph, "unsure", first, third)
    assert "KG051" not in run("check", graph).stdout


def test_an_edited_file_is_followed_on_request(run, graph):
    first, second, *_ = events(graph)
    (graph / "judgements.csv").write_text(f"first,second,verdict\n{first},{second},different\n")
    assert "KG053" in run("check", graph).stdout
    run("judge", graph, "--apply")
    assert "KG053" not in run("check", graph).stdout
    assert "different, holds" in run("judge", graph).stdout


@pytest.mark.parametrize(
    "words",
    [("equal", "a", "b"), ("same",), ("same", "a"), ("same", "a", "b", "--apply"), ("--apply", "--withdraw", "a", "b")],
)
def test_wrong_usage_is_exit_code_2(run, graph, words):
    assert "Usage: " in run("judge", graph, *words, code=2).stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("same", "m23", "nobody"), "nothing in the graph goes by 'nobody' alone"),
        (("same", "m23", "m23"), "one node"),
        (("same", "m23", "actor/m24"), "Did you mean"),
        (("same", "FIRST", "SECOND", "--when", "9 March"), "no day"),
    ],
)
def test_what_can_never_be_judged_is_exit_code_3(run, graph, words, told):
    first, second, *_ = events(graph)
    given = [{"FIRST": first, "SECOND": second}.get(word, word) for word in words]
    assert told in run("judge", graph, *given, code=3).stderr
    assert not (graph / "judgements.csv").exists()
