"""Whose word a statement is."""

from __future__ import annotations

from datetime import date

import pytest
from make import tell
from msgspec.structs import replace

from kgbuild.assembly.sides import UNALIGNED, Sides
from kgbuild.model import Claimant, Mention, Place, make_article
from kgbuild.vocabulary import load_vocabulary

SIDES = Sides(load_vocabulary().registry)
PAPER = Claimant(name="Sahel Today", kind="media")


def known(id: str) -> Claimant:
    entry = SIDES.registry.entries[id]
    return Claimant(name=entry.name, kind=entry.kind, id=id, country=entry.country)


def words(text: str, kind: str = "person", country: str | None = None) -> Claimant:
    return Claimant(name=text, kind=kind, country=country, mention=Mention(0, len(text), text))


ENTRIES = {
    "a state": ("russia", None, "RUS"),
    "its forces": ("military-israel", None, "ISR"),
    "a branch of them": ("ukrainian-air-force", None, "UKR"),
    "a ministry": ("russian-defence-ministry", None, "RUS"),
    "a health ministry": ("lebanese-health-ministry", None, "LBN"),
    "its president": ("hassan-sheikh-mohamud", "2023-09-05", "SOM"),
    "an armed group": ("houthis", None, "houthis"),
    "its military wing": ("qassam-brigades", None, "hamas"),
    "its spokesman": ("yahya-saree", "2024-01-01", "houthis"),
    "a branch of a network": ("aqap", None, "aqap"),
    "an ally that a state pays": ("wagner-group", None, "RUS"),
    "its leader": ("yevgeny-prigozhin", "2023-05-01", "RUS"),
    "what a state controls from abroad": ("sparta-battalion", None, "RUS"),
    "a force before it turned on its army": ("rsf", "2023-04-01", "rsf"),
    "a group before it governed": ("taliban", "2020-01-01", "taliban"),
    "a group that governs": ("taliban", "2022-01-01", "AFG"),
    "auxiliaries before the law": ("pmf-iraq", "2015-01-01", "pmf-iraq"),
    "auxiliaries": ("pmf-iraq", "2020-01-01", "IRQ"),
    "an agency of a state": ("tass", None, "RUS"),
    "an agency of none": ("reuters", None, None),
    "a body of several states": ("united-nations", None, None),
    "peacekeepers": ("monusco", None, None),
}


@pytest.mark.parametrize(("id", "day", "side"), ENTRIES.values(), ids=ENTRIES)
def test_entries(id: str, day: str | None, side: str | None) -> None:
    assert SIDES.of_entry(id, day) == side


WORDS = {
    "an official with a country": (words("army spokesman", country="ETH"), "ETH"),
    "a local official": (words("regional governor"), "UKR"),
    "local police": (words("police chief"), "UKR"),
    "an army of which nothing is told": (words("army commander"), None),
    "a ministry of which nothing is told": (words("defence ministry adviser"), None),
    "hospital officials": (words("hospital officials", country="UKR"), UNALIGNED),
    "medics": (words("medics", "group", "UKR"), UNALIGNED),
    "aid workers": (words("aid workers", "group"), UNALIGNED),
    "a former minister": (words("former interior minister", country="UKR"), UNALIGNED),
    "a rebel commander": (words("rebel commander", country="UKR"), UNALIGNED),
    "soldiers of a country": (words("soldiers", "armed_force", "UKR"), "UKR"),
    "commanders of a group": (words("YPG commanders", "group", "SYR"), "ypg"),
    "those who are against a group": (words("anti-ISIS activists", "group", "SYR"), UNALIGNED),
    "a fleet of another country": (words("Pacific Fleet commander", country="USA"), "USA"),
    "a group's channel": (words("Houthi television channel", "media", "YEM"), "houthis"),
    "a spokesman of a known body": (words("Pentagon spokesman"), "USA"),
    "a commander of nobody knows what": (words("commander", country="SYR"), UNALIGNED),
    "an army commander": (words("army commander", country="SYR"), "SYR"),
    "an official of many states": (words("UN official"), UNALIGNED),
    "a state's newspapers": (words("Turkish newspapers", "media", "TUR"), UNALIGNED),
    "a camp's council": (words("camp's council", "organization", "SDN"), UNALIGNED),
    "a city council": (words("city council", "organization", "SDN"), "SDN"),
    "nobody knows who": (words("It", "unknown"), None),
    "somebody's name": (words("Serhii Tkach"), UNALIGNED),
    "a national": (words("Ukrainians", "nationality", "UKR"), UNALIGNED),
    "state television": (words("state television", "media", "SYR"), "SYR"),
}


@pytest.mark.parametrize(("claimant", "side"), WORDS.values(), ids=WORDS)
def test_words(claimant: Claimant, side: str | None) -> None:
    assert SIDES.of_statement(tell("s1", "Kharkiv", claimants=(PAPER, claimant))) == side


def test_the_innermost_with_a_side_counts() -> None:
    governor, army = words("provincial governor", country="COD"), known("military-rwanda")
    assert SIDES.of_statement(tell("s1", claimants=(PAPER, governor, army))) == "RWA"
    assert SIDES.of_statement(tell("s1", claimants=(PAPER, army, words("residents", "group")))) == "RWA"
    assert SIDES.of_statement(tell("s1", claimants=(PAPER, words("residents", "group")))) == UNALIGNED


def test_an_office_told_once_holds_for_the_article() -> None:
    first = tell(
        "s1",
        None,
        claimants=(
            PAPER,
            Claimant(
                name="Pavlo Orlenko",
                kind="person",
                country="UKR",
                mention=Mention(0, 30, "Deputy minister Pavlo Orlenko"),
            ),
        ),
    )
    later = tell("s2", None, claimants=(PAPER, words("Pavlo Orlenko")))
    assert SIDES.of_statement(later) == UNALIGNED
    assert SIDES.of_statement(later, offices=SIDES.offices.read_all([later, first])) == "UKR"


@pytest.mark.parametrize(
    ("key", "id", "kind", "country", "day", "side"),
    [
        ("actor/m23", "m23", "armed_group", "COD", None, "m23"),
        ("actor/wagner-group", "wagner-group", "armed_group", "RUS", None, "RUS"),
        ("actor/sna-syria", "sna-syria", "armed_group", "SYR", "2024-11-30", "TUR"),
        ("actor/x1", None, "armed_group", "COD", None, "actor/x1"),
        ("actor/x2", None, "armed_force", "COD", None, "COD"),
        ("actor/x3", None, "state", None, None, None),
        ("actor/x4", None, "person", "COD", None, None),
        ("actor/x5", "nobody-of-that-id", "group", "COD", None, None),
    ],
)
def test_actors(key: str, id: str | None, kind: str, country: str | None, day: str | None, side: str | None) -> None:
    assert SIDES.of_actor(key, id=id, kind=kind, country=country, day=day) == side


def test_a_group_unknown_to_the_registry_is_a_side_by_its_identity() -> None:
    group = words("Front for Northern Defence", "armed_group")
    assert SIDES.of_statement(tell("s1", claimants=(PAPER, group)), ("", "article/a/actor/1")) == "article/a/actor/1"


def test_the_organ_of_a_party_speaks_for_it() -> None:
    bulletin = make_article("x", id="b", publisher="Russian Ministry of Defence").header
    paper = make_article("x", id="p", publisher="Sahel Today").header
    assert SIDES.of_word((), bulletin) == SIDES.of_word((words("ministry", "organization"),), bulletin) == "RUS"
    assert SIDES.of_word((), make_article("x", id="t", publisher="Y", agency="TASS").header) == "RUS"
    assert SIDES.of_word((), paper) == UNALIGNED


def test_a_governor_speaks_for_where_it_happened_not_for_where_it_came_from() -> None:
    there = Place(mention=None, name="Belgorod", country="RUS", relation="from")
    told = tell("s1", None, claimants=(PAPER, words("prosecutors", "group")))
    assert SIDES.of_statement(replace(told, locations=(there,))) is None


def test_patrons_are_entries_with_a_reason_and_days() -> None:
    countries = load_vocabulary().countries
    for actor, patron in SIDES.rules.patrons.items():
        assert actor in SIDES.registry.entries
        assert patron.side in countries or patron.side in SIDES.registry.entries
        assert len(patron.why) > 15
        for day in filter(None, (patron.start, patron.end)):
            assert date.fromisoformat(day).isoformat() == day
