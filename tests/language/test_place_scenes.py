"""Buildings and ground without a name: places where a clause names none, things to the grammar."""

from __future__ import annotations

import pytest

from kgbuild.assembly.keys import place_key
from kgbuild.extractors.rules.build import build_statements
from kgbuild.gazetteer import open_gazetteer
from kgbuild.language.reading import read_articles
from kgbuild.model import make_article
from kgbuild.resolvers.places import resolve_places
from kgbuild.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def read(text):
    (parse,) = read_articles([make_article(text)], vocabulary=VOCABULARY, gazetteer=open_gazetteer())
    return parse


def placed(text):
    return [
        (statement.action.type, sorted((place.relation, place.mention.text) for place in statement.locations))
        for statement in build_statements(read(text), VOCABULARY)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested two men at a checkpoint.", ("COERCE", [("in", "checkpoint")])),
        ("Nine people are being detained by the ministry in a nearby prison.", ("COERCE", [("in", "nearby prison")])),
        ("Gunmen killed a judge outside the presidential palace.", ("ASSAULT", [("near", "presidential palace")])),
        ("Rebels killed five soldiers at two mountain outposts.", ("ASSAULT", [("in", "mountain outposts")])),
        ("Thousands of families fled the country.", ("DISPLACE", [("from", "country")])),
        # where a name is given the name is the place
        ("Police arrested two men at a checkpoint in Gao.", ("COERCE", [("in", "Gao")])),
        ("Gunmen killed a judge at his house in the city of Gao.", ("ASSAULT", [("in", "Gao")])),
        # what is hit is no place, nor is a building that stands for what it is there for
        ("Rebels shelled the hospital on Monday.", ("ASSAULT", [])),
        ("Police arrested a man who had been in prison before.", ("COERCE", [])),
    ],
)
def test_a_scene_is_the_place_of_a_clause_that_names_none(text, expected):
    assert expected in placed(text)


def test_two_scenes_of_the_same_words_are_two_places():
    parse = read("Police arrested a man at a checkpoint. Rebels killed two soldiers at a checkpoint.")
    places = resolve_places(parse, open_gazetteer())
    assert [place.mention.text for place in places] == ["checkpoint", "checkpoint"]
    assert len({place_key("report", place, "location") for place in places}) == 2
