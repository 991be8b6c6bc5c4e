"""A place inside a body's name gives its country where the name means one country only, and the article agrees."""

from __future__ import annotations

import pytest

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.actors import find_actors
from kgbuild.language.places import find_places
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import make_article
from kgbuild.registry import split_words
from kgbuild.resolvers.actor_homes import country_in_name, country_of_name
from kgbuild.resolvers.actors import resolve_actors
from kgbuild.resolvers.places import resolve_places
from kgbuild.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Goma University", "COD"),
        ("Bukavu Youth Council", "COD"),
        ("University of Maiduguri", "NGA"),
        ("Santa Cruz Civic Committee", None),  # many towns of that name
        ("Human Shield Front", None),
        ("Omdurman", None),  # nothing more: as likely a firm or a person
        ("Goma-backed Front", None),
        ("Fatima School", None),  # a given name
    ],
)
def test_the_place_in_a_name(name: str, country: str | None, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    assert country_in_name(split_words(name), vocabulary.registry, gazetteer) == country


@pytest.mark.parametrize(("name", "country"), [("Kramatorsk", "UKR"), ("Springdale Nowhere", None), ("Frank", None)])
def test_a_name_by_itself(name: str, country: str | None, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    assert country_of_name(split_words(name), vocabulary.registry, gazetteer) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Maiduguri Hunters Union condemned the raid.", "NGA"),
        ("Brazilian and Chilean officials met. Maiduguri Hunters Union condemned the raid.", None),
    ],
)
def test_the_article_has_a_say(text: str, country: str | None, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    (parse,) = parse_articles([make_article(text)])
    parse.places = find_places(parse, gazetteer, vocabulary.registry)
    parse.actors = find_actors(parse, vocabulary.registry)
    actors = resolve_actors(parse, vocabulary.registry, resolve_places(parse, gazetteer), gazetteer=gazetteer)
    (union,) = [actor for actor in actors if actor.mention and "Union" in actor.mention.text]
    assert union.country == country
