"""The benchmark measures what it says, by a clock that the test turns; how fast kgbuild is, `make bench` tells."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import cost

from kgbuild.model import make_article
from kgbuild.pipeline import extract_articles
from sample_reports import REPORTS

ARTICLES = [make_article(**report) for report in REPORTS]


def make_cost(*seconds: float) -> cost.Cost:
    return cost.Cost(dict(zip(cost.STAGES, seconds, strict=True)), articles=2, tokens=100, statements=3)


def test_every_stage_is_between_two_looks_at_the_clock() -> None:
    """Each look is a second later than the one before, so each stage of an article takes one."""
    ticks = itertools.count()
    found = cost.measure(ARTICLES, rounds=2, clock=lambda: next(ticks))
    count = len(ARTICLES)
    assert found.seconds == {stage: 0 if stage == "spans" else count for stage in cost.STAGES}
    assert found.articles == count
    assert found.tokens > 60
    assert found.statements == sum(len(statements) for _, statements in extract_articles(ARTICLES))


def test_the_fastest_round_counts_and_the_first_never() -> None:
    """The time between two looks halves, so the last round is the fastest."""

    def measure(rounds: int) -> float:
        looks = itertools.count()
        return cost.measure(ARTICLES[:1], rounds=rounds, clock=lambda: -(0.5 ** next(looks))).seconds["checks"]

    a_round = len(cost.STAGES) + 1
    assert measure(1) == 0.5 ** (2 * a_round - 1)
    assert measure(3) == 0.5 ** (4 * a_round - 1)


def test_shares_are_of_parsing_alone() -> None:
    found = make_cost(10, 2, 1, 0.5, 0.5)
    assert (found.share, found.share_of_all) == (0.2, 0.4)
    text = cost.format_cost(found, 0.35)
    assert "extraction, resolution and checks: 20.0% of parsing (limit 35%)" in text
    assert found.share_of_checks == pytest.approx(0.5 / 13.5)
    assert "checks: 3.70% of all that comes before them (limit 3%)" in text
    assert "7 tokens a second in all, 10 by the parser alone" in text
    assert "extraction       500.00 ms an article    10.0% of parsing" in text


@pytest.mark.parametrize(("seconds", "code"), [((10, 9, 1, 1, 0.5), 0), ((10, 0, 2, 2, 0.1), 1), ((90, 9, 1, 1, 4), 1)])
def test_the_exit_code_tells_whether_the_limit_is_kept(monkeypatch, tmp_path, seconds, code) -> None:
    (tmp_path / "a.txt").write_text(REPORTS[0]["text"])
    monkeypatch.setattr(cost, "measure", lambda articles, rounds: make_cost(*seconds))
    assert cost.main([str(tmp_path / "a.txt")]) == code


@pytest.mark.parametrize("words", [["no-such.txt"], ["--rounds", "0"]])
def test_nothing_to_measure_is_wrong_usage(words, capsys) -> None:
    with pytest.raises(SystemExit) as stopped:
        cost.main(words)
    assert stopped.value.code == 2
    assert "nothing to measure" in capsys.readouterr().err
