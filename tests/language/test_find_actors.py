"""Actors are found as phrases: names, forces, roles, origins; places are none unless they act."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.actors import find_actors
from kgbuild.language.parse import Parse
from kgbuild.language.places import find_places
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.language.times import find_times
from kgbuild.model import make_article
from kgbuild.registry import Registry
from kgbuild.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary, gazetteer: Gazetteer, registry: Registry | None = None) -> Parse:
    registry = registry or vocabulary.registry
    (parse,) = parse_articles([make_article(text)])
    parse.times = find_times(parse)
    parse.places = find_places(parse, gazetteer, registry)
    parse.actors = find_actors(parse, registry)
    return parse


def mentions(text: str, vocabulary: Vocabulary, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    return [(span.mention.text, span.kind) for span in read(text, vocabulary, gazetteer).actors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Three Turkish soldiers were wounded by gunmen in Idlib.",
            [("Turkish soldiers", "armed_force"), ("gunmen", "armed_group")],
        ),
        ("At least nine people were arrested.", [("people", "group")]),
        ("U.S. border patrol agents beat two men.", [("U.S. border patrol agents", "group"), ("men", "group")]),
        ("The helicopters sprayed a nerve agent.", []),
        (
            "Pro-Russian separatists accused Ukraine's army of shelling Donetsk.",
            [("Pro-Russian separatists", "armed_group"), ("Ukraine's army", "armed_force")],
        ),
        (
            "The M23 rebels attacked villagers near Sake.",
            [("M23 rebels", "armed_group"), ("villagers", "group")],
        ),
        ("Israeli airstrikes destroyed a bridge.", [("Israeli", "armed_force")]),
        ("Syrian and Russian forces entered the town.", [("Syrian", "armed_force"), ("Russian forces", "armed_force")]),
        ("Kigali denied the charge.", [("Kigali", "state")]),
        ("Kenya will send police officers.", [("Kenya", "state"), ("police officers", "group")]),
        (
            "The Ministry of Health in Gaza published new figures.",
            [("Ministry of Health", "organization")],
        ),
        (
            "Foreign Minister Sergei Lavrov met the commander in chief.",
            [("Foreign Minister Sergei Lavrov", "person"), ("commander in chief", "person")],
        ),
        ("Its drones hit us.", [("Its", "unknown"), ("us", "unknown")]),
        ("Hamas and Islamic Jihad fired rockets.", [("Hamas", "armed_group"), ("Islamic Jihad", "armed_group")]),
        ("Palestinians fled the camp.", [("Palestinians", "nationality")]),
        ("Army units withdrew.", [("Army units", "armed_force")]),
        (
            "Serbia thanked its neighbor, Albania.",
            [("Serbia", "state"), ("its neighbor", "state"), ("Albania", "state")],
        ),
        ("It is willing to talk.", [("It", "unknown")]),
        ("All wanted persons fled.", [("wanted persons", "armed_group")]),
        ("A two-star American general spoke.", [("American general", "person")]),
        ("Bishop Ncombo spoke.", [("Bishop Ncombo", "person")]),
        ("General Motors spoke.", [("General Motors", "organization")]),
        (
            "The attack on Lirunda was filmed. Lirunda's father wept.",
            [("Lirunda", "person"), ("Lirunda's father", "person")],
        ),
    ],
)
def test_mentions(text: str, expected: list[tuple[str, str]], vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    assert mentions(text, vocabulary, gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Heavy fighting continued in Goma on Sunday.", "Goma"),
        ("Shells fell near Bakhmut and Kursk.", "Bakhmut"),
        ("An explosion in Kherson damaged a power line.", "Kherson"),
        ("The region borders Ukraine and Moldova.", "Ukraine"),
        ("It is the first time this year.", "It"),
        ("The bodies were taken to a police station.", "police"),
        ("The front line has not moved.", "front"),
        ("Marching bands played in May.", "May"),
        ("One side of the wall fell.", "side"),
        ("The movement of goods has stopped.", "movement"),
        ("He spoke in opposition to the plan.", "opposition"),
        ("They built a mobile network.", "network"),
    ],
)
def test_what_is_no_actor(text: str, word: str, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    assert all(word not in found for found, _ in mentions(text, vocabulary, gazetteer))


@pytest.mark.parametrize("town", ["Goma", "Bakhmut", "Kursk", "Laukkai", "Djibo", "Omdurman", "Kidal", "Rafah"])
@pytest.mark.parametrize(
    "frame", ["Clashes were reported in {}.", "Thousands fled {} overnight.", "{} was shelled again."]
)
def test_conflict_places_are_no_actors(town: str, frame: str, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    assert all(town not in found for found, _ in mentions(frame.format(town), vocabulary, gazetteer))


def test_entity_is_the_id_that_the_words_name(vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    parse = read("Houthi forces and Saudi troops clashed; the RSF did not.", vocabulary, gazetteer)
    assert [(span.mention.text, span.entity) for span in parse.actors] == [
        ("Houthi forces", "houthis"),
        ("Saudi troops", "military-saudi-arabia"),
        ("RSF", None),
    ]


@pytest.mark.parametrize(
    ("text", "published", "entity"),
    [
        ("Pistorius met German officers on Monday.", "2024-03-01", "boris-pistorius"),
        ("Pistorius met German officers on Monday.", "2014-03-01", None),  # before any office of his
        ("Pistorius met South African officers on Monday.", "2024-03-01", None),  # no word of his country
        ("Oscar Pistorius was in court. German fans greeted Pistorius.", "2024-03-01", None),
        ("Boris Pistorius spoke to reporters. Pistorius then left.", "2024-03-01", "boris-pistorius"),
        ("President Museveni gave a speech on Monday.", "2020-03-01", "yoweri-museveni"),
    ],
)
def test_a_surname_alone_needs_backing(
    text: str, published: str, entity: str | None, vocabulary: Vocabulary, gazetteer: Gazetteer
) -> None:
    (parse,) = parse_articles([make_article(text, published=published)])
    parse.places = find_places(parse, gazetteer, vocabulary.registry)
    spans = find_actors(parse, vocabulary.registry)
    named = [span.entity for span in spans if span.mention.text.endswith(("Pistorius", "Museveni"))]
    assert named
    assert set(named) == {entity}


@pytest.mark.parametrize(
    ("text", "kind", "entity"),
    [
        ("Thomas Wagner spoke to reporters in Berlin.", "person", None),
        ("Wagner spoke of its losses in Bakhmut.", "armed_group", "wagner-group"),
        ("Fighters of Wagner Group left Bakhmut.", "armed_group", "wagner-group"),
    ],
)
def test_a_bodys_one_word_name_is_not_its_namesakes(
    text: str, kind: str, entity: str | None, vocabulary: Vocabulary, gazetteer: Gazetteer
) -> None:
    (parse,) = parse_articles([make_article(text, published="2023-05-01")])
    parse.places = find_places(parse, gazetteer, vocabulary.registry)
    spans = [span for span in find_actors(parse, vocabulary.registry) if "Wagner" in span.mention.text]
    assert [(span.kind, span.entity) for span in spans][-1:] == [(kind, entity)]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("They carried injured Lewis Carver to a car.", "Lewis Carver"),
        ("The so-called Islamic State group claimed it.", "Islamic State group"),
        ("Police arrested a 30-year-old suspect.", "suspect"),
        ("Rebels take airfield-Kurdish commanders deny it.", "Kurdish commanders"),
    ],
)
def test_descriptions_stay_outside(text: str, mention: str, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    assert mention in [found for found, _ in mentions(text, vocabulary, gazetteer)]


WORDS = st.sampled_from(
    [
        "the",
        "Russian",
        "army",
        "troops",
        "Hamas",
        ",",
        "and",
        "of",
        "Ukraine",
        "'s",
        "President",
        "Zelensky",
        "said",
        "they",
        "killed",
        "three",
        "in",
        "Goma",
        "(",
        "RSF",
        ")",
        "who",
        "-",
        "former",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=25))
def test_spans_slice_back_in_order_without_overlap(
    vocabulary: Vocabulary, gazetteer: Gazetteer, words: list[str]
) -> None:
    parse = read(" ".join(words) + ".", vocabulary, gazetteer)
    end = 0
    for span in parse.actors:
        assert end <= span.first <= span.head < span.last
        assert parse.article.text[span.mention.start : span.mention.end] == span.mention.text
        assert span.chain >= 1
        end = span.last


def test_a_shuffled_registry_finds_the_same(vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    text = "The RSF and the SDF fought Hezbollah. President Kagame met Congolese officials, and AA rebels left."
    entries = list(vocabulary.registry.entries.values())[::-1]
    registry = vocabulary.registry
    shuffled = Registry(entries, people=registry.people, demonyms=registry.demonyms)
    assert read(text, vocabulary, gazetteer, shuffled).actors == read(text, vocabulary, gazetteer).actors
