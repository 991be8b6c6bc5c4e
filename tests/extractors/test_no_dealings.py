"""What is no dealing: among private persons, by questions, warnings of dangers and plans that hurt nobody."""

from __future__ import annotations

import pytest

from kgbuild.extractors.rules import extract


def types_of(parse, vocabulary, text):
    return {statement.action.type for statement in extract(parse(text), vocabulary)}


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("The reporter asked a tourist to leave the bus.", "REQUEST"),
        ("The deputy asked how the files had vanished.", "REQUEST"),
        ("Both officials asked not to be named.", "REQUEST"),
        ("The officer asked for anonymity.", "REQUEST"),
        ("The minister told the council he wanted to rest.", "REQUEST"),
        ("The envoy said that farmers do not have to move.", "REQUEST"),
        ("Her mother discussed the wedding with a friend.", "CONSULT"),
        ("Analysts warned the ministry that the river would rise.", "THREATEN"),
        ("The consulate warned tourists of pickpockets.", "THREATEN"),
        ("The allies are not ready to impose a curfew.", "THREATEN"),
        ("The miners are willing to be arrested.", "THREATEN"),
        ("The painter was willing to skip lunch.", "AGREE"),
        ("The bishop expressed the hope that the rain would end.", "AGREE"),
        ("The governor signed the budget.", "SUPPORT"),
        ("He has called the talks a holiday.", "SANCTION"),
        ("The law obliges societies that receive funds from abroad to register.", "CONSULT"),
        ("Armed gangs attacked two police stations in Cap-Haitien.", "PROTEST"),
        ("The minister recognised the difficulty of the task.", "SUPPORT"),
        ("The ministry honoured its commitments.", "SUPPORT"),
    ],
)
def test_what_deals_with_nobody_is_no_dealing(parse, vocabulary, text, type):
    assert type not in types_of(parse, vocabulary, text)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("The mother pleaded with the rebels to free her son.", "REQUEST"),
        ("The minister asked a reporter to leave the hall.", "REQUEST"),
        ("The minister told the council to rest.", "REQUEST"),
        ("The deputy met the families of the drowned.", "CONSULT"),
        ("The general warned the rebels that they would be crushed.", "THREATEN"),
        ("The rebels said that they would release two homeguards.", "AGREE"),
        ("Togo is prepared to open its archives.", "AGREE"),
        ("Bogota recognised his victory.", "SUPPORT"),
    ],
)
def test_a_side_in_public_affairs_makes_a_dealing(parse, vocabulary, text, type):
    assert type in types_of(parse, vocabulary, text)


def test_who_receives_support_is_its_recipient(parse, vocabulary):
    (statement,) = extract(parse("The mediator received support from the Norwegian king."), vocabulary)
    assert statement.action.type == "SUPPORT"
    assert [side.mention.text for side in statement.actors] == ["Norwegian king"]
    assert [side.mention.text for side in statement.recipients] == ["mediator"]


def test_whom_one_works_together_against_is_no_partner(parse, vocabulary):
    (statement,) = extract(parse("Kenya and Uganda cooperated against the smugglers."), vocabulary)
    assert [side.mention.text for side in statement.actors] == ["Kenya", "Uganda"]
    assert not statement.recipients
