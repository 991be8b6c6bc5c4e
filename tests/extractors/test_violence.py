"""Violence and movement: what is an assault and by which means, who is counted dead, who goes where."""

from __future__ import annotations

import pytest

from extractors.conftest import texts


@pytest.mark.parametrize(
    ("sentence", "trigger", "mode"),
    [
        ("Jets bombed the depot near Idlib.", "bombed", "aerial"),
        ("A drone struck the refinery in Saratov.", "struck", "drone"),
        ("Missiles hit an apartment block in Kharkiv.", "hit", "heavy-weapons"),
        ("The militia attacked the village with mortars.", "attacked", "heavy-weapons"),
        ("The army used drones to attack a convoy near Gao.", "attack", "drone"),
        ("A roadside bomb killed three soldiers in Mopti.", "killed", "explosives"),
        ("The raiders killed a shepherd with machetes.", "killed", "primitive"),
        ("A suicide bombing killed two guards in Mopti.", "killed", "suicide-attack"),
        ("The militia attacked the village at dawn.", "attacked", None),
        ("Rebels with drones looted the clinic.", "looted", "destroy"),
        ("Rockets hit a livestock market in Bor.", "hit", "heavy-weapons"),
        ("Rebels fired two mortar rounds at a post near Bor.", "fired", "heavy-weapons"),
    ],
)
def test_the_means_give_the_mode(statement, sentence, trigger, mode):
    assert statement(sentence, trigger).action.mode == mode


@pytest.mark.parametrize(
    "sentence",
    [
        "Villagers are fighting for better schools.",
        "The fight against poverty goes on in Bor.",
        "The minister attacked his rival, saying that he had lied.",
        "The candidate will fight the mayor in the election.",
        "Crews battled strong winds and high waves.",
        "Two lawmakers were targeted with an asset freeze.",
        "The migrants, whose boat sank, swam ashore.",
        "The marchers ignored orders to disperse.",
        "The senator routed the governor by a margin of 20 points.",
        "The party wants a candidate to fight with the president in the coming election.",
        "She captured two caucuses in Iowa.",
        "The baker realised that he had hit it big.",
        "Eight traders were targeted with visa bans.",
    ],
)
def test_nobody_is_hurt(statements, sentence):
    assert [item for item in statements(sentence) if item.action.type in ("ASSAULT", "CASUALTY")] == []


@pytest.mark.parametrize(
    ("sentence", "trigger", "kind", "low"),
    [
        ("The clashes left at least 20 dead in Bor.", "dead", "killed", 20),
        ("The clashes left 20 dead and 35 injured.", "injured", "wounded", 35),
        ("Officials put the number of dead at nine.", "dead", "killed", 9),
        ("The death toll from the bombing rose to 45.", "toll", "killed", 45),
        ("The bodies of twelve villagers were found near Bor.", "bodies", "killed", 12),
        ("At least 10 wounded were taken to the hospital.", "wounded", "wounded", 10),
    ],
)
def test_the_harmed_are_counted_without_a_verb_of_harm(statement, sentence, trigger, kind, low):
    found = statement(sentence, trigger)
    assert found.action.type == "CASUALTY"
    assert [(item.kind, item.low) for item in found.quantities] == [(kind, low)]


@pytest.mark.parametrize(
    ("sentence", "trigger", "type_", "actors", "places"),
    [
        ("French soldiers left Gao at dawn.", "left", "MOVE/withdraw", ["French soldiers"], ["Gao"]),
        ("The envoy flew to Goma on Monday.", "flew", "MOVE/cross", ["envoy"], ["Goma"]),
        ("A convoy entered Goma at noon.", "entered", "MOVE/advance", ["convoy"], ["Goma"]),
        ("Migrants were moved from Goma to Bukavu.", "moved", "MOVE/cross", [], ["Goma", "Bukavu"]),
        ("Hundreds of refugees arrived overnight.", "arrived", "MOVE/cross", ["refugees"], []),
        ("The airport in Goma remained in rebel hands.", "remained", "CONTROL/hold", ["rebel"], ["Goma"]),
        ("Militants toppled the governor of Bauchi.", "toppled", "COERCE/None", ["Militants"], []),
    ],
)
def test_who_goes_where_and_holds_what(statement, sentence, trigger, type_, actors, places):
    found = statement(sentence, trigger)
    assert f"{found.action.type}/{found.action.mode}" == type_
    assert texts(found.actors) == actors
    assert texts(found.locations) == places


@pytest.mark.parametrize(
    "sentence",
    [
        "The children go to school in the morning.",
        "The bill goes to a vote.",
        "The journalist, who comes from Goma, spoke.",
        "The ministry sent a letter to Goma.",
        "Opponents of the accord poured two million dollars into advertisements in Goma.",
        "The ministry in Goma abandoned its nuclear program.",
    ],
)
def test_nobody_moves(statements, sentence):
    assert [item for item in statements(sentence) if item.action.type == "MOVE"] == []


@pytest.mark.parametrize("word", ["letters", "doors", "numbers", "posters"])
def test_things_are_no_people(statements, word):
    assert [item for item in statements(f"Students burned {word} in the yard.") if item.action.type == "ASSAULT"] == []


def test_a_verb_of_assault_is_no_storm(statement):
    found = statement("Gunmen stormed a school in Goma, killing two guards.", "killing")
    assert texts(found.recipients) == ["guards"]


def test_counted_happenings_lean_on_the_verb_of_their_count(statement):
    found = statement("The coalition conducted a series of strikes in Idlib.", "strikes")
    assert texts(found.actors) == ["coalition"]
