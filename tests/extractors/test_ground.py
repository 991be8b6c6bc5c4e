"""Ground that changes hands without a word of who took it, and forces that leave."""

from __future__ import annotations

import pytest

from extractors.conftest import texts


@pytest.mark.parametrize(
    ("text", "trigger", "mode", "places", "polarity"),
    [
        ("Bunia has not fallen.", "fallen", "lose", ["Bunia"], "negative"),
        ("Rutshuru has not fallen, the colonel said.", "fallen", "lose", ["Rutshuru"], "negative"),
        ("The mayor conceded that Bunia had been lost.", "lost", "lose", ["Bunia"], "positive"),
        ("Bunia was captured on Monday.", "captured", "capture", ["Bunia"], "positive"),
        ("The airport in Myitkyina has not been lost.", "lost", "lose", ["Myitkyina"], "negative"),
        ("The Western Command in Myitkyina has not been lost.", "lost", "lose", ["Myitkyina"], "negative"),
    ],
)
def test_ground_without_its_holder(text, trigger, mode, places, polarity, statement):
    found = statement(text, trigger)
    assert (found.action.type, found.action.mode, found.polarity) == ("CONTROL", mode, polarity)
    assert (texts(found.actors), texts(found.locations)) == ([], places)


@pytest.mark.parametrize(
    "text",
    [
        "Tokyo fell 2 percent on Monday.",
        "Kinshasa fell silent.",
        "Ukraine fell into recession.",
        "Sudan fell behind Chad.",
        "Prices in Bunia fell on Monday.",
        "The records of the court had been lost.",
    ],
)
def test_what_falls_otherwise(text, statements):
    assert [item for item in statements(text) if item.action.type == "CONTROL"] == []


def test_forces_that_leave(statement, statements):
    found = statement("One of the traders, Awa Keita, said that the soldiers left at dawn.", "left")
    assert (found.action.type, found.action.mode, texts(found.actors)) == ("MOVE", "withdraw", ["soldiers"])
    assert [claimant.name for claimant in found.claimants] == ["Awa Keita"]
    for text in ("The delegates left at dawn.", "The soldiers left for lunch.", "The soldiers left two men behind."):
        assert "withdraw" not in [item.action.mode for item in statements(text)]


@pytest.mark.parametrize(
    ("text", "low", "recipients"),
    [
        ("The ministry put the number of dead soldiers at 34.", 34, ["dead soldiers"]),
        ("The number of dead now stands at 27, the hospital said.", 27, ["dead"]),
        ("The army put the death toll at 34.", 34, ["34"]),
        ("The death toll rose to 51, the ministry said.", 51, ["51"]),
    ],
)
def test_tolls(text, low, recipients, statements):
    (found,) = [item for item in statements(text) if item.action.type == "CASUALTY"]
    assert [(item.kind, item.low, item.high) for item in found.quantities] == [("killed", low, low)]
    assert texts(found.recipients) == recipients


def test_the_day_of_a_count_is_not_that_of_the_deaths(statements):
    (found,) = [
        item
        for item in statements("The army put the number of dead soldiers at 34 on Monday.")
        if item.action.type == "CASUALTY"
    ]
    assert found.date is None or found.date.mention is None


def test_what_is_fired_may_be_taken_up(statement, statements):
    text = "Rockets hit Marib. The Houthis denied it and said government forces had launched them."
    found = statement(text, "launched")
    assert (texts(found.actors), texts(found.recipients)) == (["government forces"], [])
    text = "Rockets hit Marib. The council did not say who had fired them."
    assert "fired" not in [item.trigger.text for item in statements(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The governor called the charge a lie.",
        "Kigali described the allegation as baseless.",
        "Kigali dismissed the accusation as false.",
    ],
)
def test_what_is_called_a_lie_is_denied(text, statements):
    (found,) = statements(text)
    assert (found.action.type, found.action.mode) == ("SAY", "deny")


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "places", "status"),
    [
        ("The governor denied any role in the strike on Goma.", "strike", ["governor"], ["Goma"], "denied"),
        ("Kigali denied any involvement in the attack on Goma.", "attack", ["Kigali"], ["Goma"], "denied"),
        ("The RSF admitted a role in the shelling of El Fasher.", "shelling", ["RSF"], ["El Fasher"], "claimed"),
        ("Kigali rejected reports of a massacre in Goma.", "massacre", [], ["Goma"], "denied"),
        ("The army denied any Ethiopian role in the raid on Baidoa.", "raid", [], ["Baidoa"], "asserted"),
        ("The army denied the militia's role in the raid on Baidoa.", "raid", [], ["Baidoa"], "asserted"),
    ],
)
def test_a_part_that_is_denied_is_a_deed_denied(text, trigger, actors, places, status, statement):
    found = statement(text, trigger)
    assert (found.action.type, texts(found.actors), texts(found.locations)) == ("ASSAULT", actors, places)
    assert found.status == status


def test_nobody_was_harmed(statement, statements):
    found = statement("The coalition said that no civilians had been harmed.", "harmed")
    assert (found.action.type, found.polarity, texts(found.recipients)) == ("ASSAULT", "negative", ["civilians"])
    assert [item.action.type for item in statements("The tariffs harmed farmers.")] == []


def test_neither_side_holds_it(statement):
    found = statement("The institute said that neither army held Bunia.", "held")
    assert (found.action.type, found.polarity, texts(found.actors)) == ("CONTROL", "negative", ["army"])
