"""Plain sentences of ground taken and left, hits, driven-off fighters and harm that nobody's name stands beside."""

from __future__ import annotations

import pytest

from extractors.conftest import texts


@pytest.mark.parametrize(
    ("sentence", "trigger", "action", "actors", "recipients"),
    [
        ("The Kachin rebels seized two army bases in Bhamo.", "seized", "CONTROL/capture", ["Kachin rebels"], []),
        ("Troops left Bor, a day after gunmen seized it.", "seized", "CONTROL/capture", ["gunmen"], []),
        ("The marines cleared the village of bandits.", "cleared", "CONTROL/capture", ["marines"], ["bandits"]),
        ("Israeli forces struck a truck yard in Tyre.", "struck", "ASSAULT/None", ["Israeli forces"], ["truck yard"]),
        ("A guard said the shell hit at noon.", "hit", "ASSAULT/heavy-weapons", ["shell"], []),
        ("The enemy was driven out on Friday.", "driven out", "ASSAULT/None", [], ["enemy"]),
        ("The army forced the militia out of Bor.", "forced", "ASSAULT/None", ["army"], ["militia"]),
        ("Ankara denied targeting civilians in Afrin.", "targeting", "ASSAULT/None", ["Ankara"], ["civilians"]),
        ("Monks accused the army of looting shops.", "looting", "ASSAULT/destroy", ["army"], ["shops"]),
        ("Monks accused the army of looting shops.", "accused", "ACCUSE/allege", ["Monks"], ["army"]),
        ("The gunmen came from Libya in pickups.", "came from", "MOVE/cross", ["gunmen"], []),
        ("The brigade advanced three miles along the Nile.", "advanced", "MOVE/advance", ["brigade"], []),
        (
            "The Rapid Support Forces pulled back from Bor.",
            "pulled back",
            "MOVE/withdraw",
            ["Rapid Support Forces"],
            [],
        ),
        ("The brigade lost up to 40 soldiers.", "lost", "CASUALTY/killed", [], ["soldiers"]),
        ("Seven bodies lay beside the well.", "bodies", "CASUALTY/killed", [], ["bodies"]),
    ],
)
def test_plain_sentences_are_read(statement, sentence, trigger, action, actors, recipients):
    found = statement(sentence, trigger)
    assert f"{found.action.type}/{found.action.mode}" == action
    assert texts(found.actors) == actors
    assert texts(found.recipients) == recipients


@pytest.mark.parametrize("sentence", ["No injuries have been reported.", "There were no reports of deaths."])
def test_harm_that_is_denied_without_names_is_a_negative_statement(statements, sentence):
    found = [item for item in statements(sentence) if item.action.type == "CASUALTY"]
    assert [item.polarity for item in found] == ["negative"]


@pytest.mark.parametrize(
    ("sentence", "types"),
    [
        ("A nurse, who asked not to be identified, wept.", {"REQUEST"}),
        ("The judge cleared the general of the murder.", {"CONTROL"}),
        ("The army lost the battle.", {"CASUALTY"}),
        ("The party lost three voters.", {"CASUALTY"}),
        ("The union said that the report of the council lies open.", {"CASUALTY"}),
        ("The crowd went to the streets.", {"MOVE"}),
        ("Militia fighters take position at a bridge in Kobani.", {"CONTROL"}),
        ("The party captured the city in the primary.", {"CONTROL"}),
        ("A row of burning homes lit the road.", {"ACCUSE"}),
    ],
)
def test_near_misses_stay_out(statements, sentence, types):
    assert not types & {item.action.type for item in statements(sentence)}
