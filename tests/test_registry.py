"""The actor registry: its files are sound, and names are found whatever the order of the entries."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from kgbuild.errors import VocabularyError
from kgbuild.registry import Entry, Registry, Role, load_people, load_registry, split_words
from kgbuild.registry.names import fold
from kgbuild.registry.people import plurals
from kgbuild.registry.phrases import read_phrase

FOLDER = Path(__file__).parents[1] / "ontology" / "actors"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(FOLDER)


def test_the_registry_is_large_enough_to_be_of_use(registry: Registry) -> None:
    by_hand = [entry for entry in registry.entries.values() if not re.match(r"(government|military)-", entry.id)]
    assert len(by_hand) > 1000
    assert len(registry.states) > 195


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("al-Shabaab", "al-shabaab"),
        ("Al Shabab", "al-shabaab"),
        ("Hay’at Tahrir al-Sham", "hts"),
        ("HTS", "hts"),
        ("U.N.", "united-nations"),
        ("US", "united-states"),
        ("UN Security Council", "un-security-council"),
        ("SECURITY COUNCIL", "un-security-council"),
        ("Rapid Support Forces", "rsf"),
        ("Médecins Sans Frontières", "msf"),
        ("Tatmadaw", "military-myanmar"),
        ("IDF", "military-israel"),
        ("Kyiv Independent", "kyiv-independent"),
        ("Khmer Rouge", "khmer-rouge"),
        ("RUF", "revolutionary-united-front"),
        ("European Community", "european-community"),
        ("François Mitterrand", "francois-mitterrand"),
        ("NATO-led troops", "nato-forces"),
    ],
)
def test_names_are_found_in_any_spelling(registry: Registry, words: str, id: str) -> None:
    pieces = split_words(words)
    length, entries = registry.match(pieces, 0)
    assert (length, [entry.id for entry in entries]) == (len(pieces), [id])


@pytest.mark.parametrize(
    "words", ["'s has been", "us", "is", "who", "taliban", "Sudan , Armed Forces of", "an", "HtS", "Idf"]
)
def test_words_that_are_no_names(registry: Registry, words: str) -> None:
    length, entries = registry.match(words.split(), 0)
    assert length <= 1
    assert all(entry.kind == "state" for entry in entries)


def test_a_shared_name_gives_all_its_bearers(registry: Registry) -> None:
    _, entries = registry.match(["RSF"], 0)
    assert [entry.id for entry in entries] == ["rsf", "rsf-reporters"]


def test_surnames_and_capitals_only_on_request(registry: Registry) -> None:
    assert registry.match(["Zelensky"], 0) == (0, ())
    assert [entry.id for entry in registry.match(["Zelensky"], 0, weak=True)[1]] == ["volodymyr-zelensky"]
    assert [entry.id for entry in registry.match(["Moscow"], 0, weak=True)[1]] == ["russia"]


@pytest.mark.parametrize(
    ("word", "id"),
    [("Israeli", "military-israel"), ("US", "military-united-states"), ("North Korean", "military-north-korea"),
     ("RUS", "military-russia"), ("Kurdish", None), ("table", None)],
)  # fmt: skip
def test_the_force_behind_a_word_of_origin(registry: Registry, word: str, id: str | None) -> None:
    force = registry.force_of_demonym(word)
    assert (force.id if force else None) == id


@pytest.mark.parametrize(
    ("words", "kind", "country", "sector", "id"),
    [
        ("three Turkish soldiers", "armed_force", "TUR", "MIL", "military-turkey"),
        ("Sudan's army", "armed_force", "SDN", "MIL", "military-sudan"),
        ("U.S. troops", "armed_force", "USA", "MIL", "military-united-states"),
        ("Armed Forces of Ukraine", "armed_force", "UKR", "MIL", "military-ukraine"),
        ("Rwandan special forces", "armed_force", "RWA", "MIL", None),
        ("pro-Russian separatists", "armed_group", None, "REB", None),
        ("Iran-backed militia", "armed_group", None, "PRM", None),
        ("Syrian rebels", "armed_group", "SYR", "REB", None),
        ("M23 fighters", "armed_group", "COD", "REB", "m23"),
        ("former Malian defence minister", "person", "MLI", "ELI", None),
        ("Ukrainian officials", "person", "UKR", "GOV", None),
        ("hospital officials", "person", None, "MED", None),
        ("UN experts", "group", None, "IGO", None),
        ("the Ukrainian government", "organization", "UKR", "GOV", "government-ukraine"),
        ("a group of thieves", "armed_group", None, "CRM", None),
        ("members of the Taliban", "person", "AFG", "REB", None),
        ("trade unions in Denmark", "group", "DNK", "LAB", None),
        ("ambassador of France to Poland", "person", "FRA", "GOV", None),
        ("residents", "group", None, "CVL", None),
        ("Kachin Liberation Army", "armed_group", "MMR", "REB", None),
        ("Chadian army", "armed_force", "TCD", "MIL", "military-chad"),
        ("Bolivian soldiers", "armed_force", "BOL", "MIL", "military-bolivia"),
        ("Myanmar's navy", "armed_force", "MMR", "MIL", None),
        ("Honduran military police", "armed_force", "HND", "MIL", None),
        ("anti-government protesters in Georgia", "group", "GEO", "OPP", None),
        ("Kenyan police officers", "group", "KEN", "COP", None),
        ("Peruvian lawmakers", "person", "PER", "LEG", None),
        ("Malawian high court judge", "person", "MWI", "JUD", None),
        ("former Slovak prime minister", "person", "SVK", "ELI", None),
        ("ousted Gabonese president", "person", "GAB", "ELI", None),
        ("Nepalese aid workers", "group", "NPL", "NGO", None),
        ("aid workers", "group", None, "NGO", None),
        ("villagers", "group", None, "CVL", None),
        ("protesters", "group", None, "OPP", None),
        ("Afghan refugees", "group", "AFG", "REF", None),
        ("Tunisian trade unions", "group", "TUN", "LAB", None),
        ("Somali pirates", "armed_group", "SOM", "CRM", None),
        ("pro-Iranian militiamen", "armed_group", None, "PRM", None),
        ("Serbian journalists", "media", "SRB", "JRN", None),
        ("Danish shipping company", "organization", "DNK", "BUS", None),
        ("Ghana's parliament", "organization", "GHA", "LEG", "legislature-ghana"),
        ("Ethiopian Orthodox bishops", "group", "ETH", "REL", None),
        ("Cuban doctors", "group", "CUB", "MED", None),
        ("Rwandan-backed rebels", "armed_group", None, "REB", None),
        ("Philippine coast guard vessels", "armed_force", "PHL", "MIL", "philippine-coast-guard"),
        ("Uzbek border guards", "armed_force", "UZB", "MIL", None),
        ("students in Dhaka", "group", None, "EDU", None),
        ("drug cartel gunmen", "armed_group", None, "UAF", None),
        ("gunmen of the Rapid Support Forces", "armed_group", "SDN", "PRM", "rsf"),
        ("fighters from the Rapid Support Forces", "armed_group", "SDN", "PRM", "rsf"),
        ("militants from Mali", "armed_group", "MLI", "REB", None),
        ("units of the RSF", "armed_group", "SDN", "PRM", "rsf"),
        ("the Khorasan branch of the Islamic State", "armed_group", "AFG", "REB", "isis-khorasan"),
        ("Yemeni branch of al-Qaeda", "armed_group", "YEM", "REB", "aqap"),
        ("branch of al-Qaeda", "unknown", None, None, None),
        ("Dutch intelligence chief", "person", "NLD", "SPY", None),
        ("Dutch intelligence service", "organization", "NLD", "SPY", None),
        ("separatists in Cameroon", "armed_group", "CMR", "REB", None),
        ("two Senegalese peacekeepers", "armed_force", "SEN", "IMG", None),
    ],
)
def test_phrases_say_kind_country_and_sector(
    registry: Registry, words: str, kind: str, country: str | None, sector: str | None, id: str | None
) -> None:
    phrase = read_phrase(split_words(words), registry)
    found = phrase.entries[0].id if len(phrase.entries) == 1 else None
    assert (phrase.kind, phrase.country, phrase.sector, found) == (kind, country, sector, id)


def test_people_nouns(registry: Registry) -> None:
    for word, sector in {
        "gunmen": "UAF",
        "soldier": "MIL",
        "police": "COP",
        "nurses": "MED",
        "lawmakers": "LEG",
    }.items():
        noun = registry.people.noun(word)
        assert noun is not None
        assert noun.sector == sector
    assert registry.people.noun("table") is None


@pytest.mark.parametrize(
    ("noun", "forms"),
    [("army", ("armies",)), ("gunman", ("gunmen",)), ("coach", ("coaches",)),
     ("witness", ("witnesses",)), ("boy", ("boys",)), ("troops", ()),
     ("commander in chief", ("commanders in chief",))],
)  # fmt: skip
def test_plurals(noun: str, forms: tuple[str, ...]) -> None:
    assert plurals(noun) == forms


def test_the_day_decides_what_somebody_was() -> None:
    entry = Entry(
        id="x",
        name="X",
        kind="person",
        country="FRA",
        roles=(
            Role(title="minister", sector="GOV", start="2010-01-01", end="2012-12-31"),
            Role(title="rebel", sector="REB", start="2014-01-01", end="2014-12-31"),
        ),
    )
    assert entry.at("2011-06-01") == ("FRA", "GOV", "minister")
    assert entry.at("2013-06-01") == ("FRA", "ELI", "former minister")
    assert entry.at("2014-06-01T10:00:00Z") == ("FRA", "REB", "rebel")
    assert entry.at(None) == ("FRA", "REB", "former rebel")
    assert entry.at("2009-01-01") == ("FRA", None, "")


def test_order_of_entries_changes_nothing(registry: Registry) -> None:
    entries = list(registry.entries.values())
    random.Random(7).shuffle(entries)
    shuffled = Registry(entries, people=registry.people)
    assert list(shuffled.entries) == list(registry.entries)
    for words in ("RSF", "National Assembly", "AA", "SDF", "Islamic Jihad", "Kim Jong Un"):
        pieces = split_words(words)
        assert shuffled.match(pieces, 0, weak=True) == registry.match(pieces, 0, weak=True)


@pytest.mark.parametrize(
    ("word", "folded"), [("al-Šām", "alsam"), ("U.S.", "us"), (",", None), ("-", ""), ("R&AW", "raw")]
)
def test_fold(word: str, folded: str | None) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ('[x]\nname = "X"\n', "has no kind"),
        ('[x]\nname = "X"\nkind = "team"\n', "kind"),
        ('[x]\nname = "X"\nkind = "person"\nsektor = "GOV"\n', "sektor"),
        ('[x]\nname = "X', "Correct the file"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, advice: str) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "wrong.toml").write_text(text)
    with pytest.raises(VocabularyError, match=advice):
        load_registry(tmp_path / "actors")


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    for name in ("one", "two"):
        (tmp_path / "actors" / f"{name}.toml").write_text('[x]\nname = "X"\nkind = "person"\n')
    with pytest.raises(VocabularyError, match="stands twice"):
        load_registry(tmp_path / "actors")


def test_given_names_and_nouns_say_the_gender(registry: Registry) -> None:
    people = registry.people
    assert (people.name_gender["ivan"], people.name_gender["oksana"]) == ("m", "f")
    assert (people.noun_gender["brother"], people.noun_gender["queen"]) == ("m", "f")
    assert not {fold(name) for name in ("Andrea", "Kim", "Jean", "Sasha")} & set(people.name_gender)
    assert len(people.name_gender) > 600


def test_a_name_of_both_genders_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.toml").write_text((FOLDER.parent / "lexicon" / "en" / "people.toml").read_text())
    sides = '[nouns]\nmale = []\nfemale = []\n[names]\nmale = ["René"]\nfemale = ["Rene"]\n'
    (tmp_path / "first_names.toml").write_text(sides)
    with pytest.raises(VocabularyError, match="rene stand on both sides"):
        load_people(tmp_path)
