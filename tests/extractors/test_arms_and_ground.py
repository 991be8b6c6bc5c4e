"""Who clears a place by arms, whose shooting it is, whom a fight is against."""

from __future__ import annotations

import pytest

from extractors.conftest import texts


@pytest.mark.parametrize(
    ("sentence", "trigger", "type_", "actors", "recipients"),
    [
        ("Marchers mourned Ana Reyes's shooting.", "shooting", "ASSAULT", [], ["Ana Reyes"]),
        ("Marchers mourned her shooting in Bor.", "shooting", "ASSAULT", [], ["her"]),
        ("Residents heard the soldiers' shooting in Bor.", "shooting", "ASSAULT", ["soldiers"], []),
        ("The gunman's shooting of two guards shook Bor.", "shooting", "ASSAULT", ["gunman"], ["guards"]),
        ("The fight against Boko Haram goes on.", "fight", "ASSAULT", [], ["Boko Haram"]),
        ("Deserters shot their way out of a compound in Bor.", "shot", "ASSAULT", ["Deserters"], []),
        ("Troops fought their way into Bor at dawn.", "fought", "ASSAULT", ["Troops"], []),
        ("The army cleared the rebels out of three villages.", "cleared", "ASSAULT", ["army"], ["rebels"]),
        ("Troops cleared the village of Badme on Friday.", "cleared", "CONTROL", ["Troops"], []),
        (
            "Sangin, a district in the south, was cleared by British troops.",
            "cleared",
            "CONTROL",
            ["British troops"],
            [],
        ),
        ("Nine pupils were taken away by soldiers.", "taken", "COERCE", ["soldiers"], ["pupils"]),
        ("Bor marked the anniversary of Ana Reyes's death.", "death", "CASUALTY", [], ["Ana Reyes"]),
    ],
)
def test_who_acts_on_whom(statement, sentence, trigger, type_, actors, recipients):
    found = statement(sentence, trigger)
    assert found.action.type == type_
    assert texts(found.actors) == actors
    assert texts(found.recipients) == recipients


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("The fight against poverty goes on.", "ASSAULT"),
        ("The singer fought his way through depression.", "ASSAULT"),
        ("Detectives penetrated the smuggling networks.", "CONTROL"),
        ("The mayor took control of the chaos.", "CONTROL"),
        ("Their voting rights were taken away.", "COERCE"),
        ("Troops cleared the village of Badme on Friday.", "CONCEDE"),
    ],
)
def test_what_is_no_such_act(statements, sentence, type_):
    assert [found for found in statements(sentence) if found.action.type == type_] == []


def test_the_court_still_clears_the_general(statement):
    assert statement("The court cleared the general of all charges.", "cleared").action.type == "CONCEDE"


def test_a_fight_that_only_says_when_is_background(statements):
    found = statements("Two judges were dismissed during the fight against Boko Haram.")
    assert "fight" not in {item.trigger.text for item in found}
