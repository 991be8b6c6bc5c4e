"""Where the sentences and paragraphs of a text begin."""

from __future__ import annotations

import pytest

from kgbuild.assembly.layout import Spot, lay_out

TEXT = 'Bridge hit\n\nShells hit the old bridge at noon. "We ran," he said. Two died.\n\nLater it rained.'


@pytest.mark.parametrize(
    ("word", "spot"),
    [
        ("Bridge", Spot(0, 0, True, "  ")),
        ("old", Spot(1, 1, False, " shells hit the ")),
        ("ran", Spot(2, 1, False, " we ")),
        ("died", Spot(3, 1, False, " two ")),
        ("rained", Spot(4, 2, False, " later it ")),
    ],
)
def test_finds_the_spot_of_a_word(word: str, spot: Spot) -> None:
    assert lay_out(TEXT).find(TEXT.index(word)) == spot


def test_a_first_paragraph_that_ends_in_a_full_stop_is_no_headline() -> None:
    text = "Shells hit the bridge.\n\nTwo died."
    assert not lay_out(text).find(0).headline


def test_nothing_is_known_without_a_text() -> None:
    assert lay_out("").find(7).sentence == -1


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("The 55th Artillery Brigade shelled it.", {"55"}),
        ("The 9th Mountain and the 3rd Jager Brigade met.", {"9", "3"}),
        ("It rained on the 5th of May and the 6th August.", set()),
    ],
)
def test_a_number_of_a_unit_is_no_day(sentence: str, units: set[str]) -> None:
    assert lay_out(sentence).find(len(sentence) - 2).units == units
