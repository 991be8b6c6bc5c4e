"""A role without a country takes the one of its setting, marked as such; where two compete, it takes none."""

from __future__ import annotations

import random

import pytest

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.actors import find_actors
from kgbuild.language.places import find_places
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import Actor, make_article
from kgbuild.registry import Registry
from kgbuild.resolvers.actors import resolve_actors
from kgbuild.resolvers.places import resolve_places
from kgbuild.vocabulary import Vocabulary


def resolve(text: str, registry: Registry, gazetteer: Gazetteer) -> list[Actor]:
    (parse,) = parse_articles([make_article(text, published="2024-05-15")])
    parse.places = find_places(parse, gazetteer, registry)
    parse.actors = find_actors(parse, registry)
    return list(resolve_actors(parse, registry, resolve_places(parse, gazetteer)))


def find(text: str, words: str, vocabulary: Vocabulary, gazetteer: Gazetteer) -> Actor:
    found = [a for a in resolve(text, vocabulary.registry, gazetteer) if a.mention and a.mention.text == words]
    assert found, f"no mention {words!r}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "country", "how"),
    [
        ("Rebels ambushed a convoy in northern Mali.", "Rebels", "MLI", "only country in the sentence"),
        (
            "President Olumo Tande lifted the curfew in Chad.",
            "President Olumo Tande",
            "TCD",
            "only country in the sentence",
        ),
        (
            "Protesters burned tyres in Lima, an Italian reporter said.",
            "Protesters",
            "PER",
            "only country in the sentence",
        ),
        ("Sudan is at war. The rebels want talks.", "rebels", "SDN", "only country in the article"),
        ("Peru's election was calm, and the opposition won.", "opposition", "PER", "only country in the sentence"),
        (
            "Ethnic Albanians blocked a road in North Macedonia.",
            "Ethnic Albanians",
            "MKD",
            "only country in the sentence",
        ),
        ("Hungary said its troops had left.", "its troops", "HUN", "country of a chain"),
        ("Serbia recalled its lawyers from The Hague.", "its lawyers", "SRB", "country of the owner"),
        ("A professor of Cairo University resigned.", "Cairo University", "EGY", "country of the place beside it"),
    ],
)
def test_the_setting_gives_the_country(
    text: str, words: str, country: str, how: str, vocabulary: Vocabulary, gazetteer: Gazetteer
) -> None:
    actor = find(text, words, vocabulary, gazetteer)
    assert actor.country == country
    assert actor.mention is not None
    assert actor.mention.text == words
    if how != "country of a chain":
        assert how in (actor.rule or "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rebels fired from Chad into Sudan.", "Rebels"),  # two countries
        ("The army shelled villages near the border with Chad.", "army"),  # Chad is the other side
        ("Troops crossed the border into Chad.", "Troops"),
        ("The United States warned the opposition.", "opposition"),  # a state that speaks to others
        ("Militants attacked the French embassy.", "Militants"),
        ("Tourists were robbed in Lima.", "Tourists"),  # guests
        ("Foreign troops arrived in Lima.", "Foreign troops"),
        ("Olumo Tande spoke in Lima.", "Olumo Tande"),  # a name alone
        ("General Olumo Tande spoke in Lima.", "General Olumo Tande"),
        ("Pro-Russian separatists fled Lima.", "Pro-Russian separatists"),
        ("France withdrew peacekeepers from Mali.", "peacekeepers"),
        ("An anti-Syria writer and an anti-Syria journalist met.", "anti-Syria journalist"),
        ("Serbia accused its neighbor of spying.", "its neighbor"),
        ("Muslim hackers defaced Danish websites.", "Muslim hackers"),
    ],
)
def test_doubt_leaves_it_open(text: str, words: str, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    assert find(text, words, vocabulary, gazetteer).country is None


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("France withdrew some troops from Mali.", "troops", None),
        ("Soldiers from Chad guarded the town.", "Soldiers", "TCD"),
        ("Hungarian-led forces took a village in Mali.", "Hungarian-led forces", "HUN"),
        ("Residents of Goma fled.", "Residents", "COD"),
    ],
)
def test_a_place_beside_an_actor(
    text: str, words: str, country: str | None, vocabulary: Vocabulary, gazetteer: Gazetteer
) -> None:
    assert find(text, words, vocabulary, gazetteer).country == country


def test_a_shuffled_registry_resolves_the_same(vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    text = (
        "Rebels fired on a convoy in northern Mali, the RSF said. Its fighters left. President Olumo Tande told the "
        "opposition in Bamako that Ukrainian officials and the KDP had met NATO-led troops."
    )
    registry = vocabulary.registry
    expected = resolve(text, registry, gazetteer)
    for seed in range(3):
        entries = list(registry.entries.values())
        random.Random(seed).shuffle(entries)
        shuffled = Registry(entries, people=registry.people, demonyms=registry.demonyms)
        assert resolve(text, shuffled, gazetteer) == expected
