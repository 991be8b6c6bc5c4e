"""The comparison of names against pairs that people decided: the test's are for testing only, tuning has its own."""

from __future__ import annotations

import pytest
from identity_pairs import PAGE, PAIRS, Pair, Score, decide, main, put_table, read_pairs, score_pairs, write_table

DEVELOPMENT = PAIRS.with_name("identity_pairs_dev.jsonl")


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return read_pairs()


@pytest.fixture(scope="module")
def scores(pairs) -> dict[str, Score]:
    return score_pairs(pairs)


def test_the_pairs_are_many_and_as_often_different_as_same(scores):
    assert scores["all"].same + scores["all"].different >= 300
    assert 0.4 < scores["all"].same / (scores["all"].same + scores["all"].different) < 0.6


def test_no_pair_stands_in_both_files(pairs):
    known = {frozenset((pair.one, pair.other)) for pair in pairs}
    assert known.isdisjoint(frozenset((pair.one, pair.other)) for pair in read_pairs(DEVELOPMENT))


def test_names_of_one_are_found(scores):
    assert scores["all"].f1 >= 0.96


def test_hardly_any_two_become_one(scores):
    assert scores["all"].false_merges <= 0.01


def test_few_pairs_are_asked_about(scores):
    asked = scores["all"].asked + scores["all"].doubted
    assert asked <= 0.03 * (scores["all"].same + scores["all"].different)


@pytest.mark.parametrize("category", ["unit", "homonym", "generic", "person-or-organisation", "place"])
def test_no_two_become_one(scores, category):
    assert scores[category].merged == 0


def test_numbers_never_join(pairs):
    numbered = [pair for pair in pairs if pair.verdict == "different" and "number" in pair.why]
    assert len(numbered) >= 15
    assert not [pair for pair in numbered if decide(pair).verdict != "different"]


def test_a_decision_is_the_same_from_both_sides(pairs):
    for pair in pairs:
        turned = Pair(pair.category, pair.verdict, pair.other, pair.one, pair.why)
        assert decide(turned) == decide(pair), pair


def test_the_page_shows_the_table(scores):
    page = PAGE.read_text(encoding="utf-8")
    wanted = "python tests/calibration/identity_pairs.py --write"
    assert put_table(page, write_table(scores)) == page, f"docs/identity.md is behind: run {wanted}"


def test_the_table_is_printed(capsys):
    main([str(DEVELOPMENT), "--wrong"])
    printed = capsys.readouterr().out
    assert printed.startswith(write_table(score_pairs(read_pairs(DEVELOPMENT))))
