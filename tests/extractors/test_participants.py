"""Who and what belongs to the events of `annotate`: by syntax first, by the tagger where syntax is silent."""

from __future__ import annotations

from typing import get_args

import pytest

from kgbuild.extractors.rules import find_events
from kgbuild.language.tags import ROLES
from kgbuild.model import RoleName


@pytest.fixture
def involved(vocabulary):
    """The arguments of the event of a word, places with their relation."""

    def call(parse, trigger):
        (event,) = [one for one in find_events(parse, vocabulary) if trigger in one.trigger.text]
        assert all(parse.article.text[one.start : one.end] == one.text for one in event.arguments)
        assert [(one.start, one.end) for one in event.arguments] == sorted(
            (one.start, one.end) for one in event.arguments
        )
        assert all((one.relation is None) == (one.role != "place") for one in event.arguments)
        return [(one.role, one.text, one.relation)[: 3 if one.relation else 2] for one in event.arguments]

    return call


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        (
            "Rebels shelled Dori with mortars on Monday.",
            "shelled",
            [("actor", "Rebels"), ("place", "Dori", "in"), ("instrument", "mortars"), ("date", "Monday")],
        ),
        (
            "Nine farmers were killed near Bor.",
            "killed",
            [("count", "Nine"), ("recipient", "farmers"), ("place", "Bor", "near")],
        ),
        ("Troops withdrew from Bukavu.", "withdrew", [("actor", "Troops"), ("place", "Bukavu", "from")]),
        ("The mayor said he had accused the army.", "accused", [("actor", "he"), ("recipient", "army")]),
        ("Nobody was wounded in the attack on Sake.", "attack", [("place", "Sake", "in")]),
    ],
)
def test_syntax_alone(text, trigger, wanted, parse, involved):
    assert involved(parse(text), trigger) == wanted


@pytest.mark.parametrize(
    ("role", "word", "wanted"),
    [
        ("actor", "Gunmen", ("actor", "Gunmen")),
        ("recipient", "envoys", ("recipient", "envoys")),
        ("place", "valley", ("place", "green valley", "near")),
        ("place", "Dori", ("place", "Dori", "from")),
        ("date", "Monday", ("date", "Monday")),
        ("date", "on", ("date", "Monday")),
        ("count", "two", ("count", "two")),
        ("instrument", "trick", ("instrument", "old trick")),
    ],
)
def test_the_tagger_fills_what_no_rule_knows(tell, involved, role, word, wanted):
    text = "Gunmen bedevilled two envoys from Dori near the green valley with an old trick on Monday."
    told = tell(text).action("bedevilled", "ASSAULT", 0.99).role("bedevilled", word, role)
    assert involved(told.put(), "bedevilled") == [wanted]


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_an_unsure_tagger_fills_nothing(tell, involved, share):
    told = tell("Gunmen bedevilled the police.").action("bedevilled", "ASSAULT", 0.99)
    assert involved(told.role("bedevilled", "Gunmen", "actor", share).put(), "bedevilled") == []


@pytest.mark.parametrize(("role", "word"), [("date", "trick"), ("count", "trick"), ("actor", "bedevilled")])
def test_no_word_is_a_date_or_number_that_their_readers_do_not_know_and_no_trigger_its_own_side(
    tell, involved, role, word
):
    told = tell("Gunmen bedevilled an old trick.").action("bedevilled", "ASSAULT", 0.99)
    assert involved(told.role("bedevilled", word, role).put(), "bedevilled") == []


def test_a_name_in_a_phrase_is_the_place(tell, involved):
    told = tell("Gunmen bedevilled the old city of Dori.").action("bedevilled", "ASSAULT", 0.99)
    assert involved(told.role("bedevilled", "city", "place").put(), "bedevilled") == [("place", "Dori", "in")]


def test_where_syntax_names_somebody_the_tagger_adds_nobody(tell, involved):
    told = tell("Rebels shelled Dori, a farmer said.").action("shelled", "ASSAULT", 0.99)
    told.role("shelled", "Dori", "place").role("shelled", "farmer", "actor").role("shelled", "farmer", "recipient")
    assert ("actor", "farmer") not in involved(told.put(), "shelled")


@pytest.mark.parametrize(("share", "kept"), [(0.9, True), (0.3, True), (0.01, False)])
def test_a_number_stays_where_the_tagger_does_not_exclude_it(tell, involved, share, kept):
    told = tell("Gunmen killed nine farmers.").action("killed", "ASSAULT", 0.99).role("killed", "nine", "count", share)
    assert (("count", "nine") in involved(told.put(), "killed")) is kept


def test_sides_stay_whatever_the_tagger_thinks(tell, involved):
    told = tell("Gunmen killed a farmer.").action("killed", "ASSAULT", 0.99)
    assert involved(told.put(), "killed") == [("actor", "Gunmen"), ("recipient", "farmer")]


def test_a_role_of_several_words_is_the_mean_of_what_they_say(tell, involved):
    told = (
        tell("Gunmen bedevilled away the police.").action("bedevilled", "ASSAULT", 0.9).action("away", "ASSAULT", 0.9)
    )
    told.role("bedevilled", "Gunmen", "actor")
    assert involved(told.put(), "bedevilled") == []
    assert involved(told.role("away", "Gunmen", "actor", 0.8).put(), "bedevilled") == [("actor", "Gunmen")]


def test_the_tagger_knows_the_roles_of_the_record():
    assert ("", *get_args(RoleName)) == ROLES
