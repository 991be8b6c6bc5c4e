"""Assembly of an archive that grows costs in proportion, counted in comparisons, which no busy machine distorts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from assembly import make_archive
from kgbuild.assembly import Assembly, tellings


def count_comparisons(statements: int, monkeypatch: pytest.MonkeyPatch) -> int:
    counted = 0
    read = tellings.read_features

    def counting(*given: object) -> object:
        nonlocal counted
        counted += 1
        return read(*given)

    with monkeypatch.context() as patch:
        patch.setattr(tellings, "read_features", counting)
        assembly = Assembly()
        for article, own in make_archive(statements):
            assembly.add(article, own)
        assembled = assembly.settle()
    assert any(event.articles > 5 for event in assembled.events)
    assert sum(len(event.statements) for event in assembled.events) >= 0.9 * statements
    return counted


def test_comparisons_grow_with_the_archive_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the third day on each day is compared with the days around it."""
    small, large = (count_comparisons(days * 1000, monkeypatch) for days in (4, 8))
    assert 0 < large <= 3 * small


def test_the_archive_is_the_same_each_time() -> None:
    assert list(make_archive(300)) == list(make_archive(300))
