"""The file of disputed areas is sound, each area finds what lies in it, and what lies beside it is left alone."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from kgbuild.gazetteer.disputes import read_disputes
from kgbuild.vocabulary import load_vocabulary

AREAS = read_disputes()
CODES = set(load_vocabulary().countries)
WORDS = [area.name for area in AREAS]


@pytest.mark.parametrize("area", AREAS, ids=[f"{area.name} {area.since or ''}" for area in AREAS])
def test_an_area_is_well_formed(area):
    assert len(area.claimed_by) > 1, "one claimant is no dispute"
    assert set(area.held_by) <= set(area.claimed_by)
    assert list(area.claimed_by) == sorted(area.claimed_by)
    assert list(area.held_by) == sorted(set(area.held_by))
    assert area.held_by
    for claimant in area.claimed_by:
        assert claimant in CODES or not re.fullmatch("[A-Z]{3}", claimant), claimant
    assert area.countries <= CODES
    assert area.of <= CODES
    assert area.ids or area.countries or area.names or area.outline
    assert bool(area.outline) <= bool(area.of), "an outline says whose places it may hold"
    assert len(area.outline) == 0 or len(area.outline) > 3
    assert area.note.endswith(".")
    assert "\n" not in area.note
    for day in filter(None, (area.since, area.until)):
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day)
        date.fromisoformat((day + "-01-01")[:10])
    assert area.since is None or area.until is None or area.since < area.until


def test_an_area_of_several_entries_goes_on_where_the_last_ended():
    for name in {name for name in WORDS if WORDS.count(name) > 1}:
        entries = [area for area in AREAS if area.name == name]
        assert [area.until is None for area in entries] == [False] * (len(entries) - 1) + [True]
        for before, after in pairwise(entries):
            assert before.until < after.since


@pytest.mark.parametrize("area", AREAS, ids=[f"{area.name} {area.since or ''}" for area in AREAS])
def test_the_example_of_an_area_is_found_in_it(gazetteer, area):
    day = area.until or area.since
    day = day if day is None or len(day) == 10 else f"{day}-28"[:10] if len(day) == 7 else f"{day}-12-31"
    found = [gazetteer.dispute(place, day) for place in gazetteer.candidates(area.example)]
    assert area in found


@pytest.mark.parametrize(
    ("name", "country", "day", "area"),
    [
        ("Sevastopol", "UKR", "2024-05-01", "Crimea"),
        ("Sevastopol", "UKR", "2013-05-01", None),
        ("Donetsk", "UKR", "2013-05-01", None),
        ("Kherson", "UKR", "2022-05-01", None),
        ("Kharkiv", "UKR", None, None),
        ("Belgorod", "RUS", None, None),
        ("Katzrin", "ISR", None, "Golan Heights"),
        ("Tiberias", "ISR", None, None),
        ("Kiryat Shmona", "ISR", None, None),
        ("Damascus", "SYR", None, None),
        ("Tel Aviv", "ISR", None, None),
        ("Gaza", "PSE", None, None),
        ("Nablus", "PSE", None, "West Bank"),
        ("Akhalgori", "GEO", None, "South Ossetia"),
        ("Gori", "GEO", None, None),
        ("Tbilisi", "GEO", None, None),
        ("Famagusta", "CYP", None, "Northern Cyprus"),
        ("Nicosia", "CYP", None, None),
        ("Larnaca", "CYP", None, None),
        ("Mogadishu", "SOM", None, None),
        ("Berbera", "SOM", "1990-01-01", None),
        ("Shusha", "AZE", "2019-06-01", "Shusha and the districts around Nagorno-Karabakh"),
        ("Shusha", "AZE", None, None),
        ("Shusha", "AZE", "2022-01-01", None),
        ("Mitrovica", "XKX", None, "Kosovo"),
        ("Belgrade", "SRB", None, None),
        ("Srinagar", "IND", None, "Jammu and Kashmir"),
        ("Delhi", "IND", None, None),
        ("Khartoum", "SDN", None, None),
        ("Georgetown", "GUY", None, None),
        ("Ukraine", "UKR", None, None),
        ("Israel", "ISR", None, None),
        ("Taiwan", "TWN", None, "Taiwan"),
    ],
)
def test_places_in_and_beside_areas(gazetteer, name, country, day, area):
    place = next(place for place in gazetteer.candidates(name) if place.country == country)
    found = gazetteer.dispute(place, day)
    assert (found.name if found else None) == area


def test_a_part_is_found_before_the_whole(gazetteer):
    (kashmir,) = [place for place in gazetteer.candidates("Kashmir") if place.level == "area"]
    assert gazetteer.dispute(kashmir).claimed_by == ("CHN", "IND", "PAK")
    assert gazetteer.dispute(gazetteer.candidates("Siachen Glacier")[0]).held_by == ("IND",)


def test_an_article_of_the_last_day_is_still_about_it():
    karabakh = next(area for area in AREAS if area.name == "Nagorno-Karabakh")
    assert karabakh.holds_at("2023-12-31")
    assert karabakh.holds_at("1991-09-02")
    assert not karabakh.holds_at("2024-01-01")
    assert not karabakh.holds_at("1991-09-01")
    assert not karabakh.holds_at(None)
