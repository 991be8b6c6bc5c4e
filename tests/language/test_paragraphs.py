"""Paragraphs, and the shadow that parses better than the text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.language.paragraphs import LONGEST, dateline_end, paragraphs_of, shadow_of


@given(st.text(max_size=300))
def test_the_shadow_has_a_character_for_each_of_the_text(text):
    shadow = shadow_of(text)
    joined, ranges = paragraphs_of(shadow)
    assert len(text) == len(shadow) == len(joined)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(ranges))


def parts(text):
    joined, ranges = paragraphs_of(shadow_of(text))
    return [joined[start:end] for start, end in ranges]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One sentence.\n\nAnother one.", ["One sentence.", "Another one."]),
        ("The army said that\n\nhas it cut here.", ["The army said that  has it cut here."]),
        ("A headline\nA body sentence.", ["A headline", "A body sentence."]),
        ("\n\n  \n", []),
        ("Line one.\r\nLine two.", ["Line one.", "Line two."]),
    ],
)
def test_breaks(text, paragraphs):
    assert parts(text) == paragraphs


def test_text_wrapped_at_a_column_is_one_paragraph():
    line = "the troops moved along the river towards General Awad and his men who"
    text = "\n".join(["When the night fell over the city and nobody was looking for them," + " and", *[line] * 5])
    assert len(parts(text)) == 1


def test_a_paragraph_without_end_is_cut_at_sentences():
    pieces = parts("A sentence stands here. " * 3000)
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert all(piece.strip().endswith(".") for piece in pieces)


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("GOMA, DR Congo - Rebels seized Minova.", "GOMA, DR Congo - "),
        ("KYIV, March 3 (Reuters) - Shells fell.", "KYIV, March 3 (Reuters) - "),
        ("PORT-AU-PRINCE, Haiti (AP) — Gangs torched it.", "PORT-AU-PRINCE, Haiti (AP) — "),
        ("BAMAKO — Soldiers left.", "BAMAKO — "),
        ("SAN JOSE, COSTA RICA -- Police came.", "SAN JOSE, COSTA RICA -- "),
        ("Goma is calm - for now.", ""),
        ("UN-backed talks began.", ""),
        ("The army - 300 men - left.", ""),
    ],
)
def test_a_dateline_ends_at_its_dash(paragraph: str, dateline: str) -> None:
    assert paragraph[: dateline_end(paragraph)] == dateline
