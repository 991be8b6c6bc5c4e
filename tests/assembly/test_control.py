"""Who holds a place: what counts as a word on it, how long a side's word stands, and whose words dispute each other."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from voices import claim

from kgbuild.assembly.agreement import link_statements
from kgbuild.assembly.claims import Claim
from kgbuild.assembly.control import UNKNOWN, claims_on, make_states
from kgbuild.model import ControlState

DENIED = {"status": "denied"}
GOMA = "place/geonames-1"


def holds(id: str, day: str, by: str | None = "army", **fields: object) -> Claim:  # as in the records
    """The army's word, unless another's, that somebody holds Goma."""
    given = {"type": "CONTROL", "mode": "hold", "at": "Goma", "side": "COD", "event": id, "trigger": "held"}
    return claim(id, day=day, by=by, **(given | fields))  # type: ignore[arg-type]


def describe(state: ControlState) -> tuple[object, ...]:
    """What a state says, without its place and id."""
    holder = (state.holder or "").removeprefix("actor/") or None
    return state.side, holder, state.polarity, state.mode, state.earliest or state.latest, state.until


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("fardc", "positive", "hold")),
        ({"mode": "capture", "by": "M23"}, ("m23", "positive", "capture")),
        ({"mode": "capture", "by": "M23", **DENIED}, ("m23", "negative", "capture")),
        ({"mode": "lose"}, ("fardc", "negative", "lose")),
        ({"mode": "lose", **DENIED}, ("fardc", "positive", "hold")),
        # "Goma has not fallen", "had been lost", where nobody else is named: the side that says so means its own.
        ({"mode": "lose", "by": None, "trigger": "fallen", "polarity": "negative"}, ("x", "positive", "hold")),
        ({"mode": "lose", "by": None, "trigger": "lost"}, ("x", "negative", "lose")),
        ({"mode": "lose", "by": None, "trigger": "lost", "speaker": None}, None),
        ({"mode": "lose", "by": None, "trigger": "fallen"}, None),
        ({"mode": "lose", "by": None, "trigger": "lost", "side": "unaligned"}, None),
        ({"mode": "contest", "by": "army+M23"}, (None, "positive", "contest")),
        ({"by": "neither", "polarity": "negative"}, (None, "negative", "hold")),
        ({"type": "PRESENCE", "mode": None}, ("fardc", "positive", None)),
        ({"type": "MOVE", "mode": "withdraw", "at": "from Goma"}, ("fardc", "negative", None)),
        ({"type": "RETREAT", "mode": "withdraw"}, ("fardc", "negative", None)),
        ({"type": "MOVE", "mode": "advance"}, None),
        ({"at": "near Goma"}, None),
        ({"at": "north of Goma"}, None),
        ({"at": None}, None),
        ({"modality": "planned"}, None),
        ({"modality": "hypothetical"}, None),
        ({"status": "disputed"}, None),
        ({"type": "ASSAULT"}, None),
    ],
)
def test_what_is_a_word_on_a_place(fields: dict, expected: tuple | None) -> None:
    states = make_states([holds("s1", "2025-01-26", **({"voice_key": "name/a press office"} | fields))])
    assert [describe(state)[1:4] for state in states] == ([expected] if expected else [])


def test_a_denied_capture_gives_the_place_to_nobody() -> None:
    (state,) = make_states([holds("s1", "2025-01-26", "M23", mode="capture", **DENIED)])
    assert (state.polarity, state.holder) == ("negative", "actor/m23")


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("Goma+North Kivu", {GOMA}),
        ("Goma+Sake", {GOMA, "place/geonames-2"}),
        ("Goma airport+Goma", {"place/geonames-9"}),
    ],
)
def test_the_narrowest_place_is_meant(places: str, expected: set[str]) -> None:
    assert {state.place for state in make_states([holds("s1", "2025-01-26", at=places)])} == expected


def test_a_sides_word_stands_until_it_says_otherwise() -> None:
    told = [
        holds("s1", "2025-01-20"),
        holds("s2", "2025-01-24"),
        holds("s3", "2025-01-27", "M23", side="m23", mode="capture", on_day="2025-01-27"),
        holds("s4", "2025-01-29", mode="lose", on_day="2025-01-27"),
        holds("s5", "2025-03-01", "army", mode="capture"),
    ]
    assert {describe(state) for state in make_states(told)} == {
        ("COD", "fardc", "positive", "hold", "2025-01-20", "2025-01-27"),
        ("COD", "fardc", "negative", "lose", "2025-01-27", "2025-03-01"),
        ("COD", "fardc", "positive", "capture", "2025-03-01", None),
        ("m23", "m23", "positive", "capture", "2025-01-27", None),
    }
    (first,) = [state for state in make_states(told) if state.until == "2025-01-27"]
    assert first.statements == ("s1", "s2")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-01-19", set()),
        ("2025-01-20", {"COD"}),
        ("2025-01-26", {"COD"}),
        ("2025-01-27", {"m23"}),
        ("2035-01-01", {"m23"}),
    ],
)
def test_a_day_has_what_each_side_then_claims(day: str, expected: set[str]) -> None:
    states = make_states(
        [
            holds("s1", "2025-01-20"),
            holds("s2", "2025-01-28", mode="lose", on_day="2025-01-27"),
            holds("s3", "2025-01-27", "M23", side="m23", mode="capture"),
        ]
    )
    assert {state.side for state in claims_on(day, states) if state.polarity == "positive"} == expected


def test_leaving_a_place_ends_hold_and_presence() -> None:
    told = [
        holds("s1", "2025-01-20"),
        holds("s2", "2025-01-20", type="PRESENCE", mode=None),
        holds("s3", "2025-01-26", type="MOVE", mode="withdraw", at="from Goma"),
    ]
    assert {describe(state)[2:] for state in make_states(told)} == {
        ("positive", "hold", "2025-01-20", "2025-01-26"),
        ("positive", None, "2025-01-20", "2025-01-26"),
        ("negative", None, "2025-01-26", None),
    }


def test_a_fight_for_the_place_ends_a_hold_by_the_same_word() -> None:
    told = [holds("s1", "2025-01-20"), holds("s2", "2025-01-26", "army+M23", mode="contest")]
    assert [state.until for state in make_states(told) if state.mode == "hold"] == ["2025-01-26"]


def test_third_parties_speak_each_for_themselves() -> None:
    told = [
        holds("s1", "2025-01-20", side="unaligned", voice_name="x", voice="name/x"),
        holds("s2", "2025-01-26", "M23", side="unaligned", voice_name="y", voice="name/y"),
        holds("s3", "2025-01-28", "M23", side="unaligned", voice_name="z", voice="name/z"),
        holds("s4", "2025-01-28", side=None),
    ]
    assert {(*describe(state), state.statements) for state in make_states(told)} == {
        ("unaligned", "fardc", "positive", "hold", "2025-01-20", None, ("s1",)),
        ("unaligned", "m23", "positive", "hold", "2025-01-26", None, ("s2", "s3")),
        (UNKNOWN, "fardc", "positive", "hold", "2025-01-28", None, ("s4",)),
    }


def test_an_undated_word_counts_on_no_day() -> None:
    (state,) = make_states([holds("s1", None)])  # type: ignore[arg-type]
    assert claims_on("2025-01-26", [state]) == []


# Disputes


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # One day, two holders.
        ({"day": "2025-01-26"}, {"by": "M23", "day": "2025-01-26"}, "contradicts"),
        # Taken by one, still held by the other some days later.
        ({"by": "M23", "mode": "capture", "day": "2025-01-26"}, {"day": "2025-01-29"}, "contradicts"),
        ({"by": "M23", "mode": "capture", "day": "2025-01-26"}, {"day": "2025-04-29"}, None),
        # Held, then taken on a later day: nobody disputes anything.
        ({"day": "2025-01-26"},
         {"by": "M23", "mode": "capture", "on_day": "2025-01-27", "day": "2025-01-27"}, "updates"),
        ({"day": "2025-01-26"}, {"mode": "lose", "on_day": "2025-01-27", "day": "2025-01-28"}, "updates"),
        # Taken back: the word itself says that it had been lost.
        ({"by": "M23", "mode": "capture", "day": "2025-01-26"},
         {"mode": "capture", "day": "2025-01-26", "trigger": "retook"}, "updates"),
        ({"by": "M23", "mode": "capture", "day": "2025-01-26"},
         {"mode": "capture", "day": "2025-01-26"}, "contradicts"),
        # Claimed and denied.
        ({"by": "M23", "mode": "capture", "day": "2025-01-26"},
         {"by": "M23", "mode": "capture", "day": "2025-01-26", **DENIED}, "contradicts"),
        ({"by": "M23", "mode": "capture", "day": "2025-01-26"}, {"mode": "lose", "day": "2025-01-26", **DENIED},
         "contradicts"),
        # Words without a name: the government's town, the rebels' town, nobody's town.
        ({"by": "M23", "mode": "capture", "day": "2025-01-26"}, {"by": "the government", "day": "2025-01-26"},
         "contradicts"),
        ({"by": "army", "day": "2025-01-26"}, {"by": "the government", "day": "2025-01-26"}, None),
        ({"by": "army", "day": "2025-01-26"}, {"by": "rebels", "day": "2025-01-26"}, "contradicts"),
        ({"by": "army", "day": "2025-01-26"}, {"by": "gunmen", "day": "2025-01-26"}, None),
        ({"by": "army", "day": "2025-01-26"}, {"by": "neither", "polarity": "negative", "day": "2025-01-26"},
         "contradicts"),
        # A state and its army are one; being in a place is not holding it; a fight for it is no claim to it.
        ({"by": "army", "day": "2025-01-26"}, {"by": "DR Congo", "day": "2025-01-26"}, None),
        ({"by": "army", "day": "2025-01-26"},
         {"by": "M23", "type": "PRESENCE", "mode": None, "day": "2025-01-26"}, None),
        ({"by": "army", "day": "2025-01-26"}, {"by": "army+M23", "mode": "contest", "day": "2025-01-26"}, None),
        ({"type": "PRESENCE", "mode": None, "by": "Rwanda", "day": "2025-01-26"},
         {"type": "PRESENCE", "mode": None, "by": "Rwanda", "day": "2025-01-26", **DENIED}, "contradicts"),
        # Another place is another matter.
        ({"by": "army", "day": "2025-01-26"}, {"by": "M23", "at": "Sake", "day": "2025-01-26"}, None),
        ({"by": "army", "day": "2025-01-26"}, {"by": "M23", "at": "near Goma", "day": "2025-01-26"}, None),
    ],
)  # fmt: skip
def test_two_voices_on_one_place(first: dict, second: dict, expected: str | None) -> None:
    one = holds("s1", **{"voice": "name/x", **first})
    other = holds("s2", **{"voice": "name/y", "side": "m23", **second})
    links = link_statements([one, other])
    assert [(link.kind, link.slot) for link in links] == ([(expected, "control")] if expected else [])
    if expected == "updates":
        assert (links[0].first, links[0].second) == ("s2", "s1")


def test_one_voice_that_changes_its_word_updates_it() -> None:
    (link,) = link_statements([holds("s1", "2025-01-20"), holds("s2", "2025-01-26", mode="lose")])
    assert (link.kind, link.first, link.second) == ("updates", "s2", "s1")


@pytest.mark.parametrize(("day", "kind"), [("2025-01-29", "updates"), ("2025-01-26", "contradicts")])
def test_a_side_that_thinks_again_disputes_nothing(day: str, kind: str) -> None:
    army = holds("s1", "2025-01-26", voice="name/army")
    (link,) = link_statements([army, holds("s2", day, voice="name/spokesman", mode="lose", on_day="2025-01-26")])
    assert link.kind == kind


def test_a_side_that_still_sees_what_another_of_its_voices_saw_taken_disputes_it() -> None:
    told = holds("s1", "2025-01-21", "M23", mode="capture", voice="name/officials")
    (link,) = link_statements([told, holds("s2", "2025-01-22", voice="name/army")])
    assert link.kind == "contradicts"
    (same,) = link_statements([told, holds("s2", "2025-01-22", voice="name/officials")])
    assert same.kind == "updates"


WORDS = st.lists(
    st.builds(
        lambda number, side, by, mode, day, status: holds(
            f"s{number:03}", f"2025-01-{day:02}", by, mode=mode, side=side, voice=f"name/{side}", status=status
        ),
        st.integers(0, 400),
        st.sampled_from(["COD", "m23", "unaligned", None]),
        st.sampled_from(["army", "M23", "gunmen", "the government"]),
        st.sampled_from(["hold", "capture", "lose", "contest"]),
        st.integers(1, 28),
        st.sampled_from(["claimed", "denied"]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(WORDS, st.randoms(use_true_random=False))
def test_order_changes_nothing(claims: list[Claim], random: Random) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert make_states(shuffled) == make_states(claims)


@given(WORDS)
def test_every_word_is_in_a_state_and_no_other_side_ends_it(claims: list[Claim]) -> None:
    states = make_states(claims)
    assert {one for state in states for one in state.statements} == {one.id for one in claims}
    assert len({state.id for state in states}) == len(states)
    for side in {state.side for state in states}:
        own = make_states([one for one in claims if (one.side or UNKNOWN) == side])
        assert own == [state for state in states if state.side == side]
