"""Intervals: repeatable, around the figure, wider the less is known, and none where nothing can be drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.evaluation.intervals import Measure, measure
from kgbuild.evaluation.scores import Tally

COUNTS = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
    lambda three: Tally(min(three), three[1], three[2])
)


def measure_one(tallies: list[Tally], **given: int) -> Measure:
    return measure([{"x": tally} for tally in tallies], **given)["x"]


@given(st.lists(COUNTS, min_size=2, max_size=8))
def test_an_interval_is_in_order_and_the_same_each_time(tallies: list[Tally]) -> None:
    one = measure_one(tallies, resamples=50)
    for value, interval in (
        (one.precision, one.precision_interval),
        (one.recall, one.recall_interval),
        (one.f1, one.f1_interval),
    ):
        if value is not None:
            low, high = interval
            assert 0 <= low <= high <= 1
    assert one == measure_one(tallies, resamples=50)


def test_the_point_is_of_the_sums_and_articles_without_the_name_count_as_empty() -> None:
    made = measure([{"x": Tally(1, 2, 4)}, {"x": Tally(3, 3, 3)}, {"y": Tally(0, 1, 0)}])
    assert (made["x"].right, made["x"].given, made["x"].wanted) == (4, 5, 7)
    assert (made["x"].precision, made["x"].recall) == (4 / 5, 4 / 7)
    assert made["x"].f1 == pytest.approx(8 / 12)
    assert (made["y"].precision, made["y"].recall, made["y"].f1) == (0, None, 0)
    assert made["y"].recall_interval is None


def test_alike_articles_leave_no_doubt_and_unlike_ones_leave_much() -> None:
    assert measure_one([Tally(1, 2, 2)] * 9).f1_interval == (0.5, 0.5)
    low, high = measure_one([Tally(0, 5, 5), Tally(5, 5, 5)] * 4).f1_interval
    assert (low, high) == (0.125, 0.875)


def test_more_articles_narrow_the_interval() -> None:
    few, many = (measure_one([Tally(0, 5, 5), Tally(5, 5, 5)] * count).recall_interval for count in (3, 60))
    assert few[0] < many[0] < 0.5 < many[1] < few[1]


def test_one_article_has_no_interval() -> None:
    one = measure_one([Tally(1, 2, 2)])
    assert (one.precision, one.precision_interval, one.f1_interval) == (0.5, None, None)


def test_nothing_is_nothing() -> None:
    assert measure([]) == {}
