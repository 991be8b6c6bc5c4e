"""The commands by which people say what is one, and what counts as a fact: judge, policy."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kgbuild.graph.store import Graph
from records import read_lines


def events(graph):
    with Graph.open(graph) as opened:
        return [event.statements[0] for event in opened.events()]


def test_a_judgement_is_written_listed_and_withdrawn(run, graph):
    first, second, *_ = events(graph)
    before = read_lines(graph)
    done = run("judge", graph, "different", first, second, "--who", "analyst 7", "--why", "an hour apart")
    assert done.stdout == ""
    assert "The graph has " in done.stderr
    (row,) = csv.DictReader((graph / "judgements.csv").read_text(encoding="utf-8").splitlines())
    today = row.pop("when")
    assert (f"/statement/{first}@" in row.pop("first"), f"/statement/{second}@" in row.pop("second")) == (True, True)
    assert row == {"verdict": "different", "who": "analyst 7", "why": "an hour apart"}
    assert len(today) == 10
    listed = json.loads(run("judge", graph, "--format", "jsonl").stdout)
    assert (listed["state"], listed["judgement"]["who"]) == ("holds", "analyst 7")
    assert "why: an hour apart" in run("judge", graph).stdout
    run("judge", graph, "--withdraw", second, first)
    assert not (graph / "judgements.csv").exists()
    assert read_lines(graph) == before
    assert "Nobody has judged" in run("judge", graph, "-o", "-").stdout
    assert "nobody has judged" in run("judge", graph, "--withdraw", first, second, code=3).stderr


def test_a_clash_is_told_at_once(run, graph):
    first, second, third, *_ = events(graph)
    run("judge", graph, "same", first, second, "--when", "2025-03-09")
    run("judge", graph, "same", second, third)
    done = run("judge", graph, "different", first, third, "--quiet", code=1)
    assert done.stderr.startswith("clash: ")
    assert f"statement/{second}" in done.stderr
    assert first in done.stderr
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


# Policies


@pytest.fixture
def anything(tmp_path) -> Path:
    """A policy that every event passes."""
    path = tmp_path / "anything.toml"
    path.write_text('title = "Anything"\ntext = "Whatever is told."\n[support]\nsources = 0\n')
    return path


def test_policies_are_listed_with_how_many_events_pass(run, built, anything):
    count = len(events(built))
    listed = run("policy", built).stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["two-sides", "two-sources", "undenied"]
    assert all(f" of {count} " in line for line in listed)
    told = run("policy", built, anything).stdout
    assert f"{count} of {count} events pass." in told
    assert "the first" in run("policy", built, anything, "--show", "1").stdout
    (one,) = json.loads(run("policy", built, anything, "--format", "json").stdout)
    assert len(one["passing"]) == count
    assert one["policy"]["title"] == "Anything"


def test_why_an_event_passes_or_not(run, built, anything):
    statement = events(built)[0]
    assert "passes 'anything'" in run("policy", built, anything, "--explain", statement).stdout
    rows = json.loads(run("policy", built, "--explain", statement, "--format", "json").stdout)
    assert [row["policy"] for row in rows] == ["two-sides", "two-sources", "undenied"]
    assert "support.sides" in rows[0]["lacks"]
    assert "does not pass 'two-sides'" in run("policy", built, "two-sides", "--explain", statement).stdout


def test_facts_are_written_and_asked_under_a_policy(run, built, anything):
    count = len(events(built))
    sparql = "SELECT (COUNT(?f) AS ?n) { ?f kg:underPolicy ?policy }"
    answer = run("query", built, "--policy", anything, "-q", sparql, "--format", "json").stdout
    assert json.loads(answer)["results"]["bindings"][0]["n"]["value"] == str(count)
    answer = run("query", built, "-q", sparql, "--format", "json").stdout
    assert json.loads(answer)["results"]["bindings"][0]["n"]["value"] == "0"
    run("export", built, "--format", "trig", "--policy", anything, "--policy", "two-sides", "-o", "f.trig")
    text = Path("f.trig").read_text(encoding="utf-8")
    assert "graph/facts/anything" in text
    assert "Whatever is told." in text
    assert text.count("kg:underPolicy") == count


@pytest.mark.parametrize(
    "words",
    [
        ("query", "BUILT", "casualties", "--policy", "two-sides"),
        ("query", "BUILT", "--policy", "two-sides"),
    ],
)
def test_policies_go_with_questions_of_ones_own(run, built, words):
    assert "--policy goes with" in run(*[built if word == "BUILT" else word for word in words], code=2).stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("policy", "BUILT", "two-side"), "Did you mean 'two-sides'?"),
        (("policy", "BUILT", "two-sides", "--explain", "e0"), "no event 'e0'"),
        (
            ("export", "BUILT", "--format", "csv", "--policy", "two-sides"),
            "passes all that is asked (policy: two-sides)",
        ),
    ],
)
def test_what_no_policy_can_be_is_exit_code_3(run, built, words, told):
    assert told in run(*[built if word == "BUILT" else word for word in words], code=3).stderr
