"""Namesakes are parted by country and date; near spellings count only inside country, kind and sector."""

from __future__ import annotations

import random

import pytest

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.actors import find_actors
from kgbuild.language.places import find_places
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import Actor, make_article
from kgbuild.pipeline import extract_articles
from kgbuild.registry import Entry, Registry, Role
from kgbuild.resolvers.actor_links import choose_namesake, find_near, has_begun
from kgbuild.resolvers.actors import resolve_actors
from kgbuild.vocabulary import Vocabulary

OLD = Entry(id="dune-old", name="DF", kind="armed_group", country="MLI", end="2016-12")
NEW = Entry(id="dune-new", name="DF", kind="armed_group", country="MLI", start="2017-01")
ABROAD = Entry(id="dune-abroad", name="DF", kind="armed_group", country="NER", start="2010")
NOWHERE = Entry(id="dune-forum", name="DF", kind="organization", start="2000")


@pytest.mark.parametrize(
    ("entries", "countries", "day", "id", "rule"),
    [
        ((OLD, NEW), {"MLI": 1}, "2015-05-01", "dune-old", "namesake by date"),
        ((OLD, NEW), {"MLI": 1}, "2016-12-31", "dune-old", "namesake by date"),
        ((OLD, NEW), {"MLI": 1}, "2018-05-01", "dune-new", "namesake by date"),
        ((OLD, NEW), {"MLI": 1}, None, None, ""),  # no date, two bearers
        ((NEW, ABROAD), {"NER": 2}, "2018-05-01", "dune-abroad", "namesake by country"),
        ((NEW, ABROAD), {"MLI": 1, "NER": 1}, "2018-05-01", None, ""),  # as often named
        ((NEW, ABROAD), {"MLI": 1, "NER": 1}, "2012-05-01", "dune-abroad", "namesake by country"),
        ((NEW, ABROAD), {"FRA": 1}, "2018-05-01", None, ""),
        ((NEW, NOWHERE), {"FRA": 1}, "2012-05-01", "dune-forum", "namesake by date"),
        ((NEW, NOWHERE), {"FRA": 1}, "2018-05-01", None, ""),
    ],
)
def test_namesakes(
    entries: tuple[Entry, ...], countries: dict[str, int], day: str | None, id: str | None, rule: str
) -> None:
    for seed in range(3):
        mixed = list(entries)
        random.Random(seed).shuffle(mixed)
        found, why = choose_namesake(mixed, countries, day)
        assert (found and found.id, why) == (id, rule)


def test_what_begins_later_this_year_may_be_spoken_of() -> None:
    assert has_begun(NEW, "2017-01-01")
    assert not has_begun(NEW, "2016-12-31")
    assert has_begun(NEW, None)


REGISTRY = Registry(
    [
        Entry(
            id="lund", name="Sergey Lundov", kind="person", country="RUS",
            roles=(Role(title="minister", sector="GOV", start="2010"),),
        ),
        Entry(
            id="lund-general", name="Sergey Lundov", kind="person", country="BLR",
            roles=(Role(title="general", sector="MIL", start="2010"),),
        ),
        Entry(id="oren-1", name="Karim Orenov", kind="person", country="KAZ", sector="GOV"),
        Entry(id="oren-2", name="Karym Orenov", kind="person", country="KAZ", sector="GOV"),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "country", "sector", "id"),
    [
        ("Sergei Lundow", "RUS", "GOV", "lund"),
        ("Sergey Lundov", "RUS", "GOV", "lund"),
        ("Sergei Lundow", "RUS", "MIL", None),  # never across sectors
        ("Sergei Lundow", "UKR", "GOV", None),  # nor countries
        ("Sergei Lundow", None, "GOV", None),
        ("Sergei Lundow", "RUS", None, None),
        ("Andrei Lundov", "RUS", "GOV", None),
        ("Sergey Mundov", "RUS", "GOV", None),  # another first letter
        ("Lundow", "RUS", "GOV", None),  # a surname alone
        ("Sergey Ivan Lundov", "RUS", "GOV", None),
    ],
)
def test_near_spellings(name: str, country: str | None, sector: str | None, id: str | None) -> None:
    actor = Actor(mention=None, kind="person", country=country, sector=sector)
    found, rule = find_near(actor, name, REGISTRY, "2020-01-01")
    assert (found and found.id) == id
    assert bool(rule) is (id is not None)


def test_two_that_are_as_near_leave_it_open_and_are_named() -> None:
    actor = Actor(mention=None, kind="person", country="KAZ", sector="GOV")
    found, rule = find_near(actor, "Karem Orenov", REGISTRY, "2020-01-01")
    assert found is None
    assert rule == "near names: oren-1, oren-2"


def resolve(text: str, vocabulary: Vocabulary, gazetteer: Gazetteer, published: str = "2024-05-15") -> list[Actor]:
    (parse,) = parse_articles([make_article(text, published=published)])
    parse.places = find_places(parse, gazetteer, vocabulary.registry)
    parse.actors = find_actors(parse, vocabulary.registry)
    return list(resolve_actors(parse, vocabulary.registry))


@pytest.mark.parametrize(
    ("text", "published", "words", "id", "rule"),
    [
        ("Russian Foreign Minister Sergej Lavrow spoke.", "2024-05-15", "Russian Foreign Minister Sergej Lavrow",
         "sergei-lavrov", "spelling near sergei-lavrov"),
        ("Chilean Foreign Minister Sergej Lavrow spoke.", "2024-05-15", "Chilean Foreign Minister Sergej Lavrow",
         None, "title"),
        ("M23 seized the town.", "2009-05-15", "M23", None, "m23 began only in 2012"),
        ("M23 rebels seized the town.", "2013-05-15", "M23 rebels", "m23", "name"),
        ("Turkey said its jets bombed a village.", "2024-05-15", "its jets", "military-turkey", "name"),
        ("Uganda said its soldiers left.", "2024-05-15", "its soldiers", "military-uganda", "name"),
    ],
)  # fmt: skip
def test_links_of_an_article(
    text: str,
    published: str,
    words: str,
    id: str | None,
    rule: str,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
) -> None:
    found = [a for a in resolve(text, vocabulary, gazetteer, published) if a.mention and a.mention.text == words]
    assert [actor.id for actor in found] == [id]
    assert (found[0].rule or "").startswith(rule)


@pytest.mark.parametrize(
    ("publisher", "id"),
    [
        ("Reuters", "reuters"),
        ("Ministry of Defence of Russia", "russian-defence-ministry"),
        ("Congolese Army Press Office", "military-democratic-republic-of-the-congo"),
        ("Sudan Doctors' Forum", None),  # Sudan is not who published it
        ("Ukraine Weekly Herald", None),
    ],
)
def test_a_publisher_is_an_entry_by_its_whole_name(publisher: str, id: str | None) -> None:
    article = make_article("Rebels shelled the town of Goma on Monday.", publisher=publisher, published="2025-03-04")
    ((_, statements),) = extract_articles([article])
    assert {statement.claimants[0].id for statement in statements} == {id}
