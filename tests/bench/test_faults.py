"""The fault trials of the bench, a few of each kind."""

from __future__ import annotations

from faults import run


def test_a_few_faults_of_each_kind_lose_nothing() -> None:
    bench = run(kills=6, spoils=10, seed=7)
    assert bench.wrong == []
    assert sum(bench.done.values()) >= 17
