"""The review of questions: the most useful first, each answer on the disk at once, and back again."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import reviewed
from click.testing import CliRunner, Result
from graph_reports import build, read_bytes
from reviewed import CAPTURE, QUESTIONS, SHELLING, people

from kgbuild.cli import app
from kgbuild.graph.judgements import FILE, read_judgements
from kgbuild.graph.reviewing import Review
from kgbuild.graph.store import Graph

Run = Callable[..., Result]


@pytest.fixture
def asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A graph with open questions."""
    monkeypatch.setattr(Graph, "assembled", reviewed.assembled)
    return build(tmp_path / "g")


@pytest.fixture
def run(asking: Path) -> Run:
    """Review it, with these lines on standard input."""

    def invoke(*words: str, keys: str = "") -> Result:
        lines = "".join(f"{key}\n" for key in keys)
        return CliRunner().invoke(app, ["review", str(asking), *words], input=lines, catch_exceptions=False)

    return invoke


def verdicts(folder: Path) -> list[str]:
    return [judgement.verdict for judgement in read_judgements(folder / FILE)]


def asked(told: str) -> list[str]:
    """The reasons of the questions that were put, in their order."""
    return re.findall(r"^\d+ of \d+: one \w+ or two\?.*\n(.*)$", told, re.MULTILINE)


# What is asked


def test_the_most_useful_question_comes_first(asking: Path) -> None:
    with Graph.open(asking) as graph:
        review = Review(graph)
    found = [(one.question.first, one.question.second) for one in review.asked]
    m23 = next(one for one in review.asked if one.question.first == "actor/m23")
    # Everybody's actor before a single report's people; of those, the even doubt before the all but decided one.
    assert found[0] == ("actor/m23", people(0))
    assert (m23.first.label, m23.first.reports, m23.second.label) == ("March 23 Movement", 5, "people")
    assert m23.useful == pytest.approx(4 * 0.6 * 0.4 * m23.first.statements * m23.second.statements)
    assert found.index((people(1), people(2))) < found.index((people(0), people(1)))
    assert [one.useful for one in review.asked] == sorted((one.useful for one in review.asked), reverse=True)


def test_both_sides_show_their_sentences_with_days_and_publishers(run: Run) -> None:
    told = run("--kind", "actor", "--limit", "1", keys="q").output
    assert "March 23 Movement, " in told
    assert "2025-03-04, Example Daily, Market shelled in Goma:" in told
    assert "The army said on Monday that M23 rebels shelled a market in Goma" in told
    assert "both shelled the town" in told
    assert "score 0.60" in told


def test_more_sentences_on_request(run: Run) -> None:
    told = run("--limit", "1", keys="mq").output
    few, more = told.split("1 of 1:")[1:]
    assert more.count("The army said on Monday") > few.count("The army said on Monday")


@pytest.mark.parametrize(("kind", "count"), [("actor", 4), ("event", 1), ("place", 0)])
def test_the_list_of_one_kind(run: Run, kind: str, count: int) -> None:
    done = run("--list", "--kind", kind, "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["question"]["kind"] for row in rows] == [kind] * count
    assert f"{count} of {count} open questions." in done.stderr
    assert len(run("--list", "--kind", kind).stdout.splitlines()) == 3 * count
    assert len(run("--list", "--limit", "1", "--kind", kind).stdout.splitlines()) == 3 * min(1, count)


def test_without_questions_nothing_is_asked(run: Run) -> None:
    done = run("--kind", "place")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No question is open." in done.stderr


# What is answered


def test_answers_are_written_at_once_and_followed_at_the_end(run: Run, asking: Path) -> None:
    done = run("--who", "analyst 7", "--when", "2025-03-09", keys="dsuq")
    assert done.exit_code == 0
    words = read_judgements(asking / FILE)
    assert [word.verdict for word in words] == ["different", "same", "unsure"]
    assert {(word.who, word.when) for word in words} == {("analyst 7", "2025-03-09")}
    assert "3 answered" in done.stderr
    assert "The graph has " in done.stderr
    with Graph.open(asking) as graph:
        assert not graph.has_new_judgements()


def test_what_follows_from_answers_is_not_asked(run: Run, asking: Path) -> None:
    told = run("--kind", "actor", keys="dssq").output
    assert asked(told) == ["both shelled the town", "the same words", "the same words"]
    assert verdicts(asking) == ["different", "same", "same"]
    assert run("--kind", "actor", "--list").stdout == ""


def test_a_review_goes_on_where_the_last_one_ended(run: Run, asking: Path) -> None:
    first = asked(run(keys="duq").output)
    rest = asked(run(keys="kkkk").output)
    assert first[-1] == rest[0]
    assert len(first) - 1 + len(rest) == len(QUESTIONS)
    again = asked(run("--again", keys="q").output)
    assert len(again) == 1
    assert "1 of 4" in run("--again", keys="q").output
    assert verdicts(asking) == ["different", "unsure"]


def test_back_takes_the_last_answer_out_and_asks_again(run: Run, asking: Path) -> None:
    before = read_bytes(asking)
    told = run(keys="dbq").output
    assert asked(told)[0] == asked(told)[2]
    assert "Taken back." in told
    assert not (asking / FILE).exists()
    assert read_bytes(asking) == before
    assert len(asked(run(keys="kbq").output)) == 3
    run(keys="dsbbu")
    assert verdicts(asking) == ["unsure"]


def test_a_reason_goes_with_the_next_answer_only(run: Run, asking: Path) -> None:
    keys = ["w", "they deny it", "d", "s", "q"]
    CliRunner().invoke(app, ["review", str(asking)], input="".join(f"{key}\n" for key in keys), catch_exceptions=False)
    assert [word.why for word in read_judgements(asking / FILE)] == ["they deny it", None]


def test_an_event_is_judged_by_a_statement(run: Run, asking: Path) -> None:
    run("--kind", "event", keys="s")
    (word,) = read_judgements(asking / FILE)
    assert re.fullmatch(rf"article/a0/statement/{SHELLING}@\d+-\d+", word.first)
    assert re.fullmatch(rf"article/a4/statement/{CAPTURE}@\d+-\d+", word.second)


def test_a_key_that_means_nothing_tells_those_that_do(run: Run, asking: Path) -> None:
    assert run("--limit", "1", keys="xq").output.count("s same  d different") == 2
    assert not (asking / FILE).exists()


def test_a_day_that_is_none_is_told_before_anything_is_asked(run: Run, asking: Path) -> None:
    done = run("--when", "9 March", keys="s")
    assert "review: '9 March' is no day" in done.output
    assert "1 of" not in done.output
    assert not (asking / FILE).exists()


# At a terminal


def test_at_a_terminal_one_key_is_enough_and_an_interruption_loses_nothing(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    script = Path(reviewed.__file__)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path])}
    command = [sys.executable, str(script), "review", str(folder)]
    master, slave = pty.openpty()
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment) as running:
        os.close(slave)
        told = ""
        try:
            for wait, key in (("1 of 5", "d"), ("2 of 5", "S"), ("3 of 5", "\x03")):
                told += read_until(master, wait)
                time.sleep(1)  # what is typed before a key is waited for answers nothing
                os.write(master, key.encode())
            told += read_until(master, "--apply")
            running.wait(timeout=60)
        finally:
            running.kill()
    os.close(master)
    assert running.returncode == 130
    assert verdicts(folder) == ["different", "same"]
    assert "Traceback" not in told
    with Graph.open(folder) as graph:
        assert graph.has_new_judgements()
        graph.finish()


def read_until(terminal: int, words: str) -> str:
    """What a terminal shows, up to these words and, of a question, the keys below them."""
    told, deadline = "", time.monotonic() + 40
    last = "q quit" if " of " in words else words
    while time.monotonic() < deadline and not (words in told and last in told[told.index(words) :]):
        if select.select([terminal], [], [], 1)[0]:
            told += os.read(terminal, 4096).decode(errors="replace")
    assert words in told, told
    assert last in told, told
    return told
