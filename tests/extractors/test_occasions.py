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
        ("The pope visited a school in Goma.", "visited", "MOVE", ["pope"], []),
        ("The Polish president visited Togo.", "visited", "CONSULT", ["Polish president"], ["Togo"]),
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
        ("A man carried tents and blankets.", "MOVE"),
        ("Three men were caught in a storm.", "COERCE"),
        ("He said he's caught her stealing.", "COERCE"),
        ("Volunteers cleared Goma in May.", "CONTROL"),
    ],
)
def test_who_does_not(statements, sentence, type_):
    assert [item for item in statements(sentence) if item.action.type == type_] == []
