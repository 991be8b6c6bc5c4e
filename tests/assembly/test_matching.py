"""One engine for what is one thing: thresholds, ties, vetoes, verdicts, and the same outcome in any order."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from kgbuild.assembly import crowds
from kgbuild.assembly.matching import Match, Matcher
from kgbuild.assembly.verdicts import Verdict


class Dot(Struct, frozen=True):
    """A point on a line, perhaps of a side; dots near each other are one, those of two sides never."""

    at: int
    side: str = ""


def block_keys(dot: Dot) -> list[str]:
    return [str(dot.at // 10), str(dot.at // 10 + 1)]


def compare(one: Dot, other: Dot) -> Match | None:
    if one.side and other.side and one.side != other.side:
        return None
    return Match(max(0.0, 1 - abs(one.at - other.at) / 10), "near")


def match(dots: dict[str, Dot], verdicts: Any = (), **settings: Any) -> list[list[str]]:
    matcher = Matcher(block_keys, compare, join=0.8, ask=0.6, **settings)
    for key, dot in dots.items():
        matcher.add(key, dot)
    matcher.judge(verdicts)
    matcher.settle()
    return list(matcher.clusters())


LINE = {"a": Dot(0), "b": Dot(2), "c": Dot(4), "d": Dot(6)}
CASES: dict[str, tuple[dict[str, Dot], dict[str, Any], list[list[str]]]] = {
    "near is one": ({"a": Dot(0), "b": Dot(2)}, {}, [["a", "b"]]),
    "far is two": ({"a": Dot(0), "b": Dot(3)}, {}, [["a"], ["b"]]),
    "equal is one": ({"a": Dot(0), "b": Dot(0), "c": Dot(0)}, {}, [["a", "b", "c"]]),
    "sides part": ({"a": Dot(0, "x"), "b": Dot(0, "y")}, {}, [["a"], ["b"]]),
    "what fits two sides joins neither": (
        {"a": Dot(0, "x"), "b": Dot(0), "c": Dot(0, "y")}, {}, [["a"], ["b"], ["c"]],
    ),
    "a better choice is taken": ({"a": Dot(0, "x"), "b": Dot(1), "c": Dot(3, "y")}, {}, [["a", "b"], ["c"]]),
    "a choice hardly better is none": (
        {"a": Dot(0, "x"), "b": Dot(1), "c": Dot(3, "y")}, {"margin": 0.15}, [["a"], ["b"], ["c"]],
    ),
    "pairs are chosen so that all of a cluster fit": (LINE, {"fit": 0.6}, [["a", "b"], ["c", "d"]]),
    "a chain of equally good links joins nothing": (LINE, {}, [["a"], ["b"], ["c"], ["d"]]),
    "single linkage follows the chain": (LINE, {"linkage": "single"}, [["a", "b", "c", "d"]]),
    "a verdict joins": ({"a": Dot(0, "x"), "b": Dot(90, "y")}, {"verdicts": [Verdict("b", "a", True)]}, [["a", "b"]]),
    "a verdict parts": ({"a": Dot(0), "b": Dot(0)}, {"verdicts": [Verdict("a", "b", False)]}, [["a"], ["b"]]),
    "a verdict parts a chain": (
        LINE, {"linkage": "single", "verdicts": [Verdict("a", "d", False)]}, [["a", "b", "c"], ["d"]],
    ),
    "a verdict of a stranger does nothing": ({"a": Dot(0)}, {"verdicts": [Verdict("a", "z", True)]}, [["a"]]),
}  # fmt: skip


@pytest.mark.parametrize(("dots", "settings", "expected"), CASES.values(), ids=CASES)
def test_clusters(dots: dict[str, Dot], settings: dict[str, Any], expected: list[list[str]]) -> None:
    assert match(dots, **settings) == expected
    assert match(dict(reversed(dots.items())), **settings) == expected


def test_a_score_between_the_thresholds_is_a_question() -> None:
    matcher = Matcher(block_keys, compare, join=0.8, ask=0.6)
    for key, dot in {"a": Dot(0), "b": Dot(1), "c": Dot(4), "d": Dot(5, "x"), "e": Dot(5, "y")}.items():
        matcher.add(key, dot)
    matcher.settle()
    assert [(one.first, one.second, one.score) for one in matcher.doubts()] == [
        ("b", "c", 0.7), ("b", "d", 0.6), ("b", "e", 0.6), ("c", "d", 0.9), ("c", "e", 0.9),
    ]  # fmt: skip
    assert matcher.doubts()[0].reason == "near"


def test_verdicts_that_contradict_each_other_are_told_and_part() -> None:
    matcher = Matcher(block_keys, compare, join=0.8, ask=0.6)
    for key, at in {"a": 0, "b": 50, "c": 90}.items():
        matcher.add(key, Dot(at))
    matcher.judge([Verdict("a", "b", True), Verdict("c", "b", True), Verdict("a", "c", False)])
    matcher.settle()
    assert list(matcher.clusters()) == [["a", "b"], ["c"]]
    assert matcher.conflicts == (Verdict("b", "c", True),)


def test_settling_tells_what_changed() -> None:
    matcher = Matcher(block_keys, compare, join=0.8, ask=0.6)
    for key, at in {"b": 0, "c": 50}.items():
        matcher.add(key, Dot(at))
    assert matcher.settle() == (frozenset(), frozenset({"b", "c"}))
    matcher.add("a", Dot(1))
    assert matcher.settle() == (frozenset({"b"}), frozenset({"a"}))
    matcher.remove("a")
    assert matcher.settle() == (frozenset({"a"}), frozenset({"b"}))
    assert matcher.settle() == (frozenset(), frozenset())


def count(dots: dict[str, Dot], late: tuple[str, Dot]) -> int:
    asked = 0

    def counted(one: Dot, other: Dot) -> Match | None:
        nonlocal asked
        asked += 1
        return compare(one, other)

    matcher = Matcher(block_keys, counted, join=0.8, ask=0.6)
    for key, dot in dots.items():
        matcher.add(key, dot)
    matcher.settle()
    asked = 0
    matcher.add(*late)
    matcher.settle()
    return asked


def test_a_newcomer_is_compared_in_its_own_blocks_only() -> None:
    few = {f"n{at}": Dot(at) for at in range(0, 300, 4)}
    many = {f"n{at}": Dot(at) for at in range(0, 30_000, 4)}
    assert 0 < count(few, ("new", Dot(101))) == count(many, ("new", Dot(101))) < 20


def test_a_crowd_costs_no_square(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowds, "CROWD", 50)
    monkeypatch.setattr(crowds, "WINDOW", 5)
    asked = 0

    def counted(one: Dot, other: Dot) -> Match:
        nonlocal asked
        asked += 1
        return Match(0.0, "")

    for size in (200, 2000):
        asked = 0
        matcher = Matcher(lambda dot: ["all"], counted, join=0.8, ask=0.6)
        for at in range(size):
            matcher.add(f"n{at}", Dot(at))
        matcher.settle()
        assert asked <= 6 * size


MOVES = st.lists(
    st.tuples(
        st.sampled_from("abcdefghij"),
        st.one_of(st.none(), st.builds(Dot, st.integers(0, 15), st.sampled_from(["", "", "x", "y"]))),
        st.booleans(),
    ),
    max_size=30,
)
VERDICTS = st.lists(
    st.builds(Verdict, st.sampled_from("abcdefghij"), st.sampled_from("abcdefghij"), st.booleans()), max_size=4
)


@pytest.mark.parametrize("linkage", ["complete", "single"])
@pytest.mark.parametrize("crowd", [200, 4])
@given(moves=MOVES, verdicts=VERDICTS, early=st.integers(0, 30), seed=st.integers(0, 9))
def test_coming_and_going_leaves_what_a_rebuild_makes(
    linkage: Any, crowd: int, moves: list[Any], verdicts: list[Verdict], early: int, seed: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowds, "CROWD", crowd)
        patch.setattr(crowds, "WINDOW", 2)
        moved = Matcher(block_keys, compare, join=0.8, ask=0.6, margin=0.05, linkage=linkage)
        dots: dict[str, Dot] = {}
        known: set[str] = set()
        for number, (key, dot, settle) in enumerate(moves):
            if number == early:
                moved.judge(verdicts)
            if dot is not None:
                moved.add(key, dot)
                dots[key] = dot
            elif key in dots:
                moved.remove(key)
                del dots[key]
            if settle:
                gone, made = moved.settle()
                assert made <= (known := known - gone | made)
                assert known == {held[0] for held in moved.clusters()}
        moved.judge(verdicts)
        moved.settle()
        rebuilt = Matcher(block_keys, compare, join=0.8, ask=0.6, margin=0.05, linkage=linkage)
        rebuilt.judge(verdicts)
        for key in random.Random(seed).sample(sorted(dots), len(dots)):
            rebuilt.add(key, dots[key])
        rebuilt.settle()
        assert list(moved.clusters()) == list(rebuilt.clusters())
        assert moved.doubts() == rebuilt.doubts()
        assert moved.conflicts == rebuilt.conflicts
