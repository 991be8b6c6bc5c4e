"""Who takes part in a happening that a sentence names only beside what it tells, and who is carried or caught."""

from __future__ import annotations

import pytest

from extractors.conftest import texts


@pytest.mark.parametrize(
    ("sentence", "trigger", "type_", "actors", "recipients"),
    [
        ("The two ministers embraced before a meeting in Bor.", "meeting", "CONSULT", ["ministers"], []),
        ("The emir smiled during a summit in Aden.", "summit", "CONSULT", ["emir"], []),
        ("The talks the emir had with the rebels failed.", "talks", "CONSULT", ["emir"], ["rebels"]),
        ("Bamako regrets the sanctions that Togo imposed on Mali.", "sanctions", "SANCTION", ["Togo"], ["Mali"]),
        ("The poll follows rebel-led protests in Bor.", "protests", "PROTEST", ["rebel"], []),
        ("Forty lorries carried tents and blankets.", "carried", "MOVE", ["lorries"], ["tents", "blankets"]),
        ("Police picked up the editor at a crossing.", "picked up", "COERCE", ["Police"], ["editor"]),
        ("Three men were caught trying to burn it.", "caught", "COERCE", [], ["men"]),
        ("Hundreds of voters were killed when troops stormed a camp.", "killed", "ASSAULT", [], ["voters"]),
        ("Government troops cleared Goma in May.", "cleared", "CONTROL", ["Government troops"], []),
        (
            "Police detained a man who was protesting against a senator in Goma.",
            "protesting",
            "PROTEST",
            ["man"],
            ["senator"],
        ),
        ("Togo protested against the new tariff.", "protested against", "ACCUSE", ["Togo"], []),
        ("A woman holds a protest sign at a rally in Goma.", "rally", "PROTEST", [], []),
        ("The bill has sparked protests from businesses.", "protests", "PROTEST", ["businesses"], []),
        ("The pope visited a school in Goma.", "visited", "MOVE", ["pope"], []),
        ("The Polish president visited Togo.", "visited", "CONSULT", ["Polish president"], ["Togo"]),
        ("The dead fishermen were found on Sunday.", "dead fishermen", "CASUALTY", [], ["dead fishermen"]),
        ("Critics of the emir's history-making trip to Niger left.", "trip", "MOVE", ["emir"], []),
        ("The prisoner was cleared for transfer to Oman.", "cleared for transfer", "MOVE", [], ["prisoner"]),
        ("He said that most workers missing since Friday had been killed.", "killed", "ASSAULT", [], ["workers"]),
        ("Officers escort monks along the main street.", "escort", "MOVE", ["Officers"], ["monks"]),
        ("Millions of dollars were deposited into the account of the emir.", "deposited", "AID", [], ["emir"]),
        ("A lorry carrying a container stopped in Bor.", "carrying", "MOVE", ["lorry"], ["container"]),
        ("Three trucks drove into the village.", "drove", "MOVE", ["trucks"], []),
        ("A car drove into a crowd of worshippers in Bor.", "drove into", "ASSAULT", [], ["worshippers"]),
        (
            "North Korea fired a projectile thought to be a missile into the sea.",
            "fired",
            "MOBILIZE",
            ["North Korea"],
            [],
        ),
        (
            "The Somali native was among 30 fighters to arrive at Bagram's Camp X-Bar.",
            "arrive",
            "MOVE",
            ["Somali native"],
            [],
        ),
        ("The emir, right, greets the mayor in Goma.", "greets", "CONSULT", ["emir"], ["mayor"]),
    ],
)
def test_who_takes_part(statement, sentence, trigger, type_, actors, recipients):
    found = statement(sentence, trigger)
    assert (found.action.type, texts(found.actors), texts(found.recipients)) == (type_, actors, recipients)


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("The emir smiled before any meeting.", "CONSULT"),
        ("The emir spoke of hope after the summit.", "CONSULT"),
        ("Troops detained two men at a meeting.", "CONSULT"),
        ("The dead sailors were honoured in a speech.", "CASUALTY"),
        ("Two banks were approved for transfer of the deposits.", "MOVE"),
        ("North Korea fired a projectile thought to be a missile into the sea.", "ASSAULT"),
        ("We are gonna do something in Chicago.", "MOVE"),
        ("A man carried tents and blankets.", "MOVE"),
        ("Three men were caught in a storm.", "COERCE"),
        ("He said he's caught her stealing.", "COERCE"),
        ("Volunteers cleared Goma in May.", "CONTROL"),
    ],
)
def test_who_does_not(statements, sentence, type_):
    assert [item for item in statements(sentence) if item.action.type == type_] == []


def test_who_is_cleared_has_not_gone(statement):
    assert statement("The prisoner was cleared for transfer to Oman.", "cleared for transfer").modality == "planned"
