"""How fine words are."""

from __future__ import annotations

import pytest

from kgbuild.checks.times import read_day, words_precision


@pytest.mark.parametrize(
    ("words", "precision"),
    [
        ("in March 2025", "month"),
        ("early March", "month"),
        ("late Sept.", "month"),
        ("last month", "month"),
        ("2024", "year"),
        ("in mid-2024", "year"),
        ("last year", "year"),
        ("next week", "week"),
        ("in the last year", None),
        ("the past week", None),
        ("the 1990s", "decade"),
        ("3 March 2025", None),
        ("March 3", None),
        ("Monday", None),
        ("yesterday", None),
        ("between March and May 2024", None),
        ("", None),
    ],
)
def test_words_precision(words, precision):
    assert words_precision(words) == precision


@pytest.mark.parametrize("text", ["20250302", "2025-3-2", "2025-W10-1", "2025-02-30", "2025-03-02T10:00", ""])
def test_only_full_days_are_days(text):
    assert read_day(text) is None
