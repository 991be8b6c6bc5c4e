"""Dealings that a passive, a joined modifier, a statement that somebody issues or a phone call tells: own sentences."""

from __future__ import annotations

import pytest


def told(items):
    return {(one.action.type, one.action.mode): one for one in items}


def names(actors):
    return [actor.mention.text for actor in actors if actor.mention]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Aid to Mali was suspended by Denmark.", ("SANCTION", "discontinue"), ["Denmark"], ["Mali"]),
        ("Diplomatic ties with Togo were cut by Mali.", ("SANCTION", "discontinue"), ["Mali"], ["Togo"]),
        ("Sanctions on Togo were lifted on Monday.", ("CONCEDE", None), [], ["Togo"]),
        ("Peace talks with the rebels were suspended in May.", ("SANCTION", "discontinue"), [], ["rebels"]),
        ("The bloc lifted political and economic sanctions on Togo.", ("CONCEDE", None), ["bloc"], ["Togo"]),
        ("The king announced a cease-fire with the rebels.", ("CONCEDE", None), ["king"], ["rebels"]),
        ("Norway deployed search-and-rescue teams to Haiti.", ("AID", None), ["Norway"], ["Haiti"]),
        ("Amnesty issued a statement calling on Togo to pay.", ("REQUEST", None), ["Amnesty"], ["Togo"]),
        ("The king called King Hussein to thank him.", ("CONSULT", "phone"), ["king"], ["King Hussein"]),
        ("Togo rejected Mali's offer, claiming that it came late.", ("REJECT", None), ["Togo"], ["Mali"]),
        ("The bureau sent a team to Kisumu to investigate the fire.", ("ACCUSE", "investigate"), ["bureau"], []),
        ("Mali and Togo hand over thirty trucks to Benin.", ("RETREAT", "release"), ["Mali", "Togo"], ["Benin"]),
        ("Indonesia established diplomatic ties with Nauru.", ("SUPPORT", None), ["Indonesia"], ["Nauru"]),
        ("Togo set a deadline for the rebels to leave the town.", ("REQUEST", None), ["Togo"], ["rebels"]),
        ("Germany accepts 1,500 people from Greek camps.", ("AID", None), ["Germany"], ["people"]),
        ("Togo rejects and condemns the decision of Mali.", ("REJECT", None), ["Togo"], ["Mali"]),
        ("Obama gave Putin a stern warning.", ("THREATEN", None), ["Obama"], ["Putin"]),
        ("The mayor defended Chad's position in a speech.", ("SUPPORT", None), ["mayor"], ["Chad"]),
        ("The deputy called the envoy a very foolish man.", ("ACCUSE", "disapprove"), ["deputy"], ["envoy"]),
        ("Dutch medics eased the hardship of the villagers.", ("AID", None), ["Dutch medics"], ["villagers"]),
        ("Chad's president accepted the invitation of Mali.", ("AGREE", None), ["Chad's president"], ["Mali"]),
        ("Togo violated the ban on arms.", ("REJECT", None), ["Togo"], []),
        ("Mali gave the Togo rebels a stern warning.", ("THREATEN", None), ["Mali"], ["Togo rebels"]),
        ("Togo gave the Mali rebels a deadline.", ("REQUEST", None), ["Togo"], ["Mali rebels"]),
        ("The council approved the release of $30 million in aid to Mali.", ("AID", None), ["council"], ["Mali"]),
        ("Money donated by Norway paid for the well.", ("AID", None), ["Norway"], []),
        ("Togo said it would begin an offensive against the rebels.", ("THREATEN", None), ["Togo"], ["rebels"]),
        ("Togolese troops fired across the border.", ("ASSAULT", "firearms"), ["Togolese troops"], []),
        ("Mali began a military operation, Operation Dune, against rebels.", ("ASSAULT", None), ["Mali"], ["rebels"]),
        ("The generals reopened the bridge.", ("RETREAT", "access"), ["generals"], []),
    ],
)  # fmt: skip
def test_who_deals_with_whom(statements, text, kind, actors, recipients):
    found = told(statements(text))
    assert kind in found
    assert names(found[kind].actors) == actors
    assert names(found[kind].recipients) == recipients


def test_talks_that_are_called_off_are_no_talks(statements):
    assert {one.action.type for one in statements("Peace talks with the rebels were suspended in May.")} == {"SANCTION"}


def test_who_is_freed_in_the_passive_stays_the_recipient(statements):
    (freed,) = statements("Eleven captives were released by the rebels.")
    assert (freed.action.type, names(freed.recipients)) == ("RETREAT", ["captives"])


@pytest.mark.parametrize(
    "text",
    [
        "The deputy called the governor a friend of the poor.",
        "The rain eased the shortage.",
        "The deputy called the guards after the thief.",
        "The country reopened its businesses.",
        "The ministry defended its policies as fair.",
    ],
)
def test_no_insult_no_help_and_no_support(statements, text):
    assert not {one.action.type for one in statements(text)} & {"ACCUSE", "AID", "RETREAT", "SUPPORT"}


@pytest.mark.parametrize(
    ("text", "kind", "cameo"),
    [
        ("Chinese soldiers have arrived in Nepal to help deliver aid.", "MOVE", "070"),
        ("Turkish soldiers deployed to Somalia to train recruits.", "MOBILIZE", "070"),
        ("Turkish soldiers deployed to Somalia on Monday.", "MOBILIZE", "154"),
        ("Mali called on Togo to lift its sanctions against Benin.", "REQUEST", "020"),
        ("Mali called on Togo to adopt sanctions against Benin.", "REQUEST", "113"),
    ],
)
def test_what_for_decides_the_code(statements, text, kind, cameo):
    assert [one.action.cameo or "154" for one in statements(text) if one.action.type == kind] == [cameo]


def test_who_seeks_refuge_asks_for_it_and_who_takes_it_does_not(statements):
    (sought,) = statements("Hundreds of families sought refuge in Tanzania.")
    assert (sought.action.type, sought.action.cameo) == ("DISPLACE", "1033")
    (taken,) = statements("Hundreds of families took refuge in Tanzania.")
    assert (taken.action.type, taken.action.cameo) == ("DISPLACE", None)


def test_a_charge_that_is_rejected_is_denied(statements):
    assert {one.action.type for one in statements("Mali rejected the charge.")} == {"SAY"}


def test_adding_things_is_no_saying(statements):
    assert not statements("Norway is adding an ambulance to the pool.")
    assert {one.action.type for one in statements("The mayor added that the road was closed.")} == {"SAY"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Japan is considering sending aid to Mali.", "014"),
        ("Japan explored the possibility of sending aid to Mali.", "014"),
        ("Japan sent aid to Mali.", "070"),
        ("Chilean troops arrived in Haiti to join the peacekeeping mission.", "074"),
        ("Chilean troops arrived in Haiti.", "154"),
        ("Rebels deployed fighters near the camp of the peacekeepers.", "154"),
        ("Students called on Egyptians to join a rally against army rule.", "113"),
        ("The mayor called for sanctions against Togo.", "113"),
        ("The mayor called on the army to protect villages against attacks.", "020"),
        ("The minister said Norway would give Mali technical assistance.", "033"),
    ],
)
def test_codes_of_what_is_only_considered_and_of_keeping_peace(statements, text, code):
    assert code in {one.action.cameo for one in statements(text)}


def test_an_end_that_must_come_is_asked_for(statements):
    assert "REQUEST" in {one.action.type for one in statements("Togo says the killing of monks must end.")}
    assert "REQUEST" in {one.action.type for one in statements("Togo says a military intervention must be avoided.")}
    assert "REQUEST" not in {one.action.type for one in statements("Togo says the killing of monks must continue.")}
