"""What an article tells and what answers it close by, though both are events of their own."""

from __future__ import annotations

import pytest
from voices import claim, exactly

from kgbuild.assembly.agreement import link_statements
from kgbuild.assembly.claims import Claim

DENIED = {"status": "denied"}


def tell(*told: dict) -> list[tuple[str, str]]:
    """Kind and slot of the links among claims of one article, a hundred characters apart, each an event of its own."""
    claims: list[Claim] = []
    for number, fields in enumerate(told):
        given = {"voice": f"v{number}", "start": 100 * number, "event": f"e{number}", "article": "a", **fields}
        claims.append(claim(f"s{number}", given.pop("voice"), **given))
    return [(link.kind, link.slot) for link in link_statements(claims)]


@pytest.mark.parametrize(
    ("first", "second", "disputed"),
    [
        ({"amounts": (exactly(25),), "at": "Goma"}, {"amounts": (exactly(9),)}, True),
        ({"amounts": (exactly(25),)}, {"amounts": (exactly(25),)}, False),
        ({"amounts": (exactly(25),), "at": "Goma"}, {"amounts": (exactly(9),), "at": "Sake"}, False),
        ({"amounts": (exactly(25),)}, {"amounts": (exactly(9),), "start": 900}, False),
        ({"amounts": (exactly(25),)}, {"amounts": (exactly(9),), "quoted": False}, False),
        ({"amounts": (exactly(25),)}, {"amounts": (exactly(9),), "on_day": "2025-03-01"}, False),
        ({"amounts": (exactly(25),), "voice": "x"}, {"amounts": (exactly(9),), "voice": "x"}, False),
    ],
)
def test_a_second_toll_without_place_and_day_is_of_the_same_dead(first: dict, second: dict, disputed: bool) -> None:
    assert tell(first, second) == ([("contradicts", "killed")] if disputed else [])


def test_a_toll_with_an_attack_of_its_own_is_another_one() -> None:
    attack = {"on": "hospital", "voice": "v2", "start": 130}
    assert tell({"amounts": (exactly(4),)}, attack, {"amounts": (exactly(7),), "start": 150}) == []


@pytest.mark.parametrize(
    ("first", "second", "disputed"),
    [
        ({"by": "M23", "on": "people"}, {"by": "M23", **DENIED}, True),
        ({"by": "M23", "on": "people"}, {"by": "M23", "on": "hospital", **DENIED}, False),
        ({"by": "army", "on": "people"}, {"by": "M23", **DENIED}, False),
        ({"by": "M23", "on": "people"}, {"by": "M23", "polarity": "negative"}, False),
        ({"by": "M23", "on": "people"}, {"by": "M23", "start": 900, **DENIED}, False),
    ],
)
def test_a_denial_without_an_object_answers_the_last_deed(first: dict, second: dict, disputed: bool) -> None:
    assert tell(first, second) == ([("contradicts", "polarity")] if disputed else [])


@pytest.mark.parametrize(
    ("first", "second", "disputed"),
    [
        ({"by": "M23", "on": "hospital"}, {"by": "army", "on": "hospital"}, True),
        ({"by": "M23", "on": "people"}, {"by": "army", "on": "people"}, False),
        ({"by": "M23", "on": "people"}, {"by": "army", "on": "people", "side": "m23"}, True),
        ({"by": "gunmen", "on": "hospital"}, {"by": "army", "on": "bus depot"}, False),
    ],
)
def test_another_attacker_on_the_same_target_or_by_the_word_of_the_blamed(
    first: dict, second: dict, disputed: bool
) -> None:
    assert tell(first, second) == ([("contradicts", "actor")] if disputed else [])


@pytest.mark.parametrize(("side", "disputed"), [("m23", True), ("COD", False)])
def test_an_attacker_that_names_another_target_disputes_what_was_hit(side: str, disputed: bool) -> None:
    told = tell({"by": "M23", "on": "bus depot"}, {"by": "M23", "on": "railway yard", "side": side})
    assert told == ([("contradicts", "recipient")] if disputed else [])


def test_copies_tell_it_once() -> None:
    told = [
        {"amounts": (exactly(number),), "article": home, "lineage": "a", "voice": voice}
        for home in ("a", "b")
        for voice, number in (("x", 25), ("y", 9))
    ]
    assert tell(*told) == [("contradicts", "killed")]


def test_a_negated_noun_denies_no_deed() -> None:
    raids = {"by": "M23", "trigger": "raids"}
    assert tell(raids, {**raids, "polarity": "negative"}) == []
