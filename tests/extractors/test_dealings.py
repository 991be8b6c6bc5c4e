"""What people and states say, promise, ask and protest: senses that only an act between sides has."""

from __future__ import annotations

import pytest


def types(items):
    return {item.action.type for item in items}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("European countries agreed to send engineers to Mali.", "AGREE"),
        ("The country rejected the offer.", "REJECT"),
        ("The envoy accused foreign countries of arming the rebels.", "AID"),
        ("Laos is committed to opening its border.", "AGREE"),
        ("The premier said Laos is committed to opening its border.", "AGREE"),
        ("Togo said it would move its doctors unless Benin paid.", "THREATEN"),
        ("Croatia insists that Serbia pay compensation.", "REQUEST"),
        ("The court was too slow, the widows complained.", "ACCUSE"),
        ("The governor shortened the night curfew in Maroua on Friday.", "CONCEDE"),
        ("The envoy denied that Chadian soldiers had taken part.", "COOPERATE"),
    ],
)
def test_what_is_said_makes_a_dealing(statements, text, expected):
    assert expected in types(statements(text))


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The candidate spoke to supporters in Iowa.", "CONSULT"),
        ("The minister spoke to reporters in Accra.", "CONSULT"),
        ("The company failed to meet the payment.", "CONSULT"),
        ("The senator told a rally in Albany that he would win.", "PROTEST"),
        ("The mayor started talking about the road.", "CONSULT"),
        ("Chadian soldiers took part in a parade in Mao.", "COOPERATE"),
        ("Chadian soldiers took part in the attack on Mao.", "COOPERATE"),
        ("The villagers took part gladly.", "COOPERATE"),
        ("Chad insists that the valley is calm.", "REQUEST"),
        ("The captain sought to calm the crew.", "REQUEST"),
        ("The police suspect that the fire was set.", "ACCUSE"),
    ],
)
def test_what_is_no_dealing(statements, text, absent):
    assert absent not in types(statements(text))


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("During a visit to Oman, the premier praised the sultan.", "visit", ["premier"], ["Oman"]),
        ("The envoy flew home after talks with the king.", "talks", ["envoy"], ["king"]),
        ("Peru said it would withdraw its soldiers from Chile.", "said", ["Peru"], ["Chile"]),
        ("Clerics began a hunger strike in protest against the governor.", "began", ["Clerics"], ["governor"]),
        ("The regent allowed the monks to march.", "allowed", ["regent"], ["monks"]),
    ],
)
def test_the_sides_of_a_dealing(statement, text, trigger, actors, recipients):
    found = statement(text, trigger)
    assert [item.mention.text for item in found.actors] == actors
    assert [item.mention.text for item in found.recipients] == recipients
