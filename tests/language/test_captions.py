"""Where somebody stands in a picture is no part of the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.language.captions import without_positions


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The envoy, right, greets the mayor.", "The envoy greets the mayor."),
        ("Olsen, second left, and Roa, far right, shake hands.", "Olsen and Roa shake hands."),
        ("Ali (R) meets Omar (L), a judge.", "Ali meets Omar, a judge."),
        ("Ali, left, a judge, meets Omar, center, the mayor.", "Ali, a judge, meets Omar, the mayor."),
        ("They turned left, right and left again.", "They turned left, right and left again."),
        ("He told the left, the right and the center.", "He told the left, the right and the center."),
        ("Rafael (R-Texas) met the governor.", "Rafael (R-Texas) met the governor."),
    ],
)
def test_positions_in_a_picture_are_left_out(text, kept):
    assert " ".join(without_positions(text).split()).replace(" ,", ",") == kept


@given(st.text(alphabet="a, right()LR\n", max_size=60))
def test_no_character_moves(text):
    shadow = without_positions(text)
    assert len(shadow) == len(text)
    assert all(one in (two, " ") for one, two in zip(shadow, text, strict=True))
