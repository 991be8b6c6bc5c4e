"""Date lines and metadata dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.readers.published import parse_date_line, parse_published


@pytest.mark.parametrize(
    ("words", "published"),
    [
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01 09:30", "2024-03-01T09:30"),
        ("2024-03-01T09:30:00+02:00", "2024-03-01T09:30:00+02:00"),
        ("20240301", "2024-03-01"),
        ("March 01, 2024", "2024-03-01"),
        ("Mar. 1, 2024", "2024-03-01"),
        ("Friday, 1st March 2024", "2024-03-01"),
        ("1 Sept 2024", "2024-09-01"),
        ("Fri, 01 Mar 2024 09:30:00 +0200", "2024-03-01T09:30:00+02:00"),
        ("March 1, 2024 5:42 p.m. GMT", "2024-03-01T17:42:00+00:00"),
        ("March 1, 2024 12:05 a.m.", "2024-03-01T00:05:00"),
        ("01.03.2024", "2024-03-01"),
        ("2024/3/1", "2024-03-01"),
        ("25/03/2024", "2024-03-25"),
        ("03/25/2024", "2024-03-25"),
        ("03/04/2024", None),  # a day in March or in April
        ("March 2024", None),
        ("31 June 2024", None),
        ("0000-01-01", None),
        ("1 March 2024 and after", None),
        ("", None),
    ],
)
def test_words_to_a_day(words: str, published: str | None) -> None:
    assert parse_published(words) == published


@pytest.mark.parametrize(
    "line", ["Published: March 1, 2024", "Updated on 1 March 2024", "Last updated 2024-03-01", "Date: 01.03.2024"]
)
def test_labels(line: str) -> None:
    assert parse_date_line(line) == "2024-03-01"


@given(st.text(alphabet="0123456789-/.:, TZ+mayMarpGUC", max_size=40))
def test_no_words_raise(words: str) -> None:
    published = parse_published(words)
    assert published is None or len(published) >= 10
