"""Names become places by what the whole article says; where it says too little they stay open."""

from __future__ import annotations

import pytest

from kgbuild.gazetteer import distance_km, open_gazetteer
from kgbuild.language.places import find_places
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import Place, make_article
from kgbuild.registry import Registry
from kgbuild.resolvers.place_ranking import MARGIN, rank_places
from kgbuild.resolvers.places import resolve_places


def resolve(text: str, **header: str) -> dict[str, Place]:
    [parse] = parse_articles([make_article(text, **header)])
    gazetteer = open_gazetteer()
    parse.places = find_places(parse, gazetteer, Registry())
    places = resolve_places(parse, gazetteer)
    assert [place.mention for place in places] == [span.mention for span in parse.places]
    return {place.mention.text: place for place in places if place.mention}


@pytest.mark.parametrize(
    ("text", "mention", "name", "country", "level"),
    [
        ("Shells fell on the Belgorod region.", "Belgorod region", "Belgorod Oblast", "RUS", "admin1"),
        ("Two drones hit Kharkiv.", "Kharkiv", "Kharkiv", "UKR", "settlement"),
        ("Aid reached Darfur on Monday.", "Darfur", "Darfur", "SDN", "area"),
        ("Ships were attacked in the Red Sea.", "Red Sea", "Red Sea", None, "feature"),
        ("He flew to Conakry, Guinea.", "Conakry", "Conakry", "GIN", "settlement"),
        ("Protesters marched in Tbilisi, the capital of Georgia.", "Georgia", "Georgia", "GEO", "country"),
        ("Storms hit Atlanta and the rest of Georgia, Alabama and Florida.", "Georgia", "Georgia", "USA", "admin1"),
        ("The family lives in Dublin, Ohio.", "Dublin", "Dublin", "USA", "settlement"),
        ("The People's Republic of China protested.", "People's Republic of China", "China", "CHN", "country"),
        ("Troops from Côte d'Ivoire left.", "Côte d'Ivoire", "Ivory Coast", "CIV", "country"),
        ("He saw Nyala, the capital of South Darfur.", "South Darfur", "South Darfur State", "SDN", "admin1"),
        ("Shells fell on the Ukrainian capital of Kyiv.", "Kyiv", "Kyiv", "UKR", "settlement"),
        ("Militants hid in the mountains of Nuristan.", "Nuristan", "Nuristan Province", "AFG", "admin1"),
        ("Moscow denied the report.", "Moscow", "Russia", "RUS", "country"),
        ("Sudanese soldiers left.", "Sudanese", "Sudan", "SDN", "country"),
    ],
)
def test_names_are_resolved(text, mention, name, country, level):
    place = resolve(text)[mention]
    assert (place.status, place.name, place.country, place.level) == ("resolved", name, country, level)
    assert place.rule


@pytest.mark.parametrize(
    "name", ["Kursk", "Kharkiv", "Donetsk", "Aleppo", "Idlib", "Helmand", "Borno", "Diyala", "Gao"]
)
@pytest.mark.parametrize("word", ["region", "province"])
def test_a_region_never_resolves_to_a_city_point(name, word):
    place = next(iter(resolve(f"Fighting spread across the {name} {word}.").values()))
    assert place.level in ("admin1", "admin2", "area")


def test_a_bare_name_introduced_as_a_region_is_the_region():
    places = resolve("Troops crossed into the Belgorod region. Later they said that Belgorod was calm.")
    assert places["Belgorod"].level == "admin1"
    assert places["Belgorod"].geonames == places["Belgorod region"].geonames


def test_a_village_stays_inside_the_stated_country():
    place = resolve("Clashes continued near the Russian border village of Demidovka.")["Demidovka"]
    assert (place.status, place.country, place.within, place.geonames) == ("unresolved", "RUS", "Russia", None)


def test_equal_candidates_stay_ambiguous_with_their_ids():
    place = resolve("A fire broke out in Springfield.")["Springfield"]
    assert place.status == "ambiguous"
    assert len(place.candidates) > 1
    assert place.lat is None


def test_near_places_decide_between_namesakes():
    place = resolve("Police in Springfield called for help from Eugene and Salem, Oregon.")["Springfield"]
    assert place.status == "resolved"
    assert distance_km(place.lat, place.lon, 44.05, -123.02) < 30


def test_an_unknown_name_is_unresolved():
    place = resolve("Militants raided the village of Zzokarra on Sunday.")["Zzokarra"]
    assert (place.status, place.geonames, place.rule) == ("unresolved", None, "not in the gazetteer")


def test_same_text_gives_the_same_places():
    text = "Talks in Doha between Kigali and Kinshasa failed; Goma, Bukavu and the Masisi territory saw new fighting."
    assert list(resolve(text).values()) == list(resolve(text).values())


def test_the_only_state_of_an_article_is_within_and_never_country():
    text = "Shells hit Kharkiv, Kherson and Pokrovsk. Troops stormed Zzokarra."
    place = resolve(text)["Zzokarra"]
    assert (place.status, place.country, place.within) == ("unresolved", None, "Ukraine")
    assert place.rule == "not in the gazetteer; all other places lie in one state"
    mixed = resolve("Shells hit Kharkiv, Kherson and Belgorod. Troops stormed Zzokarra.")["Zzokarra"]
    assert (mixed.country, mixed.within) == (None, None)


def test_a_resolved_place_says_what_spoke_for_it_and_which_namesake_came_next():
    rule = resolve("Police in Springfield called for help from Eugene and Salem, Oregon.")["Springfield"].rule
    assert "near Eugene (" in rule
    assert "Salem" in rule
    assert "next Springfield (" in rule


def test_a_ranking_tells_scores_and_reasons():
    gazetteer = open_gazetteer()
    alone, beside = rank_places("Tripoli", gazetteer), rank_places("Tripoli", gazetteer, near=["Beirut", "Sidon"])
    assert (alone[0].record.country, beside[0].record.country) == ("LBY", "LBN")
    assert alone[0].score - alone[1].score > MARGIN
    assert "a capital" in alone[0].reasons
    assert any("Beirut (" in reason for reason in beside[0].reasons)
    assert [one.score for one in beside] == sorted((one.score for one in beside), reverse=True)
    assert rank_places("Zzokarra", gazetteer) == []


@pytest.mark.parametrize(
    ("town", "header", "country", "reason"),
    [
        ("Worcester", {"url": "https://www.example.co.uk/a"}, "GBR", "GBR fits publisher's address .uk"),
        ("Salem", {"publisher": "The Corvallis Herald"}, "USA", "Oregon fits Corvallis (publisher)"),
        ("Salem", {"url": "https://corvallisherald.com/a"}, "USA", "Oregon fits Corvallis (publisher)"),
    ],
)
def test_the_publisher_parts_namesakes_and_is_named_as_the_reason(town, header, country, reason):
    assert resolve(f"A depot burned down in {town}.")[town].status == "ambiguous"
    place = resolve(f"A depot burned down in {town}.", **header)[town]
    assert (place.status, place.country) == ("resolved", country)
    assert reason in place.rule


def test_the_publisher_never_outweighs_what_the_article_names():
    place = resolve("A depot burned down in Worcester, Massachusetts.", url="https://www.example.co.uk/a")["Worcester"]
    assert place.country == "USA"


def test_words_of_administration_speak_for_a_state():
    place = resolve(
        "County commissioners and a state trooper came to Salem. Salem residents were told by a grand jury."
    )
    assert place["Salem"].country == "USA"


def test_local_words_keep_a_name_in_the_articles_own_state():
    text = "Sheriff's deputies and county commissioners met at the high school."
    assert resolve(f"{text} Paris residents stayed indoors.")["Paris"].country == "USA"
    assert resolve(f"{text} She later flew to Paris.")["Paris"].country == "FRA"


def test_stated_nearness_vetoes_namesakes_far_away():
    place = resolve("Ukrainian troops entered Russia's Belgorod region near Demidovka.")["Demidovka"]
    assert (place.status, place.country, place.rule) == ("unresolved", None, "no place of that name near Belgorod")
    assert resolve("Troops in the Kursk region near Sudzha dug in.")["Sudzha"].status == "resolved"


def test_a_relative_location_gives_its_anchor_and_says_that_it_is_one():
    place = resolve("Fighters massed 40 km north of Goma.")["Goma"]
    assert (place.name, place.bearing, place.country) == ("Goma", "40 km north of", "COD")


def test_an_ambiguous_place_keeps_candidates_and_the_region_that_the_text_gives():
    place = resolve("Gunmen raided the village of San Antonio in Colombia.")["San Antonio"]
    assert (place.status, place.within, place.country) == ("ambiguous", "Colombia", "COL")
    assert len(place.candidates) > 1


def test_a_province_is_no_district_abroad():
    text = "In Kenya, police in Nairobi and Kisumu spoke of calm, but Nyanza province saw raids."
    place = resolve(text)["Nyanza province"]
    assert (place.status, place.geonames, place.within) == ("unresolved", None, "Kenya")
    assert place.rule.startswith("no admin1 division of that name in KEN")


def test_an_island_is_no_town_of_a_like_spelling():
    place = resolve("Egypt will hand over the islands of Tiran and Sanafir.")["Tiran"]
    assert (place.status, place.level) == ("unresolved", "feature")


def test_a_village_abroad_needs_more_than_a_further_spelling():
    place = resolve("Twelve inmates of Evin prison in Tehran stopped eating.")["Evin"]
    assert (place.status, place.country) == ("unresolved", None)
    assert "further spelling" in place.rule
