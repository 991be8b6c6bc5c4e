"""Happenings that are plainly told: bare event nouns with a time, verbs joined in odd ways, and their near misses."""

from __future__ import annotations

import pytest

from extractors.conftest import texts


@pytest.mark.parametrize(
    ("sentence", "trigger", "type_", "when"),
    [
        ("A surge of attacks last month left six people dead.", "attacks", "ASSAULT", "last month"),
        ("The market reopened after Sunday's raid.", "raid", "ASSAULT", "Sunday"),
        ("The clashes that erupted on Friday were the worst for a year.", "clashes", "ASSAULT", "Friday"),
        ("She took part in the 2019 demonstrations.", "demonstrations", "PROTEST", "2019"),
    ],
)
def test_a_time_of_its_own_makes_an_event_noun_a_statement(statement, sentence, trigger, type_, when):
    found = statement(sentence, trigger)
    assert found.action.type == type_
    assert found.date.mention.text == when


@pytest.mark.parametrize(
    "sentence",
    ["The committee condemned violence.", "The vote is due in March.", "The report is about attacks."],
)
def test_without_one_it_says_nothing(statements, sentence):
    assert [item for item in statements(sentence) if item.action.type in ("ASSAULT", "PROTEST")] == []


@pytest.mark.parametrize(
    ("sentence", "trigger", "type_", "actors", "recipients"),
    [
        ("The ambush, claimed by the Taliban, raised fears.", "ambush", "ASSAULT/None", ["Taliban"], []),
        ("They fear airstrikes from Russian warplanes.", "airstrikes", "ASSAULT/aerial", ["Russian warplanes"], []),
        ("Jordan joined Egypt in airstrikes.", "airstrikes", "ASSAULT/aerial", ["Jordan", "Egypt"], []),
        ("They were stopped by police and tear-gassed.", "gassed", "ASSAULT/crowd-control", [], ["They"]),
        ("The torture and death of a nurse shook Bor.", "death", "CASUALTY/killed", [], ["nurse"]),
        ("They mourned the shooting death of a boy.", "shooting", "ASSAULT/firearms", [], ["boy"]),
        ("The video shows two guards shooting a boy.", "shooting", "ASSAULT/firearms", ["guards"], ["boy"]),
        ("Raiders looted a shop and set fire to a mill.", "fire", "ASSAULT/destroy", ["Raiders"], ["mill"]),
        ("Its jets struck a wedding near Sada.", "struck", "ASSAULT/aerial", ["Its jets"], ["wedding"]),
        ("Militants seized three nurses near Bor.", "seized", "ASSAULT/abduct", ["Militants"], ["nurses"]),
        ("Raiders dragged two men away.", "dragged", "ASSAULT/abduct", ["Raiders"], ["men"]),
        ("Guerrillas shot up a van near Saravena.", "shot up", "ASSAULT/firearms", ["Guerrillas"], ["van"]),
        ("Two shells fell on a school in Taiz.", "fell", "ASSAULT/heavy-weapons", [], ["school"]),
        ("Two officers are missing after a raid.", "missing", "CASUALTY/missing", [], ["officers"]),
        ("Gunboats surrounded a ferry off Aden.", "surrounded", "CONTROL/contest", ["Gunboats"], ["ferry"]),
        ("The rebels lost the airport.", "lost", "CONTROL/lose", ["rebels"], []),
        ("Rebels retook the radio headquarters.", "retook", "CONTROL/capture", ["Rebels"], []),
        ("Troops handed the base to the police.", "handed", "CONTROL/lose", ["Troops"], ["police"]),
        ("Shelling has driven 400 families out of Sumy.", "driven", "DISPLACE/None", [], ["families"]),
        ("The U.S. has transferred 11 detainees.", "transferred", "MOVE/cross", ["U.S."], ["detainees"]),
        ("The strikers were carted off in vans.", "carted", "MOVE/cross", [], ["strikers"]),
        ("The envoy will be headed to Kyiv.", "headed", "MOVE/cross", ["envoy"], []),
        ("He saw thousands of migrants trying to reach Kos.", "reach", "MOVE/cross", ["migrants"], []),
        ("The peacekeepers are being deployed.", "deployed", "MOBILIZE/troops", ["peacekeepers"], []),
        ("China held live-fire drills off Pingtan.", "drills", "MOBILIZE/troops", ["China"], []),
        ("Women gathered in Bor to demand peace.", "gathered", "PROTEST/demo", ["Women"], []),
    ],
)
def test_who_does_it_to_whom(statement, sentence, trigger, type_, actors, recipients):
    found = statement(sentence, trigger)
    assert f"{found.action.type}/{found.action.mode}" == type_
    assert texts(found.actors) == actors
    assert texts(found.recipients) == recipients


def test_the_scene_of_a_relative_clause_is_where_they_went(statement):
    found = statement("They slept on the island of Kos, where 900 migrants have arrived by sea.", "arrived")
    assert texts(found.actors) == ["migrants"]
    assert texts(found.locations) == ["Kos"]


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("The ministry ordered its troops to leave within a week.", "MOBILIZE"),
        ("Migrants landed on an island.", "ASSAULT"),
        ("Police failed to stop the attack on the mayor.", "RETREAT"),
        ("Soldiers met at the Line of Control.", "CONTROL"),
        ("A general was killed in a strike on a villa.", "PROTEST"),
        ("Families were uprooted by shelling in Hajjah.", "MOVE"),
        ("The storm killed two gunmen near Bor.", "ASSAULT"),
        ("Women gathered in Bor to hear the verdict.", "PROTEST"),
    ],
)
def test_near_misses_are_something_else(statements, sentence, type_):
    assert [item for item in statements(sentence) if item.action.type == type_] == []


def test_an_accident_in_another_clause_excuses_nobody(statement):
    found = statement("Floods swept Kano while gunmen killed four people in Zaria.", "killed")
    assert texts(found.actors) == ["gunmen"]


def test_those_who_flee_shelling_do_not_shell(statement):
    assert statement("Families were uprooted by shelling in Hajjah.", "shelling").actors == ()


@pytest.mark.parametrize(
    ("sentence", "type_", "recipients"),
    [
        ("Chad sent 300 soldiers to Mali to join the peacekeeping mission.", "AID", ["Mali"]),
        ("Chad sent 300 soldiers to the border.", "MOBILIZE", []),
    ],
)
def test_troops_lent_for_peacekeeping_are_help(statement, sentence, type_, recipients):
    found = statement(sentence, "sent")
    assert found.action.type == type_
    assert texts(found.recipients) == recipients
    assert [(item.kind, item.low) for item in found.quantities] == [("troops", 300)]
