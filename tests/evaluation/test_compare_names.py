"""Names: more words in front are the same name, another last word is another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.evaluation.names import is_same_name, match_fillers, share_in_order
from kgbuild.evaluation.scores import Tally


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("General Oleksandr Syrsky", "Syrsky", True),
        ("the Red Cross", "Red Cross", True),
        ("Sudan's army", "army", True),
        ("Côte d'Azur", "Cote d’Azur", True),
        ("Sudan Doctors' Forum", "Sudan Doctors Forum", True),
        ("Russia", "Russia's military", False),
        ("Kharkiv region", "Kharkiv", False),
        ("North Kivu", "South Kivu", False),
        ("", "army", False),
        ("the", "a", False),
    ],
)
def test_same_name(one: str, other: str, same: bool) -> None:
    assert is_same_name(one, other) is same
    assert is_same_name(other, one) is same


@pytest.mark.parametrize(
    ("given_labels", "wanted", "tally", "right"),
    [
        ([("army", "Sudanese Armed Forces")], ["Sudanese Armed Forces|army"], Tally(1, 1, 1), {0}),
        ([("Goma",)], [], Tally(0, 1, 0), set()),
        ([], ["Goma"], Tally(0, 0, 1), set()),
        ([], ["Goma?"], Tally(0, 0, 0), set()),
        ([("Goma",)], ["Goma?"], Tally(0, 0, 0), {0}),
        ([("Goma",), ("Sake",)], ["Sake", "Goma?"], Tally(1, 1, 1), {0, 1}),
        ([("Goma",), ("Goma",)], ["Goma"], Tally(1, 2, 1), {0}),
        ([("Goma",)], ["Goma?", "Goma"], Tally(1, 1, 1), {0}),
    ],
)
def test_fillers_pair_one_to_one(given_labels, wanted, tally, right) -> None:
    assert match_fillers(given_labels, wanted) == (tally, frozenset(right))


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("a b c", "a b c d", 1.0),
        ("a b c", "x a y b z c", 1.0),
        ("c b a", "a b c", 1 / 3),
        ("a", "b", 0.0),
        ("", "b", 0.0),
    ],
)
def test_share_in_order(one: str, other: str, share: float) -> None:
    assert share_in_order(one.split(), other.split()) == pytest.approx(share)


WORDS = st.lists(st.sampled_from("abcd"), max_size=8)


@given(WORDS, WORDS)
def test_share_is_symmetric_and_bounded(one: list[str], other: list[str]) -> None:
    share = share_in_order(one, other)
    assert share == share_in_order(other, one)
    assert 0 <= share <= 1
    assert share_in_order(one, one) == (1 if one else 0)


@given(
    st.lists(st.sampled_from(["Goma", "Sake", "Minova"]), max_size=5),
    st.lists(st.sampled_from(["Goma", "Sake?", "Minova|Bara"]), max_size=5),
)
def test_counts_never_exceed_what_there_is(items: list[str], wanted: list[str]) -> None:
    tally, matched = match_fillers([(item,) for item in items], wanted)
    assert 0 <= tally.right <= min(tally.given, tally.wanted)
    assert tally.given <= len(items)
    assert tally.right <= len(matched) <= len(items)
